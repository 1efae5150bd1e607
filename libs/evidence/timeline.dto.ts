import { Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AttachmentView } from './attachment.dto';
import { CommentView } from './comment.dto';
import { EventView } from '@app/ledger';

export const TIMELINE_KINDS = ['event', 'comment', 'attachment'] as const;
/** 办理步骤, 留言, 附件. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];
export const TIMELINE_ORDERS = ['newest', 'oldest'] as const;

export class TimelineQuery extends PageQuery {
  @Optional()
  @ApiProperty({ enum: TIMELINE_ORDERS, required: false, default: 'newest' })
  @IsIn(TIMELINE_ORDERS, { message: '排序应为 newest（新的在前）或 oldest（旧的在前）。' })
  order: (typeof TIMELINE_ORDERS)[number] = 'newest';

  /** Only this kind. */
  @Optional()
  @ApiProperty({ enum: TIMELINE_KINDS, required: false })
  @IsIn(TIMELINE_KINDS, { message: '类别应为 event（办理步骤）、comment（留言）或 attachment（附件）。' })
  kind?: TimelineKind;
}

/** Something that happened to an issue; of the three the one that `kind` names is there. */
export class TimelineItem {
  @ApiProperty({ enum: TIMELINE_KINDS }) kind: TimelineKind;
  id: string;
  at: string;
  event: EventView | null;
  comment: CommentView | null;
  /** One that no comment of its uploader speaks of: those stand with the comment. */
  attachment: AttachmentView | null;
  /** Of an application for closure: what it showed. */
  evidence: AttachmentView[];
}

export class TimelinePage extends PageOf(TimelineItem) {}
