import { IsId, IsText, IsWhole, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { type Evidence, EVIDENCES, SEVERITIES, type Severity } from './ledger.rule';
import { StepCounts } from './steps.dto';
import {
  type Action,
  ACTIONS,
  EVENT_ACTIONS,
  type EventAction,
  type Light,
  LIGHTS,
  type State,
  STATES,
} from './ledger.workflow';

/** A problem to be registered, on its own or found by a visit. */
export class IssueDraft {
  /** Chosen by the client (UUIDv7): sent again it registers nothing twice. */
  @Optional()
  @IsId('问题')
  id?: string;

  /** One sentence that says what is wrong. */
  @IsText('问题标题', { min: 2, max: 100 })
  title: string;

  /** What was seen, since when, who is affected. */
  @Optional()
  @IsText('问题描述', { max: 2000 })
  description: string = '';

  /** Code of the category, see `GET /api/dictionary`. */
  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '问题类别不在可选范围内。' })
  categoryCode: string = 'other';

  /** 一般, 较重, 严重: decides the deadline. */
  @Optional()
  @ApiProperty({ enum: SEVERITIES, required: false })
  @IsIn(SEVERITIES, { message: '严重程度应为 low（一般）、medium（较重）或 high（严重）。' })
  severity: Severity = 'medium';
}

/** A problem or task registered at the desk. */
export class IssueBody extends IssueDraft {
  /** The project that it holds up; whether it is needed is the ledger's to say. */
  @Optional()
  @IsId('项目')
  projectId?: string;

  /** What it is about where there is no project: an enterprise, a place, a matter. */
  @Optional()
  @IsText('企业、地点或事项', { max: 100 })
  subjectName?: string;

  /** Code of the ledger; the problem ledger when left out. */
  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '台账不在可选范围内。' })
  ledger: string = 'project-issue';
}

/** A person's own judgement beside the computed light (研判). */
export class JudgementView {
  @ApiProperty({ enum: LIGHTS }) light: Light;
  reason: string;
  /** Last day on which it counts. */
  until: string;
  byName: string;
  /** The day it was given. */
  on: string;
}

/** One row of a ledger. */
export class IssueRow {
  id: string;
  number: string;
  title: string;
  ledger: string;
  ledgerName: string;
  projectId: string | null;
  projectName: string | null;
  /** What it is about where there is no project; may be empty. */
  subjectName: string;
  /** How far it is, where its ledger plans steps. */
  steps: StepCounts | null;
  categoryCode: string;
  categoryName: string;
  @ApiProperty({ enum: SEVERITIES }) severity: Severity;
  @ApiProperty({ enum: STATES }) state: State;
  version: number;
  /** 1, and one more for each time it was reopened. */
  cycle: number;
  leadUnitId: string | null;
  leadUnitName: string | null;
  handlerName: string | null;
  /** Deadline, as extended. */
  dueOn: string | null;
  /** Deadline as first given; stays for ever. */
  firstDueOn: string | null;
  @ApiProperty({ enum: LIGHTS }) light: Light;
  /** Working days left; negative: late by so many. Null where no clock runs. */
  daysLeft: number | null;
  /** The light in words. */
  lightReason: string;
  registeredAt: string;
  closedAt: string | null;
  urged: number;
  /** Until when the one whose turn it is should have acted; null where nobody has to. */
  turnDueOn: string | null;
  /** The deadline rests on a year whose calendar is not published yet (按周末推算). */
  dueEstimated: boolean;
  /** A risk that the department flagged in its last report. */
  atRisk: string | null;
  /** Somebody's own judgement, as long as it counts. */
  judgement: JudgementView | null;
}

/** Another issue, as it is named on a page. */
export class IssueRef {
  id: string;
  number: string;
  title: string;
  @ApiProperty({ enum: STATES }) state: State;
}

/** One row of the record of an issue. */
export class EventView {
  id: string;
  /** 1 is the registration. */
  seq: number;
  @ApiProperty({ enum: EVENT_ACTIONS }) action: EventAction;
  @ApiProperty({ enum: STATES, nullable: true }) from: State | null;
  @ApiProperty({ enum: STATES }) to: State;
  /** Null: the system itself. */
  actorName: string | null;
  unitName: string | null;
  at: string;
  note: string;
  /** The deadline after the action. */
  dueOn: string | null;
  /** What the action brought along, in Chinese words: 主办单位, 复核日 … */
  details: string[];
}

export class UnitRef {
  id: string;
  name: string;
}

export const FINDINGS = ['still', 'progress', 'solved'] as const;
/** 仍存在, 有进展, 已解决（建议核验）: what somebody on the spot found of a problem that was known before. */
export type Finding = (typeof FINDINGS)[number];

/** A visit of the project since closure was applied for: what a verification can rest on. */
export class VisitSince {
  id: string;
  visitedOn: string;
  officerName: string;
  /** What it found of this issue; null: it did not look. */
  @ApiProperty({ enum: FINDINGS, nullable: true }) finding: Finding | null;
}

/** One issue, whole. */
export class IssueView extends IssueRow {
  description: string;
  visitId: string | null;
  ownerName: string | null;
  address: string | null;
  officerName: string | null;
  supportUnits: UnitRef[];
  handlerId: string | null;
  registeredByName: string;
  assignedOn: string | null;
  /** Last day to sign for it. */
  signDueOn: string | null;
  /** Last day to return it. */
  returnUntil: string | null;
  /** The day asked for, while a request for extension waits. */
  extensionTo: string | null;
  /** Extensions granted in this cycle, and how many the ledger allows. */
  extensions: number;
  extensionsMax: number;
  /** From this day on asking for an extension needs the supervisor's consent first. */
  consentFrom: string | null;
  extensionConsent: boolean;
  reviewOn: string | null;
  /** Last day to rule on a return or an extension. */
  rulingDueOn: string | null;
  /** Last day to verify. */
  verifyDueOn: string | null;
  /** When the next report is due. */
  reportDueOn: string | null;
  /** An urging, an instruction, a dissatisfied enterprise wait for their answer until that day. */
  urgeDueOn: string | null;
  instructionDueOn: string | null;
  ratingDueOn: string | null;
  /** So often it was returned in this cycle. */
  returns: number;
  /** Supporting departments that have reported their part. */
  supportDoneIds: string[];
  /** The issue that it was merged into. */
  @ApiProperty({ type: IssueRef, nullable: true }) mergedInto: IssueRef | null;
  /** The issue that it was split off from. */
  @ApiProperty({ type: IssueRef, nullable: true }) splitFrom: IssueRef | null;
  /** Those that were merged into it. */
  merged: IssueRef[];
  /** Those that were split off from it. */
  parts: IssueRef[];
  /** What an application for closure must show. */
  @ApiProperty({ enum: EVIDENCES }) evidence: Evidence;
  /** Why, and what is to be seen on it. */
  evidenceNote: string;
  /** Whose turn it is, in words. */
  heldBy: string;
  @ApiProperty({ enum: ACTIONS, isArray: true }) allowedActions: Action[];
  /** Prefilled when assigning: whom the return named, the present department, or the one that usually solves this category. */
  suggestedUnitId: string | null;
  /** The deadline the ledger's rule gives when assigned today. */
  suggestedDueOn: string;
  /** That day rests on a year whose calendar is not published yet. */
  suggestedEstimated: boolean;
  /** Visits of the project since closure was applied for, newest first, at most 20; empty while nothing waits. */
  @ApiProperty({ type: () => [VisitSince] }) visitsSince: VisitSince[];
  /** The record, oldest first; the newest 200 rows. */
  events: EventView[];
}

export class IssueCount {
  @ApiProperty({ enum: STATES }) state: State;
  count: number;
}

/** What waits where: the tabs over the list. */
export class IssueCounts {
  states: IssueCount[];
  overdue: number;
  dueSoon: number;
  /** On which I can act now. */
  mine: number;
}

/** `?page`: the whole record fits into one page of 200 but for the rarest issue. */
export class EventQuery extends PageQuery {
  @IsWhole('每页条数', 1, 200)
  override pageSize = 200;
}

export class IssuePage extends PageOf(IssueRow) {}
export class EventPage extends PageOf(EventView) {}

/** A category of problems, with the department that usually solves it. */
export class CategoryView {
  code: string;
  name: string;
  unitId: string | null;
  /** False: not offered any more. */
  active: boolean;
}

/** Who may be given an issue inside a department. */
export class HandlerView {
  id: string;
  name: string;
  title: string;
}
