import { lastDay, type Day, type Month, rate } from '@app/platform';
import { type Batch, type MixedBasis, scheduleGap, timeSchedule } from '@app/project';
import type {
  BatchFigures,
  DifferenceSide,
  InvestmentFigures,
  IssueFigures,
  ListDifference,
  RollupView,
  ThreeBatches,
} from './rollup.dto';

/** The day up to which a month counts: its last, or today while it runs. */
export const asOfDay = (month: Month, today: Day): Day => (lastDay(month) < today ? lastDay(month) : today);

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

const WORDS: Record<MixedBasis, string> = {
  'with-preliminary': '含前期',
  'without-preliminary': '不含前期',
  mixed: '部分含前期、部分不含',
};

/** Says so where plan and completion do not count the same, and null where they do. */
export function basisNote(plan: MixedBasis | null, completed: MixedBasis | null): string | null {
  if (plan === 'mixed' && completed === 'mixed') return '计划和完成均部分含前期、部分不含，口径不一';
  if (plan !== null && completed !== null) {
    return plan === completed ? null : `计划${WORDS[plan]}，完成${WORDS[completed]}，口径不同`;
  }
  if (plan === 'mixed') return `计划${WORDS.mixed}，口径不一`;
  return completed === 'mixed' ? `完成${WORDS.mixed}，口径不一` : null;
}

/** A share of a count in percent: two digits, none when it is whole (100, 60, 77.19). */
export const countRate = (part: number, whole: number): string | null =>
  rate(part, whole, 2)?.replace(/\.00$/, '') ?? null;

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

/** Lists whose investment a revision changed, in the order of the later one. */
export function differenceOf(before: RollupView | undefined, after: RollupView): ListDifference[] {
  if (!before) return [];
  const gone = before.lists.filter(({ listId }) => !after.lists.some((list) => list.listId === listId));
  return [...after.lists, ...gone].flatMap(({ listId, name }) => {
    const [old, now] = [before, after].map(({ lists }) => sideOf(lists.find((list) => list.listId === listId)));
    return JSON.stringify(old) === JSON.stringify(now)
      ? []
      : [{ listId, name, before: old ?? null, after: now ?? null }];
  });
}

const sideOf = (figures: InvestmentFigures | undefined): DifferenceSide | null =>
  figures
    ? {
        projects: figures.projects,
        annualPlan: figures.annualPlan,
        completed: figures.completed,
        completionRate: figures.completionRate,
      }
    : null;
