import type { Principal } from '@app/org';
import { offset, Parameters, type Tx } from '@app/platform';
import type { AttachmentKind, AttachmentQuery, AttachmentView } from './attachment.dto';
import { issueScope } from '@app/ledger';

/** Whether there is such an issue that the person may know of. */
export async function knowsIssue(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const p = new Parameters();
  const where = `i.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const rows: unknown[] = await tx.query(
    `select 1 from issue i left join project p on p.id = i.project_id where ${where}`,
    p.values,
  );
  return rows.length > 0;
}

export interface NewAttachment {
  id: string | null;
  issueId: string;
  kind: AttachmentKind;
  name: string;
  type: string;
  size: number;
  sha256: string;
  contentSha256: string;
  width: number | null;
  height: number | null;
  storageKey: string;
  thumbnailKey: string | null;
  uploadedBy: string;
  unitId: string;
  at: Date;
  bodyHash: string;
}

/** Makes everybody else who adds to this issue wait, and counts what is there. */
export async function countAttachments(tx: Tx, issueId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [issueId]);
  const [{ count }] = (await tx.query('select count(*)::int as count from attachment where issue_id = $1', [
    issueId,
  ])) as [{ count: number }];
  return count;
}

/** @returns its id; undefined when there is one under that id already */
export async function insertAttachment(tx: Tx, row: NewAttachment): Promise<string | undefined> {
  const [made]: { id: string }[] = await tx.query(
    `insert into attachment (id, issue_id, kind, name, type, size, sha256, content_sha256, width, height, storage_key,
                             thumbnail_key, uploaded_by, unit_id, at, body_hash)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict on constraint attachment_pk do nothing returning id`,
    [
      ...[row.id, row.issueId, row.kind, row.name, row.type, row.size, row.sha256, row.contentSha256],
      ...[row.width, row.height, row.storageKey, row.thumbnailKey, row.uploadedBy, row.unitId, row.at, row.bodyHash],
    ],
  );
  return made?.id;
}

/** What was kept under an id that a client chose. */
export async function findKnownAttachment(
  tx: Tx,
  id: string,
): Promise<{ uploadedBy: string; bodyHash: string } | undefined> {
  const [row]: { uploadedBy: string; bodyHash: string }[] = await tx.query(
    'select uploaded_by as "uploadedBy", body_hash as "bodyHash" from attachment where id = $1',
    [id],
  );
  return row;
}

/** An attachment `a` as its {@link AttachmentView}, in JSON; with {@link ATTACHMENT_NAMES}. */
export const ATTACHMENT = `jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'type', a.type, 'size', a.size,
  'sha256', a.sha256, 'width', a.width, 'height', a.height, 'uploadedByName', ap.name, 'unitName', au.name, 'at', a.at)`;
export const ATTACHMENT_NAMES = 'join person ap on ap.id = a.uploaded_by join unit au on au.id = a.unit_id';

/** One page of the attachments of an issue, newest first. */
export async function listAttachments(
  tx: Tx,
  issueId: string,
  query: AttachmentQuery,
): Promise<{ rows: AttachmentView[]; total: number }> {
  const of = 'from attachment a where a.issue_id = $1 and ($2::text is null or a.kind = $2)';
  const filter = [issueId, query.kind ?? null];
  const rows: { view: AttachmentView }[] = await tx.query(
    `select ${ATTACHMENT} as view from (select a.* ${of} order by a.at desc, a.id desc limit $3 offset $4) a
       ${ATTACHMENT_NAMES} order by a.at desc, a.id desc`,
    [...filter, query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query(`select count(*)::int as total ${of}`, filter)) as [{ total: number }];
  return { rows: rows.map(({ view }) => view), total };
}

export interface KeptAttachment {
  view: AttachmentView;
  storageKey: string;
  thumbnailKey: string | null;
  contentSha256: string;
}

/** One attachment, when the person may know of its issue. */
export async function findAttachment(tx: Tx, principal: Principal, id: string): Promise<KeptAttachment | undefined> {
  const p = new Parameters();
  const where = `a.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const [row]: KeptAttachment[] = await tx.query(
    `select ${ATTACHMENT} as view, a.storage_key as "storageKey", a.thumbnail_key as "thumbnailKey",
            a.content_sha256 as "contentSha256"
       from attachment a ${ATTACHMENT_NAMES} join issue i on i.id = a.issue_id
       left join project p on p.id = i.project_id where ${where}`,
    p.values,
  );
  return row;
}
