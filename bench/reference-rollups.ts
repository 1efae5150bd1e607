import { addMonths, type Day, dayOf, firstDay, instantAt, lastDay, type Month, rate, yearOf } from '@app/platform';
import type { ListKind } from '@app/project';
import {
  type BatchSums,
  investmentFigures,
  type IssueCounts,
  issueFigures,
  type InvestmentSums,
  threeBatches,
} from './reference-figures';
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
const DUTY_COUNTS = ['due', 'done', 'late', 'missed', 'excused'];
const DUTIES = DUTY_COUNTS.map((name) => `'${name}', coalesce(sum(${name}), 0)`).join();
const SHOWN = DUTY_COUNTS.map((name) => `'${name}', d.${name}`).join();
const SUMMED = DUTY_COUNTS.map((name) => `sum(${name}) as ${name}`).join();

/**
 * All four families in one statement, which is one snapshot and one round trip. $1 month, $2 year, $3 January, $4 last
 * day, $5–$7 instants at which the month begins, has ended and the year began, $8 the day up to which
 * the month counts, $9 today.
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
  ), due as materialized (
    select * from visit_duty where month = $1 and starts <= $8::date
  ), met as (
    select distinct d.project_id, d.period
      from due d join visit v on v.project_id = d.project_id and v.visited_on between d.starts and d.ends
     where v.visited_on between (select min(starts) from due) and (select max(ends) from due)
  ), lapsed as materialized (
    select d.* from due d left join met on met.project_id = d.project_id and met.period = d.period
     where met.period is null and d.excuse is null and d.ends < $9::date
  ), made_up as (
    select l.project_id, l.period from lapsed l
     where exists (
       select 1 from visit v
        where v.project_id = l.project_id and v.visited_on > l.ends and v.visited_on <= l.ends + 7
          and not exists (
            select 1 from visit_duty own
             where own.project_id = v.project_id and v.visited_on between own.starts and own.ends and not exists (
               select 1 from visit e where e.project_id = v.project_id and e.visited_on >= own.starts
                  and (e.visited_on, e.visited_at, e.id) < (v.visited_on, v.visited_at, v.id)))
          and not exists (
            select 1 from visit_duty later
             where later.project_id = v.project_id and later.ends > l.ends and later.ends < v.visited_on
               and later.excuse is null and not exists (
                 select 1 from visit n where n.project_id = later.project_id and n.visited_on between later.starts and later.ends)))
  ), duty as materialized (
    select d.project_id, d.unit_id, count(*) as due, count(met.period) as done, count(made_up.period) as late,
           count(*) filter (where met.period is null and d.excuse is null and made_up.period is null and d.ends < $9::date) as missed,
           count(*) filter (where met.period is null and d.excuse is not null) as excused
      from due d left join met on met.project_id = d.project_id and met.period = d.period
      left join made_up on made_up.project_id = d.project_id and made_up.period = d.period
     group by d.project_id, d.unit_id
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
         (select json_agg(json_build_object('listId', d.id, 'name', d.name, ${SHOWN})
                          order by ${KINDS}, d.name collate "zh-x-icu")
            from (select list.id, list.name, list.kind, ${SUMMED}
                    from duty join member m on m.project_id = duty.project_id join list on list.id = m.list_id
                   group by list.id, list.name, list.kind) d) as "dutiesByList",
         (select json_agg(json_build_object('unitId', d.id, 'name', d.name, ${SHOWN})
                          order by d.name collate "zh-x-icu")
            from (select u.id, coalesce(u.name, '未明确责任单位') as name, ${SUMMED}
                    from duty left join unit u on u.id = duty.unit_id group by u.id) d) as "dutiesByUnit"`);

interface ListSums extends InvestmentSums {
  listId: string;
  name: string;
  kind: ListKind;
  rateDigits: number;
}

interface IssueGroup {
  kind: 'total' | 'unit' | 'category';
  unitId: string | null;
  categoryCode: string | null;
  name: string | null;
  counts: IssueCounts;
}

interface Duties {
  due: number;
  done: number;
  late: number;
  missed: number;
  excused: number;
}

interface MonthRow {
  lists: ListSums[];
  total: ListSums;
  batches: BatchSums[] | null;
  issues: IssueGroup[];
  duties: Duties;
  dutiesByList: (Duties & { listId: string; name: string })[] | null;
  dutiesByUnit: (Duties & { unitId: string | null; name: string })[] | null;
}

const covered = <T extends Duties>(duties: T) => ({
  ...duties,
  coverage: rate(duties.done, duties.due - duties.excused, 2),
});

/** The month's table, of an open month that has ended. */
export class ReferenceRollups {
  constructor(private readonly database: Reference) {}

  async one(month: Month): Promise<object> {
    const today = dayOf(new Date());
    const asOf: Day = lastDay(month) < today ? lastDay(month) : today;
    const [row] = (await this.database.rows<MonthRow>(MONTH, [
      ...[month, yearOf(month), `${yearOf(month)}-01`, lastDay(month)],
      ...[
        instantAt(firstDay(month)),
        instantAt(firstDay(addMonths(month, 1))),
        instantAt(`${yearOf(month)}-01-01`),
        asOf,
      ],
      today,
    ])) as [MonthRow];
    const of = (kind: IssueGroup['kind']) => row.issues.filter((group) => group.kind === kind);
    return {
      month,
      status: 'open',
      revision: 0,
      asOfDay: asOf,
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
