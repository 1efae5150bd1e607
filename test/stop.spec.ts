import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseOptions, openQueue, ownerOptions } from '@app/platform';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { castInto, freshDatabase, PASSWORD } from './support';
import { freePort, Program } from './support/process';

const REDIS = process.env.TEST_REDIS_URL;
/** Docker's patience, see `docker-compose.yml`. */
const PATIENCE_MS = 30_000;

if (!REDIS) {
  const missing = process.env.REQUIRE_REDIS === '1' ? it : it.skip;
  missing('a worker on Redis that is stopped (skipped: TEST_REDIS_URL is not set)', () => {
    throw new Error('TEST_REDIS_URL is not set, but REQUIRE_REDIS=1');
  });
}

/** A worker on a database of its own, with a job at hand that takes so many seconds. */
async function busyWorker(backend: 'PostgreSQL' | 'Redis', seconds: number, place: number) {
  const { url, drop } = await freshDatabase();
  const redis = backend === 'Redis' ? new URL(REDIS as string) : undefined;
  if (redis) {
    redis.pathname = `/${place}`;
    const client = new Redis(redis.href);
    await client.flushdb();
    await client.quit();
  }
  const settings = { DATABASE_URL: url, ...(redis ? { REDIS_URL: redis.href } : {}) };
  const database = await new DataSource(ownerOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 2 })).initialize();
  const sweeps = async (): Promise<number> =>
    (await database.query(`select from heartbeat where name = 'sweep'`)).length as number;
  const worker = new Program('apps/worker/main.js', settings);
  await worker.start();
  while ((await sweeps()) === 0) await pause(50);
  await database.query(`
    delete from heartbeat;
    create function sleep() returns trigger language plpgsql as $$ begin perform pg_sleep(${seconds}); return new; end $$;
    create trigger sleep before insert on heartbeat for each row execute function sleep()`);
  const queue = openQueue<{ sweep: object }>(settings);
  await queue.put([{ name: 'sweep', data: {} }]);
  const sleeping = async (): Promise<boolean> => {
    const rows: unknown[] = await database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    );
    return rows.length > 0;
  };
  while (!(await sleeping())) await pause(20);
  return {
    worker,
    queue,
    sweeps,
    async end() {
      await worker.kill();
      await queue.close();
      await database.destroy();
      await drop();
    },
  };
}

/** Nothing but waiting: side by side, however many there are. */
const onEach = (story: (backend: 'PostgreSQL' | 'Redis') => Promise<void>) => (): Promise<unknown> =>
  Promise.all((REDIS ? (['PostgreSQL', 'Redis'] as const) : (['PostgreSQL'] as const)).map(story));

describe('a worker that is stopped while it is slow in a job, on each backend', () => {
  it(
    'finishes the job when there is time',
    onEach(async (backend) => {
      const { worker, queue, sweeps, end } = await busyWorker(backend, 3, 6);
      try {
        expect([backend, await worker.stop(PATIENCE_MS)]).toEqual([backend, 0]);
        expect([backend, await sweeps()]).toEqual([backend, 1]);
        expect(await queue.counts()).toMatchObject({ active: 0 });
      } finally {
        await end();
      }
    }),
    120_000,
  );

  it(
    'hands it back when there is not, and is gone within thirty seconds',
    onEach(async (backend) => {
      const { worker, queue, sweeps, end } = await busyWorker(backend, 29.5, 7);
      try {
        expect([backend, await worker.stop(PATIENCE_MS)]).not.toEqual([backend, 'SIGKILL']);
        expect([backend, await sweeps()]).toEqual([backend, 0]);
        const counts = await queue.counts();
        expect([backend, counts.active]).toEqual([backend, 0]);
        expect(counts.waiting).toBeGreaterThan(0);
      } finally {
        await end();
      }
    }),
    180_000,
  );
});

it('the API that is stopped ends open streams at once and does not wait for them', async () => {
  const { url, drop } = await freshDatabase();
  const database = await new DataSource(databaseOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 2 })).initialize();
  await castInto(database);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const api = new Program('apps/api/main.js', { DATABASE_URL: url, PORT: String(port) });
  await api.start();
  try {
    const signedIn = await fetch(`${origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'officer', password: PASSWORD }),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const request = get(`${origin}/api/notifications/stream`, { headers: { authorization: `Bearer ${accessToken}` } });
    const [stream] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    let text = '';
    stream.on('data', (chunk) => (text += String(chunk)));
    const ended = once(stream, 'end');
    while (!text.includes('event: inbox')) await pause(20);
    // Not killed: it has nothing to wait for.
    expect(await api.stop(10_000)).toBe('SIGTERM');
    await ended;
  } finally {
    await api.kill();
    await database.destroy();
    await drop();
  }
}, 60_000);
