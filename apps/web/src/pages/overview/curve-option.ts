import type { TFunction } from 'i18next';
import type { OverviewList } from './queries';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** Drawing needs no exact numbers; those are text, beside it. */
const percent = (amount: string, plan: string): number => Math.round((Number(amount) / Number(plan)) * 10_000) / 100;

/** A list's completion by month, its forecast to December and the range around it, over the straight time schedule. */
export function curveOption({ forecast, annualPlan }: OverviewList, t: TFunction) {
  const done = forecast.curve.map((amount) => percent(amount, annualPlan));
  const last = done.length;
  const ends = forecast.gap === null && forecast.method !== 'over' && forecast.lowRate !== null && last > 0;
  /** From the last month with entries straight to December. */
  const toEnd = (end: string | null): (number | null)[] =>
    MONTHS.map((month) =>
      month === last ? (done[last - 1] ?? null) : month === 12 && end !== null ? Number(end) : null,
    );
  const line = (name: string, data: (number | null)[], colour: string, more: object = {}) => ({
    name,
    type: 'line' as const,
    data,
    connectNulls: true,
    symbolSize: 6,
    itemStyle: { color: colour },
    ...more,
  });
  const dotted = (opacity: number) => ({
    lineStyle: { type: 'dashed' as const, width: 2, opacity },
    showSymbol: false,
  });
  return {
    grid: { left: 8, right: 20, top: 40, bottom: 4, containLabel: true },
    legend: { top: 0, itemWidth: 18 },
    tooltip: { trigger: 'axis' as const },
    xAxis: {
      type: 'category' as const,
      boundaryGap: false,
      data: MONTHS.map((month) => t('overview.lists.monthOf', { month })),
    },
    yAxis: { type: 'value' as const, axisLabel: { formatter: '{value}%' }, splitNumber: 4 },
    series: [
      line(t('overview.lists.chartDone'), done, '#1558b0', { lineStyle: { width: 3 } }),
      line(
        t('overview.lists.chartSchedule'),
        MONTHS.map((month) => Math.round((month * 1000) / 12) / 10),
        '#8d99a8',
        { showSymbol: false, lineStyle: { type: 'dotted' as const, width: 2 } },
      ),
      ...(ends
        ? [
            line(t('overview.lists.chartForecast'), toEnd(forecast.rate), '#d46b08', dotted(1)),
            line(t('overview.lists.chartLow'), toEnd(forecast.lowRate), '#d46b08', dotted(0.45)),
            line(t('overview.lists.chartHigh'), toEnd(forecast.highRate), '#d46b08', dotted(0.45)),
          ]
        : []),
    ],
  };
}
