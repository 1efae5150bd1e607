import { type Month, Parameters, type Tx, yearOf } from '@app/platform';
import type { ListKind } from '@app/project';
import { rowsSql } from '@app/rollup';

/** What was completed in a month, by the projects of a list. */
export interface MonthSum {
  month: Month;
  completed: string;
}

export interface ListCurve {
  listId: string;
  months: MonthSum[];
}

const MONTHS = `json_agg(json_build_object('month', month, 'completed', completed::text) order by month)`;

/**
 * What the projects that are on each list in the month completed, month by month since January.
 *
 * @param revision as this revision of the month has kept it; 0: as it is
 */
export function findCurves(tx: Tx, month: Month, revision: number): Promise<ListCurve[]> {
  const p = new Parameters();
  const counted = revision > 0 ? publishedEntries(p, month, revision) : entries(p, month);
  return tx.query(
    `with sums as (${counted}) select list_id as "listId", ${MONTHS} as months from sums group by list_id`,
    p.values,
  );
}

const entries = (p: Parameters, month: Month): string => {
  const at = p.add(month);
  return `select m.list_id, e.month, sum(e.completed) as completed
    from list_member m join project_list l on l.id = m.list_id and l.year = ${p.add(yearOf(month))}
    join progress_entry e on e.project_id = m.project_id and e.month between ${p.add(`${yearOf(month)}-01`)} and ${at}
   where m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})
   group by m.list_id, e.month`;
};

const publishedEntries = (p: Parameters, month: Month, revision: number): string =>
  `select m.tags[1] as list_id, e.tags[1] as month, sum((e.content::json ->> 'completed')::numeric) as completed
     from (${rowsSql(p, { month, revision }, 'member')}) m
     join (${rowsSql(p, { month, revision }, 'entry')}) e on e.project_id = m.project_id
    group by 1, 2`;

export interface EarlierCurve {
  /** Lists of one kind belong together; of other lists those of the same name. */
  kind: ListKind;
  name: string | null;
  months: MonthSum[];
}

/** The same of whole earlier years, by kind of list: the projects that were on them in December, each once. */
export function findEarlierCurves(tx: Tx, year: number, years: number): Promise<EarlierCurve[]> {
  return tx.query(
    `with member as (
       select distinct l.year, l.kind, case when l.kind = 'other' then l.name end as name, m.project_id
         from project_list l join list_member m on m.list_id = l.id
        where l.year between $1::int - $2::int and $1::int - 1
          and m.from_month <= l.year || '-12' and (m.to_month is null or m.to_month >= l.year || '-12')
     ), sums as (
       select m.year, m.kind, m.name, e.month, sum(e.completed) as completed
         from member m join progress_entry e on e.project_id = m.project_id
          and e.month between m.year || '-01' and m.year || '-12'
        group by m.year, m.kind, m.name, e.month)
     select kind, name, ${MONTHS} as months from sums group by year, kind, name order by year`,
    [year, years],
  );
}
