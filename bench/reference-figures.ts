import { basisNote } from '@app/figure';
import { type Month, rate } from '@app/platform';
import { type Batch, type MixedBasis, scheduleGap, timeSchedule } from '@app/project';
import type { BatchFigures, InvestmentFigures, IssueFigures, ThreeBatches } from '@app/rollup';

// The figures of the month as somebody would write them who has one statement and no measures.

/** What the database adds up for a list, or for all of them. */
export interface InvestmentSums {
  projects: number;
  totalInvestment: string;
  annualPlan: string;
  withoutPlan: number;
  completed: string;
  planBasis: MixedBasis | null;
  completedBasis: MixedBasis | null;
}

/** Rates from the exact sums; rounded half up, at the very end and only for display. */
export function investmentFigures(sums: InvestmentSums, month: Month, digits: number): InvestmentFigures {
  const { completed, annualPlan, planBasis, completedBasis } = sums;
  return {
    projects: sums.projects,
    totalInvestment: sums.totalInvestment,
    annualPlan,
    withoutPlan: sums.withoutPlan,
    completed,
    completionRate: rate(completed, annualPlan, digits),
    numerator: completed,
    denominator: annualPlan,
    timeSchedule: timeSchedule(month),
    gap: scheduleGap(completed, annualPlan, month),
    planBasis,
    completedBasis,
    basisNote: basisNote(planBasis, completedBasis),
  };
}

/** A share of a count in percent: two digits, none when it is whole (100, 60, 77.19). */
const countRate = (part: number, whole: number): string | null => rate(part, whole, 2)?.replace(/\.00$/, '') ?? null;

/** What the database counts for a batch, or for the registry. */
export interface BatchSums {
  which: Batch | 'registry';
  projects: number;
  totalInvestment: string;
  reached: number;
}

export function threeBatches(sums: BatchSums[]): ThreeBatches {
  const of = (which: BatchSums['which']) =>
    sums.find((sum) => sum.which === which) ?? { projects: 0, totalInvestment: '0', reached: 0 };
  const batch = (which: Batch): BatchFigures => {
    const { projects, totalInvestment, reached } = of(which);
    return { projects, totalInvestment, reached, rate: countRate(reached, projects) };
  };
  const { projects: eligible, reached: entered } = of('registry');
  return {
    signed: batch('signed'),
    started: batch('started'),
    production: batch('production'),
    registry: { eligible, entered, rate: countRate(entered, eligible) },
  };
}

/** What the database counts of issues; `settled`: registered since 1 January and struck off at the end of the month. */
export interface IssueCounts {
  registered: number;
  closed: number;
  open: number;
  overdue: number;
  registeredYearToDate: number;
  closedYearToDate: number;
  settled: number;
}

export const issueFigures = (counts: IssueCounts): IssueFigures => ({
  registered: counts.registered,
  closed: counts.closed,
  open: counts.open,
  overdue: counts.overdue,
  closureRate: rate(counts.settled, counts.registeredYearToDate, 2),
  numerator: counts.settled,
  denominator: counts.registeredYearToDate,
  registeredYearToDate: counts.registeredYearToDate,
  closedYearToDate: counts.closedYearToDate,
});
