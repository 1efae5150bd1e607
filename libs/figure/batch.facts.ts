import { lastDay, type Parameters, yearOf } from '@app/platform';
import { type FactTime, only, onListAt, type Subjects, type SumFamily } from './family';

/**
 * A row for each project and batch of the month's 三个一批, with the day of the step that measures it; and one for the
 * registry, whose population is another one: whoever was on such a list in this or an earlier year and is eligible.
 */
function facts(p: Parameters, { month }: FactTime, { projects }: Subjects = {}): string {
  const at = `${p.add(month)}::text`;
  const last = `${p.add(lastDay(month))}::date`;
  const of = (column: string) => only(p, column, projects);
  return `with batch as (
    select m.project_id, m.batch as which, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on ${onListAt(at)}
     where l.kind = 'three-batches' and m.batch is not null ${of('m.project_id')} group by m.project_id, m.batch
  ), registry as (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on l.id = m.list_id
      join project p on p.id = m.project_id and p.statistics_eligible_on <= ${last}
     where l.kind = 'three-batches' and l.year <= ${p.add(yearOf(month))}::int and m.from_month <= ${at} ${of('m.project_id')}
     group by m.project_id
  ), standing as (
    select distinct on (s.project_id) s.project_id, s.unit_id, s.total_investment from project_standing s
     where s.from_month <= ${at} ${of('s.project_id')}
       and s.project_id in (select project_id from batch union all select project_id from registry)
     order by s.project_id, s.from_month desc
  )
  select b.project_id, b.which, b.list_ids, s.unit_id, s.total_investment as total, f.actual_on as fulfilled_on,
         r.actual_on as reached_on, null::date as eligible_on
    from batch b join standing s on s.project_id = b.project_id
    left join milestone f on f.project_id = b.project_id and f.kind = 'fulfilled' and f.actual_on <= ${last}
    left join milestone r on r.project_id = b.project_id and r.actual_on <= ${last}
     and r.kind = case b.which when 'signed' then 'started' when 'started' then 'production' else 'capacity' end
  union all
  select g.project_id, 'registry', g.list_ids, s.unit_id, s.total_investment, null,
         case when p.statistics_entered_on <= ${last} then p.statistics_entered_on end, p.statistics_eligible_on
    from registry g join project p on p.id = g.project_id join standing s on s.project_id = g.project_id`;
}

const when = (which: string, value: string): string => `case when t.which = '${which}' then ${value} end`;

const batchOf = (which: string): Record<string, string> => ({
  [`${which}-projects`]: when(which, '1'),
  [`${which}-investment`]: when(which, 't.total'),
  [`${which}-fulfilled`]: when(which, '(t.fulfilled_on is not null)::int'),
  [`${which}-reached`]: when(which, '(t.reached_on is not null)::int'),
});

/** 三个一批: each rate with a population of its own. */
export const batchFamily: SumFamily = {
  name: 'batch',
  columns: ['project_id', 'which', 'list_ids', 'unit_id', 'total', 'fulfilled_on', 'reached_on', 'eligible_on'],
  quantities: {
    ...batchOf('signed'),
    ...batchOf('started'),
    ...batchOf('production'),
    'registry-eligible': when('registry', '1'),
    'registry-entered': when('registry', '(t.reached_on is not null)::int'),
  },
  dimensions: ['list_ids'],
  scopes: [
    { kind: 'total', id: `''` },
    { kind: 'list', id: 'l::text', join: 'cross join unnest(t.list_ids) l' },
  ],
  facts,
};
