import { lastDay, type Month, type Tx, yearOf } from '@app/platform';
import { countsOn } from './item.queries';
import type { PipelineKind, StageAmount } from './pipeline.kinds';

/** What counts in a stage at the end of a month, as a whole or of one sector. Amounts in 万元, exactly. */
export interface PipelineSum {
  pipelineId: string;
  pipelineName: string;
  year: number;
  kind: PipelineKind;
  stageId: string;
  stageName: string;
  sort: number;
  /** Stands beside the funnel. */
  aside: boolean;
  /** Which amount `amount` is. */
  counts: StageAmount;
  /** Digits of the rate. */
  digits: number;
  /** Null: the whole stage; empty: those without a sector. */
  sector: string | null;
  count: number;
  /** Null: none was entered. */
  amount: string | null;
  /** Items without such an amount. */
  withoutAmount: number;
  totalInvestment: string | null;
  requested: string | null;
  /** Responsible units; null: not known. */
  units: number | null;
  baseStageId: string | null;
  baseName: string | null;
  /** Count of the base stage, of the same sector where this is one; null: no base. */
  baseCount: number | null;
  /** The month of the totals that count instead of items. */
  tallyMonth: Month | null;
}

/** `pipeline l`, and the places of: the month, its last day. */
const sums = (which: string, month: string, day: string): string => `
  with stage as (
    select s.*, l.name as pipeline_name, l.year, l.kind, l.created_at
      from pipeline_stage s join pipeline l on l.id = s.pipeline_id where ${which}),
  tally as (
    select distinct on (t.stage_id) t.* from pipeline_tally t join stage s on s.id = t.stage_id
     where t.month <= ${month} order by t.stage_id, t.month desc),
  counted as (
    select distinct on (p.stage_id, p.item_id) p.stage_id, f.sector, f.unit_id, f.total_investment, f.requested,
           coalesce(p.amount, case s.counts when 'requested' then f.requested
                                            when 'investment' then f.total_investment end) as amount
      from stage s
      join pipeline_passage p on p.stage_id = s.id and ${countsOn(day)}
     cross join lateral (select * from pipeline_standing f where f.item_id = p.item_id and f.from_month <= ${month}
                          order by f.from_month desc limit 1) f
     where not exists (select from tally t where t.stage_id = s.id)
     order by p.stage_id, p.item_id, p.passed_on desc),
  summed as (
    select stage_id, grouping(sector) = 1 as whole, sector, count(*)::int as count, sum(amount) as amount,
           (count(*) - count(amount))::int as without_amount, sum(total_investment) as total_investment,
           sum(requested) as requested, count(distinct unit_id)::int as units, null::text as tally_month
      from counted group by grouping sets ((stage_id), (stage_id, sector))
    union all
    select stage_id, true, null, count, amount, 0, total_investment, requested, units, month from tally
    union all
    select t.stage_id, false, x.sector, x.count, x.amount, 0, null, null, null, t.month
      from tally t cross join lateral jsonb_to_recordset(t.sectors) as x (sector text, count int, amount numeric))
  select s.pipeline_id as "pipelineId", s.pipeline_name as "pipelineName", s.year, s.kind, s.id as "stageId",
         s.name as "stageName", s.sort, s.aside, s.counts, s.digits, m.sector, coalesce(m.count, 0) as count,
         trim_scale(m.amount)::text as amount, coalesce(m.without_amount, 0) as "withoutAmount",
         trim_scale(m.total_investment)::text as "totalInvestment", trim_scale(m.requested)::text as requested,
         case when m.stage_id is null then 0 else m.units end as units, b.id as "baseStageId", b.name as "baseName",
         case when b.id is not null then coalesce(c.count, 0) end as "baseCount", m.tally_month as "tallyMonth"
    from stage s
    left join summed m on m.stage_id = s.id
    left join stage b on b.id = s.base_stage_id
    left join summed c on c.stage_id = b.id and c.sector is not distinct from m.sector
                      and c.whole = coalesce(m.whole, true)
   order by s.year, s.created_at, s.pipeline_id, s.sort, coalesce(m.whole, true) desc, m.count desc,
            m.sector collate "zh-x-icu"`;

/** Every pipeline of the month's year as of the end of the month: each stage as a whole (sector null) and by sector. */
export const sumPipelines = (tx: Tx, month: Month): Promise<PipelineSum[]> =>
  tx.query(sums('l.year = $3', '$1', '$2'), [month, lastDay(month), yearOf(month)]);

/** The same of one pipeline, whatever its year. */
export const sumPipeline = (tx: Tx, month: Month, id: string): Promise<PipelineSum[]> =>
  tx.query(sums('l.id = $3', '$1', '$2'), [month, lastDay(month), id]);
