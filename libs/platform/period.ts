import { addMonths, type Month } from './day';

export const PERIODS = ['month', 'quarter', 'year'] as const;
/** 按月, 按季, 按年. */
export type PeriodKind = (typeof PERIODS)[number];

/** `2024-10`, `2024-Q4` or `2024`. */
export type Period = string;

export interface Span {
  from: Month;
  to: Month;
}

/** The kind of a period by how it is written. */
export function kindOf(period: Period): PeriodKind {
  if (period.length === 4) return 'year';
  return period.includes('Q') ? 'quarter' : 'month';
}

/** First and last month of a period. */
export function spanOf(period: Period): Span {
  const year = period.slice(0, 4);
  switch (kindOf(period)) {
    case 'year':
      return { from: `${year}-01`, to: `${year}-12` };
    case 'quarter': {
      const from = `${year}-${String((Number(period.slice(6)) - 1) * 3 + 1).padStart(2, '0')}`;
      return { from, to: addMonths(from, 2) };
    }
    case 'month':
      return { from: period, to: period };
  }
}

/** The period of that kind which holds the month. */
export function periodOf(kind: PeriodKind, month: Month): Period {
  const year = month.slice(0, 4);
  if (kind === 'year') return year;
  return kind === 'month' ? month : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

/** As people read it. */
export function periodName(period: Period): string {
  const year = `${period.slice(0, 4)}年`;
  const kind = kindOf(period);
  if (kind === 'year') return `${year}度`;
  return kind === 'month'
    ? `${year}${Number(period.slice(5))}月`
    : `${year}第${'一二三四'[Number(period.slice(6)) - 1]}季度`;
}
