import { lastDay, type Parameters, yearOf } from '@app/platform';
import type { RowsAsked, RowSource } from './open-rows';

/** Amounts of a measuring unit, as words: 1200 万元. */
const measured = (column: string): string => `trim_scale(${column}) || coalesce(' ' || nullif(i.unit, ''), '')`;
const BY = (who: string): string => `coalesce(w.name || ' ', '') || ${who}.entered_at::date || ' 录入'`;

/**
 * What an indicator was computed from: the last actual by the month, of the whole where it was reported as such, else of
 * each unit that shares its target; and the target, where the figure wants it.
 */
export const indicatorRows: RowSource = (p, { month, numerator, denominator, scopeKind, scopeId }) => {
  if (scopeKind !== 'indicator' && scopeKind !== 'indicator-unit') return undefined;
  const [indicator, unit] = scopeId.split('/');
  const [at, first] = [p.add(month), p.add(`${yearOf(month)}-01`)];
  const part = unit === undefined ? 'is null' : `= ${p.add(unit)}::uuid`;
  const share = (of: string, column: string): string => {
    const [num, den] = [numerator, denominator].map((one) => (one === of ? column : 'null'));
    return `${num}::numeric as num, ${den}::numeric as den`;
  };
  // Growth and ranks are no sums: there the value is told in words.
  const value = numerator === 'indicator-actual' ? 'null::text' : measured('a.value');
  const actual = numerator !== 'indicator-target';
  const target = [numerator, denominator].includes('indicator-target');
  return `with indicator_of as materialized (
      select * from indicator where id = ${p.add(indicator)}::uuid
    ), sharer as (
      select t.unit_id from indicator_of i join indicator_target t on t.indicator_id = i.id and t.target is not null
       where t.unit_id is not null
      union select s.unit_id from indicator_of i join indicator_split s on s.indicator_id = i.id where s.unit_id is not null
    ), told as (
      select a.month, true as whole from indicator_of i join indicator_actual a on a.indicator_id = i.id
       where a.unit_id ${part}
      ${
        unit === undefined
          ? `union all
      select a.month, false from indicator_of i join indicator_actual a on a.indicator_id = i.id
        join sharer s on s.unit_id = a.unit_id where i.kind in ('amount', 'count')
       group by a.month having count(*) = (select count(*) from sharer)`
          : ''
      }
    ), latest as (
      select * from told where month between ${first} and ${at} order by month desc, whole desc limit 1
    )
    select a.id::text as key, 'actual' as kind, null::uuid as project_id, null::uuid as issue_id, null::uuid as visit_id,
           a.unit_id, i.name, case when a.unit_id is null then '全区 · ' else '' end || a.month as detail,
           concat_ws('，', ${BY('a')}, ${value}, '上年同月 ' || ${measured('a.year_before')},
             '来源所述占比 ' || trim_scale(a.stated_share) || '%', nullif(a.note, '')) as words,
           ${share('indicator-actual', 'a.value')}
      from indicator_of i join indicator_actual a on a.indicator_id = i.id join latest l on l.month = a.month
      left join person w on w.id = a.entered_by
     where ${actual} and case when l.whole then a.unit_id ${part} else a.unit_id in (select unit_id from sharer) end
    union all
    (select t.id::text, 'target', null, null, null, t.unit_id, i.name,
            case when t.unit_id is null then '全区 · ' else '' end || '年度目标',
            concat_ws('，', ${BY('t')}, case when t.from_month > ${first} then '自' || t.from_month || '起执行' end),
            ${share('indicator-target', 't.target')}
       from indicator_of i join indicator_target t on t.indicator_id = i.id left join person w on w.id = t.entered_by
      where ${target} and t.unit_id ${part} and t.from_month <= ${at} order by t.from_month desc limit 1)`;
};

const AMOUNTS: readonly (string | null)[] = ['pipeline-amount', 'pipeline-obtained'];

/** The stage that a figure is of: itself, that which the whole pipeline goes by, or the last one, of a sector. */
function stageOf(
  p: Parameters,
  { numerator, scopeKind, scopeId }: RowsAsked,
): [stage: string, sector?: string] | undefined {
  const columns = 'select s.id, s.base_stage_id, s.counts, s.name from pipeline_stage s';
  // What stands beside the funnel is a step of it only where nothing else is.
  const place = (id: string): string => `s.pipeline_id = ${p.add(id)}::uuid
    and (not s.aside or not exists (select from pipeline_stage o where o.pipeline_id = s.pipeline_id and not o.aside))`;
  if (scopeKind === 'stage') return [`${columns} where s.id = ${p.add(scopeId)}::uuid`];
  if (scopeKind === 'pipeline') {
    // By those it began with; what came through by the last stage, what was obtained by the last that counts it.
    if (numerator === 'pipeline-through') return [`${columns} where ${place(scopeId)} order by s.sort desc limit 1`];
    return numerator === 'pipeline-obtained'
      ? [`${columns} where ${place(scopeId)} and s.counts = 'obtained' order by s.sort desc limit 1`]
      : [`${columns} where ${place(scopeId)} order by s.sort limit 1`];
  }
  if (scopeKind !== 'sector') return undefined;
  const slash = scopeId.indexOf('/');
  return [
    `${columns} where ${place(scopeId.slice(0, slash))} order by s.sort desc limit 1`,
    `${p.add(scopeId.slice(slash + 1))}::text`,
  ];
}

/** The items that count in a stage, with those of its base. Where only totals were entered, the newest of them. */
export const pipelineRows: RowSource = (p, asked) => {
  const [stage, sector] = stageOf(p, asked) ?? [];
  if (stage === undefined) return undefined;
  const { month, numerator, denominator } = asked;
  const at = p.add(month);
  const last = `${p.add(lastDay(month))}::date`;
  const amount = AMOUNTS.includes(numerator);
  const obtained = numerator === 'pipeline-obtained' ? `s.counts = 'obtained' and` : '';
  const base = denominator === null ? 'null' : 'coalesce(m.base, false)::int';
  return `with stage as materialized (${stage}), tally as (
    select distinct on (t.stage_id) t.* from pipeline_tally t
     where t.month <= ${at} and t.stage_id in (select id from stage union select base_stage_id from stage)
     order by t.stage_id, t.month desc
  ), counted as (
    select distinct on (p.stage_id, p.item_id) p.stage_id, p.item_id, p.passed_on, f.sector,
           coalesce(p.amount, case s.counts when 'requested' then f.requested when 'investment' then f.total_investment end) as amount
      from stage s join pipeline_passage p on p.stage_id in (s.id, s.base_stage_id)
       and p.passed_on <= ${last} and (p.withdrawn_on is null or p.withdrawn_on > ${last})
     cross join lateral (select * from pipeline_standing f where f.item_id = p.item_id and f.from_month <= ${at}
                          order by f.from_month desc limit 1) f
     where not exists (select from tally t where t.stage_id = p.stage_id) ${sector === undefined ? '' : `and f.sector = ${sector}`}
     order by p.stage_id, p.item_id, p.passed_on desc
  ), item as (
    select k.item_id, max(k.passed_on) filter (where k.stage_id = s.id) as passed_on, max(k.sector) as sector,
           max(k.amount) filter (where k.stage_id = s.id) as amount, bool_or(k.stage_id = s.id) as here,
           bool_or(k.stage_id = s.base_stage_id) as base
      from counted k cross join stage s group by k.item_id
  )
  select i.id::text as key, 'item' as kind, i.project_id, null::uuid as issue_id, null::uuid as visit_id, i.unit_id, i.name,
         nullif(m.sector, '') as detail, coalesce(s.name || ' ' || m.passed_on, '尚未进入' || s.name) as words,
         ${amount ? `case when ${obtained} m.here then m.amount end` : 'm.here::int'}::numeric as num, ${base}::numeric as den
    from item m join pipeline_item i on i.id = m.item_id cross join stage s
  union all
  select t.stage_id::text, 'tally', null, null, null, null, g.name, t.month, '按汇总数填报',
         case when ${obtained} g.id = s.id then ${amount ? 't.amount' : 't.count'} end::numeric,
         ${denominator === null ? 'null' : 'case when g.id = s.base_stage_id then t.count end'}::numeric
    from ${sector === undefined ? 'tally' : tallyOf(sector)} t join pipeline_stage g on g.id = t.stage_id cross join stage s`;
};

/** A sector's part of the totals. */
const tallyOf = (sector: string): string =>
  `(select t.stage_id, t.month, x.count, x.amount
      from tally t cross join lateral jsonb_to_recordset(t.sectors) as x (sector text, count int, amount numeric)
     where x.sector = ${sector})`;
