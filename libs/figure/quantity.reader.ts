import { Clock, dayOf, type Month, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { findKept, findMarks, keptSums, readDelta } from './cache.queries';
import { SUM_FAMILIES } from './families';
import { staleOf, timeOf } from './figure.cache';
import { indicatorSums } from './indicator.sums';
import { staleBy } from './marks';
import { pipelineSums } from './pipeline.sums';
import { Quantities } from './quantities';
import { reportingOf } from './reporting.queries';
import { type SumRow, sumsFromFacts } from './sum.queries';

/** Who must report are the units of the investment family. */
const NEEDS: Record<string, string[]> = { reporting: ['investment'] };
/** Marks that are looked at one by one; with more of them, families are added up from the facts. */
const MARKS = 2_000;

/** The exact sums behind the figures of months: from what is kept, put right by what was written since. */
@Injectable()
export class QuantityReader {
  constructor(private readonly clock: Clock) {}

  /**
   * Sums, parts and marks are of one state, so the answer is that of the facts in the same snapshot, whether or not
   * anybody keeps the sums up to date. Wants a snapshot, and writes nothing.
   *
   * @param families names of sum families, and of what is read directly; all when left out
   */
  async read(tx: Tx, months: readonly Month[], families?: ReadonlySet<string>): Promise<Map<Month, Quantities>> {
    const today = dayOf(this.clock.now());
    const wanted = (name: string): boolean =>
      families === undefined || families.has(name) || [...families].some((one) => NEEDS[one]?.includes(name));
    const summed = SUM_FAMILIES.filter(({ name }) => wanted(name));
    const kept = await findKept(tx, months);
    const marks = await findMarks(tx, MARKS);
    const sums = await keptSums(
      tx,
      summed.map(({ name }) => name),
      [...new Set(kept.map(({ month }) => month))],
    );
    const byPlace = new Map<string, SumRow[]>();
    for (const row of sums) {
      const place = `${row.family} ${row.month}`;
      const rows = byPlace.get(place);
      if (rows) rows.push(row);
      else byPlace.set(place, [row]);
    }
    const found = new Map<Month, Quantities>();
    for (const month of months) {
      const quantities = new Quantities();
      const time = timeOf(month, today);
      for (const family of summed) {
        const one = kept.find((row) => row.family === family.name && row.month === month);
        const stale = one ? await staleOf(tx, family, one, staleBy(marks, one), today) : 'all';
        const rows: SumRow[] =
          stale === 'all'
            ? await sumsFromFacts(tx, family, time)
            : [
                ...(byPlace.get(`${family.name} ${month}`) ?? []),
                ...(stale ? await readDelta(tx, family, time, stale) : []),
              ];
        quantities.add(family, rows);
      }
      if (wanted('reporting')) quantities.put('reporting', await reportingOf(tx, month, quantities));
      if (wanted('pipeline')) quantities.put('pipeline', await pipelineSums(tx, month));
      if (wanted('indicator')) quantities.put('indicator', await indicatorSums(tx, month));
      found.set(month, quantities);
    }
    return found;
  }
}
