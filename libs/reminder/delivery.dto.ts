import { IsId, IsText, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type SubjectKind, SUBJECT_KINDS } from './reminder.kinds';

export const DELIVERY_STATES = ['due', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
/** 待发送, 发送中, 已送达渠道, 失败, 不能确定, 已取消. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export class DeliveryQuery extends PageQuery {
  /** Name or user name of the person, or title of the reminder. */
  @Optional()
  @IsText('搜索的内容', { max: 60 })
  q?: string;

  /** Reminders of this person. */
  @Optional()
  @IsId('人员')
  personId?: string;

  /** Reminders about this. */
  @Optional()
  @IsId('提醒对象')
  subjectId?: string;

  /** Sent by this channel. */
  @Optional()
  @IsId('通知渠道')
  channelId?: string;

  @ApiProperty({
    enum: [...DELIVERY_STATES, 'unwell', 'inbox'],
    required: false,
    description: 'unwell: failed or unknown; inbox: only in the inbox',
  })
  @Optional()
  @IsIn([...DELIVERY_STATES, 'unwell', 'inbox'], { message: '发送状态不在可选范围内。' })
  state?: DeliveryState | 'unwell' | 'inbox';
}

/** How one reminder went through one channel. */
export class DeliveryView {
  id: string;
  channelId: string;
  channelName: string;
  @ApiProperty({ enum: DELIVERY_STATES }) state: DeliveryState;
  attempt: number;
  /** When it is tried (again). */
  nextAt: string | null;
  startedAt: string | null;
  settledAt: string | null;
  /** What the administrator reads about a fault. */
  sentence: string | null;
}

/** Who was told what, when, by which channels. */
export class LogEntry {
  /** The reminder's. */
  id: string;
  ruleName: string;
  title: string;
  @ApiProperty({ enum: SUBJECT_KINDS }) subjectKind: SubjectKind;
  subjectId: string;
  /** Address of the page to open. */
  link: string;
  personId: string;
  personName: string;
  unitName: string;
  createdAt: string;
  readAt: string | null;
  /** Why it was taken back. */
  cancelReason: string | null;
  @ApiProperty({ type: [DeliveryView] }) deliveries: DeliveryView[];
}

export class LogPage extends PageOf(LogEntry) {}

export class RetryBody {
  /** Why it is sent again; kept in the change record. */
  @IsText('重发的理由', { min: 1, max: 200 })
  reason: string;
}

/** What waits in one channel. */
export class BacklogView {
  channelId: string;
  channelName: string;
  active: boolean;
  /** Silent until then, because the receiver asked for it. */
  pausedUntil: string | null;
  /** Due by now, and due later (digests, retries). */
  due: number;
  later: number;
  /** Seconds that the oldest of those due has waited. */
  oldestSeconds: number;
  /** Of the due ones, waiting less than a minute, up to ten minutes, up to an hour, longer. */
  @ApiProperty({ type: [Number] }) byAge: number[];
  failed: number;
  unknown: number;
  lastSentAt: string | null;
  lastFault: string | null;
  lastFaultAt: string | null;
}

export class RuleFault {
  code: string;
  name: string;
  fault: string;
  at: string;
}

/** How the reminders run. */
export class ReminderStatusView {
  /** When the last sweep ended; null: never. */
  sweptAt: string | null;
  /** How long it took, in milliseconds, and how many reminders it made. */
  tookMs: number;
  made: number;
  faults: number;
  /** The next full minute. */
  nextSweepAt: string;
  /** Whether reminders may go out now at all, and if not, when the next time is. */
  opensAt: string | null;
  /** Reminders of today, and how many of them were read. */
  today: number;
  todayRead: number;
  @ApiProperty({ type: [BacklogView] }) backlog: BacklogView[];
  @ApiProperty({ type: [RuleFault] }) ruleFaults: RuleFault[];
}
