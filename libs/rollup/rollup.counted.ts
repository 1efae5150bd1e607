import type { DutyState } from '@app/duty';
import type { Day } from '@app/platform';
import type { BatchMeasure, CountedProject, IssueMeasure } from './rollup.dto';

/** A project as it was counted. */
export type CountedFact = Omit<CountedProject, 'unitName' | 'completionRate'>;

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
