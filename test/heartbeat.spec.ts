import { beat, Bell, lastBeat, Settings } from '@app/platform';
import { databaseNow, SweepService } from '@app/reminder';
import { handlersOf } from '../apps/worker/handlers';
import { WorkerModule } from '../apps/worker/worker.module';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startApp, type TestApp } from './support';

interface Health {
  status: string;
  database: boolean;
  schema: boolean;
  queue: boolean;
  sweeps: boolean;
}

const MINUTE = 60_000;
let t: TestApp;
beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());

const health = async (): Promise<[number, Health]> => {
  const { status, body } = await t.anonymous.get<Health>('/api/health');
  return [status, body];
};
/** The last sweep came to its end so long ago. */
const sweptBefore = async (minutes: number): Promise<void> => {
  await t.empty('heartbeat');
  await t.database.query(
    `insert into heartbeat (name, at, took_ms, made, faults)
     values ('sweep', clock_timestamp() - make_interval(mins => $1), 12, 0, 0)`,
    [minutes],
  );
};
const wait = (minutes: number): void => t.clock.set(new Date(t.clock.now().getTime() + minutes * MINUTE));

const WELL = { status: 'ok', database: true, schema: true, queue: true, sweeps: true };

describe('health says whether the sweep still comes by', () => {
  it('gives a worker five minutes to start, then alarms', async () => {
    await t.empty('heartbeat');
    expect(await health()).toEqual([200, WELL]);
    wait(4);
    expect(await health()).toEqual([200, WELL]);
    wait(2);
    expect(await health()).toEqual([503, { ...WELL, status: 'failing', sweeps: false }]);
  });

  it('is well again as soon as a sweep has come to its end, and alarms when the last one is five minutes old', async () => {
    wait(60);
    await sweptBefore(0);
    expect(await health()).toEqual([200, WELL]);
    await sweptBefore(4);
    expect(await health()).toEqual([200, WELL]);
    await sweptBefore(6);
    expect(await health()).toEqual([503, { ...WELL, status: 'failing', sweeps: false }]);
  });

  it('asks the database how old the sweep is: our own clock may be wrong', async () => {
    await sweptBefore(1);
    wait(40 * 24 * 60);
    expect((await health())[0]).toBe(200);
    // Put right again, it is as if we had just started.
    wait(-80 * 24 * 60);
    await sweptBefore(60);
    expect((await health())[0]).toBe(200);
    wait(6);
    expect((await health())[0]).toBe(503);
  });
});

describe('the heartbeat', () => {
  let worker: INestApplicationContext;
  beforeAll(async () => {
    const settings = Object.assign(new Settings(), { DATABASE_URL: t.databaseUrl, DATABASE_POOL_SIZE: 4 });
    worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), { logger: false });
  });
  afterAll(() => worker.close());
  beforeEach(() => t.empty('heartbeat'));
  afterEach(() => jest.restoreAllMocks());

  it('moves at the end of each sweep, by the database’s clock, also when nothing was due', async () => {
    const { sweep } = handlersOf(worker);
    await sweep({});
    const first = await lastBeat(t.database, 'sweep');
    expect(first).toMatchObject({ made: 0, faults: 0 });
    await sweep({});
    const second = await lastBeat(t.database, 'sweep');
    expect(second?.at.getTime()).toBeGreaterThan(first?.at.getTime() ?? Infinity);
    const now = await databaseNow(t.database);
    expect(now.getTime() - (second?.at.getTime() ?? 0)).toBeLessThan(MINUTE);
  });

  it('says how many were made, and how many rules failed', async () => {
    jest.spyOn(worker.get(SweepService), 'run').mockResolvedValue({ made: 7, faults: 2 });
    jest.spyOn(worker.get(Bell), 'ring').mockImplementation(() => undefined);
    await handlersOf(worker).sweep({});
    expect(await lastBeat(t.database, 'sweep')).toMatchObject({ made: 7, faults: 2 });
  });

  it('stands still when the sweep fails', async () => {
    jest.spyOn(worker.get(SweepService), 'run').mockRejectedValue(new Error('no'));
    await expect(handlersOf(worker).sweep({})).rejects.toThrow('no');
    expect(await lastBeat(t.database, 'sweep')).toBeUndefined();
  });

  it('of several workers the last end stands, whoever writes later', async () => {
    const startedAt = await databaseNow(t.database);
    await t.database.query(
      `insert into heartbeat (name, at, took_ms, made, faults) values ('sweep', clock_timestamp() + interval '1 minute', 1, 5, 0)`,
    );
    await beat(t.database, 'sweep', { startedAt, made: 1, faults: 0 });
    expect(await lastBeat(t.database, 'sweep')).toMatchObject({ made: 5 });
  });
});
