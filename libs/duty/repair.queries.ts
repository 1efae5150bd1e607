import { type Day, type Month, type Tx } from '@app/platform';
import type { Absence, Relief } from './absence.rules';
import type { DutyPeriod } from './duty.periods';

/** Repairs wait for each other: each sees what the one before has committed, so the last one is right. */
export const REPAIR_LOCK = 'visit duties';

/** Absences that have a day from then on. */
export const findAbsences = (tx: Tx, from: Day): Promise<Absence[]> =>
  tx.query(
    `select s.person_id as "personId", s.stand_in_id as "standInId", s.reason, s.from_on as "from",
            s.until_on as "until"
       from stand_in s
      where s.cancelled_at is null and s.until_on >= $1 order by s.from_on, s.id`,
    [from],
  );

/** The first month in which one of these projects was on a list; null: none ever was. */
export async function firstListed(tx: Tx, projectIds: readonly string[]): Promise<Month | null> {
  const [{ month }] = (await tx.query(
    'select min(from_month) as month from list_member where project_id = any ($1::uuid[])',
    [projectIds],
  )) as [{ month: Month | null }];
  return month;
}

export const membersOf = async (tx: Tx, listId: string): Promise<string[]> =>
  ids(await tx.query('select project_id as id from list_member where list_id = $1', [listId]));

export const projectsOf = async (tx: Tx, officerId: string): Promise<string[]> =>
  ids(await tx.query('select id from project where officer_id = $1', [officerId]));

/** Projects that have or should have duties, in the order of their ids. */
export const nextProjects = async (tx: Tx, after: string | null, limit: number): Promise<string[]> =>
  ids(await tx.query('select id from project where $1::uuid is null or id > $1 order by id limit $2', [after, limit]));

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** How many rows a repair changed. */
export interface Repaired {
  inserted: number;
  updated: number;
  deleted: number;
}

/**
 * Makes the rows what the rules say; run a second time it changes nothing.
 *
 * Of periods that are not over there is exactly what the lists ask for. Of those that are over, what was asked for stays:
 * a row is added only where a month has none at all, or after the last one that the project has (no worker ran for
 * longer than rows are made ahead), and taken away only where the project is on no list of that month any more. Full joins, because those are hashed however many rows are expected: of what stands in a `with` nobody knows.
 * (A month whose only row was of a longer rhythm that is gone has none, too, when nothing takes its place.)
 */
export async function repairRows(
  tx: Tx,
  today: Day,
  projectIds: readonly string[],
  periods: readonly DutyPeriod[],
  reliefs: readonly Relief[],
): Promise<Repaired> {
  const [repaired] = (await tx.query(
    `with target as materialized (
       select id, officer_id, unit_id from project where id = any ($2::uuid[])
     ), period as materialized (
       select * from unnest($3::text[], $4::text[], $5::date[], $6::date[], $7::text[]) as q (period, every, starts, ends, month)
     ), relief as materialized (
       select distinct on (person_id, period) *
         from unnest($8::uuid[], $9::text[], $10::uuid[], $11::text[]) as r (person_id, period, stand_in_id, excuse)
     ), listed as materialized (
       select t.id as project_id, q.month, t.officer_id, t.unit_id,
              case when bool_or(l.visit_every = 'week') then 'week' when bool_or(l.visit_every = 'fortnight') then 'fortnight'
                   when bool_or(l.visit_every = 'month') then 'month' when bool_or(l.visit_every = 'quarter') then 'quarter'
              end as every
         from target t join list_member m on m.project_id = t.id join project_list l on l.id = m.list_id
         join (select distinct month, left(month, 4)::int as year from period) q on q.year = l.year
          and q.month >= m.from_month and (m.to_month is null or q.month <= m.to_month)
        group by t.id, q.month, t.officer_id, t.unit_id
     ), wanted as materialized (
       select r.project_id, q.period, q.every, q.starts, q.ends, q.month,
              coalesce(f.stand_in_id, r.officer_id) as officer_id, r.unit_id, f.excuse
         from listed r join period q on q.month = r.month and q.every = r.every and q.ends >= $1::date
         left join relief f on f.person_id = r.officer_id and f.period = q.period
     ), matched as materialized (
       select coalesce(d.project_id, w.project_id) as project_id, coalesce(d.period, w.period) as period,
              coalesce(d.month, w.month) as month, d.project_id is not null as had, w.project_id is not null as asked,
              d.ends < $1::date as over, d.ends as until, w.every, w.starts, w.ends, w.officer_id, w.unit_id, w.excuse,
              d.officer_id is distinct from w.officer_id or d.unit_id is distinct from w.unit_id
                or (d.excuse is distinct from 'granted' and d.excuse_reason is distinct from w.excuse) as differs
         from (select * from visit_duty where project_id = any ($2::uuid[])) d
         full join wanted w on w.project_id = d.project_id and w.period = d.period
     ), monthly as materialized (
       select coalesce(n.project_id, b.project_id) as project_id, coalesce(n.month, b.month) as month, n.every,
              n.officer_id, n.unit_id, n.project_id is null as unlisted,
              b.had is not true or not (b.keeps or b.asked) as bare,
              max(b.until) over (partition by coalesce(n.project_id, b.project_id)) as newest
         from listed n full join (
           select project_id, month, bool_or(had) as had, bool_or(asked) as asked, bool_or(had and (over or asked)) as keeps,
                  max(until) as until
             from matched group by project_id, month) b on b.project_id = n.project_id and b.month = n.month
     ), missed as (
       select m.project_id, q.period, q.every, q.starts, q.ends, q.month, m.officer_id, m.unit_id
         from monthly m join period q on q.month = m.month and q.every = m.every and q.ends < $1::date
        where m.bare or q.starts > m.newest
     ), deleted as (
       delete from visit_duty d
        using (select project_id, period from matched where had and not over and not asked
               union all
               select b.project_id, b.period
                 from matched b join monthly m on m.project_id = b.project_id and m.month = b.month
                where b.over and m.unlisted) gone
        where gone.project_id = d.project_id and gone.period = d.period
       returning 1
     ), updated as (
       update visit_duty d set officer_id = b.officer_id, unit_id = b.unit_id,
              excuse = case when d.excuse = 'granted' then d.excuse when b.excuse is not null then 'leave' end,
              excuse_reason = case when d.excuse = 'granted' then d.excuse_reason else b.excuse end
         from matched b where b.had and b.asked and b.differs and b.project_id = d.project_id and b.period = d.period
       returning 1
     ), inserted as (
       insert into visit_duty (project_id, period, every, starts, ends, month, officer_id, unit_id, excuse, excuse_reason)
       select project_id, period, every, starts, ends, month, officer_id, unit_id,
              case when excuse is not null then 'leave' end, excuse from matched where asked and not had
       union all
       select project_id, period, every, starts, ends, month, officer_id, unit_id, null, null from missed
       on conflict on constraint visit_duty_pk do nothing returning 1
     )
     select (select count(*)::int from inserted) as inserted, (select count(*)::int from updated) as updated,
            (select count(*)::int from deleted) as deleted`,
    [
      today,
      projectIds,
      periods.map(({ period }) => period),
      periods.map(({ every }) => every),
      periods.map(({ starts }) => starts),
      periods.map(({ ends }) => ends),
      periods.map(({ month }) => month),
      reliefs.map(({ personId }) => personId),
      reliefs.map(({ period }) => period),
      reliefs.map(({ standInId }) => standInId),
      reliefs.map(({ excuse }) => excuse),
    ],
  )) as [Repaired];
  return repaired;
}
