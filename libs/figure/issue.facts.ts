import { addMonths, firstDay, instantAt, lastDay, type Parameters, yearOf } from '@app/platform';
import { type FactTime, NO_UNIT_SQL, onListAt, type Subjects, type SumFamily } from './family';

/**
 * A row for each issue that counts in some way in the month, with what it counts for.
 *
 * Where an issue stood at the end of the month is read from its last event before it; one that was not touched since
 * still stands there, so its own row tells the same without the search. In the running month that is every issue.
 * What was merged into another or cancelled by then counts nowhere. A closing is judged by the last one of the month:
 * its own deadline as it stood then, and whether anything was refused or reopened before it. Where a clock was set back in
 * between, a closing took no day rather than fewer.
 */
function facts(p: Parameters, { month, asOf }: FactTime, { issues, projects }: Subjects = {}): string {
  const starts = `${p.add(instantAt(firstDay(month)))}::timestamptz`;
  const until = `${p.add(instantAt(firstDay(addMonths(month, 1))))}::timestamptz`;
  const year = `${p.add(instantAt(`${yearOf(month)}-01-01`))}::timestamptz`;
  const at = `${p.add(month)}::text`;
  const some = issues !== undefined || projects !== undefined;
  // By their ids first: a condition with two sides would read every issue.
  const wanted = some
    ? `wanted as materialized (
    select id from issue where id = any (${p.add(issues ?? [])}::uuid[])
     union select id from issue where project_id = any (${p.add(projects ?? [])}::uuid[])
  ), `
    : '';
  const within = (column: string) => (some ? `and ${column} in (select id from wanted)` : '');
  return `with ${wanted}closing as materialized (
    select distinct on (e.issue_id) e.issue_id, e.seq, e.at, e.due_on, e.at >= ${starts} as this_month from issue_event e
     where e.at >= ${year} and e.at < ${until} and e.to_state = 'closed' and e.from_state is distinct from 'closed'
       ${within('e.issue_id')}
     order by e.issue_id, e.seq desc
  ), refused as (
    select distinct f.issue_id from issue_event f
      join closing c on c.issue_id = f.issue_id and c.this_month and f.seq < c.seq
     where f.action in ('reject-closure', 'reopen')
  ), worked as materialized (
    select min(day) as first, array_agg(days order by day) as days
      from (select d.day::date as day,
                   sum(case when x.kind is null then (extract(isodow from d.day) < 6)::int else (x.kind = 'makeup')::int end)
                     over (order by d.day) as days
              from generate_series((select min(registered_at)::date from issue ${some ? 'where id in (select id from wanted)' : ''})::timestamp,
                                   ${p.add(lastDay(month))}::date::timestamp, interval '1 day') d (day)
              left join calendar_day x on x.day = d.day::date) one
  ), counted as (
    select i.id, i.project_id, i.lead_unit_id, i.category_code, i.ledger_id, i.registered_at,
           coalesce(c.this_month, false) as this_month, c.at as closed_at, c.due_on as closed_due, c.issue_id is not null as this_year,
           case when i.touched_at >= ${until} then e.to_state else i.state end as state,
           case when i.touched_at >= ${until} then e.due_on else i.due_on end as due_on
      from issue i left join closing c on c.issue_id = i.id
      left join lateral (
        select e.to_state, e.due_on from issue_event e
         where i.touched_at >= ${until} and e.issue_id = i.id and e.at < ${until} order by e.seq desc limit 1) e on true
     where i.registered_at < ${until} ${within('i.id')}
       and (i.registered_at >= ${year} or c.issue_id is not null or i.closed_at is null or i.closed_at >= ${until})
       and case when i.touched_at >= ${until} then e.to_state else i.state end not in ('merged', 'cancelled')
  ), listed as (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on ${onListAt(at)}
     ${some ? 'where m.project_id in (select project_id from counted)' : ''} group by m.project_id
  )
  select c.id as issue_id, c.project_id, listed.list_ids, c.lead_unit_id as unit_id, c.category_code, c.ledger_id,
         not l.has_steps as problem, c.registered_at >= ${starts} as registered, c.this_month as closed,
         c.state <> 'closed' as open,
         c.state not in ('registered', 'suspended', 'closed') and c.due_on < ${p.add(asOf)}::date is true as overdue,
         c.registered_at >= ${year} as registered_year, c.this_year as closed_year,
         c.registered_at >= ${year} and c.state = 'closed' as settled,
         c.this_month and (c.closed_due is null or c.closed_at::date <= c.closed_due) as on_time,
         c.this_month and refused.issue_id is null as first_time,
         case when c.this_month then
           (w.days[greatest(c.closed_at, c.registered_at)::date - w.first + 1] - w.days[c.registered_at::date - w.first + 1])::int end as days
    from counted c join ledger l on l.id = c.ledger_id cross join worked w
    left join listed on listed.project_id = c.project_id
    left join refused on refused.issue_id = c.id`;
}

/** 问题, by ledger also the items of task lists (民生实事). */
export const issueFamily: SumFamily = {
  name: 'issue',
  columns: [
    ...[
      'issue_id',
      'project_id',
      'list_ids',
      'unit_id',
      'category_code',
      'ledger_id',
      'problem',
      'registered',
      'closed',
    ],
    ...['open', 'overdue', 'registered_year', 'closed_year', 'settled', 'on_time', 'first_time', 'days'],
  ],
  quantities: {
    registered: 't.registered::int',
    closed: 't.closed::int',
    open: 't.open::int',
    overdue: 't.overdue::int',
    'registered-year': 't.registered_year::int',
    'closed-year': 't.closed_year::int',
    settled: 't.settled::int',
    'on-time': 't.on_time::int',
    'first-time': 't.first_time::int',
  },
  bucket: 't.days',
  dimensions: ['list_ids', 'unit_id', 'category_code', 'ledger_id', 'problem'],
  scopes: [
    { kind: 'total', id: `''`, where: 't.problem' },
    { kind: 'unit', id: NO_UNIT_SQL('t.unit_id'), where: 't.problem' },
    { kind: 'category', id: 't.category_code', where: 't.problem' },
    { kind: 'list', id: 'l::text', join: 'cross join unnest(t.list_ids) l', where: 't.problem' },
    { kind: 'ledger', id: 't.ledger_id::text' },
  ],
  facts,
};
