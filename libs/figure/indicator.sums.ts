import { decimal, type Month, type Tx } from '@app/platform';
import { growthOf, type IndicatorSums, sumIndicators } from '@app/indicator';
import type { ScopeSums } from './figure.rules';
import { type ScopeKey, scopeKey } from './quantities';

/** Each indicator of the month's year, and each unit's part of one, with its rank among the units. */
export async function indicatorSums(tx: Tx, month: Month): Promise<Map<ScopeKey, ScopeSums>> {
  const rows = await sumIndicators(tx, month);
  return new Map(
    rows.map((row) => {
      const { indicatorId, unitId, unitName, code, name, kind, measureUnit, digits, target, actual } = row;
      const divides = kind !== 'growth' && kind !== 'rank';
      const sums: ScopeSums = {
        name: unitId === null ? name : `${name} · ${unitName ?? ''}`,
        alias: unitId === null ? code : `${code}/${unitId}`,
        unit: measureUnit,
        digits,
        values: {
          ...(divides && actual !== null ? { 'indicator-actual': actual } : {}),
          ...(divides && target !== null ? { 'indicator-target': target } : {}),
        },
        given: {
          'indicator.target': target,
          'indicator.actual': actual,
          // Where the source states the share and not the whole.
          'indicator.rate': divides && target === null ? row.statedShare : null,
          'indicator.growth': kind === 'growth' ? actual : exactGrowth(row),
          'indicator.rank': kind === 'rank' ? actual : rankOf(row, rows),
        },
      };
      return [
        unitId === null ? scopeKey('indicator', indicatorId) : scopeKey('indicator-unit', `${indicatorId}/${unitId}`),
        sums,
      ];
    }),
  );
}

/** Before rounding, where there is a growth at all. */
function exactGrowth(row: IndicatorSums): string | null {
  if (growthOf(row) === null) return null;
  return decimal(row.actual as string)
    .minus(row.yearBefore as string)
    .times(100)
    .dividedBy(row.yearBefore as string)
    .toFixed();
}

/** Among the units that have reported: those with the same share a rank; the next rank counts all before it. */
function rankOf(row: IndicatorSums, rows: readonly IndicatorSums[]): string | null {
  if (row.unitId === null || row.actual === null) return null;
  const mine = decimal(row.actual);
  const ahead = rows.filter(
    (other) =>
      other.indicatorId === row.indicatorId &&
      other.unitId !== null &&
      other.actual !== null &&
      (row.direction === 'less' ? mine.gt(other.actual) : mine.lt(other.actual)),
  );
  return String(ahead.length + 1);
}
