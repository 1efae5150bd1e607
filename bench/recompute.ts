import { deepStrictEqual } from 'node:assert';
import { FigureCache } from '@app/figure';
import { databaseOptions, dayOf, type Month, type Settings, SystemClock, type Tx } from '@app/platform';
import { DataSource } from 'typeorm';
import { monthByHand } from './reference-month';
import { figuresOf, type Measured } from './measure';
import { MONTHS_LARGE } from './sizes';

/** How often each is done; who begins changes each time, for the second finds what the first wrote in the caches. */
const TURNS = 5;
const PARTS = ['investment_part', 'batch_part', 'issue_part', 'visit_part', 'reminder_part'];

/**
 * A month added up whole with nothing kept of it, against statements by hand that leave the same rows in the same tables,
 * in the same run. Leaves nothing kept.
 *
 * @param owner a connection of who may empty tables
 */
export async function measureRecompute(settings: Settings, owner: DataSource, month: Month): Promise<Measured> {
  const database = await new DataSource(databaseOptions(settings)).initialize();
  const clock = new SystemClock();
  const cache = new FigureCache(clock);
  const now = clock.now();
  const ways = {
    ours: (tx: Tx) => cache.recompute(tx, month, now),
    hand: (tx: Tx) => inTurn(tx, monthByHand(month, dayOf(now))),
  };
  const times: Record<keyof typeof ways, number[]> = { ours: [], hand: [] };
  const left: Partial<Record<keyof typeof ways, unknown>> = {};
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const order = ['ours', 'hand'] as const;
      for (const way of turn % 2 === 0 ? order : order.toReversed()) {
        await forgetAll(owner);
        const took = await timed(database, ways[way]);
        // The first turn warms.
        if (turn > 0) times[way].push(took);
        else left[way] = await digest(owner, month);
      }
      if (turn === 0) deepStrictEqual(left.hand, left.ours, 'the statements by hand leave other rows');
    }
  } finally {
    await forgetAll(owner);
    await database.destroy();
  }
  const [ours, reference] = [figuresOf(times.ours), figuresOf(times.hand)];
  return {
    case: 'recompute',
    title: `整月重新汇总，${MONTHS_LARGE.projects} 个项目、${MONTHS_LARGE.issues} 个问题（参照：手写 SQL 写出同样的行）`,
    ...{ connections: 1, ours, reference, ratio: reference.perSecond / ours.perSecond, limit: 1.5, peakMemory: null },
  };
}

async function forgetAll(owner: DataSource): Promise<void> {
  await owner.query(`truncate ${[...PARTS, 'rollup_sum', 'rollup_kept', 'rollup_mark'].join(', ')}`);
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
