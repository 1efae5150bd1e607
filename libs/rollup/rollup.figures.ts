import { lastDay, type Day, type Month } from '@app/platform';
import type { DifferenceSide, InvestmentFigures, ListDifference, RollupView } from './rollup.dto';

/** The day up to which a month counts: its last, or today while it runs. */
export const asOfDay = (month: Month, today: Day): Day => (lastDay(month) < today ? lastDay(month) : today);

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
