import { addMonths, type Day, firstDay, instantAt, lastDay, type Month, yearOf } from '@app/platform';

/** What each project or issue contributes, and the sums by scope, in statements written by hand; for whoever runs them in turn. */
export function monthByHand(month: Month, today: Day): string[] {
  const at = `'${month}'`;
  const year = yearOf(month);
  const [january, last] = [`'${year}-01'`, `'${lastDay(month)}'::date`];
  const [starts, until, newYear] = [firstDay(month), firstDay(addMonths(month, 1)), `${year}-01-01`].map(
    (day) => `'${instantAt(day).toISOString()}'::timestamptz`,
  );
  const newYearDay = `'${year}-01-01'::date`;
  const asOf = `'${lastDay(month) < today ? lastDay(month) : today}'::date`;
  const listed = `listed as materialized (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids from list_member m join project_list l on l.id = m.list_id
     where l.year = ${year} and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at}) group by 1)`;
  const standing = `standing as (
    select distinct on (project_id) * from project_standing where from_month <= ${at} order by project_id, from_month desc)`;

  const investment = `with ${listed}, ${standing}, plan as (
    select distinct on (project_id) project_id, amount, basis from annual_plan
     where year = ${year} and from_month <= ${at} order by project_id, from_month desc
  ), done as (
    select project_id, sum(completed) as completed, sum(completed) filter (where month = ${at}) as in_month,
           coalesce(sum(completed) filter (where basis = 'with-preliminary'), 0) as completed_with,
           bool_or(basis = 'with-preliminary') as done_with, bool_or(basis = 'without-preliminary') as done_without,
           sum(registry_completed) as registry, sum(funds_received) as funds
      from progress_entry where month between ${january} and ${at} group by 1
  ), step as (
    select project_id, bool_or(kind = 'started' and actual_on <= ${last}) as started,
           bool_or(kind = 'completed' and actual_on <= ${last}) as finished,
           count(*) filter (where planned_on between ${newYearDay} and ${last}) as due,
           count(*) filter (where planned_on between ${newYearDay} and ${last} and actual_on <= ${last}) as met,
           count(*) filter (where planned_on >= ${newYearDay} and planned_on < ${asOf} and (actual_on <= ${last}) is not true) as late
      from milestone group by 1)
  insert into investment_part
  select ${at}, project_id, list_ids, unit_id, leader_id, industry, total_investment, amount, basis, coalesce(in_month, 0),
         coalesce(completed, 0), coalesce(completed_with, 0), coalesce(done_with, false), coalesce(done_without, false),
         registry, funds, coalesce(started, false), coalesce(finished, false), coalesce(due, 0), coalesce(met, 0), coalesce(late, 0)
    from listed join standing using (project_id) left join plan using (project_id) left join done using (project_id)
    left join step using (project_id)`;
  const money = ['count(*)', 'sum(total)', 'sum(plan)', `sum(plan) filter (where plan_basis = 'with-preliminary')`];
  money.push('count(*) filter (where plan is null)', `count(*) filter (where plan_basis = 'with-preliminary')`);
  money.push(`count(*) filter (where plan_basis = 'without-preliminary')`, 'sum(in_month)', 'sum(completed)');
  money.push('sum(completed_with)', 'count(*) filter (where done_with)', 'count(*) filter (where done_without)');
  money.push('sum(registry)', 'count(registry)', 'sum(funds)', 'count(funds)', 'count(*) filter (where started)');
  money.push('count(*) filter (where finished)', 'sum(steps_due)', 'sum(steps_met)', 'sum(steps_late)');

  const batch = `with ${standing}, member as (
    select m.project_id, m.batch as which, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on l.id = m.list_id
     where l.kind = 'three-batches' and m.batch is not null and l.year = ${year} and m.from_month <= ${at}
       and (m.to_month is null or m.to_month >= ${at}) group by 1, 2
  ), registry as (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids, p.statistics_eligible_on, p.statistics_entered_on
      from list_member m join project_list l on l.id = m.list_id join project p on p.id = m.project_id
     where l.kind = 'three-batches' and l.year <= ${year} and m.from_month <= ${at} and p.statistics_eligible_on <= ${last}
     group by 1, 3, 4
  ), reached as (
    select project_id, min(actual_on) filter (where kind = 'fulfilled') as fulfilled, min(actual_on) filter (where kind = 'started') as signed,
           min(actual_on) filter (where kind = 'production') as started, min(actual_on) filter (where kind = 'capacity') as production
      from milestone where actual_on <= ${last} group by 1)
  insert into batch_part
  select ${at}, project_id, which, list_ids, unit_id, total_investment, fulfilled,
         case which when 'signed' then signed when 'started' then started else production end, null::date
    from member join standing using (project_id) left join reached using (project_id)
  union all
  select ${at}, project_id, 'registry', list_ids, unit_id, total_investment, null,
         case when statistics_entered_on <= ${last} then statistics_entered_on end, statistics_eligible_on
    from registry join standing using (project_id)`;
  const rates = ['signed', 'started', 'production'].flatMap((which) => [
    `count(*) filter (where which = '${which}')`,
    `sum(total) filter (where which = '${which}')`,
    `count(fulfilled_on) filter (where which = '${which}')`,
    `count(reached_on) filter (where which = '${which}')`,
  ]);
  rates.push(`count(*) filter (where which = 'registry')`, `count(reached_on) filter (where which = 'registry')`);

  // In the order of the ids all the way, so that the rows go to the end of their index.
  const issue = `with ${listed}, closed as materialized (
    select distinct on (issue_id) issue_id, seq, at, due_on, at >= ${starts} as now from issue_event
     where at >= ${newYear} and at < ${until} and to_state = 'closed' and from_state is distinct from 'closed'
     order by issue_id, seq desc
  ), refused as (
    select distinct issue_id from issue_event r join closed c using (issue_id)
     where c.now and r.seq < c.seq and r.action in ('reject-closure', 'reopen')
  ), work as materialized (
    select min(day) as first, array_agg(days order by day)::int[] as days from (
      select d::date as day, sum(case when x.kind is null then (extract(isodow from d) < 6)::int else (x.kind = 'makeup')::int end)
               over (order by d) as days
        from generate_series((select min(registered_at) from issue)::date::timestamp, ${last}, interval '1 day') d
        left join calendar_day x on x.day = d::date) one
  )
  insert into issue_part
  select ${at}, s.id, s.project_id, listed.list_ids, s.lead_unit_id, s.category_code, s.ledger_id, not l.has_steps,
         s.registered_at >= ${starts}, s.now, s.state <> 'closed',
         s.state not in ('registered', 'suspended', 'closed') and s.due_on < ${asOf} is true,
         s.registered_at >= ${newYear}, s.at is not null, s.registered_at >= ${newYear} and s.state = 'closed',
         s.now and (s.closed_due is null or s.at::date <= s.closed_due), s.now and r.issue_id is null,
         case when s.now then work.days[s.at::date - work.first + 1] - work.days[s.registered_at::date - work.first + 1] end
    from (
      select i.id, i.project_id, i.lead_unit_id, i.category_code, i.ledger_id, i.registered_at, c.at, c.due_on as closed_due,
             c.now is true as now, case when i.touched_at < ${until} then i.state else e.to_state end as state,
             case when i.touched_at < ${until} then i.due_on else e.due_on end as due_on
        from issue i left join closed c on c.issue_id = i.id
        left join lateral (
          select to_state, due_on from issue_event
           where i.touched_at >= ${until} and issue_id = i.id and at < ${until} order by seq desc limit 1) e on true
       where i.registered_at < ${until}
         and (i.registered_at >= ${newYear} or c.issue_id is not null or i.closed_at is null or i.closed_at >= ${until})) s
    join ledger l on l.id = s.ledger_id cross join work
    left join listed on listed.project_id = s.project_id
    left join refused r on r.issue_id = s.id
   where s.state not in ('merged', 'cancelled')`;

  // Duty by duty, by the index of a project's visits; made up for is asked only of what lapsed.
  const visit = `with ${listed}, due as materialized (
    select d.project_id, d.period, d.unit_id, d.starts, d.ends, d.excuse, met.found is true as met from visit_duty d
      left join lateral (
        select true as found from visit v where v.project_id = d.project_id and v.visited_on between d.starts and d.ends limit 1) met on true
     where d.month = ${at} and d.starts <= '${today}'
  ), judged as (
    select d.*, late.found is true as late from due d left join lateral (
      select true as found from visit v
       where not d.met and d.excuse is null and d.ends < '${today}' and v.project_id = d.project_id
         and v.visited_on = any (array[d.ends + 1, d.ends + 2, d.ends + 3, d.ends + 4, d.ends + 5, d.ends + 6, d.ends + 7])
         and not exists (
           select 1 from visit_duty own where own.project_id = v.project_id and v.visited_on between own.starts and own.ends
              and not exists (
                select 1 from visit e where e.project_id = v.project_id and e.visited_on between own.starts and v.visited_on
                   and (e.visited_on, e.visited_at, e.id) < (v.visited_on, v.visited_at, v.id)))
         and not exists (
           select 1 from visit_duty later where later.project_id = v.project_id and (later.ends, later.starts) > (d.ends, d.starts)
              and later.ends < v.visited_on and later.excuse is null and not exists (
                select 1 from visit n
                 where n.project_id = later.project_id and n.visited_on between later.starts and later.ends offset 0))
       limit 1) late on true)
  insert into visit_part
  select ${at}, j.project_id, min(listed.list_ids), j.unit_id, count(*), count(*) filter (where met), count(*) filter (where late),
         count(*) filter (where not met and excuse is null and not late and ends < '${today}'),
         count(*) filter (where not met and excuse is not null)
    from judged j left join listed using (project_id)
   group by j.project_id, j.unit_id`;

  const reminder = `insert into reminder_part
  select ${at}, i.id, i.lead_unit_id, count(*), 0 from issue_event e join issue i on i.id = e.issue_id
   where e.action = 'urge' and e.at >= ${starts} and e.at < ${until} group by i.id
  union all
  select ${at}, issue_id, unit_id, 0, count(*) from escalation_order where issued_at >= ${starts} and issued_at < ${until} group by 2, 3`;

  return [
    ...[investment, batch, issue, visit, reminder],
    sums('investment', at, money, ['unit', 'industry', 'leader'], ['(l)', '(l, unit)']),
    sums('batch', at, rates, [], ['(l)']),
    issueSums(at),
    sums('visit', at, ['due', 'met', 'late', 'missed', 'excused', 'due - excused'].map(added), ['unit'], ['(l)']),
    sums('reminder', at, ['urged', 'escalated'].map(added), ['unit'], []),
  ];
}

const added = (column: string): string => `sum(${column})`;

const SCOPES: Record<string, string> = {
  unit: `coalesce(unit_id::text, 'none')`,
  leader: `coalesce(leader_id::text, 'none')`,
  industry: 'industry',
};

/** Every kind of scope in one pass, and those of lists in another one. */
function sums(family: string, at: string, values: string[], kinds: string[], lists: string[]): string {
  const array = `array[${values.map((value) => `coalesce(${value}, 0)::numeric`).join(', ')}]`;
  const columns = kinds.filter((kind) => kind !== 'industry').map((kind) => `, ${SCOPES[kind]} as ${kind}`);
  const from = `from (select *${columns.join('')} from ${family}_part where month = ${at}) t`;
  const kind = kinds.map((name) => `when grouping(${name}) = 0 then '${name}'`).join(' ');
  const ids = kinds.join(', ');
  const plain =
    kinds.length === 0
      ? `select 'total' as kind, '' as id, ${array} as sums ${from} having count(*) > 0`
      : `select case ${kind} else 'total' end as kind, coalesce(${ids}, '') as id, ${array} as sums ${from}
          group by grouping sets ((), ${kinds.map((name) => `(${name})`).join(', ')}) having count(*) > 0`;
  const units = lists.length > 1;
  const listed = `select ${units ? `case grouping(unit) when 0 then 'list-unit' else 'list' end` : `'list'`},
         l::text${units ? ` || case grouping(unit) when 0 then '/' || unit else '' end` : ''}, ${array}
    ${from} cross join unnest(list_ids) l group by grouping sets (${lists.join(', ')})`;
  return `insert into rollup_sum select '${family}', ${at}, kind, id, -1, sums from (
    ${[plain, ...(lists.length > 0 ? [listed] : [])].join(' union all ')}) s`;
}

/** Hundreds of thousands of parts: what belongs to the same scopes is counted first. */
function issueSums(at: string): string {
  const counted = ['registered', 'closed', 'open', 'overdue', 'registered_year', 'closed_year', 'settled', 'on_time'];
  counted.push('first_time');
  const array = `array[${counted.map((name) => `sum(${name})::numeric`).join(', ')}]`;
  const groups = `group by grouping sets ((), (unit), (category_code)`;
  const kind = `case when grouping(unit) = 0 then 'unit' when grouping(category_code) = 0 then 'category' else 'total' end`;
  return `with packed as materialized (
    select list_ids, coalesce(unit_id::text, 'none') as unit, category_code, ledger_id, problem, days, count(*) as parts,
           ${counted.map((name) => `count(*) filter (where ${name}) as ${name}`).join(', ')}
      from issue_part where month = ${at} group by 1, 2, 3, 4, 5, 6
  ), problem as materialized (
    select * from packed where problem)
  insert into rollup_sum select 'issue', ${at}, kind, id, bucket, sums from (
    select ${kind} as kind, coalesce(unit, category_code, '') as id, -1 as bucket, ${array} as sums from problem ${groups}) having count(*) > 0
    union all select 'list', l::text, -1, ${array} from problem cross join unnest(list_ids) l group by l
    union all select 'ledger', ledger_id::text, -1, ${array} from packed group by ledger_id
    union all select ${kind}, coalesce(unit, category_code, ''), days, array[sum(parts)] from problem where days is not null
               group by grouping sets ((days), (days, unit), (days, category_code))
    union all select 'list', l::text, days, array[sum(parts)] from problem cross join unnest(list_ids) l where days is not null group by l, days
    union all select 'ledger', ledger_id::text, days, array[sum(parts)] from packed where days is not null group by ledger_id, days) s`;
}
