import { IsId, IsText, Optional } from '@app/platform';
import { Matches } from 'class-validator';
import { IssueRow } from './ledger.dto';

/** A problem that is about to be registered. */
export class SimilarQuery {
  @IsId('项目')
  projectId: string;

  @IsText('问题标题', { min: 2, max: 100 })
  title: string;

  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '问题类别不在可选范围内。' })
  categoryCode: string = 'other';
}

/** An issue of the same project that is likely the same problem. */
export class SimilarIssue extends IssueRow {
  /** Whose turn it is, in words. */
  heldBy: string;
}

export class SimilarView {
  /** The likeliest first, five at most. */
  items: SimilarIssue[];
}
