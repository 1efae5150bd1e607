import { dutySql } from '@app/duty';
import type { Parameters } from '@app/platform';
import { type FactTime, NO_UNIT_SQL, only, onListAt, type Subjects, type SumFamily } from './family';

/** A row for each project and unit that had duties counting for the month, with how they stand today. */
function facts(p: Parameters, { month, today }: FactTime, { projects }: Subjects = {}): string {
  const at = `${p.add(month)}::text`;
  const where = `d.month = ${at} and d.starts <= ${p.add(today)}::date ${only(p, 'd.project_id', projects)}`;
  return `${dutySql(p, where, today)}, listed as (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on ${onListAt(at)}
     where true ${only(p, 'm.project_id', projects)} group by m.project_id
  )
  select d.project_id, listed.list_ids, d.unit_id, d.due, d.met, d.late, d.missed, d.excused
    from (select project_id, unit_id, count(*)::int as due, (count(*) filter (where state = 'met'))::int as met,
                 (count(*) filter (where state = 'late'))::int as late, (count(*) filter (where state = 'missed'))::int as missed,
                 (count(*) filter (where state = 'excused'))::int as excused
            from duty group by project_id, unit_id) d
    left join listed on listed.project_id = d.project_id`;
}

/** 走访. */
export const visitFamily: SumFamily = {
  name: 'visit',
  columns: ['project_id', 'list_ids', 'unit_id', 'due', 'met', 'late', 'missed', 'excused'],
  quantities: {
    due: 't.due',
    done: 't.met',
    late: 't.late',
    missed: 't.missed',
    excused: 't.excused',
    expected: 't.due - t.excused',
  },
  dimensions: ['list_ids', 'unit_id'],
  scopes: [
    { kind: 'total', id: `''` },
    { kind: 'list', id: 'l::text', join: 'cross join unnest(t.list_ids) l' },
    { kind: 'unit', id: NO_UNIT_SQL('t.unit_id') },
  ],
  facts,
};
