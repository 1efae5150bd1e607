import { Parameters, type Tx } from '@app/platform';
import type { FactTime, SumFamily } from './family';

/** Sums of one scope: quantities in the order of the family; with a bucket, how many parts lie in it. */
export interface SumRow {
  kind: string;
  id: string;
  bucket: number | null;
  sums: string[];
}

/**
 * The sums over parts `part`, one branch for each kind of scope: `kind`, `id`, `bucket` (null: the quantities), `sums`.
 *
 * @param sign as SQL over a part `t`: 1, or -1 for what is taken away again
 */
export function sumSql(family: SumFamily, part: string, sign = ''): string {
  const sums = Object.values(family.quantities).map((value) =>
    sign === '' ? `coalesce(sum(${value}), 0)::numeric` : `coalesce(sum(${sign} * (${value})), 0)::numeric`,
  );
  const count = sign === '' ? 'count(*)::numeric' : `sum(${sign})::numeric`;
  return family.scopes
    .flatMap(({ kind, id, join = '', where = 'true' }) => {
      const from = `from ${part} t ${join} where ${where}`;
      const branch = `select '${kind}' as kind, ${id} as id, null::int as bucket, array[${sums.join(', ')}] as sums ${from}`;
      const grouped = kind === 'total' ? `${branch} having count(*) > 0` : `${branch} group by 2`;
      return family.bucket === undefined
        ? [grouped]
        : [
            grouped,
            `select '${kind}', ${id}, ${family.bucket}, array[${count}] ${from} and ${family.bucket} is not null group by 2, 3`,
          ];
    })
    .join('\n union all ');
}

/** The sums of a month, added up from the facts; `part` is left as a table of the statement. */
export function sumsFromFacts(tx: Tx, family: SumFamily, time: FactTime): Promise<SumRow[]> {
  const p = new Parameters();
  return tx.query(
    `with part as materialized (${family.facts(p, time)})
     select kind, id, bucket, sums::text[] as sums from (${sumSql(family, 'part')}) s`,
    p.values,
  );
}
