import type { Principal } from '@app/org';
import {
  Clock,
  fingerprint,
  invalid,
  isoInstant,
  type Page,
  pageOf,
  type PageQuery,
  problem,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { knowsIssue } from './attachment.queries';
import { findAttachments } from '@app/ledger';
import { attachmentView } from './attachment.service';
import type { CommentBody, CommentView, IssuePeopleQuery, IssuePersonView } from './comment.dto';
import { findComment, findComments, findKnownComment, findPeople, insertComment, whoMayKnow } from './comment.queries';

/** What people say about an issue beside its steps: whoever may see it may speak. */
@Injectable()
export class CommentService {
  constructor(private readonly clock: Clock) {}

  /**
   * Keeps a comment. Those mentioned hear of it by the next sweep.
   *
   * @returns its id
   * @throws Problem 404 no such issue, 403 somebody else's id, 409 another comment under that id, 400 somebody who may not
   *   see the issue, or an attachment of another one
   */
  async add(tx: Tx, principal: Principal, issueId: string, body: CommentBody): Promise<string> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    const { id, text, mentions, attachmentIds } = body;
    const bodyHash = fingerprint({ issue: issueId, text, mentions, attachmentIds });
    if (id !== undefined && (await this.isKnown(tx, principal, id, bodyHash))) return id;
    if (mentions.length > 0) {
      const knowing = await whoMayKnow(tx, issueId, mentions);
      if (mentions.some((person) => !knowing.has(person))) {
        throw invalid('mentions', '提醒的人中有已停用的，或者无权查看这个问题的，请去掉后重新提交。');
      }
    }
    if ((await findAttachments(tx, issueId, attachmentIds)).length < attachmentIds.length) {
      throw invalid('attachmentIds', '附件中有不属于这个问题的，请去掉后重新提交。');
    }
    const row = { id: id ?? null, issueId, text, mentions, attachmentIds, at: this.clock.now(), bodyHash };
    const made = await insertComment(tx, principal, row);
    // Nothing was made: the same id was sent twice at once.
    if (made === undefined) await this.isKnown(tx, principal, id as string, bodyHash);
    return made ?? (id as string);
  }

  /** One comment that the person has just written. @throws Problem 404 */
  async one(tx: Tx, id: string): Promise<CommentView> {
    const comment = await findComment(tx, id);
    if (!comment) throw problem.notFound();
    return commentView(comment);
  }

  /** The comments of an issue, oldest first. @throws Problem 404 */
  async list(tx: Tx, principal: Principal, issueId: string, query: PageQuery): Promise<Page<CommentView>> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    const { rows, total } = await findComments(tx, issueId, query);
    return pageOf(query, rows.map(commentView), total);
  }

  /** Who may be mentioned: all others who may see the issue. @throws Problem 404 */
  async people(tx: Tx, principal: Principal, issueId: string, query: IssuePeopleQuery): Promise<Page<IssuePersonView>> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    const { rows, total } = await findPeople(tx, principal, issueId, query);
    return pageOf(query, rows, total);
  }

  private async isKnown(tx: Tx, principal: Principal, id: string, bodyHash: string): Promise<boolean> {
    const known = await findKnownComment(tx, id);
    if (!known) return false;
    if (known.authorId !== principal.id) throw problem.forbidden();
    if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
    return true;
  }
}

/** As people get it: instants with their offset. */
export const commentView = (view: CommentView): CommentView => ({
  ...view,
  at: isoInstant(new Date(view.at)),
  attachments: view.attachments.map(attachmentView),
});
