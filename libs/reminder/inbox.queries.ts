import { isoInstant, offset, pageOf, type Tx } from '@app/platform';
import { pageOfSubject } from './reminder.kinds';
import type { NotificationPage, NotificationQuery, NotificationView } from './reminder.dto';

const ROW = `m.id, m.rule, r.name as "ruleName", m.title, m.body, m.subject_kind as "subjectKind", m.subject_id as "subjectId",
  m.created_at as "createdAt", m.read_at as "readAt"`;
const FROM = 'from reminder m join reminder_rule r on r.code = m.rule';

type Row = Omit<NotificationView, 'createdAt' | 'readAt' | 'link'> & { createdAt: Date; readAt: Date | null };
const view = (row: Row): NotificationView => ({
  ...row,
  link: pageOfSubject(row.subjectKind, row.subjectId),
  createdAt: isoInstant(row.createdAt),
  readAt: row.readAt && isoInstant(row.readAt),
});

export async function findInbox(tx: Tx, personId: string, query: NotificationQuery): Promise<NotificationPage> {
  const rows: Row[] = await tx.query(
    `select ${ROW} ${FROM}
      where m.person_id = $1 and m.cancelled_at is null and ($2::boolean is null or (m.read_at is null) = $2)
      order by m.created_at desc, m.id desc limit $3 offset $4`,
    [personId, query.unread === undefined ? null : query.unread === 'true', query.pageSize, offset(query)],
  );
  const [count] = (await tx.query(
    `select count(*)::int as all, count(*) filter (where read_at is null)::int as unread
       from reminder where person_id = $1 and cancelled_at is null`,
    [personId],
  )) as [{ all: number; unread: number }];
  const total =
    query.unread === undefined ? count.all : query.unread === 'true' ? count.unread : count.all - count.unread;
  return { ...pageOf(query, rows.map(view), total), unread: count.unread };
}

/** Read once: the first time stays. */
export async function markRead(tx: Tx, personId: string, id: string, at: Date): Promise<NotificationView | undefined> {
  await tx.query('update reminder set read_at = $3 where person_id = $1 and id = $2 and read_at is null', [
    personId,
    id,
    at,
  ]);
  const [row]: Row[] = await tx.query(`select ${ROW} ${FROM} where m.person_id = $1 and m.id = $2`, [personId, id]);
  return row && view(row);
}

export async function markAllRead(tx: Tx, personId: string, at: Date): Promise<number> {
  const [{ read }] = (await tx.query(
    `with changed as (update reminder set read_at = $2 where person_id = $1 and read_at is null and cancelled_at is null returning 1)
     select count(*)::int as read from changed`,
    [personId, at],
  )) as [{ read: number }];
  return read;
}

export async function countUnread(tx: Tx, personId: string): Promise<number> {
  const [{ count }] = (await tx.query(
    'select count(*)::int as count from reminder where person_id = $1 and read_at is null and cancelled_at is null',
    [personId],
  )) as [{ count: number }];
  return count;
}
