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

/** The visit under that id, if there is one. */
export async function findKnownVisit(tx: Tx, id: string): Promise<KnownVisit | undefined> {
  const [row]: KnownVisit[] = await tx.query(
    'select id, officer_id as "officerId", body_hash as "bodyHash" from visit where id = $1',
    [id],
  );
  return row;
}

/**
 * Inserts the visit and finds what decides whether it may be there, in one statement; the caller judges, and a refusal
 * takes the visit back with the transaction. `id` is null when it is there already (waits for another transaction that
 * is just inserting it), and for an unknown project.
 */
export async function insertVisit(tx: Tx, visit: NewVisit): Promise<VisitFacts & { id: string | null }> {
  const { location } = visit;
  const [facts] = (await tx.query(
    `with logged as (
       insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, accuracy,
                          device_visited_at, clock_skew, completed, physical_progress, progress_unchanged, photo_ids,
                          body_hash, created_at)
       select coalesce($1::uuid, uuidv7()), p.id, $3::uuid, $6::timestamptz, $4::date, $7, $8::numeric, $9::numeric,
              $10::numeric, $11::timestamptz, $12::int, $13::numeric, $14, $15::boolean, $16::uuid[], $17,
              $18::timestamptz
         from project p where p.id = $2
       on conflict (id) do nothing returning id)
     select (select id from logged) as id,
            (select jsonb_build_object('id', id, 'officerId', officer_id, 'bodyHash', body_hash) from visit where id = $1) as known,
            (select jsonb_build_object('officerId', p.officer_id, 'photoPurpose', ${PHOTO_PURPOSE},
                                       'asked', ${askedOf('$3', '$4')}) from project p where p.id = $2) as project`,
    [
      ...[visit.id ?? null, visit.projectId, visit.officerId, visit.visitedOn, visit.visitedOn.slice(0, 7)],
      ...[visit.visitedAt, visit.note],
      ...[location?.latitude ?? null, location?.longitude ?? null, location?.accuracy ?? null],
      ...[visit.deviceVisitedAt, visit.clockSkew, visit.completed, visit.physicalProgress, visit.progressUnchanged],
      ...[visit.photoIds, visit.bodyHash, visit.createdAt],
    ],
  )) as [VisitFacts & { id: string | null }];
  return facts;
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
