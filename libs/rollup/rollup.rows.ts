import { type Day, type Month, readCalendar, type Tx } from '@app/platform';
import { countedDuties } from '@app/visit';
import type { BatchMeasure, CountedProject, IssueMeasure, MeasureView } from './rollup.dto';
import { countedBatches, countedFacts, countedLists } from './investment.queries';
import { countedIssues } from './issue.queries';

/** A project as it was counted. */
export type CountedFact = Omit<CountedProject, 'unitName' | 'completionRate'>;

/** A list and the projects on it in the month. */
export interface CountedList {
  listId: string;
  rateDigits: number;
  projectIds: string[];
}

export interface CountedBatchRow {
  which: BatchMeasure;
  projectId: string;
  name: string;
  unitId: string | null;
  totalInvestment: string;
  reachedOn: Day | null;
  eligibleOn: Day | null;
}

export interface CountedIssueRow {
  id: string;
  unitId: string | null;
  categoryCode: string;
  /** Every count that it is part of. */
  counts: IssueMeasure[];
}

export interface CountedDutyRow {
  projectId: string;
  unitId: string | null;
  period: string;
  visitId: string | null;
}

/** Everything behind a month's figures: what a closed month keeps, and what an open one answers when it is asked. */
export interface CountedRows {
  projects: CountedFact[];
  lists: CountedList[];
  batches: CountedBatchRow[];
  issues: CountedIssueRow[];
  duties: CountedDutyRow[];
}

/** As kept with a revision: also how the figures were defined when they were published. */
export interface KeptRows extends CountedRows {
  measures: readonly MeasureView[];
}

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
