import { Clock, type Day, dayOf, lastDay, type Month, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { SUM_FAMILIES } from './families';
import { Quantities } from './quantities';
import { reportingOf } from './reporting.queries';
import { sumsFromFacts } from './sum.queries';

/** The day up to which a month counts: its last, or today while it runs. */
export const asOfDay = (month: Month, today: Day): Day => (lastDay(month) < today ? lastDay(month) : today);

/** Everything that is kept of one family needs another: who must report are the units of the investment family. */
const NEEDS: Record<string, string[]> = { reporting: ['investment'] };

/** The exact sums behind the figures of a month. */
@Injectable()
export class QuantityReader {
  constructor(private readonly clock: Clock) {}

  /**
   * Wants a snapshot, so that all families count the same state.
   *
   * @param families names of sum families, and `reporting`; all when left out
   */
  async read(tx: Tx, month: Month, families?: ReadonlySet<string>): Promise<Quantities> {
    const today = dayOf(this.clock.now());
    const time = { month, asOf: asOfDay(month, today), today };
    const wanted = (name: string): boolean =>
      families === undefined || families.has(name) || [...families].some((one) => NEEDS[one]?.includes(name));
    const quantities = new Quantities();
    for (const family of SUM_FAMILIES) {
      if (wanted(family.name)) quantities.add(family, await sumsFromFacts(tx, family, time));
    }
    if (wanted('reporting')) quantities.put('reporting', await reportingOf(tx, month, quantities));
    return quantities;
  }
}
