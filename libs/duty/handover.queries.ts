import { type Day, offset, type Page, pageOf, type Tx } from '@app/platform';
import type { HandoverQuery, HandoverView } from './duty.dto';

const STATE = `case when h.done_at is not null then 'done' when h.cancelled_at is not null then 'cancelled' else 'waiting' end`;
/** Of a handover that is done, who was responsible before stands on the change record of the project. */
const VIEW = `h.id, h.project_id as "projectId", p.name as "projectName", h.officer_id as "officerId", o.name as "officerName",
  case when h.done_at is null then was.name else (
    select b.name from change_record c join person b on b.id::text = c.before ->> 'officerId'
     where c.subject_kind = 'project' and c.subject_id = h.project_id::text and c.at = h.done_at limit 1)
  end as "fromOfficerName", h.from_on as "from", h.note, ${STATE} as state`;
const FROM = `from officer_handover h join project p on p.id = h.project_id join person o on o.id = h.officer_id
  left join person was on was.id = p.officer_id`;

/** Handovers: those that wait by their day, then the latest of the others. */
export async function findHandovers(tx: Tx, query: HandoverQuery): Promise<Page<HandoverView>> {
  const where = `${FROM} where ($1::text is null or ${STATE} = $1) and ($2::uuid is null or h.project_id = $2)`;
  const filter = [query.state ?? null, query.projectId ?? null];
  const [{ total }] = (await tx.query(`select count(*)::int as total ${where}`, filter)) as [{ total: number }];
  const items: HandoverView[] = await tx.query(
    `select ${VIEW} ${where}
      order by (${STATE} <> 'waiting'), case when ${STATE} = 'waiting' then h.from_on end, h.from_on desc, h.id
      limit $3 offset $4`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

export async function findHandover(tx: Tx, id: string): Promise<HandoverView | undefined> {
  const [row]: HandoverView[] = await tx.query(`select ${VIEW} ${FROM} where h.id = $1`, [id]);
  return row;
}

export interface NewHandover {
  id: string | undefined;
  projectId: string;
  officerId: string;
  from: Day;
  note: string;
  createdBy: string;
  createdAt: Date;
}

/** The new row's id; undefined when the id is taken. */
export async function insertHandover(tx: Tx, it: NewHandover): Promise<string | undefined> {
  const [row]: { id: string }[] = await tx.query(
    `insert into officer_handover (id, project_id, officer_id, from_on, note, created_by, created_at)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
    [it.id ?? null, it.projectId, it.officerId, it.from, it.note, it.createdBy, it.createdAt],
  );
  return row?.id;
}

/** Writes about one handover wait for each other. */
export const lockHandover = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('select 1 from officer_handover where id = $1 for update', [id]);

export const markHandover = (tx: Tx, id: string, how: 'done_at' | 'cancelled_at', at: Date): Promise<unknown> =>
  tx.query(
    `update officer_handover set done_at = case when $2 = 'done_at' then $3::timestamptz else done_at end,
            cancelled_at = case when $2 = 'cancelled_at' then $3::timestamptz else cancelled_at end where id = $1`,
    [id, how, at],
  );

export interface DueHandover {
  id: string;
  projectId: string;
  officerId: string;
}

/**
 * One whose day has come, locked; nobody waits for one that another worker has in hand. To an officer who has left it
 * stays waiting, where people see it.
 */
export async function lockDueHandover(tx: Tx, today: Day): Promise<DueHandover | undefined> {
  const [row]: DueHandover[] = await tx.query(
    `select h.id, h.project_id as "projectId", h.officer_id as "officerId"
       from officer_handover h join person o on o.id = h.officer_id and o.active and 'officer' = any (o.roles)
      where h.done_at is null and h.cancelled_at is null and h.from_on <= $1
      order by h.from_on, h.id limit 1 for update of h skip locked`,
    [today],
  );
  return row;
}

/** Who is responsible for the project, and whether the person named may be. */
export async function findHandoverFacts(
  tx: Tx,
  projectId: string,
  officerId: string,
): Promise<{ officerId: string | null; able: boolean } | undefined> {
  const [row]: { officerId: string | null; able: boolean }[] = await tx.query(
    `select p.officer_id as "officerId",
            exists (select 1 from person where id = $2 and active and 'officer' = any (roles)) as able
       from project p where p.id = $1`,
    [projectId, officerId],
  );
  return row;
}
