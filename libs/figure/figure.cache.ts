import { addMonths, Clock, type Day, dayOf, lastDay, type Month, monthOf, type Tx, tryLock } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  applyDelta,
  findKept,
  forget,
  keepMonth,
  noteDay,
  prune,
  shapeOf,
  takeMarks,
  turnedWithDay,
} from './cache.queries';
import { SUM_FAMILIES } from './families';
import type { FactTime, SumFamily } from './family';
import { type Kept, ONE_BY_ONE, type Stale, staleBy, together } from './marks';

/** Only one adds up at a time: nobody waits, who comes second leaves it to the first. */
const LOCK = 'rollup-cache';
/** Marks that are taken at once. */
const BATCH = 100_000;
/** So long a reader helps before it answers; what is left then is added up in its own snapshot. */
const PATIENCE_MS = 1_000;

/** The running month and so many before it stay kept: two years of lines, each month with what it is compared with. */
const MONTHS_KEPT = 24;
/** An older month that somebody asked for stays so long. */
const STAYS_MS = 7 * 24 * 3_600_000;

/** The day up to which a month counts: its last, or today while it runs. */
export const asOfDay = (month: Month, today: Day): Day => (lastDay(month) < today ? lastDay(month) : today);
export const timeOf = (month: Month, today: Day): FactTime => ({ month, asOf: asOfDay(month, today), today });

/** The months that a month is read with: itself, the one before, the same a year ago. */
export const comparedMonths = (month: Month): Month[] => [month, addMonths(month, -1), addMonths(month, -12)];

/** What is stale of a kept month as of a day: `all` also where it was added up by another program. */
export async function staleOf(
  tx: Tx,
  family: SumFamily,
  kept: Kept,
  marked: Stale | undefined,
  today: Day,
): Promise<Stale | undefined> {
  if (kept.shape !== shapeOf(family)) return 'all';
  if (kept.day === today) return marked;
  const turned = await turnedWithDay(tx, family.name, timeOf(kept.month, kept.day), timeOf(kept.month, today));
  return together(
    marked,
    turned && turned !== 'all' && turned.projects.size + turned.issues.size > ONE_BY_ONE ? 'all' : turned,
  );
}

/**
 * Keeps the sums of months and brings them up to date. All of it may be done twice, by several processes at once, and be
 * broken off anywhere: a step is one transaction, and what is marked stays marked until it is added up.
 */
@Injectable()
export class FigureCache {
  constructor(private readonly clock: Clock) {}

  /** Before a read: adds up what is marked and keeps the months that are asked for. Short; leaves what takes longer. */
  async refresh(database: DataSource, months: readonly Month[]): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until && (await this.step(database, this.clock.now(), months)) === 'more');
  }

  /**
   * One batch of marks, and the months that are wanted but not kept.
   *
   * @returns `more` when marks are left, `busy` when somebody else is at it
   */
  async step(database: DataSource, now: Date, wanted: readonly Month[]): Promise<'done' | 'more' | 'busy'> {
    const today = dayOf(now);
    const begun = wanted.filter((month) => month <= monthOf(now));
    if (await isClean(database.manager, today, begun)) return 'done';
    return database.transaction(async (tx) => {
      if (!(await tryLock(tx, LOCK))) return 'busy';
      const marks = await takeMarks(tx, BATCH);
      const kept = await findKept(tx);
      for (const family of SUM_FAMILIES) {
        const fresh: Month[] = [];
        for (const one of kept.filter((row) => row.family === family.name)) {
          const stale = await staleOf(tx, family, one, staleBy(marks, one), today);
          const time = timeOf(one.month, today);
          if (stale === 'all') {
            // What nobody asks for now is added up again when somebody does.
            if (begun.includes(one.month)) await keepMonth(tx, family, time, now);
            else await forget(tx, family.name, one.month);
          }
          if (stale && stale !== 'all') await applyDelta(tx, family, time, stale);
          if (one.day !== today && stale !== 'all') fresh.push(one.month);
        }
        if (fresh.length > 0) await noteDay(tx, family.name, fresh, today);
        for (const month of begun) {
          if (kept.some((row) => row.family === family.name && row.month === month)) continue;
          await keepMonth(tx, family, timeOf(month, today), now);
        }
      }
      return marks.length === BATCH ? 'more' : 'done';
    });
  }

  /** Adds up a month whole, whatever is kept of it. Waits for whoever is at it. */
  async recompute(tx: Tx, month: Month, now: Date): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK]);
    for (const family of SUM_FAMILIES) await keepMonth(tx, family, timeOf(month, dayOf(now)), now);
  }

  /** Gives up what is kept of old months: nobody reads them, and whoever does has them added up again from the facts. */
  async prune(tx: Tx, now: Date): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK]);
    await prune(tx, SUM_FAMILIES, addMonths(monthOf(now), -MONTHS_KEPT), new Date(now.getTime() - STAYS_MS));
  }

  /** The months that are looked at each night: the running one, and on its first days the one that ended. */
  nightly(now: Date): Month[] {
    const running = monthOf(now);
    return dayOf(now).slice(8) <= '03' ? [addMonths(running, -1), running] : [running];
  }
}

/** Whether nothing is marked, no day has passed, and every month that is wanted is kept. */
async function isClean(tx: Tx, today: Day, wanted: readonly Month[]): Promise<boolean> {
  const [row] = (await tx.query(
    `select not exists (select from rollup_mark) and not exists (select from rollup_kept where day <> $1::date)
            and (select count(*) from rollup_kept where month = any ($2)) >= $3 as clean`,
    [today, wanted, new Set(wanted).size * SUM_FAMILIES.length],
  )) as [{ clean: boolean }];
  return row.clean;
}
