import type { Principal } from '@app/org';
import { isoInstant, type Page, pageOf, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { knowsIssue } from './attachment.queries';
import { attachmentView } from './attachment.service';
import { commentView } from './comment.service';
import { eventView } from '@app/ledger';
import type { TimelineItem, TimelineQuery } from './timeline.dto';
import { findTimeline } from './timeline.queries';

/** Steps, comments and attachments of an issue, as they came. */
@Injectable()
export class TimelineReader {
  /** @throws Problem 404 when there is no such issue that the person may know of */
  async list(tx: Tx, principal: Principal, issueId: string, query: TimelineQuery): Promise<Page<TimelineItem>> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    const { rows, total } = await findTimeline(tx, principal, issueId, query);
    const items = rows.map(({ kind, id, at, event, comment, attachment, evidence }) => ({
      kind,
      id,
      at: isoInstant(at),
      event: event && eventView(event),
      comment: comment && commentView(comment),
      attachment: attachment && attachmentView(attachment),
      evidence: (evidence ?? []).map(attachmentView),
    }));
    return pageOf(query, items, total);
  }
}
