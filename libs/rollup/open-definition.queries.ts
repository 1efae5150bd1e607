import type { Combine, MeasureBasis, MeasureFamily } from '@app/figure';
import { isoInstant, type Month, type Tx } from '@app/platform';
import type { FigurePublication } from './open.dto';

/** A version of a measure's definition, as it is kept. */
export interface KeptDefinition {
  code: string;
  family: MeasureFamily;
  version: number;
  fromMonth: Month;
  name: string;
  population: string;
  formula: string;
  source: string;
  combine: Combine;
  basis: MeasureBasis;
  numerator: string | null;
  denominator: string | null;
}

export async function findDefinition(tx: Tx, code: string, version: number): Promise<KeptDefinition | undefined> {
  const [row]: KeptDefinition[] = await tx.query(
    `select v.code, m.family, v.version, v.from_month as "fromMonth", v.name, v.population, v.formula, v.source, v.combine,
            v.basis, v.numerator, v.denominator
       from measure_version v join measure m on m.code = v.code where v.code = $1 and v.version = $2`,
    [code, version],
  );
  return row;
}

/** A published revision, the newest when none is named, and which is the newest; undefined while the month is open. */
export async function findPublication(
  tx: Tx,
  month: Month,
  revision?: number,
): Promise<(FigurePublication & { revision: number; at: Date }) | undefined> {
  const [row]: (Omit<FigurePublication, 'closedAt'> & { revision: number; at: Date })[] = await tx.query(
    `select r.revision, r.closed_at as at, p.name as "closedByName", r.reason,
            (select max(revision) from rollup_revision where month = $1) as newest
       from rollup_revision r join person p on p.id = r.closed_by
      where r.month = $1 and ($2::int is null or r.revision = $2) order by r.revision desc limit 1`,
    [month, revision ?? null],
  );
  return row && { ...row, closedAt: isoInstant(row.at) };
}
