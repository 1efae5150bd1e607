import type { Day, Month, Tx } from '@app/platform';
import { countedDuties } from '@app/duty';
import { countedBatches, countedFacts, countedLists } from './investment.queries';
import { countedIssues } from './issue.queries';
import type { CountedRows } from './rollup.counted';

/** How each family of rows is read while the month is open. */
export const READ_ROWS: {
  [K in keyof CountedRows]: (tx: Tx, month: Month, asOf: Day, today: Day) => Promise<CountedRows[K]>;
} = {
  projects: countedFacts,
  lists: countedLists,
  batches: countedBatches,
  issues: countedIssues,
  // What a visit of the next month makes up for is seen from today.
  duties: (tx, month, _asOf, today) => countedDuties(tx, month, today),
};

export async function readRows(tx: Tx, month: Month, asOf: Day, today: Day): Promise<CountedRows> {
  return {
    projects: await READ_ROWS.projects(tx, month, asOf, today),
    lists: await READ_ROWS.lists(tx, month, asOf, today),
    batches: await READ_ROWS.batches(tx, month, asOf, today),
    issues: await READ_ROWS.issues(tx, month, asOf, today),
    duties: await READ_ROWS.duties(tx, month, asOf, today),
  };
}
