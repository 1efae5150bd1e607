import { amountText, decimal } from '@app/platform';
import type { PreviewRow, PreviewSide } from './scheme.dto';
import type { Scores } from './score.result';

/** What a changed rule does to each unit, in the order of the new ranking; those that take no part any more last. */
export function differenceOf(before: Scores | undefined, after: Scores): PreviewRow[] {
  const old = new Map((before?.units ?? []).map((unit) => [unit.unitId, unit]));
  const now = new Map(after.units.map((unit) => [unit.unitId, unit]));
  const names = new Map(
    [...after.units, ...(before?.units ?? []), ...after.without, ...(before?.without ?? [])].map(({ unitId, name }) => [
      unitId,
      name,
    ]),
  );
  return [...names].map(([unitId, name]) => {
    const [left, right] = [sideOf(old.get(unitId)), sideOf(now.get(unitId))];
    const change = left && right ? amountText(decimal(right.total).minus(left.total)) : null;
    return { unitId, name, before: left, after: right, change };
  });
}

const sideOf = (unit: PreviewSide | undefined): PreviewSide | null =>
  unit ? { rank: unit.rank, total: unit.total } : null;
