import type { Day } from '@app/platform';
import type { Light, State } from './ledger.workflow';

/** A person's own judgement beside the computed light (研判). */
export interface Judgement {
  light: Light;
  reason: string;
  /** Last day on which it counts. */
  until: Day;
  by: string;
  byName: string;
  /** The day it was given. */
  on: Day;
}

/** The columns of an issue that actions change. */
export interface IssueFields {
  state: State;
  cycle: number;
  leadUnitId: string | null;
  supportUnitIds: string[];
  /** Supporting departments that have reported their part. */
  supportDoneIds: string[];
  /** Departments that led or supported before. */
  pastUnitIds: string[];
  handlerId: string | null;
  assignedOn: Day | null;
  signDueOn: Day | null;
  returnUntil: Day | null;
  firstDueOn: Day | null;
  dueOn: Day | null;
  /** Until when the one whose turn it is should have acted. */
  turnDueOn: Day | null;
  rulingDueOn: Day | null;
  verifyDueOn: Day | null;
  reportDueOn: Day | null;
  reportedOn: Day | null;
  returns: number;
  extensionTo: Day | null;
  extensions: number;
  extensionConsent: boolean;
  suspendedOn: Day | null;
  reviewOn: Day | null;
  closedAt: Date | null;
  urged: number;
  urgeDueOn: Day | null;
  instructionDueOn: Day | null;
  ratingDueOn: Day | null;
  atRisk: string | null;
  judgement: Judgement | null;
  mergedIntoId: string | null;
  lastStepBy: string | null;
  /** What the last step changed, as it was before: for the one who takes it back. */
  undo: Partial<IssueFields> | null;
}

/** An issue as it is registered. */
export const NEW_ISSUE: Readonly<IssueFields> = {
  state: 'registered',
  cycle: 1,
  leadUnitId: null,
  supportUnitIds: [],
  supportDoneIds: [],
  pastUnitIds: [],
  handlerId: null,
  assignedOn: null,
  signDueOn: null,
  returnUntil: null,
  firstDueOn: null,
  dueOn: null,
  turnDueOn: null,
  rulingDueOn: null,
  verifyDueOn: null,
  reportDueOn: null,
  reportedOn: null,
  returns: 0,
  extensionTo: null,
  extensions: 0,
  extensionConsent: false,
  suspendedOn: null,
  reviewOn: null,
  closedAt: null,
  urged: 0,
  urgeDueOn: null,
  instructionDueOn: null,
  ratingDueOn: null,
  atRisk: null,
  judgement: null,
  mergedIntoId: null,
  lastStepBy: null,
  undo: null,
};
