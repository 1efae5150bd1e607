import { LINES } from './looks';
import type { Screen } from './use-screen';
import { t } from './words';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const MOST = LINES.length;

type List = Screen['lists'][number];

/** Drawing needs no exact numbers; those stand beside it. */
const percent = (amount: string, plan: string): number => Math.round((Number(amount) / Number(plan)) * 1000) / 10;

/** The lists that have a curve, the first few. */
export const drawnLists = (lists: List[]): List[] =>
  lists.filter(({ forecast, annualPlan }) => forecast.curve.length > 0 && Number(annualPlan) > 0).slice(0, MOST);

/** The course of the first lists through the year over the time schedule, their forecasts dashed. */
export function curvesOption(lists: List[]) {
  const text = { color: '#b4c7e3', fontSize: 16 };
  return {
    color: [...LINES],
    grid: { left: 4, right: 24, top: 40, bottom: 0, containLabel: true },
    legend: {
      top: 0,
      textStyle: text,
      itemWidth: 26,
      data: [...lists.map(({ name }) => name), t('curve.schedule')],
    },
    xAxis: {
      type: 'category' as const,
      boundaryGap: false,
      data: MONTHS.map((month) => t('curve.month', { month })),
      axisLabel: text,
      axisLine: { lineStyle: { color: '#31568c' } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      splitNumber: 4,
      axisLabel: { ...text, formatter: '{value}%' },
      splitLine: { lineStyle: { color: '#1a345b' } },
    },
    series: [
      ...lists.flatMap((list, index) => linesOf(list, LINES[index] ?? LINES[0])),
      {
        name: t('curve.schedule'),
        type: 'line' as const,
        data: MONTHS.map((month) => Math.round((month * 1000) / 12) / 10),
        showSymbol: false,
        lineStyle: { type: 'dotted' as const, width: 3, color: '#8ba5cb' },
        itemStyle: { color: '#8ba5cb' },
      },
    ],
  };
}

function linesOf({ name, forecast, annualPlan }: List, colour: string) {
  const done = forecast.curve.map((amount) => percent(amount, annualPlan));
  const last = done.length;
  const line = { type: 'line' as const, showSymbol: false, itemStyle: { color: colour } };
  const drawn = { ...line, name, data: done, lineStyle: { width: 4, color: colour } };
  if (forecast.gap !== null || forecast.method === 'over' || forecast.rate === null) return [drawn];
  const ahead = MONTHS.map((month) => (month === last ? done[last - 1] : month === 12 ? Number(forecast.rate) : null));
  return [
    drawn,
    {
      ...line,
      name: `${name} `,
      data: ahead,
      connectNulls: true,
      lineStyle: { type: 'dashed' as const, width: 3, color: colour, opacity: 0.75 },
    },
  ];
}
