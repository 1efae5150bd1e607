import { IsId, IsText, LowerCase, Optional, PageOf, PageQuery } from '@app/platform';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { AttachmentView } from './attachment.dto';

/** Words beside the steps of an issue. */
export class CommentBody {
  /** Chosen by the client (UUIDv7): the same comment sent again under the same id is kept once. */
  @Optional()
  @IsId('留言')
  id?: string;

  /** What is said; a mentioned person stands in it as `@name`. */
  @IsText('留言', { min: 1, max: 2000 })
  text: string;

  /** Who is told of it: see `GET /api/issues/{id}/people`. */
  @Optional()
  @IsArray({ message: '提醒的人应为列表。' })
  @ArrayMaxSize(20, { message: '一条留言最多提醒 20 人。' })
  @ArrayUnique({ message: '提醒的人不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '提醒的人的编号格式不对。' })
  mentions: string[] = [];

  /** Attachments of this issue that it speaks of. */
  @Optional()
  @IsArray({ message: '附件应为列表。' })
  @ArrayMaxSize(20, { message: '一条留言最多带 20 个附件。' })
  @ArrayUnique({ message: '附件不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '附件的编号格式不对。' })
  attachmentIds: string[] = [];
}

/** Somebody who may see an issue. */
export class IssuePersonView {
  id: string;
  name: string;
  title: string;
  unitName: string;
}

export class IssuePeopleQuery extends PageQuery {
  /** Part of a name or of a unit's name. */
  @Optional()
  @IsText('查询词', { max: 40 })
  q?: string;
}

export class MentionView {
  id: string;
  name: string;
}

/** Kept for ever, as it was written. */
export class CommentView {
  id: string;
  text: string;
  authorName: string;
  unitName: string;
  at: string;
  mentions: MentionView[];
  attachments: AttachmentView[];
}

export class CommentPage extends PageOf(CommentView) {}
export class IssuePeoplePage extends PageOf(IssuePersonView) {}
