import type { Principal } from '@app/org';
import { containing, offset, Parameters, type Tx } from '@app/platform';
import { ATTACHMENT, ATTACHMENT_NAMES } from './attachment.queries';
import type { CommentView, IssuePeopleQuery, IssuePersonView } from './comment.dto';

/**
 * Whether `person m` may know of `issue i` left-joined with its `project p`: `issueScope` asked the other way round. A test
 * compares the two.
 */
const MAY_KNOW = `m.active and (m.roles && array['supervisor', 'leader', 'administrator']
  or ('officer' = any (m.roles) and m.id = p.officer_id)
  or (m.roles && array['officer', 'handler', 'head'] and m.id = i.registered_by)
  or (m.roles && array['handler', 'head']
      and (m.unit_id = i.lead_unit_id or m.unit_id = any (i.support_unit_ids) or m.unit_id = any (i.step_unit_ids))))`;

/** Who may see the issue, except the one who asks; by name. */
export async function findPeople(
  tx: Tx,
  principal: Principal,
  issueId: string,
  query: IssuePeopleQuery,
): Promise<{ rows: IssuePersonView[]; total: number }> {
  const p = new Parameters();
  const conditions = [`i.id = ${p.add(issueId)}`, `m.id <> ${p.add(principal.id)}`, MAY_KNOW];
  if (query.q) {
    const text = p.add(containing(query.q));
    conditions.push(`(m.name ilike ${text} or u.name ilike ${text})`);
  }
  const from = `from issue i left join project p on p.id = i.project_id cross join person m join unit u on u.id = m.unit_id
    where ${conditions.join(' and ')}`;
  const filter = [...p.values];
  // Those whose matter it is first: the handler, the departments, the officer.
  const rows: IssuePersonView[] = await tx.query(
    `select m.id, m.name, m.title, u.name as "unitName" ${from}
      order by m.id is distinct from i.handler_id, m.unit_id is distinct from i.lead_unit_id,
               m.id is distinct from p.officer_id, m.name collate "zh-x-icu", m.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  const [{ total }] = (await tx.query(`select count(*)::int as total ${from}`, filter)) as [{ total: number }];
  return { rows, total };
}

/** Those of the ids who may see the issue. */
export async function whoMayKnow(tx: Tx, issueId: string, ids: string[]): Promise<Set<string>> {
  const rows: { id: string }[] = await tx.query(
    `select m.id from issue i left join project p on p.id = i.project_id join person m on m.id = any ($2::uuid[])
      where i.id = $1 and ${MAY_KNOW}`,
    [issueId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface NewComment {
  id: string | null;
  issueId: string;
  text: string;
  mentions: string[];
  attachmentIds: string[];
  at: Date;
  bodyHash: string;
}

/** @returns its id; undefined when there is one under that id already */
export async function insertComment(tx: Tx, author: Principal, row: NewComment): Promise<string | undefined> {
  const [made]: { id: string }[] = await tx.query(
    `insert into issue_comment (id, issue_id, author_id, unit_id, at, text, mention_ids, attachment_ids, body_hash)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7::uuid[], $8::uuid[], $9)
     on conflict on constraint issue_comment_pk do nothing returning id`,
    [row.id, row.issueId, author.id, author.unitId, row.at, row.text, row.mentions, row.attachmentIds, row.bodyHash],
  );
  return made?.id;
}

/** What was said under an id that a client chose. */
export async function findKnownComment(
  tx: Tx,
  id: string,
): Promise<{ authorId: string; bodyHash: string } | undefined> {
  const [row]: { authorId: string; bodyHash: string }[] = await tx.query(
    'select author_id as "authorId", body_hash as "bodyHash" from issue_comment where id = $1',
    [id],
  );
  return row;
}

/** A comment `c` as its {@link CommentView}, in JSON; with {@link COMMENT_NAMES}. */
export const COMMENT = `jsonb_build_object('id', c.id, 'text', c.text, 'authorName', cp.name, 'unitName', cu.name, 'at', c.at,
  'mentions', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by t.place), '[]')
                 from unnest(c.mention_ids) with ordinality t (id, place) join person m on m.id = t.id),
  'attachments', (select coalesce(jsonb_agg(${ATTACHMENT} order by t.place), '[]')
                    from unnest(c.attachment_ids) with ordinality t (id, place) join attachment a on a.id = t.id
                         ${ATTACHMENT_NAMES}))`;
export const COMMENT_NAMES = 'join person cp on cp.id = c.author_id join unit cu on cu.id = c.unit_id';

/** One page of the comments of an issue, oldest first; or the one. */
export async function findComments(
  tx: Tx,
  issueId: string,
  query: { page: number; pageSize: number },
): Promise<{ rows: CommentView[]; total: number }> {
  const rows: { view: CommentView }[] = await tx.query(
    `select ${COMMENT} as view
       from (select * from issue_comment where issue_id = $1 order by at, id limit $2 offset $3) c ${COMMENT_NAMES}
      order by c.at, c.id`,
    [issueId, query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query('select count(*)::int as total from issue_comment where issue_id = $1', [
    issueId,
  ])) as [{ total: number }];
  return { rows: rows.map(({ view }) => view), total };
}

/** One comment, whoever may read it: the caller has asked. */
export async function findComment(tx: Tx, id: string): Promise<CommentView | undefined> {
  const [row]: { view: CommentView }[] = await tx.query(
    `select ${COMMENT} as view from issue_comment c ${COMMENT_NAMES} where c.id = $1`,
    [id],
  );
  return row?.view;
}
