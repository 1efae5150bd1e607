import { isoInstant, type Month, type Tx } from '@app/platform';
import type { MeasureFamily } from './figure.kinds';
import type { MeasureVersion } from './measure.dto';

const VERSION = `v.version, v.from_month as "fromMonth", v.name, v.unit, v.population, v.numerator, v.denominator, v.combine,
  v.basis, v.digits, v.trim_whole as "trimWhole", v.direction, v.formula, v.source, v.reason`;

/** A measure as it counts for a month. */
export interface CountingMeasure extends Omit<MeasureVersion, 'enteredByName' | 'enteredAt'> {
  code: string;
  family: MeasureFamily;
}

/** Each measure with the version that counts for the month, in their order; a later entry wins over an earlier one. */
export const measuresOf = (tx: Tx, month: Month, codes?: readonly string[]): Promise<CountingMeasure[]> =>
  tx.query(
    `select m.code, m.family, ${VERSION} from measure m cross join lateral (
       select * from measure_version v where v.code = m.code and v.from_month <= $1
        order by v.from_month desc, v.version desc limit 1) v
      where $2::text[] is null or m.code = any ($2) order by m.sort`,
    [month, codes ?? null],
  );

type Row = Omit<MeasureVersion, 'enteredAt'> & { code: string; family: MeasureFamily; enteredAt: Date };

/** Every version of every measure, or of one, newest first. */
export async function findVersions(
  tx: Tx,
  code?: string,
): Promise<{ code: string; family: MeasureFamily; version: MeasureVersion }[]> {
  const rows: Row[] = await tx.query(
    `select m.code, m.family, ${VERSION}, w.name as "enteredByName", v.entered_at as "enteredAt"
       from measure m join measure_version v on v.code = m.code left join person w on w.id = v.entered_by
      where $1::text is null or m.code = $1 order by m.sort, v.version desc`,
    [code ?? null],
  );
  return rows.map(({ code: of, family, enteredAt, ...version }) => ({
    code: of,
    family,
    version: { ...version, enteredAt: isoInstant(enteredAt) },
  }));
}

/** Those who write versions of one measure wait for each other. */
export const lockMeasure = async (tx: Tx, code: string): Promise<boolean> =>
  ((await tx.query('select 1 from measure where code = $1 for no key update', [code])) as unknown[]).length > 0;

export const insertVersion = (
  tx: Tx,
  code: string,
  v: Omit<MeasureVersion, 'enteredByName' | 'enteredAt'>,
  by: { id: string; at: Date },
): Promise<unknown> =>
  tx.query(
    `insert into measure_version (code, version, from_month, name, unit, population, numerator, denominator, combine, basis,
                                  digits, trim_whole, direction, formula, source, reason, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...[code, v.version, v.fromMonth, v.name, v.unit, v.population, v.numerator, v.denominator, v.combine, v.basis],
      ...[v.digits, v.trimWhole, v.direction, v.formula, v.source, v.reason, by.id, by.at],
    ],
  );
