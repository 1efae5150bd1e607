import type { PhotoReader } from '@app/photo';
import { CHANGE_KINDS, type ChangeView, projectScope } from '@app/project';
import type { Principal } from '@app/org';
import { firstDay, isoInstant, lastDay, type Month, Parameters, type Tx, yearOf } from '@app/platform';
import type {
  EvidenceMonth,
  EvidencePlan,
  EvidenceVisit,
  FigureChange,
  FigureConfirmation,
  RowEvidence,
} from './open-evidence.dto';
import { unitOf } from './open-rows';
import type { OpenRow } from './open.dto';

/** The newest visits are enough to see what stands there; all of them are on the project's page. */
const MOST_VISITS = 30;

/** Instants inside JSON, as the API answers them. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;

/** What a unit's confirmation says, as JSON over `c`; null without one. */
const CONFIRMATION = `(select jsonb_build_object('unitName', cu.name, 'confirmedByName', cp.name,
    'confirmedAt', ${iso('c.confirmed_at')}, 'onTime', c.on_time)
  from unit cu, person cp where cu.id = c.unit_id and cp.id = c.confirmed_by)`;

type Counted = Omit<RowEvidence, 'enteredAt'> & { key: string; enteredAt: Date | null };

/** What supports each of the rows of a page, by key; rows that are neither of projects nor of issues have none. */
export async function evidenceOfRows(
  tx: Tx,
  month: Month,
  rows: Omit<OpenRow, 'evidence'>[],
): Promise<Map<string, RowEvidence>> {
  const kept = (of: (row: Omit<OpenRow, 'evidence'>) => string | null) =>
    rows.flatMap((row) => (of(row) === null ? [] : [[row.key, of(row) as string] as const]));
  const byIssue = kept(({ issueId }) => issueId);
  const byVisit = kept(({ kind, visitId }) => (kind === 'duty' ? visitId : null));
  const byProject = kept(({ kind, issueId, projectId }) => (kind === 'duty' || issueId !== null ? null : projectId));
  const found = [
    ...(byProject.length > 0 ? await projectEvidence(tx, month, byProject) : []),
    ...(byVisit.length > 0 ? await visitEvidence(tx, byVisit) : []),
    ...(byIssue.length > 0 ? await issueEvidence(tx, byIssue) : []),
  ];
  return new Map(
    found.map(({ key, enteredAt, ...row }) => [key, { ...row, enteredAt: enteredAt && isoInstant(enteredAt) }]),
  );
}

type Keyed = (readonly [key: string, id: string])[];
const columnsOf = (rows: Keyed): unknown[] => [rows.map(([key]) => key), rows.map(([, id]) => id)];

const projectEvidence = (tx: Tx, month: Month, rows: Keyed): Promise<Counted[]> =>
  tx.query(
    `select a.key, e.entered_at as "enteredAt", w.name as "enteredByName", v.visits, v.photos,
            ${CONFIRMATION} as confirmation
       from unnest($1::text[], $2::uuid[]) a (key, id)
       left join progress_entry e on e.project_id = a.id and e.month = $3
       left join person w on w.id = e.entered_by
       left join month_confirmation c on c.month = $3 and c.unit_id = ${unitOf('a.id', '$3')}
      cross join lateral (
        select count(*)::int as visits, coalesce(sum(cardinality(v.photo_ids)), 0)::int as photos
          from visit v where v.project_id = a.id and v.visited_on between $4 and $5) v`,
    [...columnsOf(rows), month, firstDay(month), lastDay(month)],
  );

const visitEvidence = (tx: Tx, rows: Keyed): Promise<Counted[]> =>
  tx.query(
    `select a.key, v.created_at as "enteredAt", o.name as "enteredByName", 1 as visits,
            cardinality(v.photo_ids) as photos, null as confirmation
       from unnest($1::text[], $2::uuid[]) a (key, id) join visit v on v.id = a.id join person o on o.id = v.officer_id`,
    columnsOf(rows),
  );

const issueEvidence = (tx: Tx, rows: Keyed): Promise<Counted[]> =>
  tx.query(
    `select a.key, i.registered_at as "enteredAt", w.name as "enteredByName", v.visits,
            v.photos + (select count(*)::int from attachment t where t.issue_id = i.id and t.kind = 'photo') as photos,
            null as confirmation
       from unnest($1::text[], $2::uuid[]) a (key, id) join issue i on i.id = a.id join person w on w.id = i.registered_by
      cross join lateral (
        select count(*)::int as visits, coalesce(sum(cardinality(v.photo_ids)), 0)::int as photos from visit v
         where v.id in (select i.visit_id union select r.visit_id from visit_recheck r where r.issue_id = i.id)) v`,
    columnsOf(rows),
  );

/** Since when the plan of each project of a page counts, in words; for rows that say nothing else. */
export async function planWords(tx: Tx, month: Month, rows: Omit<OpenRow, 'evidence'>[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ kind, words, projectId }) =>
    kind === 'project' && words === null && projectId !== null ? [projectId] : [],
  );
  if (ids.length === 0) return new Map();
  const found: { id: string; words: string }[] = await tx.query(
    `select a.id::text as id, coalesce('年度计划自' || l.from_month || '起执行，' ||
              case l.basis when 'with-preliminary' then '含前期' else '不含前期' end, '尚无年度计划') as words
       from unnest($1::uuid[]) a (id) left join lateral (
         select p.from_month, p.basis from annual_plan p where p.project_id = a.id and p.year = $2 and p.from_month <= $3
          order by p.from_month desc limit 1) l on true`,
    [ids, yearOf(month), month],
  );
  return new Map(found.map(({ id, words }) => [id, words]));
}

/** A project that the person may know of, with who answered for it in the month. */
export async function findSeenProject(
  tx: Tx,
  principal: Principal,
  id: string,
  month: Month,
): Promise<{ name: string; unitName: string | null; officerName: string | null } | undefined> {
  const p = new Parameters();
  const [row]: { name: string; unitName: string | null; officerName: string | null }[] = await tx.query(
    `select p.name, u.name as "unitName", o.name as "officerName"
       from project p left join unit u on u.id = ${unitOf('p.id', p.add(month))} left join person o on o.id = p.officer_id
      where p.id = ${p.add(id)} and ${projectScope(principal, p)}`,
    p.values,
  );
  return row;
}

/** The year's plan with its revisions, newest first. */
export async function findPlans(tx: Tx, id: string, month: Month, closedAt: Date | null): Promise<EvidencePlan[]> {
  const rows: (Omit<EvidencePlan, 'enteredAt'> & { enteredAt: Date })[] = await tx.query(
    `select a.year, a.from_month as "from", trim_scale(a.amount)::text as amount, a.basis, a.version,
            w.name as "enteredByName", a.entered_at as "enteredAt", coalesce(a.entered_at > $4, false) as later,
            a.from_month = max(a.from_month) filter (where a.from_month <= $3) over () as counts
       from annual_plan a left join person w on w.id = a.entered_by
      where a.project_id = $1 and a.year = $2 order by a.from_month desc`,
    [id, yearOf(month), month, closedAt],
  );
  return rows.map((row) => ({ ...row, counts: row.counts ?? false, enteredAt: isoInstant(row.enteredAt) }));
}

/** January to the month: the entries, who confirmed, how many visits and photos. */
export async function findMonths(tx: Tx, id: string, month: Month, closedAt: Date | null): Promise<EvidenceMonth[]> {
  const rows: (EvidenceMonth & { enteredAt: Date | null; confirmation: FigureConfirmation | null })[] = await tx.query(
    `with span as (
       select to_char(m, 'YYYY-MM') as month, m::date as first, (m + interval '1 month')::date as next
         from generate_series($2::date, $3::date, interval '1 month') m
     ), seen as (
       select to_char(v.visited_on, 'YYYY-MM') as month, count(*)::int as visits,
              sum(cardinality(v.photo_ids))::int as photos
         from visit v where v.project_id = $1 and v.visited_on between $2 and $4 group by 1
     )
     select o.month, coalesce(n.visits, 0) as visits, coalesce(n.photos, 0) as photos,
            coalesce(e.entered_at > $5, false) as later, ${CONFIRMATION} as confirmation,
            case when e.project_id is not null then jsonb_build_object('month', e.month,
              'completed', trim_scale(e.completed)::text, 'basis', e.basis, 'physicalProgress', e.physical_progress,
              'fundsReceived', trim_scale(e.funds_received)::text,
              'registryCompleted', trim_scale(e.registry_completed)::text, 'version', e.version,
              'enteredByName', w.name, 'enteredAt', ${iso('e.entered_at')}) end as entry
       from span o left join seen n on n.month = o.month
       left join progress_entry e on e.project_id = $1 and e.month = o.month left join person w on w.id = e.entered_by
       left join month_confirmation c on c.month = o.month and c.unit_id = ${unitOf('$1', 'o.month')}
      order by o.month desc`,
    [id, `${yearOf(month)}-01-01`, firstDay(month), lastDay(month), closedAt],
  );
  return rows;
}

/** The newest visits of a month with those of their photos that the person may see. */
export async function findEvidenceVisits(
  tx: Tx,
  principal: Principal,
  photos: PhotoReader,
  id: string,
  month: Month,
  closedAt: Date | null,
): Promise<EvidenceVisit[]> {
  const rows: (Omit<EvidenceVisit, 'receivedAt' | 'photos'> & { receivedAt: Date; photoIds: string[] })[] =
    await tx.query(
      `select v.id, 'ZF-' || to_char(v.visited_on, 'YYYYMMDD') || '-' || upper(right(v.id::text, 6)) as number,
              v.visited_on as "visitedOn", o.name as "officerName", v.note, trim_scale(v.completed)::text as completed,
              v.physical_progress as "physicalProgress", v.created_at as "receivedAt",
              coalesce(v.created_at > $4, false) as later, v.photo_ids as "photoIds"
         from visit v join person o on o.id = v.officer_id
        where v.project_id = $1 and v.visited_on between $2 and $3
        order by v.visited_on desc, v.visited_at desc, v.id limit ${MOST_VISITS}`,
      [id, firstDay(month), lastDay(month), closedAt],
    );
  const ids = rows.flatMap(({ photoIds }) => photoIds);
  const seen = new Map((ids.length > 0 ? await photos.named(tx, principal, ids) : []).map((one) => [one.id, one]));
  return rows.map(({ photoIds, receivedAt, ...row }) => ({
    ...row,
    receivedAt: isoInstant(receivedAt),
    photos: photoIds.flatMap((photoId) => {
      const photo = seen.get(photoId);
      if (!photo) return [];
      const { number, takenAt, source, distance, doubts } = photo;
      return [{ id: photoId, number, takenAt, source, distance, doubts }];
    }),
  }));
}

/**
 * Changes of the facts of some projects (all the person may see of a figure) that were written after an instant and that
 * count for the month: its year's plans and entries up to it; steps, memberships and the project itself. Newest first.
 */
export async function findFigureChanges(
  tx: Tx,
  { projectIds, month, after, limit }: { projectIds: string[]; month: Month; after: Date; limit: number },
): Promise<{ items: FigureChange[]; total: number }> {
  const rows: (Omit<ChangeView, 'at'> & {
    at: Date;
    projectId: string;
    projectName: string;
    reason: string | null;
    total: number;
  })[] = await tx.query(
    `with changed as (
       select c.* from change_record c
        where c.at > $1 and c.subject_kind = any ($2) and c.subject_id = any ($3::text[])
          and coalesce(c.after ->> 'month', c.after ->> 'from', $4) <= $4
          and (c.subject_kind not in ('plan', 'progress') or left(coalesce(c.after ->> 'month', c.after ->> 'from'), 4) = left($4, 4))
     )
     select c.id, c.at, a.name as "actorName", c.subject_kind as kind, c.action, c.before, c.after, c.reason,
            p.id as "projectId", p.name as "projectName", (select count(*)::int from changed) as total
       from changed c join project p on p.id::text = c.subject_id left join person a on a.id = c.actor_id
      order by c.at desc, c.id desc limit $5`,
    [after, CHANGE_KINDS, projectIds, month, limit],
  );
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, ...row }) => ({ ...row, at: isoInstant(row.at) })),
  };
}
