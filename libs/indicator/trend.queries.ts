import type { Tx } from '@app/platform';
import type { IndicatorTrendPoint } from './board.dto';
import { sumIndicators } from './sum.queries';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** January to December: the target by then, what was reached by then where it was reported for the month itself. */
export async function findTrend(tx: Tx, { id, year }: { id: string; year: number }): Promise<IndicatorTrendPoint[]> {
  const points: IndicatorTrendPoint[] = [];
  for (const month of MONTHS.map((one) => `${year}-${one}`)) {
    const whole = (await sumIndicators(tx, month, [id])).find(({ unitId }) => unitId === null);
    const own = whole?.actualMonth === month;
    points.push({
      month,
      target: whole?.splitMonth === month ? whole.split : null,
      actual: own ? whole.actual : null,
      yearBefore: own ? whole.yearBefore : null,
    });
  }
  return points;
}
