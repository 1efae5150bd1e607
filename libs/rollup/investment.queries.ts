import { lastDay, type Month, Parameters, type Tx, yearOf } from '@app/platform';
import { type ListKind, listOrder } from '@app/project';
import type { BatchSums, InvestmentSums } from './rollup.figures';

/** `standing`: how each project counted in the month. */
const standingSql = (at: string): string => `standing as (
    select distinct on (project_id) project_id, total_investment, unit_id, leader_id, industry
      from project_standing where from_month <= ${at} order by project_id, from_month desc
  )`;

/**
 * Begins a `with` and leaves `list` (the lists of the month's year), `member` (who is on them in the month) and `fact`:
 * each of those projects once, as it counted in the month, with its plan as of then and what it completed since January.
 */
export function factSql(p: Parameters, month: Month): string {
  const at = p.add(month);
  const year = p.add(yearOf(month));
  const first = p.add(`${yearOf(month)}-01`);
  return `with list as (
    select l.id, l.name, l.kind, l.rate_digits, row_number() over (order by ${listOrder('l')}) as place
      from project_list l where l.year = ${year}
  ), member as materialized (
    select m.list_id, m.project_id from list_member m join list on list.id = m.list_id
     where m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})
  ), ${standingSql(at)}, plan as (
    select distinct on (project_id) project_id, amount, basis, from_month
      from annual_plan where year = ${year} and from_month <= ${at} order by project_id, from_month desc
  ), done as (
    select project_id, sum(completed) as completed, min(basis) as least, max(basis) as most
      from progress_entry where month between ${first} and ${at} group by project_id
  ), fact as materialized (
    select p.id, p.name, s.unit_id, s.total_investment, plan.amount, plan.basis, plan.from_month,
           coalesce(done.completed, 0) as completed, done.least, done.most
      from (select distinct project_id from member) m join project p on p.id = m.project_id
      join standing s on s.project_id = p.id
      left join plan on plan.project_id = p.id left join done on done.project_id = p.id
  )`;
}

export const basisOf = (least: string, most: string): string =>
  `case when ${least} = ${most} then ${least} when ${least} is not null then 'mixed' end`;

const SUMS = `count(f.id)::int as projects, trim_scale(coalesce(sum(f.total_investment), 0))::text as "totalInvestment",
  trim_scale(coalesce(sum(f.amount), 0))::text as "annualPlan",
  count(f.id) filter (where f.amount is null)::int as "withoutPlan",
  trim_scale(coalesce(sum(f.completed), 0))::text as completed,
  ${basisOf('min(f.basis)', 'max(f.basis)')} as "planBasis",
  ${basisOf('min(f.least)', 'max(f.most)')} as "completedBasis"`;

export interface ListSums extends InvestmentSums {
  /** Null: all lists together, each project once. */
  listId: string | null;
  name: string;
  kind: ListKind;
  rateDigits: number;
}

/** Sums of each list of the month's year, and of all of them together (last). */
export function sumInvestment(tx: Tx, month: Month): Promise<ListSums[]> {
  const p = new Parameters();
  return tx.query(
    `${factSql(p, month)}
     select * from (
       select list.id as "listId", list.name, list.kind, list.rate_digits as "rateDigits", list.place, ${SUMS}
         from list left join member m on m.list_id = list.id left join fact f on f.id = m.project_id
        group by list.id, list.name, list.kind, list.rate_digits, list.place
       union all
       select null, '', 'other', 2, null, ${SUMS} from fact f) sums
      order by ("listId" is null), place`,
    p.values,
  );
}

/**
 * A row for each project and batch of the month's 三个一批, with the day of the step that measures it; and the registry,
 * whose population is another one: whoever was on such a list in this or an earlier year and is eligible.
 */
export function batchSql(p: Parameters, month: Month): string {
  const at = p.add(month);
  const year = p.add(yearOf(month));
  const last = p.add(lastDay(month));
  return `with ${standingSql(at)}, batch as (
    select distinct m.batch as which, m.project_id
      from list_member m join project_list l on l.id = m.list_id
     where l.kind = 'three-batches' and l.year = ${year} and m.batch is not null
       and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})
  ), registry as (
    select distinct m.project_id from list_member m join project_list l on l.id = m.list_id
     where l.kind = 'three-batches' and l.year <= ${year} and m.from_month <= ${at}
  ), counted as (
    select b.which, p.id, p.name, t.unit_id, t.total_investment, s.actual_on as reached_on, null::date as eligible_on
      from batch b join project p on p.id = b.project_id join standing t on t.project_id = p.id
      left join milestone s on s.project_id = p.id and s.actual_on <= ${last}::date
       and s.kind = case b.which when 'signed' then 'started' when 'started' then 'production' else 'capacity' end
    union all
    select 'registry', p.id, p.name, t.unit_id, t.total_investment,
           case when p.statistics_entered_on <= ${last}::date then p.statistics_entered_on end, p.statistics_eligible_on
      from registry r join project p on p.id = r.project_id join standing t on t.project_id = p.id
     where p.statistics_eligible_on <= ${last}::date
  )`;
}

export function sumBatches(tx: Tx, month: Month): Promise<BatchSums[]> {
  const p = new Parameters();
  return tx.query(
    `${batchSql(p, month)}
     select which, count(*)::int as projects, trim_scale(sum(total_investment))::text as "totalInvestment",
            count(reached_on)::int as reached from counted group by which`,
    p.values,
  );
}
