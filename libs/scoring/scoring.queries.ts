import { type Day, firstDay, lastDay, type Month, Parameters, type Tx, yearOf } from '@app/platform';
import { type MonthState, rowsSql } from '@app/rollup';
import type { EntryFact, ProjectFact } from './score.facts';

/**
 * The projects that count for units as of a month, each once: those on a list of these kinds in it (`current`), and those
 * that were ever among the three batches of this or an earlier year, for the registry.
 *
 * @param lists kinds; empty: every list of the year
 * @param from first month of the period
 * @param to month as of which lists and plans are read, and what counted of a project (unit, total investment)
 * @param asOf last day of which steps count
 */
export function findProjectFacts(
  tx: Tx,
  { lists, from, to, asOf }: { lists: string[]; from: Month; to: Month; asOf: Day },
): Promise<ProjectFact[]> {
  return tx.query(
    `with member as (
       select m.project_id, array_agg(distinct l.kind) as lists,
              coalesce(array_agg(distinct m.batch) filter (where m.batch is not null), '{}') as batches,
              bool_or(cardinality($1::text[]) = 0 or l.kind = any ($1)) as current
         from list_member m join project_list l on l.id = m.list_id
        where l.year = $2 and m.from_month <= $3 and (m.to_month is null or m.to_month >= $3)
        group by m.project_id
     ), wide as (
       select distinct m.project_id from list_member m join project_list l on l.id = m.list_id
        where l.kind = 'three-batches' and l.year <= $2 and m.from_month <= $3
     ), counted as (
       select coalesce(member.project_id, wide.project_id) as id, member.lists, member.batches,
              coalesce(member.current, false) as current
         from member full join wide on wide.project_id = member.project_id
     ), plan as (
       select distinct on (project_id) project_id, amount from annual_plan
        where year = $2 and from_month <= $3 order by project_id, from_month desc
     ), done as (
       select project_id, sum(completed) as completed, sum(completed) filter (where month >= $4) as in_period
         from progress_entry where month between $5 and $3 group by project_id
     ), step as (
       select project_id, jsonb_object_agg(kind, actual_on) as days from milestone
        where actual_on <= $6::date group by project_id
     ), standing as (
       select distinct on (project_id) project_id, unit_id, total_investment from project_standing
        where from_month <= $3 order by project_id, from_month desc
     )
     select p.id, p.name, g.unit_id as "unitId", p.category, trim_scale(g.total_investment)::text as "totalInvestment",
            trim_scale(plan.amount)::text as plan, trim_scale(coalesce(done.completed, 0))::text as completed,
            trim_scale(coalesce(done.in_period, 0))::text as "completedInPeriod", c.current,
            coalesce(c.lists, '{}') as lists, coalesce(c.batches, '{}') as batches,
            coalesce(step.days, '{}') as milestones,
            case when p.statistics_eligible_on <= $6::date then p.statistics_eligible_on end as "eligibleOn",
            case when p.statistics_entered_on <= $6::date then p.statistics_entered_on end as "enteredOn"
       from counted c join project p on p.id = c.id join standing g on g.project_id = p.id
       left join plan on plan.project_id = p.id left join done on done.project_id = p.id
       left join step on step.project_id = p.id
      where g.unit_id is not null order by p.name collate "zh-x-icu", p.id`,
    [lists, yearOf(to), to, from, `${yearOf(to)}-01`, asOf],
  );
}

/** What the projects of a unit add up to, in 万元. */
export interface UnitSums {
  unitId: string;
  plan: string;
  /** Since January. */
  completed: string;
  /** In the month alone. */
  month: string;
}

/** The sums of units over the projects of these lists, each project once, in that state of the month. */
export function findUnitSums(tx: Tx, state: MonthState, lists: string[]): Promise<UnitSums[]> {
  const p = new Parameters();
  const amount = (field: string) => `trim_scale(coalesce(sum((r.content::json ->> '${field}')::numeric), 0))::text`;
  return tx.query(
    `select r.unit_id as "unitId", ${amount('plan')} as plan, ${amount('completed')} as completed,
            trim_scale(coalesce(sum((e.content::json ->> 'completed')::numeric), 0))::text as month
       from (${rowsSql(p, state, 'project')}) r
       left join (${rowsSql(p, state, 'entry')}) e on e.project_id = r.project_id and e.tags[1] = ${p.add(state.month)}
      where r.tags && ${p.add(lists)}::text[] and r.unit_id is not null group by r.unit_id`,
    p.values,
  );
}

/** Entries of a scheme from January to the end of the period that were not withdrawn, oldest first. */
export function findEntryFacts(tx: Tx, schemeId: string, to: Month): Promise<EntryFact[]> {
  return tx.query(
    `select e.id, e.item_code as "itemCode", e.unit_id as "unitId", p.name as "projectName", e.occurred_on as day,
            trim_scale(e.points)::text as points, e.note, e.evidence,
            (select count(*)::int from scoring_file f where f.entry_id = e.id) as files
       from scoring_entry e left join project p on p.id = e.project_id
      where e.scheme_id = $1 and e.occurred_on between $2 and $3
        and not exists (select from scoring_withdrawal w where w.entry_id = e.id)
      order by e.occurred_on, e.id`,
    [schemeId, firstDay(`${yearOf(to)}-01`), lastDay(to)],
  );
}

export interface UnitName {
  id: string;
  name: string;
}

export const findUnitNames = (tx: Tx, ids: string[]): Promise<UnitName[]> =>
  tx.query('select id, name from unit where id = any ($1::uuid[]) order by name collate "zh-x-icu", id', [ids]);

/** The lists of a year of these kinds (all when none are named). */
export const findListIds = async (tx: Tx, year: number, kinds: string[]): Promise<string[]> =>
  (
    (await tx.query(
      `select id from project_list where year = $1 and (cardinality($2::text[]) = 0 or kind = any ($2)) order by id`,
      [year, kinds],
    )) as { id: string }[]
  ).map(({ id }) => id);

export async function findListName(tx: Tx, id: string): Promise<string | undefined> {
  const [row]: { name: string }[] = await tx.query('select name from project_list where id = $1', [id]);
  return row?.name;
}

/** The newest published revision of the figures of each month; months that are open are 0. */
export async function findRevisionsOf(tx: Tx, months: Month[]): Promise<{ month: Month; revision: number }[]> {
  const rows: { month: Month; revision: number }[] = await tx.query(
    `select m.month, coalesce(max(r.revision), 0)::int as revision
       from unnest($1::text[]) as m (month) left join rollup_revision r on r.month = m.month
      group by m.month order by m.month`,
    [months],
  );
  return rows;
}
