import type { Principal } from '@app/org';
import { offset, Parameters, type Tx } from '@app/platform';
import type { AttachmentView } from './attachment.dto';
import { ATTACHMENT, ATTACHMENT_NAMES } from './attachment.queries';
import type { CommentView } from './comment.dto';
import { COMMENT, COMMENT_NAMES } from './comment.queries';
import { EVENT_NAMES, eventJson, type EventRecord, issueScope } from '@app/ledger';
import type { TimelineKind, TimelineQuery } from './timeline.dto';

export interface TimelineRow {
  kind: TimelineKind;
  id: string;
  at: Date;
  event: EventRecord | null;
  comment: CommentView | null;
  attachment: AttachmentView | null;
  evidence: AttachmentView[] | null;
}

/** Steps before words before files where they were written in the same instant; steps in their order. */
const ITEMS = `
  select 'event' as kind, id, at, 1 as rank, seq as place from issue_event where issue_id = $1
  union all select 'comment', id, at, 2, 0 from issue_comment where issue_id = $1
  union all select 'attachment', a.id, a.at, 3, 0 from attachment a where a.issue_id = $1 and not exists (
    select from issue_comment c
     where c.issue_id = $1 and c.author_id = a.uploaded_by and a.id = any (c.attachment_ids))`;

const ORDERS: Record<TimelineQuery['order'], string> = {
  newest: 'at desc, rank desc, place desc, id desc',
  oldest: 'at, rank, place, id',
};

/** One page of everything that happened to the issue, in one statement. */
export async function findTimeline(
  tx: Tx,
  principal: Principal,
  issueId: string,
  query: TimelineQuery,
): Promise<{ rows: TimelineRow[]; total: number }> {
  const kind = query.kind ?? null;
  const order = ORDERS[query.order];
  const p = new Parameters();
  for (const value of [issueId, kind, query.pageSize, offset(query)]) p.add(value);
  const event = eventJson(issueScope(principal, p));
  const rows: TimelineRow[] = await tx.query(
    `with page as (
       select * from (${ITEMS}) item where $2::text is null or kind = $2 order by ${order} limit $3 offset $4)
     select kind, id, at,
            case kind when 'event' then (select ${event} from issue_event e ${EVENT_NAMES} where e.id = page.id) end as event,
            case kind when 'comment' then (
              select ${COMMENT} from issue_comment c ${COMMENT_NAMES} where c.id = page.id) end as comment,
            case kind when 'attachment' then (
              select ${ATTACHMENT} from attachment a ${ATTACHMENT_NAMES} where a.id = page.id) end as attachment,
            case kind when 'event' then (
              select jsonb_agg(${ATTACHMENT} order by a.at, a.id)
                from issue_event e cross join jsonb_path_query(e.data, '$.evidence[*].id') shown (id)
                join attachment a on a.issue_id = $1 and a.id = (shown.id #>> '{}')::uuid ${ATTACHMENT_NAMES}
               where e.id = page.id) end as evidence
       from page order by ${order}`,
    p.values,
  );
  const [{ total }] = (await tx.query(
    `select count(*)::int as total from (${ITEMS}) item where $2::text is null or kind = $2`,
    [issueId, kind],
  )) as [{ total: number }];
  return { rows, total };
}
