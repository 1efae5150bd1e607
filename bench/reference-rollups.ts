import {
  addMonths,
  type Day,
  dayOf,
  firstDay,
  instantAt,
  lastDay,
  type Month,
  rate,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { type DutyPeriods, periodsOfMonth } from '@app/duty';
import { type BatchSums, investmentFigures, issueFigures, threeBatches } from '../libs/rollup/rollup.figures';
import type { IssueGroup } from '../libs/rollup/issue.queries';
import type { ListSums } from '../libs/rollup/investment.queries';
import { prepared, type Reference } from './reference-sql';

const SUMS = `'projects', count(f.id), 'totalInvestment', trim_scale(coalesce(sum(f.total_investment), 0))::text,
  'annualPlan', trim_scale(coalesce(sum(f.amount), 0))::text, 'withoutPlan', count(f.id) filter (where f.amount is null),
  'completed', trim_scale(coalesce(sum(f.completed), 0))::text,
  'planBasis', case when min(f.basis) = max(f.basis) then min(f.basis) when min(f.basis) is not null then 'mixed' end,
  'completedBasis', case when min(f.least) = max(f.most) then min(f.least) when min(f.least) is not null then 'mixed' end`;
const COUNTS = `'registered', count(*) filter (where registered), 'closed', count(*) filter (where closed),
  'open', count(*) filter (where state <> 'closed'), 'overdue', count(*) filter (where overdue),
  'registeredYearToDate', count(*) filter (where this_year), 'closedYearToDate', count(*) filter (where closed_this_year),
  'settled', count(*) filter (where this_year and state = 'closed')`;
/** Lists in the order of their kinds. */
const KINDS = `array_position(array['provincial-key', 'city-key', 'district-key', 'thirty-projects', 'three-batches', 'other'], kind)`;
const DUTIES = `'due', sum(due), 'done', sum(done)`;

/**
 * All four families in one statement, which is one snapshot and one round trip. $1 month, $2 year, $3 January, $4 last
 * day, $5–$7 instants at which the month begins, has ended and the year began, $8 the day that counts as today, $9 … the
 * periods of visits.
 */
const MONTH = prepared(`
  with list as (
    select id, name, kind, rate_digits, visit_every from project_list where year = $2
  ), member as materialized (
    select m.list_id, m.project_id, m.batch, list.kind, list.visit_every from list_member m join list on list.id = m.list_id
     where m.from_month <= $1 and (m.to_month is null or m.to_month >= $1)
  ), plan as (
    select distinct on (project_id) project_id, amount, basis
      from annual_plan where year = $2 and from_month <= $1 order by project_id, from_month desc
  ), done as (
    select project_id, sum(completed) as completed, min(basis) as least, max(basis) as most
      from progress_entry where month between $3 and $1 group by project_id
  ), fact as materialized (
    select p.id, p.total_investment, plan.amount, plan.basis, coalesce(done.completed, 0) as completed, done.least, done.most
      from (select distinct project_id from member) m join project p on p.id = m.project_id
      left join plan on plan.project_id = p.id left join done on done.project_id = p.id
  ), sums as (
    select json_build_object('listId', list.id, 'name', list.name, 'kind', list.kind, 'rateDigits', list.rate_digits, ${SUMS}) as sums,
           list.kind, list.name
      from list left join member m on m.list_id = list.id left join fact f on f.id = m.project_id
     group by list.id, list.name, list.kind, list.rate_digits
  ), batch as (
    select b.batch as which, p.total_investment, s.actual_on as reached_on
      from member b join project p on p.id = b.project_id
      left join milestone s on s.project_id = p.id and s.actual_on <= $4::date
       and s.kind = case b.batch when 'signed' then 'started' when 'started' then 'production' else 'capacity' end
     where b.kind = 'three-batches' and b.batch is not null
    union all
    select 'registry', p.total_investment, case when p.statistics_entered_on <= $4::date then p.statistics_entered_on end
      from project p
     where p.statistics_eligible_on <= $4::date and exists (
       select 1 from list_member m join project_list l on l.id = m.list_id
        where m.project_id = p.id and l.kind = 'three-batches' and l.year <= $2 and m.from_month <= $1)
  ), closing as (
    select issue_id, bool_or(at >= $5) as this_month from issue_event
     where at >= $7 and at < $6 and to_state = 'closed' and from_state is distinct from 'closed' group by issue_id
  ), counted as (
    select i.lead_unit_id, i.category_code, i.registered_at >= $5 as registered, coalesce(c.this_month, false) as closed,
           i.registered_at >= $7 as this_year, c.issue_id is not null as closed_this_year, then_state.state,
           then_state.state not in ('registered', 'suspended', 'closed') and then_state.due_on < $8::date as overdue
      from issue i left join closing c on c.issue_id = i.id
      cross join lateral (
        select i.state, i.due_on where i.touched_at < $6
        union all
        (select e.to_state, e.due_on from issue_event e
          where i.touched_at >= $6 and e.issue_id = i.id and e.at < $6 order by e.seq desc limit 1)) then_state
     where i.registered_at < $6
       and (i.registered_at >= $7 or c.issue_id is not null or i.closed_at is null or i.closed_at >= $6)
  ), tally as (
    select case grouping(lead_unit_id, category_code) when 3 then 'total' when 1 then 'unit' else 'category' end as kind,
           lead_unit_id, category_code, json_build_object(${COUNTS}) as counts
      from counted group by grouping sets ((), (lead_unit_id), (category_code))
  ), period as (
    select * from unnest($9::text[], $10::date[], $11::date[]) as q (every, starts, ends)
  ), met as (
    select project_id, every, count(*) as done
      from (select distinct v.project_id, q.every, q.starts
              from period q join visit v on v.visited_on between q.starts and q.ends) v
     group by project_id, every
  ), duty as materialized (
    select r.project_id, k.due, coalesce(met.done, 0) as done
      from (select project_id, case when bool_or(visit_every = 'week') then 'week' else 'month' end as every
              from member where visit_every <> 'none' group by project_id) r
      join (select every, count(*) as due from period group by every) k on k.every = r.every
      left join met on met.project_id = r.project_id and met.every = r.every
  )
  select (select json_agg(sums order by ${KINDS}, name collate "zh-x-icu") from sums) as lists,
         (select json_build_object(${SUMS}) from fact f) as total,
         (select json_agg(b) from (
            select which, count(*) as projects, trim_scale(sum(total_investment))::text as "totalInvestment",
                   count(reached_on) as reached from batch group by which) b) as batches,
         (select json_agg(json_build_object('kind', t.kind, 'unitId', t.lead_unit_id, 'categoryCode', t.category_code,
                            'name', coalesce(u.name, c.name), 'counts', t.counts)
                          order by c.sort, u.name collate "zh-x-icu" nulls last)
            from tally t left join unit u on u.id = t.lead_unit_id left join issue_category c on c.code = t.category_code) as issues,
         (select json_build_object(${DUTIES}) from duty) as duties,
         (select json_agg(json_build_object('listId', d.id, 'name', d.name, 'due', d.due, 'done', d.done)
                          order by ${KINDS}, d.name collate "zh-x-icu")
            from (select list.id, list.name, list.kind, sum(due) as due, sum(done) as done
                    from duty join member m on m.project_id = duty.project_id join list on list.id = m.list_id
                   group by list.id, list.name, list.kind) d) as "dutiesByList",
         (select json_agg(json_build_object('unitId', d.id, 'name', d.name, 'due', d.due, 'done', d.done)
                          order by d.name collate "zh-x-icu")
            from (select u.id, coalesce(u.name, '未明确责任单位') as name, sum(due) as due, sum(done) as done
                    from duty join project p on p.id = duty.project_id left join unit u on u.id = p.unit_id
                   group by u.id) d) as "dutiesByUnit"`);

interface Duties {
  due: number;
  done: number;
}

interface MonthRow {
  lists: ListSums[];
  total: ListSums;
  batches: BatchSums[] | null;
  issues: (Pick<IssueGroup, 'kind' | 'unitId' | 'categoryCode' | 'name'> & { counts: IssueGroup })[];
  duties: Duties;
  dutiesByList: (Duties & { listId: string; name: string })[] | null;
  dutiesByUnit: (Duties & { unitId: string | null; name: string })[] | null;
}

const covered = <T extends Duties>(duties: T) => ({ ...duties, coverage: rate(duties.done, duties.due, 2) });

/** The month's table, of an open month that has ended. The formulas of the figures are the product's own. */
export class ReferenceRollups {
  constructor(
    private readonly database: Reference,
    private readonly calendar: WorkingCalendar,
  ) {}

  async one(month: Month): Promise<object> {
    const today = dayOf(new Date());
    const asOf: Day = lastDay(month) < today ? lastDay(month) : today;
    const { periods }: DutyPeriods = periodsOfMonth(this.calendar, month, asOf);
    const [row] = (await this.database.rows<MonthRow>(MONTH, [
      ...[month, yearOf(month), `${yearOf(month)}-01`, lastDay(month)],
      ...[
        instantAt(firstDay(month)),
        instantAt(firstDay(addMonths(month, 1))),
        instantAt(`${yearOf(month)}-01-01`),
        asOf,
      ],
      ...[periods.map(({ every }) => every), periods.map(({ starts }) => starts), periods.map(({ ends }) => ends)],
    ])) as [MonthRow];
    const of = (kind: IssueGroup['kind']) => row.issues.filter((group) => group.kind === kind);
    return {
      month,
      status: 'open',
      revision: 0,
      asOf,
      lists: row.lists.map((sums) => ({
        listId: sums.listId,
        name: sums.name,
        kind: sums.kind,
        ...investmentFigures(sums, month, sums.rateDigits),
      })),
      total: investmentFigures(row.total, month, 2),
      threeBatches: threeBatches(row.batches ?? []),
      issues: of('total').map(({ counts }) => issueFigures(counts))[0],
      issuesByUnit: of('unit').map(({ unitId, name, counts }) => ({
        unitId,
        name: name ?? '尚未交办',
        ...issueFigures(counts),
      })),
      issuesByCategory: of('category').map(({ categoryCode, name, counts }) => ({
        categoryCode,
        name: name ?? categoryCode,
        ...issueFigures(counts),
      })),
      visits: covered(row.duties),
      visitsByList: (row.dutiesByList ?? []).map(covered),
      visitsByUnit: (row.dutiesByUnit ?? []).map(covered),
    };
  }
}
