import type { Day, Parameters } from '@app/platform';

/** So many days after the end of a period a second visit still makes up for it. */
const MADE_UP_DAYS = 7;
const DAYS = Array.from({ length: MADE_UP_DAYS }, (_, index) => `d.ends + ${index + 1}`).join(', ');

/** Whether a project has no visit within the period of a duty; with `offset`, so that it is asked last, of the few left. */
const unvisited = (duty: string): string =>
  `not exists (select 1 from visit n where n.project_id = ${duty}.project_id and n.visited_on between ${duty}.starts and ${duty}.ends offset 0)`;

/**
 * What a duty's state is; the one place that says it. Begins a `with`; leaves `duty`: the columns of `visit_duty`,
 * `visit_id` (the first visit within the period, or else the one that made up for it) and `state`.
 *
 * - `met`: a visit whose own day lies in the period, whenever it arrived; also of one that nobody had to make.
 * - `excused`: nobody had to go.
 * - `open`: the period is not over.
 * - `late`: a visit in the seven days after the end that the period of its own day does not need: not its first. A
 *   visit makes up for one duty, the one that ended last before it (of two, the one that began last).
 * - `missed`: all others.
 *
 * @param where which duties, as a condition on `visit_duty d`
 */
export function dutySql(p: Parameters, where: string, today: Day): string {
  const at = `${p.add(today)}::date`;
  return `with due as materialized (
    select d.* from visit_duty d where ${where}
  ), duty as (
    select d.*, coalesce(s.visit_id, l.visit_id) as visit_id,
           case when s.visit_id is not null then 'met' when d.excuse is not null then 'excused'
                when d.ends >= ${at} then 'open' when l.visit_id is not null then 'late' else 'missed' end as state
      from due d
      -- Looked up duty by duty: joined as a set, each visit of a project meets each of its duties first.
      left join lateral (
        select v.id as visit_id from visit v
         where v.project_id = d.project_id and v.visited_on between d.starts and d.ends
         order by v.visited_on, v.visited_at, v.id limit 1) s on true
      left join lateral (
        select v.id as visit_id from visit v
         where s.visit_id is null and d.excuse is null and d.ends < ${at} and v.project_id = d.project_id
           -- Day by day, so that the visits of the project are looked up, not all visits of those days.
           and v.visited_on = any (array[${DAYS}])
           and not exists (
             select 1 from visit_duty own
              where own.project_id = v.project_id and v.visited_on between own.starts and own.ends and not exists (
                select 1 from visit e where e.project_id = v.project_id and e.visited_on between own.starts and v.visited_on
                   and (e.visited_on, e.visited_at, e.id) < (v.visited_on, v.visited_at, v.id)))
           and not exists (
             select 1 from visit_duty later
              where later.project_id = v.project_id and (later.ends, later.starts) > (d.ends, d.starts)
                and later.ends < v.visited_on and later.excuse is null and ${unvisited('later')})
         order by v.visited_on, v.visited_at, v.id limit 1) l on true
  )`;
}
