import { type Day, type Month, readCalendar, type Tx } from '@app/platform';
import { countedDuties } from '@app/duty';
import { countedBatches, countedFacts, countedLists } from './investment.queries';
import { countedIssues } from './issue.queries';
import type { CountedDutyRow, CountedRows } from './rollup.counted';

/** How each family of rows is read while the month is open. */
export const READ_ROWS: { [K in keyof CountedRows]: (tx: Tx, month: Month, asOf: Day) => Promise<CountedRows[K]> } = {
  projects: countedFacts,
  lists: countedLists,
  batches: countedBatches,
  issues: countedIssues,
  duties: readDuties,
};

export async function readRows(tx: Tx, month: Month, asOf: Day): Promise<CountedRows> {
  return {
    projects: await READ_ROWS.projects(tx, month, asOf),
    lists: await READ_ROWS.lists(tx, month, asOf),
    batches: await READ_ROWS.batches(tx, month, asOf),
    issues: await READ_ROWS.issues(tx, month, asOf),
    duties: await READ_ROWS.duties(tx, month, asOf),
  };
}

async function readDuties(tx: Tx, month: Month, asOf: Day): Promise<CountedDutyRow[]> {
  const duties = await countedDuties(tx, await readCalendar(tx), month, asOf);
  const units: { id: string; unitId: string | null }[] = await tx.query(
    'select id, unit_id as "unitId" from project where id = any ($1::uuid[])',
    [[...new Set(duties.map(({ projectId }) => projectId))]],
  );
  const unitOf = new Map(units.map(({ id, unitId }) => [id, unitId]));
  return duties.map(({ projectId, period, visitId }) => ({
    projectId,
    unitId: unitOf.get(projectId) ?? null,
    period,
    visitId,
  }));
}
