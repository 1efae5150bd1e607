import { Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { SUBJECT_KINDS, type SubjectKind } from './reminder.kinds';

export class NotificationQuery extends PageQuery {
  /** Only those that are not read yet. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'unread 应为 true 或 false。' })
  unread?: 'true' | 'false';
}

/** One reminder in my inbox. */
export class NotificationView {
  id: string;
  /** Code of the rule, and its name for people. */
  rule: string;
  ruleName: string;
  title: string;
  body: string;
  /** What it is about. */
  @ApiProperty({ enum: SUBJECT_KINDS }) subjectKind: SubjectKind;
  subjectId: string;
  /** Address of the page to open. */
  link: string;
  createdAt: string;
  readAt: string | null;
}

export class NotificationPage extends PageOf(NotificationView) {
  /** How many I have not read, over all pages. */
  unread: number;
}

/** How many became read. */
export class ReadAllView {
  read: number;
}
