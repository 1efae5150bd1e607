import { lastDay, type Parameters, yearOf } from '@app/platform';
import { type FactTime, NO_UNIT_SQL, only, onListAt, type Subjects, type SumFamily } from './family';

/**
 * A row for each project on a list in the month: its lists, what counts of it as of the month, its plan, what it completed
 * since January, the steps it took.
 */
function facts(p: Parameters, { month, asOf }: FactTime, { projects }: Subjects = {}): string {
  const at = `${p.add(month)}::text`;
  const first = `${p.add(`${yearOf(month)}-01`)}::text`;
  const year = `${p.add(yearOf(month))}::int`;
  const last = `${p.add(lastDay(month))}::date`;
  const begins = `${p.add(`${yearOf(month)}-01-01`)}::date`;
  const of = (alias: string) => only(p, `${alias}.project_id`, projects);
  return `with member as materialized (
    select m.project_id, array_agg(m.list_id order by m.list_id) as list_ids
      from list_member m join project_list l on ${onListAt(at)} where true ${of('m')} group by m.project_id
  ), plan as (
    select distinct on (a.project_id) a.project_id, a.amount, a.basis
      from annual_plan a where a.year = ${year} and a.from_month <= ${at} ${of('a')}
     order by a.project_id, a.from_month desc
  ), done as (
    select e.project_id, sum(e.completed) as completed, sum(e.completed) filter (where e.month = ${at}) as in_month,
           coalesce(sum(e.completed) filter (where e.basis = 'with-preliminary'), 0) as completed_with,
           bool_or(e.basis = 'with-preliminary') as done_with, bool_or(e.basis = 'without-preliminary') as done_without,
           sum(e.funds_received) as funds, sum(e.registry_completed) as registry
      from progress_entry e where e.month between ${first} and ${at} ${of('e')} group by e.project_id
  ), step as (
    select s.project_id, bool_or(s.kind = 'started' and s.actual_on <= ${last}) as started,
           bool_or(s.kind = 'completed' and s.actual_on <= ${last}) as finished,
           count(*) filter (where s.planned_on between ${begins} and ${last}) as due,
           count(*) filter (where s.planned_on between ${begins} and ${last} and s.actual_on <= ${last}) as met,
           count(*) filter (where s.planned_on >= ${begins} and s.planned_on < ${p.add(asOf)}::date
                              and (s.actual_on is null or s.actual_on > ${last})) as late
      from milestone s where true ${of('s')} group by s.project_id
  ), standing as (
    select distinct on (s.project_id) s.project_id, s.total_investment, s.unit_id, s.leader_id, s.industry
      from project_standing s where s.from_month <= ${at} ${of('s')} order by s.project_id, s.from_month desc
  )
  select m.project_id, m.list_ids, s.unit_id, s.leader_id, s.industry, s.total_investment as total,
         plan.amount as plan, plan.basis as plan_basis, coalesce(done.in_month, 0) as in_month,
         coalesce(done.completed, 0) as completed, coalesce(done.completed_with, 0) as completed_with,
         coalesce(done.done_with, false) as done_with, coalesce(done.done_without, false) as done_without,
         done.registry, done.funds, coalesce(step.started, false) as started, coalesce(step.finished, false) as finished,
         coalesce(step.due, 0)::int as steps_due, coalesce(step.met, 0)::int as steps_met, coalesce(step.late, 0)::int as steps_late
    from member m join standing s on s.project_id = m.project_id
    left join plan on plan.project_id = m.project_id left join done on done.project_id = m.project_id
    left join step on step.project_id = m.project_id`;
}

/** 投资, 节点, and the rates over the projects of a list. */
export const investmentFamily: SumFamily = {
  name: 'investment',
  columns: [
    ...['project_id', 'list_ids', 'unit_id', 'leader_id', 'industry', 'total', 'plan', 'plan_basis', 'in_month'],
    ...['completed', 'completed_with', 'done_with', 'done_without', 'registry', 'funds', 'started', 'finished'],
    ...['steps_due', 'steps_met', 'steps_late'],
  ],
  quantities: {
    projects: '1',
    total: 't.total',
    plan: 't.plan',
    'plan@with-preliminary': `case when t.plan_basis = 'with-preliminary' then t.plan end`,
    'without-plan': '(t.plan is null)::int',
    'planned-with': `(t.plan_basis = 'with-preliminary')::int`,
    'planned-without': `(t.plan_basis = 'without-preliminary')::int`,
    month: 't.in_month',
    completed: 't.completed',
    'completed@with-preliminary': 't.completed_with',
    'done-with': 't.done_with::int',
    'done-without': 't.done_without::int',
    'registry-completed': 't.registry',
    'registry-told': '(t.registry is not null)::int',
    funds: 't.funds',
    'funds-told': '(t.funds is not null)::int',
    started: 't.started::int',
    finished: 't.finished::int',
    'milestones-due': 't.steps_due',
    'milestones-met': 't.steps_met',
    'milestones-late': 't.steps_late',
  },
  dimensions: ['list_ids', 'unit_id', 'leader_id', 'industry'],
  scopes: [
    { kind: 'total', id: `''` },
    { kind: 'list', id: 'l::text', join: 'cross join unnest(t.list_ids) l' },
    { kind: 'unit', id: NO_UNIT_SQL('t.unit_id') },
    { kind: 'industry', id: 't.industry' },
    { kind: 'leader', id: NO_UNIT_SQL('t.leader_id') },
    {
      kind: 'list-unit',
      id: `l::text || '/' || ${NO_UNIT_SQL('t.unit_id')}`,
      join: 'cross join unnest(t.list_ids) l',
    },
  ],
  facts,
};
