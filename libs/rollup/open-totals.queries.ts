import { lastDay } from '@app/platform';
import type { RowSource } from './open-rows';

/** The actuals of an indicator in the month: of the whole, and of each unit that reports its own. */
export const indicatorRows: RowSource = (p, { month, scopeKind, scopeId }) => {
  if (scopeKind !== 'indicator' && scopeKind !== 'indicator-unit') return undefined;
  const [indicator, unit] = scopeId.split('/');
  const at = p.add(month);
  const where = [`a.indicator_id::text = ${p.add(indicator)}`, `a.month = ${at}`];
  if (unit !== undefined) where.push(`a.unit_id::text = ${p.add(unit)}`);
  return `select a.id::text as key, 'actual' as kind, null::uuid as project_id, null::uuid as issue_id,
      null::uuid as visit_id, a.unit_id, i.name, coalesce(u.name, '全区') as detail,
      concat_ws('，', coalesce(w.name || ' ', '') || a.entered_at::date || ' 录入', nullif(a.note, '')) as words,
      a.value as num, null::numeric as den
    from indicator_actual a join indicator i on i.id = a.indicator_id left join unit u on u.id = a.unit_id
    left join person w on w.id = a.entered_by where ${where.join(' and ')}`;
};

/**
 * The items that count in a stage, with those of its base; of a pipeline those of its first stage. Where only totals were
 * entered, the newest of them.
 */
export const pipelineRows: RowSource = (p, { month, numerator, scopeKind, scopeId }) => {
  if (scopeKind !== 'stage') return undefined;
  const at = p.add(month);
  const last = `${p.add(lastDay(month))}::date`;
  const stage = p.add(scopeId);
  const amount = numerator === 'pipeline-amount' || numerator === 'pipeline-obtained';
  return `with stage as (
    select s.id, s.base_stage_id, s.counts, s.name from pipeline_stage s where s.id::text = ${stage}
  ), tally as (
    select distinct on (t.stage_id) t.* from pipeline_tally t
     where t.month <= ${at} and t.stage_id in (select id from stage union select base_stage_id from stage)
     order by t.stage_id, t.month desc
  ), counted as (
    select distinct on (p.stage_id, p.item_id) p.stage_id, p.item_id, p.passed_on,
           coalesce(p.amount, case s.counts when 'requested' then f.requested when 'investment' then f.total_investment end) as amount
      from stage s join pipeline_passage p on p.stage_id in (s.id, s.base_stage_id)
       and p.passed_on <= ${last} and (p.withdrawn_on is null or p.withdrawn_on > ${last})
     cross join lateral (select * from pipeline_standing f where f.item_id = p.item_id and f.from_month <= ${at}
                          order by f.from_month desc limit 1) f
     where not exists (select from tally t where t.stage_id = p.stage_id)
     order by p.stage_id, p.item_id, p.passed_on desc
  ), item as (
    select k.item_id, max(k.passed_on) filter (where k.stage_id = s.id) as passed_on,
           max(k.amount) filter (where k.stage_id = s.id) as amount, bool_or(k.stage_id = s.id) as here,
           bool_or(k.stage_id = s.base_stage_id) as base
      from counted k cross join stage s group by k.item_id
  )
  select i.id::text as key, 'item' as kind, i.project_id, null::uuid as issue_id, null::uuid as visit_id, i.unit_id, i.name,
         nullif(i.sector, '') as detail, coalesce(s.name || ' ' || m.passed_on, '尚未进入' || s.name) as words,
         ${amount ? 'case when m.here then m.amount end' : 'm.here::int'}::numeric as num,
         coalesce(m.base, false)::int::numeric as den
    from item m join pipeline_item i on i.id = m.item_id cross join stage s
  union all
  select t.stage_id::text, 'tally', null, null, null, null, g.name, t.month, '按汇总数填报',
         case when g.id = s.id then ${amount ? 't.amount' : 't.count'} end::numeric,
         case when g.id = s.base_stage_id then t.count end::numeric
    from tally t join pipeline_stage g on g.id = t.stage_id cross join stage s`;
};
