import { setTimeout as pause } from 'node:timers/promises';
import { type Errand, type Handlers, type JobQueue, openQueue, type QueueSettings } from '@app/platform';
import { Logger } from '@nestjs/common';
import { createPostgresBackend, type JobSchedulerJson, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { migrateUp } from '../migrations/migrate';
import { bareDatabase } from './support/database';

type Jobs = { count: { n: number }; flaky: object; slow: object; tick: object };

const REDIS = process.env.TEST_REDIS_URL;
Logger.overrideLogger(false);

/** Nothing listens there. */
const DOWN = { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none', REDIS_URL: 'redis://127.0.0.1:1' };

const until = async (happened: () => boolean, what: string, patience = 10_000): Promise<void> => {
  for (const start = performance.now(); !happened(); await pause(20)) {
    if (performance.now() - start > patience) throw new Error(`waited in vain: ${what}`);
  }
};

/** Handlers that do nothing but those given. */
const handlers = (some: Partial<Handlers<Jobs>>): Handlers<Jobs> => {
  const nothing = () => Promise.resolve();
  return { count: nothing, flaky: nothing, slow: nothing, tick: nothing, ...some };
};

interface Backend {
  name: 'PostgreSQL' | 'Redis';
  /** Empty queue on it. */
  open(): Promise<{
    settings: QueueSettings;
    scheduler(id: string): Promise<JobSchedulerJson | undefined>;
    end(): Promise<void>;
  }>;
  down: QueueSettings;
}

const postgres: Backend = {
  name: 'PostgreSQL',
  down: { DATABASE_URL: DOWN.DATABASE_URL },
  async open() {
    const { url, drop } = await bareDatabase();
    await migrateUp(url);
    return {
      settings: { DATABASE_URL: url },
      async scheduler(id) {
        const queue = new Queue('xiaohao', { connection: { connectionString: url } }, createPostgresBackend);
        return queue.getJobScheduler(id).finally(() => queue.close());
      },
      end: drop,
    };
  },
};

const redis: Backend = {
  name: 'Redis',
  down: DOWN,
  async open() {
    const client = new Redis(REDIS as string, { db: 9 });
    await client.flushdb();
    await client.quit();
    const url = new URL(REDIS as string);
    url.pathname = '/9';
    return {
      settings: { DATABASE_URL: DOWN.DATABASE_URL, REDIS_URL: url.href },
      async scheduler(id) {
        const connection = new Redis(url.href, { maxRetriesPerRequest: null });
        const queue = new Queue('xiaohao', { connection });
        return queue.getJobScheduler(id).finally(() => queue.close().then(() => connection.quit()));
      },
      end: () => Promise.resolve(),
    };
  },
};

if (!REDIS) {
  const missing = process.env.REQUIRE_REDIS === '1' ? it : it.skip;
  missing('the queue on Redis (skipped: TEST_REDIS_URL is not set)', () => {
    throw new Error('TEST_REDIS_URL is not set, but REQUIRE_REDIS=1');
  });
}

describe.each(REDIS ? [postgres, redis] : [postgres])('the queue on $name', (backend) => {
  let place: Awaited<ReturnType<Backend['open']>>;
  let open: JobQueue<Jobs>[] = [];
  const queue = (settings: QueueSettings = place.settings): JobQueue<Jobs> => {
    const opened = openQueue<Jobs>(settings);
    open.push(opened);
    return opened;
  };

  beforeEach(async () => {
    place = await backend.open();
  });
  afterEach(async () => {
    await Promise.all(open.map((opened) => opened.close()));
    open = [];
    await place.end();
  });

  it('processes each job of a bulk once, with two workers', async () => {
    const seen: number[] = [];
    const count = ({ n }: { n: number }): Promise<void> => Promise.resolve(void seen.push(n));
    await queue().work(handlers({ count }), { concurrency: 4 });
    await queue().work(handlers({ count }), { concurrency: 4 });
    const errands = Array.from({ length: 200 }, (_, n): Errand<Jobs> => ({ name: 'count', data: { n } }));
    await queue().put(errands);
    await until(() => seen.length >= 200, '200 jobs');
    await pause(300);
    expect(seen.sort((a, b) => a - b)).toEqual(errands.map((_, n) => n));
  });

  it('tries again with growing pauses, as often as told', async () => {
    const at: number[] = [];
    const flaky = (): Promise<void> => {
      at.push(performance.now());
      return at.length < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    };
    const worker = queue();
    await worker.work(handlers({ flaky }), { concurrency: 1 });
    await worker.put([{ name: 'flaky', data: {}, attempts: 5, backoff: 200 }]);
    await until(() => at.length >= 3, 'the third attempt');
    await pause(300);
    expect(at).toHaveLength(3);
    const [first, second, third] = at as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(190);
    expect(third - second).toBeGreaterThanOrEqual(390);
    expect(await worker.counts()).toMatchObject({ completed: 1, failed: 0 });
  });

  it('fails a job for good when its attempts are used up, and goes on', async () => {
    const worker = queue();
    await worker.work(handlers({ flaky: () => Promise.reject(new Error('never')) }), { concurrency: 1 });
    await worker.put([
      { name: 'flaky', data: {}, attempts: 2, backoff: 50 },
      { name: 'count', data: { n: 1 } },
    ]);
    for (let counts = await worker.counts(); counts.failed !== 1; counts = await worker.counts()) await pause(50);
    expect(await worker.counts()).toMatchObject({ completed: 1, failed: 1 });
  });

  it('holds a delayed job back', async () => {
    let ran = 0;
    const worker = queue();
    await worker.work(handlers({ tick: () => Promise.resolve(void (ran = performance.now())) }), { concurrency: 1 });
    const put = performance.now();
    await worker.put([{ name: 'tick', data: {}, delay: 600 }]);
    await until(() => ran > 0, 'the delayed job');
    expect(ran - put).toBeGreaterThanOrEqual(590);
  });

  it('keeps schedules in Shanghai time and removes those of an earlier version', async () => {
    const worker = queue();
    await worker.schedule([
      { id: 'old-name', name: 'tick', pattern: '0 1 * * *' },
      { id: 'each-morning', name: 'tick', pattern: '30 8 * * *' },
    ]);
    await worker.schedule([{ id: 'each-morning', name: 'tick', pattern: '30 8 * * *' }]);
    const kept = await place.scheduler('each-morning');
    expect(kept).toMatchObject({ pattern: '30 8 * * *', tz: 'Asia/Shanghai' });
    expect(new Date(kept?.next ?? 0).toISOString().slice(11, 16)).toBe('00:30');
    expect(await place.scheduler('old-name')).toBeUndefined();
  });

  it('gets back what it has forgotten, and leaves the rest as it is', async () => {
    const worker = queue();
    const both = [
      { id: 'each-morning', name: 'tick', pattern: '30 8 * * *' },
      { id: 'each-night', name: 'tick', pattern: '30 0 * * *' },
    ] as const;
    await worker.schedule([both[0]]);
    const before = await place.scheduler('each-morning');
    await worker.mend(both, new Date());
    expect(await place.scheduler('each-morning')).toEqual(before);
    expect(await place.scheduler('each-night')).toMatchObject({ pattern: '30 0 * * *', tz: 'Asia/Shanghai' });
  });

  it('takes back what was put off for weeks, as by a worker whose clock is ahead', async () => {
    const worker = queue();
    const inWeeks = new Date(Date.now() + 40 * 86_400_000);
    await worker.schedule([
      { id: 'each-night', name: 'tick', pattern: `30 0 ${inWeeks.getUTCDate()} ${inWeeks.getUTCMonth() + 1} *` },
    ]);
    const soon = Date.now() + 25 * 3_600_000;
    expect((await place.scheduler('each-night'))?.next).toBeGreaterThan(soon);
    await worker.mend([{ id: 'each-night', name: 'tick', pattern: '30 0 * * *' }], new Date());
    expect((await place.scheduler('each-night'))?.next).toBeLessThan(soon);
  });

  it('runs what is scheduled until the schedule is gone', async () => {
    let ticks = 0;
    const worker = queue();
    await worker.work(handlers({ tick: () => Promise.resolve(void (ticks += 1)) }), { concurrency: 1 });
    await worker.schedule([{ id: 'often', name: 'tick', every: 200 }]);
    await until(() => ticks >= 3, 'three ticks');
    await worker.schedule([]);
    await pause(400);
    const after = ticks;
    await pause(700);
    expect(ticks).toBe(after);
  });

  it('makes few jobs of a burst of rings, and one after the last of them', async () => {
    const worker = queue();
    let runs = 0;
    let lastStart = 0;
    await worker.work(
      handlers({
        slow: async () => {
          runs += 1;
          lastStart = performance.now();
          await pause(150);
        },
      }),
      { concurrency: 4 },
    );
    const bell = queue();
    let lastRing = 0;
    for (let n = 0; n < 50; n += 1) {
      lastRing = performance.now();
      bell.ring('slow');
      await pause(5);
    }
    await until(() => lastStart > lastRing, 'a run after the last ring');
    await pause(500);
    expect(runs).toBeLessThan(10);
  });

  it('finishes the job at hand when it is closed', async () => {
    const worker = queue();
    let state = 'waiting';
    const slow = async (): Promise<void> => {
      state = 'started';
      await pause(500);
      state = 'done';
    };
    await worker.work(handlers({ slow }), { concurrency: 1 });
    await worker.put([{ name: 'slow', data: {} }]);
    await until(() => state === 'started', 'the start');
    await worker.close();
    expect(state).toBe('done');
  });

  it('hands back the job at hand when there is no more time, and another worker takes it at once', async () => {
    const stopping = queue();
    let started = false;
    let release = (): void => undefined;
    const stuck = (): Promise<void> => {
      started = true;
      return new Promise((resolve) => (release = resolve));
    };
    await stopping.work(handlers({ slow: stuck }), { concurrency: 1 });
    // A ring: while its job is at hand, no other is made.
    stopping.ring('slow');
    await until(() => started, 'the start');
    await stopping.close(200);
    let taken = 0;
    const other = queue();
    await other.work(handlers({ slow: () => Promise.resolve(void (taken += 1)) }), { concurrency: 1 });
    await until(() => taken === 1, 'the other worker to take it');
    release();
    await pause(300);
    expect(taken).toBe(1);
    expect(await other.counts()).toMatchObject({ active: 0, waiting: 0, failed: 0, completed: 1 });
  });

  it('neither blocks nor throws when its backend is away', async () => {
    const bell = queue(backend.down);
    const start = performance.now();
    for (let n = 0; n < 100; n += 1) bell.ring('tick');
    expect(performance.now() - start).toBeLessThan(100);
    expect(await bell.ready()).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_500);
    await bell.close();
    expect(performance.now() - start).toBeLessThan(4_000);
    bell.ring('tick');
  });

  it('is ready when it answers', async () => {
    expect(await queue().ready()).toBe(true);
  });
});

it('finds its schema on PostgreSQL although it was opened too early', async () => {
  const { url, drop } = await bareDatabase();
  const queue = openQueue<Jobs>({ DATABASE_URL: url });
  try {
    expect(await queue.ready()).toBe(false);
    await migrateUp(url);
    expect(await queue.ready()).toBe(true);
  } finally {
    await queue.close();
    await drop();
  }
});
