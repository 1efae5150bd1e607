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
 * The sums over parts `part`: `kind`, `id`, `bucket` (null: the quantities), `sums`. Parts that belong to the same scopes
 * are added up first, in one pass; what is left for each kind of scope to add up is short.
 *
 * @param sign as SQL over a part `t`: 1, or -1 for what is taken away again
 */
export function sumSql({ dimensions, bucket, quantities, scopes }: SumFamily, part: string, sign = ''): string {
  const values = Object.values(quantities);
  const own = [...dimensions, ...(bucket === undefined ? [] : [`${bucket} as bucket`])].join(', ');
  const keys = [...dimensions, ...(bucket === undefined ? [] : ['bucket'])].join(', ');
  const inner = values.map((value, place) => `sum(${sign === '' ? value : `${sign} * (${value})`}) as q${place}`);
  const outer = values.map((_, place) => `coalesce(sum(t.q${place}), 0)::numeric`).join(', ');
  const branches = scopes.flatMap(({ kind, id, join = '', where = 'true' }) => {
    const from = `from packed t ${join} where ${where}`;
    const branch = `select '${kind}' as kind, ${id} as id, null::int as bucket, array[${outer}] as sums ${from}`;
    const grouped = kind === 'total' ? `${branch} having count(*) > 0` : `${branch} group by 2`;
    return bucket === undefined
      ? [grouped]
      : [
          grouped,
          `select '${kind}', ${id}, t.bucket, array[sum(t.parts)::numeric] ${from} and t.bucket is not null group by 2, 3`,
        ];
  });
  return `with packed as materialized (
       select ${own}, ${sign === '' ? 'count(*)' : `sum(${sign})`} as parts, ${inner.join(', ')} from ${part} t group by ${keys}
     ) ${branches.join('\n union all ')}`;
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
