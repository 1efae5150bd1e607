import { type Combine, type FigureView, type MeasureBasis, type MeasureFamily, QUANTITIES } from '@app/figure';
import { amountText, decimal, type Month } from '@app/platform';
import { timeSchedule } from '@app/project';
import type { FigureFormula, FigureQuantity } from './open.dto';

/** Quantities that are amounts; the others count things. */
const AMOUNTS =
  /^(total|plan|month|completed|registry-completed|funds|pipeline-amount|pipeline-obtained|.*-investment)$/;
/** What the families count. */
const THINGS: Record<MeasureFamily, string> = {
  investment: '个',
  batches: '个',
  milestones: '个',
  livelihood: '个',
  issues: '个',
  visits: '次',
  reminders: '次',
  reporting: '家',
  pipelines: '个',
  indicators: '',
};

/** The unit of a quantity. */
export function unitOfQuantity(family: MeasureFamily, code: string): string {
  if (AMOUNTS.test(code)) return '万元';
  return code === 'days' ? '天' : code === 'escalated' ? '个' : THINGS[family];
}

const BASES: Record<MeasureBasis, string> = {
  'as-entered': '按各项目填报的口径',
  'with-preliminary': '含前期',
  'without-preliminary': '不含前期',
  reported: '调度口径（项目单位填报）',
  registry: '统计入库口径',
};
export const basisWords = (basis: MeasureBasis): string => BASES[basis];

/** From so many 万元 on people say 亿元. */
const YI = 10_000;

/** A number with its unit, exact: 133700 万元 is 13.37 亿元. */
export function inWords(value: string, unit: string): string {
  if (unit === '%') return `${value}%`;
  if (unit !== '万元') return unit === '' ? value : `${value} ${unit}`;
  return decimal(value).abs().gte(YI) ? `${amountText(decimal(value).dividedBy(YI))} 亿元` : `${value} 万元`;
}

/** How the parts of a figure are put together. */
export interface FigureParts {
  family: MeasureFamily;
  combine: Combine;
  numerator: string | null;
  denominator: string | null;
}

const quantity = (family: MeasureFamily, code: string | null, value: string | null): FigureQuantity | null =>
  code === null || value === null
    ? null
    : { name: QUANTITIES[family][code] ?? code, value, unit: unitOfQuantity(family, code) };

/** The formula with its numbers, as a sentence, and how its result is rounded. */
export function formulaOf(figure: FigureView, parts: FigureParts, month: Month): FigureFormula {
  const numerator = quantity(parts.family, parts.numerator, figure.numerator);
  const denominator = quantity(parts.family, parts.denominator, figure.denominator);
  const said = (one: FigureQuantity): string => `${one.name} ${inWords(one.value, one.unit)}`;
  const result = figure.value === null ? '不计算' : inWords(figure.value, figure.unit);
  const text = ((): string => {
    if (parts.combine === 'rate' && numerator && denominator)
      return `${said(numerator)} ÷ ${said(denominator)} × 100% = ${result}`;
    if (parts.combine === 'difference' && numerator && denominator)
      return `${said(numerator)} ÷ ${said(denominator)} × 100% − 时间进度 ${timeSchedule(month)}% = ${result}`;
    return `${figure.name} = ${result}`;
  })();
  return { text, numerator, denominator, rounding: roundingOf(figure, parts.combine) };
}

const PLACES = ['个位', '小数点后一位', '小数点后两位', '小数点后三位', '小数点后四位'];

function roundingOf({ value, denominator, digits, unit }: FigureView, combine: Combine): string {
  const divides = combine === 'rate' || combine === 'difference';
  if (value === null) {
    return divides && (denominator === null || decimal(denominator).isZero())
      ? '分母为零或缺失，不计算，以“—”表示'
      : '没有数据，不计算，以“—”表示';
  }
  if (combine === 'sum') return unit === '万元' ? '求和，按填报原数，不取整' : '计数，不取整';
  return `先按原数计算，最后四舍五入到${PLACES[digits] ?? `${digits} 位小数`}`;
}
