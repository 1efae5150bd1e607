import { type Month, type Tx, yearOf } from '@app/platform';
import type { Direction, IndicatorKind } from './indicator.kinds';

/** The exact numbers of one indicator, or of one unit's part of it, as of a month. Decimals are text. */
export interface IndicatorSums {
  indicatorId: string;
  /** Null: of all units. */
  unitId: string | null;
  unitName: string | null;
  code: string;
  name: string;
  /** Of measurement. */
  measureUnit: string;
  kind: IndicatorKind;
  direction: Direction;
  digits: number;
  /** Annual target as of the month. */
  target: string | null;
  /** Target from January to the month of the actual, the last one that was split off by then, and its month. */
  split: string | null;
  splitMonth: Month | null;
  /** The last one reported by the month, and the month that it is of. */
  actual: string | null;
  actualMonth: Month | null;
  /** Reported as such, or added up from all units that share the target. */
  actualFrom: 'entered' | 'units' | null;
  /** Percent of the whole, as the source states it. */
  statedShare: string | null;
  /** The month of the actual, a year before: as the source gives it, else the entry of that year. */
  yearBefore: string | null;
}

/** Stands for “all units” in a join, for null is equal to nothing. */
const ALL = `'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * Every indicator of the month's year and every unit's part of one, in one statement. Targets are those that counted in
 * the month. The year before is found by the code, where unit of measurement and kind are the same.
 *
 * @param ids only these indicators
 */
export function sumIndicators(tx: Tx, month: Month, ids?: readonly string[]): Promise<IndicatorSums[]> {
  return tx.query(
    `with chosen as materialized (
       select * from indicator where year = $1 and ($3::uuid[] is null or id = any ($3))
     ), known as (
       select id, id as source_id, kind from chosen
       union all
       select c.id, p.id, c.kind from chosen c
         join indicator p on p.year = c.year - 1 and p.code = c.code and p.unit = c.unit and p.kind = c.kind
     ), value as materialized (
       select k.id, a.month, coalesce(a.unit_id, ${ALL}) as part, a.value, a.year_before, a.stated_share, 'entered' as origin
         from known k join indicator_actual a on a.indicator_id = k.source_id
       union all
       -- What all units of the split have reported makes the whole, where nobody reported it as such.
       select k.id, a.month, ${ALL}, sum(a.value), case when count(a.year_before) = count(*) then sum(a.year_before) end,
              null, 'units'
         from known k
         join (select indicator_id, array_agg(distinct unit_id) as units
                 from (select indicator_id, unit_id from indicator_split union
                       select indicator_id, unit_id from indicator_target where target is not null) shared
                where unit_id is not null group by indicator_id) s on s.indicator_id = k.source_id
         join indicator_actual a on a.indicator_id = k.source_id and a.unit_id = any (s.units)
        where k.kind in ('amount', 'count') and not exists (
          select from indicator_actual w where w.indicator_id = a.indicator_id and w.month = a.month and w.unit_id is null)
        group by k.id, k.source_id, a.month, s.units
       having count(*) = cardinality(s.units)
     ), latest as (
       select distinct on (id, part) * from value where month between $1 || '-01' and $2 order by id, part, month desc
     ), annual as materialized (
       select distinct on (t.indicator_id, t.unit_id) t.indicator_id as id, coalesce(t.unit_id, ${ALL}) as part, t.target
         from indicator_target t join chosen c on c.id = t.indicator_id
        where t.from_month <= $2 order by t.indicator_id, t.unit_id, t.from_month desc
     ), part as (
       select id, ${ALL} as part from chosen
       union
       select id, part from annual where target is not null
       union
       select s.indicator_id, s.unit_id from indicator_split s join chosen c on c.id = s.indicator_id
        where s.unit_id is not null
       union
       select id, part from latest
     ), share as (
       select distinct on (p.id, p.part) p.id, p.part, s.month, s.target
         from part p left join latest l on l.id = p.id and l.part = p.part
         join indicator_split s on s.indicator_id = p.id and coalesce(s.unit_id, ${ALL}) = p.part
          and s.month <= coalesce(l.month, $2)
        order by p.id, p.part, s.month desc
     )
     select p.id as "indicatorId", nullif(p.part, ${ALL}) as "unitId", u.name as "unitName", c.code, c.name,
            c.unit as "measureUnit", c.kind, c.direction, c.digits, trim_scale(t.target)::text as target,
            trim_scale(s.target)::text as split, s.month as "splitMonth", trim_scale(l.value)::text as actual,
            l.month as "actualMonth", l.origin as "actualFrom", trim_scale(l.stated_share)::text as "statedShare",
            trim_scale(coalesce(l.year_before, b.value))::text as "yearBefore"
       from part p join chosen c on c.id = p.id
       left join unit u on u.id = p.part
       left join annual t on t.id = p.id and t.part = p.part
       left join share s on s.id = p.id and s.part = p.part
       left join latest l on l.id = p.id and l.part = p.part
       left join value b on b.id = p.id and b.part = p.part
         and b.month = (left(l.month, 4)::int - 1) || substr(l.month, 5)
      order by c.code, p.id, u.name collate "zh-x-icu" nulls first, p.part`,
    [yearOf(month), month, ids ?? null],
  );
}
