import { type Month, type Parameters, yearOf } from '@app/platform';

/**
 * Begins a `with` and leaves `unit_fact`: each project on a list of the month's year in the month, with the unit that
 * answered for it then and what that unit stands by: `fact` is compared, so it holds what is shown and nothing else.
 */
export function unitFactSql(p: Parameters, month: Month): string {
  const at = p.add(month);
  const year = p.add(yearOf(month));
  const first = p.add(`${yearOf(month)}-01`);
  return `with unit_fact as materialized (
    select s.unit_id, p.id as project_id, p.name as project_name, plan.amount is null as without_plan,
           e.month is null as without_entry, e.entered_by, e.entered_at,
           jsonb_build_object('projectId', p.id, 'totalInvestment', trim_scale(s.total_investment)::text,
             'plan', trim_scale(plan.amount)::text, 'planFrom', plan.from_month, 'planBasis', plan.basis,
             'completed', trim_scale(e.completed)::text, 'basis', e.basis, 'physicalProgress', e.physical_progress,
             'fundsReceived', trim_scale(e.funds_received)::text,
             'registryCompleted', trim_scale(e.registry_completed)::text,
             'completedToDate', trim_scale(coalesce(done.completed, 0))::text) as fact
      from (select distinct m.project_id from list_member m join project_list l on l.id = m.list_id
             where l.year = ${year} and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})) listed
      join project p on p.id = listed.project_id
      join lateral (select unit_id, total_investment from project_standing
                     where project_id = p.id and from_month <= ${at} order by from_month desc limit 1) s on true
      left join lateral (select amount, basis, from_month from annual_plan
                          where project_id = p.id and year = ${year} and from_month <= ${at}
                          order by from_month desc limit 1) plan on true
      left join progress_entry e on e.project_id = p.id and e.month = ${at}
      left join lateral (select sum(completed) as completed from progress_entry
                          where project_id = p.id and month between ${first} and ${at}) done on true
  )`;
}
