import { deepStrictEqual } from 'node:assert';
import { FigureCache } from '@app/figure';
import { databaseOptions, dayOf, type Month, type Settings, SystemClock, type Tx } from '@app/platform';
import { DataSource } from 'typeorm';
import { monthByHand } from './reference-month';
import { monthQuery } from './reference-rollups';
import { type Figures, figuresOf, type Measured } from './measure';
import { MONTHS_LARGE } from './sizes';

/** How often each is done, in turn. */
const TURNS = 4;
const PARTS = ['investment_part', 'batch_part', 'issue_part', 'visit_part', 'reminder_part'];

/**
 * A month added up whole with nothing kept of it, against statements by hand that leave the same rows in the same tables,
 * and against statements that only count, in the same run. Leaves nothing kept.
 *
 * @param owner a connection of who may empty tables
 */
export async function measureRecompute(settings: Settings, owner: DataSource, month: Month): Promise<Measured[]> {
  const database = await new DataSource(databaseOptions(settings)).initialize();
  const clock = new SystemClock();
  const cache = new FigureCache(clock);
  const times = { ours: [] as number[], hand: [] as number[], bare: [] as number[] };
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const now = clock.now();
      await forgetAll(owner);
      const ours = await timed(database, (tx) => cache.recompute(tx, month, now));
      const kept = await digest(owner, month);
      await forgetAll(owner);
      const hand = await timed(database, (tx) => inTurn(tx, monthByHand(month, dayOf(now))));
      deepStrictEqual(await digest(owner, month), kept, 'the statements by hand leave other rows');
      await forgetAll(owner);
      const bare = await timed(database, (tx) => tx.query(...monthQuery(month, dayOf(now))));
      // The first turn warms.
      if (turn === 0) continue;
      times.ours.push(ours);
      times.hand.push(hand);
      times.bare.push(bare);
    }
  } finally {
    await database.destroy();
  }
  const row = (title: string, reference: Figures, limit?: number): Measured => {
    const ours = figuresOf(times.ours);
    return {
      ...{ case: 'recompute', title, connections: 1, ours, reference, limit, peakMemory: null },
      ratio: reference.perSecond / ours.perSecond,
    };
  };
  const size = `${MONTHS_LARGE.projects} 个项目、${MONTHS_LARGE.issues} 个问题`;
  return [
    row(`整月重新汇总，${size}（参照：手写 SQL 写出同样的行）`, figuresOf(times.hand), 1.5),
    row('同上（参照：手写 SQL 只算合计，不写入）', figuresOf(times.bare), Number.POSITIVE_INFINITY),
  ];
}

async function forgetAll(owner: DataSource): Promise<void> {
  await owner.query(`truncate ${[...PARTS, 'rollup_sum', 'rollup_kept', 'rollup_mark'].join(', ')}`);
  await owner.query('checkpoint').catch(() => undefined);
}

async function timed(database: DataSource, work: (tx: Tx) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await database.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = '10min'`);
    await tx.query(`set local work_mem = '128MB'`);
    await work(tx);
  });
  return performance.now() - started;
}

async function inTurn(tx: Tx, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await tx.query(statement);
}

/** The rows that are kept of a month, in few words; zeros after the point say nothing. */
async function digest(owner: DataSource, month: Month): Promise<unknown> {
  const runner = owner.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0');
    const found: unknown[] = [];
    for (const table of PARTS)
      found.push(
        await runner.query(
          `select '${table}' as table, count(*), sum(hashtextextended(t::text, 0)::numeric) from ${table} t where month = $1`,
          [month],
        ),
      );
    found.push(
      await runner.query(
        `select family, scope_kind, scope_id, bucket, array(select trim_scale(one)::text from unnest(sums) one) as sums
           from rollup_sum where month = $1 order by 1, 2, 3, 4`,
        [month],
      ),
    );
    return found;
  } finally {
    await runner.release();
  }
}
