import { IsId, IsText, Optional } from '@app/platform';
import { IsBoolean, Matches } from 'class-validator';
import { IssueRow } from '@app/ledger';

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

/** The problem that was about to be registered is this one. */
export class SeenBody {
  /** Chosen by the client: sent again it is written once. */
  @Optional()
  @IsId('操作')
  id?: string;

  /** What was seen this time. */
  @Optional()
  @IsText('再次反映的情况', { max: 2000 })
  note: string = '';

  /** It was seen on a visit. */
  @Optional()
  @IsBoolean({ message: '“现场走访”应为是或否。' })
  onSite?: boolean;
}
