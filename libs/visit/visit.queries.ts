import type { Principal } from '@app/org';
import { isoInstant, offset, type Page, pageOf, Parameters, type Tx } from '@app/platform';
import { askedOf } from '@app/project';
import type { VisitBody, VisitQuery, VisitRow } from './visit.dto';
import { visitScope } from './visit.policy';

export const ROW = `v.id, v.project_id as "projectId", p.name as "projectName", v.officer_id as "officerId",
  o.name as "officerName", v.visited_at as "visitedAt", v.visited_on as "visitedOn", v.note,
  case when v.latitude is null then null else jsonb_strip_nulls(jsonb_build_object(
    'latitude', v.latitude, 'longitude', v.longitude, 'accuracy', v.accuracy)) end as location,
  (select count(*) from issue i where i.visit_id = v.id)::int as "issueCount",
  'ZF-' || to_char(v.visited_on, 'YYYYMMDD') || '-' || upper(right(v.id::text, 6)) as number,
  cardinality(v.photo_ids) as "photoCount",
  (select count(*) from visit_recheck r where r.visit_id = v.id)::int as "recheckCount"`;
export const FROM = 'from visit v join project p on p.id = v.project_id join person o on o.id = v.officer_id';

type Row = Omit<VisitRow, 'visitedAt'> & { visitedAt: Date };
const view = (row: Row): VisitRow => ({ ...row, visitedAt: isoInstant(row.visitedAt) });

export async function findVisits(tx: Tx, principal: Principal, query: VisitQuery): Promise<Page<VisitRow>> {
  const p = new Parameters();
  const where = [visitScope(principal, p)];
  if (query.projectId !== undefined) where.push(`v.project_id = ${p.add(query.projectId)}`);
  if (query.officerId !== undefined) where.push(`v.officer_id = ${p.add(query.officerId)}`);
  if (query.from !== undefined) where.push(`v.visited_on >= ${p.add(query.from)}`);
  if (query.to !== undefined) where.push(`v.visited_on <= ${p.add(query.to)}`);
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total ${FROM} where ${condition}`, p.values)) as [
    { total: number },
  ];
  const rows: Row[] = await tx.query(
    `select ${ROW} ${FROM} where ${condition} order by v.visited_on desc, v.visited_at desc, v.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  // Places are told project by project: a list over projects, or of one person, would be a track.
  const placed = query.projectId !== undefined && query.officerId === undefined;
  return pageOf(
    query,
    rows.map((row) => (placed ? view(row) : { ...view(row), location: null })),
    total,
  );
}

/** A visit that is there already. */
export interface KnownVisit {
  id: string;
  officerId: string;
  bodyHash: string;
}

export interface VisitFacts {
  /** The visit under the id that the client chose, whoever's it is. */
  known: KnownVisit | null;
  project: {
    officerId: string | null;
    /** The person was the one to go on that day, whoever is responsible by now. */
    asked: boolean;
    /** What a photo is required for, where a list of the project requires one. */
    photoPurpose: string | null;
  } | null;
}

/** A list of the project `p` that requires a photo in the month of the visit: what for. */
const PHOTO_PURPOSE = `(select l.photo_purpose from list_member m join project_list l on l.id = m.list_id
  where m.project_id = p.id and l.photo_required and l.year = left($5, 4)::int
    and m.from_month <= $5 and (m.to_month is null or m.to_month >= $5) order by l.name limit 1)`;

/** What is to be known before a visit is logged, in one statement. */
export async function findVisitFacts(
  tx: Tx,
  { id, projectId, personId, day }: { id: string | undefined; projectId: string; personId: string; day: string },
): Promise<VisitFacts> {
  const [facts] = (await tx.query(
    `select (select jsonb_build_object('id', id, 'officerId', officer_id, 'bodyHash', body_hash) from visit where id = $1) as known,
            (select jsonb_build_object('officerId', p.officer_id, 'photoPurpose', ${PHOTO_PURPOSE},
                                       'asked', ${askedOf('$3', '$4')}) from project p where p.id = $2) as project`,
    [id ?? null, projectId, personId, day, day.slice(0, 7)],
  )) as [VisitFacts];
  return facts;
}

export interface NewVisit extends Pick<VisitBody, 'projectId' | 'note' | 'location'> {
  id: string | undefined;
  officerId: string;
  visitedAt: Date;
  visitedOn: string;
  deviceVisitedAt: Date | null;
  clockSkew: number;
  completed: string | null;
  physicalProgress: string | null;
  progressUnchanged: boolean;
  photoIds: string[];
  bodyHash: string;
  createdAt: Date;
}

/** Inserts the visit; undefined when its id exists (waits for another transaction that is just inserting it). */
export async function insertVisit(tx: Tx, visit: NewVisit): Promise<string | undefined> {
  const { location } = visit;
  const [row]: { id: string }[] = await tx.query(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, accuracy,
                        device_visited_at, clock_skew, completed, physical_progress, progress_unchanged, photo_ids,
                        body_hash, created_at)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (id) do nothing returning id`,
    [
      ...[visit.id ?? null, visit.projectId, visit.officerId, visit.visitedAt, visit.visitedOn, visit.note],
      ...[location?.latitude ?? null, location?.longitude ?? null, location?.accuracy ?? null],
      ...[visit.deviceVisitedAt, visit.clockSkew, visit.completed, visit.physicalProgress, visit.progressUnchanged],
      ...[visit.photoIds, visit.bodyHash, visit.createdAt],
    ],
  );
  return row?.id;
}

/** Forgets where people were at visits that came before that moment, some at a time. @returns how many */
export async function forgetVisitPlaces(tx: Tx, before: Date, limit: number): Promise<number> {
  const [, count] = (await tx.query(
    `update visit set latitude = null, longitude = null, accuracy = null where id in (
       select id from visit where latitude is not null and created_at < $1 order by created_at limit $2)`,
    [before, limit],
  )) as [unknown, number];
  return count;
}
