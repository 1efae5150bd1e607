import { type Day, type Month, offset, type Page, type PageQuery, pageOf, Parameters, type Tx } from '@app/platform';
import type { DutyRow, DutyState } from './duty.dto';

/** So many days after the end of a period a second visit still makes up for it. */
const MADE_UP_DAYS = 7;

/** Whether a project has no visit within the period of a duty. */
const unvisited = (duty: string): string =>
  `not exists (select 1 from visit n where n.project_id = ${duty}.project_id and n.visited_on between ${duty}.starts and ${duty}.ends)`;

/**
 * What a duty's state is; the one place that says it. Begins a `with`; leaves `duty`: the columns of `visit_duty`,
 * `visit_id` (the first visit within the period, or else the one that made up for it) and `state`.
 *
 * - `met`: a visit whose own day lies in the period, whenever it arrived; also of one that nobody had to make.
 * - `excused`: nobody had to go.
 * - `open`: the period is not over.
 * - `late`: a visit in the seven days after the end that the period of its own day does not need: not its first. A
 *   visit makes up for one duty, the one that ended last before it.
 * - `missed`: all others.
 *
 * @param where which duties, as a condition on `visit_duty d`
 */
export function dutySql(p: Parameters, where: string, today: Day): string {
  const at = `${p.add(today)}::date`;
  return `with due as materialized (
    select d.* from visit_duty d where ${where}
  ), seen as (
    select distinct on (d.project_id, d.period) d.project_id, d.period, v.id as visit_id
      from due d join visit v on v.project_id = d.project_id and v.visited_on between d.starts and d.ends
     where v.visited_on between (select min(starts) from due) and (select max(ends) from due)
     order by d.project_id, d.period, v.visited_on, v.visited_at, v.id
  ), duty as (
    select d.*, coalesce(s.visit_id, l.visit_id) as visit_id,
           case when s.visit_id is not null then 'met' when d.excuse is not null then 'excused'
                when d.ends >= ${at} then 'open' when l.visit_id is not null then 'late' else 'missed' end as state
      from due d left join seen s on s.project_id = d.project_id and s.period = d.period
      left join lateral (
        select v.id as visit_id from visit v
         where s.visit_id is null and d.excuse is null and d.ends < ${at} and v.project_id = d.project_id
           -- As a difference, so that the visits of the project are looked up, not all visits of those days.
           and v.visited_on - d.ends between 1 and ${MADE_UP_DAYS}
           and not exists (
             select 1 from visit_duty own
              where own.project_id = v.project_id and v.visited_on between own.starts and own.ends and not exists (
                select 1 from visit e where e.project_id = v.project_id and e.visited_on >= own.starts
                   and (e.visited_on, e.visited_at, e.id) < (v.visited_on, v.visited_at, v.id)))
           and not exists (
             select 1 from visit_duty later
              where later.project_id = v.project_id and later.ends > d.ends and later.ends < v.visited_on
                and later.excuse is null and ${unvisited('later')})
         order by v.visited_on, v.visited_at, v.id limit 1) l on true
  )`;
}

/** The lists of a project in the month that a duty counts for, as conditions on `list_member m` and `project_list l`. */
export const listedFor = (month: string): string =>
  `l.id = m.list_id and l.year = left(${month}, 4)::int and m.from_month <= ${month} and (m.to_month is null or m.to_month >= ${month})`;

export interface DutyFilter {
  /** Row access, as a condition on `project p`; everything when left out. */
  scope?: (parameters: Parameters) => string;
  /** Only duties whose period holds this day. */
  day?: Day;
  /** Only this one. */
  duty?: { projectId: string; period: string };
  officerId?: string;
  unitId?: string;
  listId?: string;
  state?: DutyState;
  met?: boolean;
}

/** Duties with what is behind them: those that wait for a visit first, the strictest rhythm before the others. */
export async function findDuties(tx: Tx, query: DutyFilter & PageQuery, today: Day): Promise<Page<DutyRow>> {
  const p = new Parameters();
  const of: string[] = [];
  if (query.day !== undefined) of.push(`${p.add(query.day)}::date between d.starts and d.ends`);
  if (query.duty) of.push(`d.project_id = ${p.add(query.duty.projectId)} and d.period = ${p.add(query.duty.period)}`);
  if (query.officerId !== undefined) of.push(`d.officer_id = ${p.add(query.officerId)}`);
  if (query.unitId !== undefined) of.push(`d.unit_id = ${p.add(query.unitId)}`);
  if (query.listId !== undefined) {
    of.push(`exists (select 1 from list_member m join project_list l on ${listedFor('d.month')}
      where m.project_id = d.project_id and l.id = ${p.add(query.listId)})`);
  }
  if (query.scope) of.push(`exists (select 1 from project p where p.id = d.project_id and ${query.scope(p)})`);
  const ctes = dutySql(p, of.length > 0 ? of.join(' and ') : 'true', today);
  const where = ['true'];
  if (query.state !== undefined) where.push(`d.state = ${p.add(query.state)}`);
  if (query.met !== undefined) where.push(`d.state ${query.met ? '=' : '<>'} 'met'`);
  const from = `from duty d where ${where.join(' and ')}`;
  const [{ total }] = (await tx.query(`${ctes} select count(*)::int as total ${from}`, p.values)) as [
    { total: number },
  ];
  const items: DutyRow[] = await tx.query(
    `${ctes}, shown as (
       select d.*, row_number() over (
                order by (d.state = 'met'), (d.state in ('excused', 'late')),
                         array_position(array['week', 'fortnight', 'month', 'quarter'], d.every),
                         p.name collate "zh-x-icu", p.id, d.starts) as place
         from duty d join project p on p.id = d.project_id where ${where.join(' and ')}
        order by place limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select p.id as "projectId", p.name as "projectName", p.owner_name as "ownerName", p.address,
            d.unit_id as "unitId", u.name as "unitName", d.officer_id as "officerId", o.name as "officerName",
            d.period, d.starts as "periodStart", d.ends as "periodEnd", d.every, d.state, d.state = 'met' as met,
            d.visit_id as "visitId", d.excuse_reason as "excuseReason",
            (select max(v.visited_on) from visit v where v.project_id = p.id) as "lastVisitOn",
            (select count(*)::int from issue i where i.project_id = p.id and i.state not in ('closed', 'merged', 'cancelled')) as "openIssues",
            photo.purpose is not null as "photoRequired", photo.purpose as "photoPurpose"
       from shown d join project p on p.id = d.project_id
       left join unit u on u.id = d.unit_id left join person o on o.id = d.officer_id
       cross join lateral (
         select string_agg(distinct l.photo_purpose, '；') as purpose
           from list_member m join project_list l on ${listedFor('d.month')}
          where m.project_id = d.project_id and l.photo_required) photo
      order by d.place`,
    p.values,
  );
  return pageOf(query, items, total);
}

/** One duty, bare: what a closed month keeps as the rows behind its coverage. */
export interface CountedDuty {
  projectId: string;
  unitId: string | null;
  officerId: string | null;
  period: string;
  state: DutyState;
  /** The visit that met it, or that made up for it. */
  visitId: string | null;
  excuseReason: string | null;
}

/** All duties of a month whose period has begun by the day, in a fixed order. */
export async function countedDuties(tx: Tx, month: Month, today: Day): Promise<CountedDuty[]> {
  const p = new Parameters();
  const where = `d.month = ${p.add(month)} and d.starts <= ${p.add(today)}::date`;
  return tx.query(
    `${dutySql(p, where, today)}
     select project_id as "projectId", unit_id as "unitId", officer_id as "officerId", period, state,
            visit_id as "visitId", excuse_reason as "excuseReason" from duty order by project_id, starts, period`,
    p.values,
  );
}
