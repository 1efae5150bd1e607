import type { DutyState } from '@app/duty';
import type { Day } from '@app/platform';
import type { BatchMeasure, CountedProject, IssueMeasure, MeasureView } from './rollup.dto';

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
  /** Who was to go. Months that were closed before duties were rows do not say, nor states and reasons. */
  officerId?: string | null;
  period: string;
  state?: DutyState;
  /** The visit that met it, or that made up for it. */
  visitId: string | null;
  excuseReason?: string | null;
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
