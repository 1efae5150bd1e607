import { IsDay, IsId, IsText, IsVersion, IsWhole, LowerCase, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID, Matches } from 'class-validator';
import { type Action, ACTIONS, type EventAction, type Light, LIGHTS, type State, STATES } from './ledger.workflow';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
/** 一般, 较重, 严重. The ledger has a deadline for each. */
export type Severity = (typeof SEVERITIES)[number];

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

/** A problem registered at the desk. */
export class IssueBody extends IssueDraft {
  /** The project that it holds up. */
  @IsId('项目')
  projectId: string;

  /** Code of the ledger; the problem ledger when left out. */
  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '台账不在可选范围内。' })
  ledger: string = 'project-issue';
}

/** What an action brings along; which of it is needed depends on the action, see `GET /api/dictionary`. */
export class ActionBody {
  /** The version of the issue that was seen. */
  @IsVersion()
  version: number;

  /** Chosen by the client: the same action sent again under the same id happens once. */
  @Optional()
  @IsId('操作')
  id?: string;

  /** Words: why, what was done, what is asked. */
  @Optional()
  @IsText('意见', { max: 2000 })
  note: string = '';

  /** assign: the department that answers for it (主办单位). */
  @Optional()
  @IsId('主办单位')
  leadUnitId?: string;

  /** assign: departments that help (协办单位). */
  @Optional()
  @IsArray({ message: '协办单位应为列表。' })
  @ArrayMaxSize(10, { message: '协办单位不超过 10 个。' })
  @ArrayUnique({ message: '协办单位不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '协办单位的编号格式不对。' })
  supportUnitIds?: string[];

  /** delegate: the person of the department who works on it. */
  @Optional()
  @IsId('承办人')
  handlerId?: string;

  /** assign: the deadline, when not the ledger's; request-extension: the new deadline asked for. */
  @Optional()
  @IsDay('期限')
  dueOn?: string;

  /** suspend: the day on which the cause is looked at again. */
  @Optional()
  @IsDay('复核日')
  reviewOn?: string;

  /** return: the department that it belongs to instead. */
  @Optional()
  @IsId('建议主办单位')
  suggestedUnitId?: string;

  /** apply-closure: evidence. Uploading is not part of this version, so the list can only be empty. */
  @Optional()
  @IsArray({ message: '附件应为列表。' })
  @ArrayMaxSize(0, { message: '暂不支持上传附件，请在意见中写明办理结果。' })
  attachmentIds?: string[];
}

/** One row of a ledger. */
export class IssueRow {
  id: string;
  number: string;
  title: string;
  ledger: string;
  projectId: string | null;
  projectName: string | null;
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
}

/** One row of the record of an issue. */
export class EventView {
  id: string;
  /** 1 is the registration. */
  seq: number;
  @ApiProperty({ enum: ['register', ...ACTIONS] }) action: EventAction;
  @ApiProperty({ enum: STATES, nullable: true }) from: State | null;
  @ApiProperty({ enum: STATES }) to: State;
  actorName: string;
  unitName: string;
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
  reviewOn: string | null;
  /** A deadline rests on a year whose calendar is not published yet (按周末推算). */
  dueEstimated: boolean;
  /** Whose turn it is, in words. */
  heldBy: string;
  @ApiProperty({ enum: ACTIONS, isArray: true }) allowedActions: Action[];
  /** The department that usually solves this category: prefilled when assigning. */
  suggestedUnitId: string | null;
  /** The deadline the ledger's rule gives when assigned today. */
  suggestedDueOn: string;
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
}

/** Who may be given an issue inside a department. */
export class HandlerView {
  id: string;
  name: string;
  title: string;
}
