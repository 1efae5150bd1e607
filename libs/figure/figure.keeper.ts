import { addMonths, dayOf, type Month, monthOf, recordChange, snapshot, type Tx } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { findKept, findMarks, keptSums, readDelta } from './cache.queries';
import { SUM_FAMILIES } from './families';
import type { SumFamily } from './family';
import { FigureCache, staleOf, timeOf } from './figure.cache';
import { staleBy } from './marks';
import { Quantities } from './quantities';
import { sumsFromFacts } from './sum.queries';

/** A sum that was kept otherwise than the facts say. */
export interface Difference {
  family: string;
  month: Month;
  /** `list:…`, and which quantity; or how many scopes there are. */
  where: string;
  kept: string | null;
  facts: string | null;
}

const MARKS = 2_000;
/** So many are told; one is enough to look for the cause. */
const TOLD = 20;

/**
 * What the worker does for figures by day and by night. Everything may run twice, at once, and be broken off: months are
 * added up in one transaction each, under the same lock as every other change of the sums.
 */
@Injectable()
export class FigureKeeper {
  private readonly logger = new Logger('Figures');

  constructor(private readonly cache: FigureCache) {}

  /** Adds up what was marked, and keeps the months that are read most: the running one, and what it is compared with. */
  async follow(database: DataSource, now: Date): Promise<void> {
    const running = monthOf(now);
    const months = [
      running,
      addMonths(running, -1),
      addMonths(running, -2),
      addMonths(running, -12),
      addMonths(running, -13),
    ];
    while ((await this.cache.step(database, now, months)) === 'more');
  }

  /** Each night: the running month whole, in its first days the one that ended; old months are given up. */
  async recompute(database: DataSource, now: Date): Promise<void> {
    for (const month of this.cache.nightly(now)) {
      await database.transaction((tx) => this.cache.recompute(tx, month, now));
    }
    await database.transaction((tx) => this.cache.prune(tx, now));
  }

  /**
   * Compares what is kept of these months with the facts, each in one snapshot, what is marked put in. Whatever differs
   * is a fault of the program: it is logged, put on the change record, and added up again.
   */
  async compare(database: DataSource, now: Date): Promise<Difference[]> {
    const all: Difference[] = [];
    for (const month of this.cache.nightly(now)) {
      const found = await snapshot(database, (tx) => this.differences(tx, month, now));
      if (found.length === 0) continue;
      all.push(...found);
      const told = found
        .slice(0, TOLD)
        .map(({ family, where, kept, facts }) => `${family} ${where}: ${kept} ≠ ${facts}`);
      this.logger.error(`${month} 的汇总缓存与事实不一致，共 ${found.length} 处，已重新汇总：${told.join('；')}`);
      await database.transaction(async (tx) => {
        await this.cache.recompute(tx, month, now);
        await recordChange(tx, {
          ...{ at: now, actorId: null, subjectKind: 'figure-cache', subjectId: month, action: 'update' },
          ...{ before: { found: found.length, differences: found.slice(0, TOLD) }, after: { recomputed: true } },
          reason: '夜间核对发现汇总缓存与事实不一致，已按事实重新汇总。',
        });
      });
    }
    return all;
  }

  /** Where the kept sums of a month and its facts differ in one snapshot. */
  async differences(tx: Tx, month: Month, now: Date): Promise<Difference[]> {
    const today = dayOf(now);
    const kept = await findKept(tx, [month]);
    const marks = await findMarks(tx, MARKS);
    const differences: Difference[] = [];
    for (const family of SUM_FAMILIES) {
      const one = kept.find((row) => row.family === family.name);
      if (!one) continue;
      const stale = await staleOf(tx, family, one, staleBy(marks, one), today);
      if (stale === 'all') continue;
      const time = timeOf(month, today);
      const rows = [
        ...(await keptSums(tx, [family.name], [month])),
        ...(stale ? await readDelta(tx, family, time, stale) : []),
      ];
      const [ours, facts] = [new Quantities(), new Quantities()];
      ours.add(family, rows);
      facts.add(family, await sumsFromFacts(tx, family, time));
      differences.push(...between(family, month, ours, facts));
    }
    return differences;
  }
}

function between(family: SumFamily, month: Month, kept: Quantities, facts: Quantities): Difference[] {
  const told = (quantities: Quantities): Map<string, string> =>
    new Map(
      quantities
        .entries(family.name)
        .flatMap(([key, { values, buckets = [] }]) => [
          ...Object.entries(values).map(([name, value]) => [`${key} ${name}`, value] as const),
          ...buckets.filter(([, count]) => count !== 0).map(([at, count]) => [`${key} #${at}`, String(count)] as const),
        ]),
    );
  const [ours, theirs] = [told(kept), told(facts)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((where) => ours.get(where) !== theirs.get(where))
    .map((where) => ({
      ...{ family: family.name, month, where },
      ...{ kept: ours.get(where) ?? null, facts: theirs.get(where) ?? null },
    }));
}
