import { type Day, firstDay, instantAt, type Month, addMonths, Parameters, type Tx, yearOf } from '@app/platform';
import type { IssueCounts } from './rollup.figures';

/**
 * Begins a `with` and leaves `counted`: every issue that counts in some way in the month, with what it counts for.
 *
 * Where an issue stood at the end of the month is read from its last event before it; one that was not touched since
 * still stands there, so its own row tells the same without the search. In the running month that is every issue.
 * What was merged into another or cancelled by then counts nowhere; task lists are no problems.
 */
export function issueSql(p: Parameters, month: Month, asOf: Day): string {
  const starts = `${p.add(instantAt(firstDay(month)))}::timestamptz`;
  const until = `${p.add(instantAt(firstDay(addMonths(month, 1))))}::timestamptz`;
  const year = `${p.add(instantAt(`${yearOf(month)}-01-01`))}::timestamptz`;
  return `with closing as (
    select issue_id, bool_or(at >= ${starts}) as this_month from issue_event
     where at >= ${year} and at < ${until} and to_state = 'closed' and from_state is distinct from 'closed'
     group by issue_id
  ), stood as (
    select i.id, i.lead_unit_id, i.category_code, i.registered_at, c.this_month, c.issue_id is not null as this_year,
           case when i.touched_at >= ${until} then e.to_state else i.state end as state,
           case when i.touched_at >= ${until} then e.due_on else i.due_on end as due_on
      from issue i join ledger l on l.id = i.ledger_id and not l.has_steps left join closing c on c.issue_id = i.id
      left join lateral (
        select e.to_state, e.due_on from issue_event e
         where i.touched_at >= ${until} and e.issue_id = i.id and e.at < ${until} order by e.seq desc limit 1) e on true
     where i.registered_at < ${until}
       and (i.registered_at >= ${year} or c.issue_id is not null or i.closed_at is null or i.closed_at >= ${until})
  ), counted as (
    select id, lead_unit_id, category_code,
           registered_at >= ${starts} as registered, coalesce(this_month, false) as closed, state <> 'closed' as open,
           state not in ('registered', 'suspended', 'closed') and due_on < ${p.add(asOf)}::date as overdue,
           registered_at >= ${year} as registered_year, this_year as closed_year,
           registered_at >= ${year} and state = 'closed' as settled
      from stood where state not in ('merged', 'cancelled')
  )`;
}

const COUNTS = `count(*) filter (where registered)::int as registered, count(*) filter (where closed)::int as closed,
  count(*) filter (where open)::int as open, count(*) filter (where overdue)::int as overdue,
  count(*) filter (where registered_year)::int as "registeredYearToDate",
  count(*) filter (where closed_year)::int as "closedYearToDate", count(*) filter (where settled)::int as settled`;

export interface IssueGroup extends IssueCounts {
  kind: 'total' | 'unit' | 'category';
  unitId: string | null;
  categoryCode: string | null;
  name: string | null;
}

/** Counts in total, by lead department and by category. */
export function countIssues(tx: Tx, month: Month, asOf: Day): Promise<IssueGroup[]> {
  const p = new Parameters();
  return tx.query(
    `${issueSql(p, month, asOf)}, tally as (
       select case grouping(lead_unit_id, category_code) when 3 then 'total' when 1 then 'unit' else 'category' end as kind,
              lead_unit_id, category_code, ${COUNTS}
         from counted group by grouping sets ((), (lead_unit_id), (category_code)))
     select t.kind, t.lead_unit_id as "unitId", t.category_code as "categoryCode", coalesce(u.name, c.name) as name,
            t.registered, t.closed, t.open, t.overdue, t."registeredYearToDate", t."closedYearToDate", t.settled
       from tally t left join unit u on u.id = t.lead_unit_id left join issue_category c on c.code = t.category_code
      order by t.kind, c.sort, u.name collate "zh-x-icu" nulls last, t.lead_unit_id`,
    p.values,
  );
}
