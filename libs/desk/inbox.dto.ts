import { IsText, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type Action, ACTIONS, EVENT_ACTIONS, type EventAction, IssueRow } from '@app/ledger';
import { type Wait, WAITS } from './turn.policy';

export const INBOX_GROUPS = ['overdue', 'today', 'soon', 'later'] as const;
/** 已超期, 今日到期, 三个工作日内, 以后. */
export type InboxGroup = (typeof INBOX_GROUPS)[number];

export class InboxQuery extends PageQuery {
  /** Only what is in this group. */
  @Optional()
  @ApiProperty({ enum: INBOX_GROUPS, required: false })
  @IsIn(INBOX_GROUPS, { message: '分组不在可选范围内。' })
  group?: InboxGroup;

  /** Only those that wait for this. */
  @Optional()
  @ApiProperty({ enum: WAITS, required: false })
  @IsIn(WAITS, { message: '待办事由不在可选范围内。' })
  wait?: Wait;

  /** Part of a number or a title. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;
}

/** Why an issue waits for me. */
export class InboxReason {
  @ApiProperty({ enum: WAITS }) wait: Wait;
  /** Day by which I should have acted. */
  dueOn: string | null;
  /** Working days left; negative: late by so many. */
  daysLeft: number | null;
  /** In words: 待签收，今日到期. */
  text: string;
}

/** 待办: an issue on which it is my turn. */
export class InboxRow extends IssueRow {
  @ApiProperty({ enum: INBOX_GROUPS }) group: InboxGroup;
  /** The most pressing first. */
  @ApiProperty({ type: [InboxReason] }) reasons: InboxReason[];
  /** What settles it, as far as I may, the usual one first. */
  @ApiProperty({ enum: ACTIONS, isArray: true }) actions: Action[];
}

export class InboxGroupCount {
  @ApiProperty({ enum: INBOX_GROUPS }) group: InboxGroup;
  count: number;
}

export class InboxPage extends PageOf(InboxRow) {
  /** How many in each group, over all pages. */
  @ApiProperty({ type: [InboxGroupCount] }) groups: InboxGroupCount[];
}

/** 我发起的: an open issue that I registered, assigned, urged or instructed on. */
export class StartedRow extends IssueRow {
  /** Whose turn it is, in words. */
  heldBy: string;
  /** What I did with it: 登记, 交办 … */
  @ApiProperty({ enum: EVENT_ACTIONS, isArray: true }) mine: EventAction[];
}

export class StartedPage extends PageOf(StartedRow) {}

/** 已办: an issue in which I did a step. */
export class DoneRow extends IssueRow {
  heldBy: string;
  /** The last step that was mine. */
  @ApiProperty({ enum: EVENT_ACTIONS }) action: EventAction;
  at: string;
  note: string;
}

export class DonePage extends PageOf(DoneRow) {}

/** What the badge says; asked each minute by everybody, so it is only what is cheap. */
export class InboxCounts {
  todo: number;
  /** Of those, past their day. */
  overdue: number;
  /** Unread reminders. */
  unread: number;
}
