import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseOptions } from '@app/platform';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase, PASSWORD } from './support';
import { freePort, Program } from './support/process';
import { CHANNEL_SETTINGS, putWebhook } from './support/webhook';

let database: DataSource;
let cast: Cast;
let projectId: string;
let address: string;
let api: Program;
let databaseUrl: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  ({ drop, url: databaseUrl } = fresh);
  database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 4 })).initialize();
  cast = await castInto(database);
  const [project] = (await database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
  await database.query(
    `insert into ledger (code, name, number_pattern, step_days, soon_days, subject)
     select 'other-ledger', '另一本台账', 'LY-{year}-{3}', step_days, soon_days, 'none' from ledger`,
  );
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
  await api.start();
});
afterAll(async () => {
  await api.stop();
  await database.destroy();
  await drop();
});

async function post<T>(path: string, body: object, token?: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
}

async function signIn(username: string): Promise<string> {
  const { body } = await post<{ accessToken: string }>('/api/auth/login', { username, password: PASSWORD });
  return body.accessToken;
}

/** Sends until an answer comes, as a phone does, whatever dies on the way. */
async function untilAnswered(send: () => Promise<{ status: number }>): Promise<number> {
  for (;;) {
    try {
      const { status } = await send();
      if (status < 500) return status;
    } catch {
      // No answer: it may or may not have been done.
    }
    await wait(50);
  }
}

describe('kill -9 of the API while people work', () => {
  it('loses nothing that was acknowledged, does nothing twice, leaves no gap in the numbers', async () => {
    const [officer, supervisor] = [await signIn('officer'), await signIn('supervisor')];
    const issues = Array.from({ length: 80 }, () => randomUUID());
    const registered: number[] = [];
    const assigned: number[] = [];
    const work = Promise.all(
      Array.from({ length: 8 }, async (_, clerk) => {
        for (const id of issues.filter((__, index) => index % 8 === clerk)) {
          // Every third goes to another ledger, which counts for itself.
          const place = issues.indexOf(id) % 3 === 0 ? { ledger: 'other-ledger' } : { projectId };
          const body = { id, ...place, title: '断电时登记的问题', categoryCode: 'power' };
          registered.push(await untilAnswered(() => post('/api/issues', body, officer)));
          const action = { id: randomUUID(), version: 1, leadUnitId: cast.units.power };
          assigned.push(await untilAnswered(() => post(`/api/issues/${id}/actions/assign`, action, supervisor)));
        }
      }),
    );
    let done = false;
    void work.finally(() => (done = true));
    let kills = 0;
    while (!done && kills < 5) {
      await wait(150 + Math.random() * 250);
      await api.kill();
      kills += 1;
      await api.start();
    }
    await work;
    expect(kills).toBeGreaterThan(1);
    expect(new Set(registered)).toEqual(new Set([201]));
    expect(new Set(assigned)).toEqual(new Set([200]));

    const rows: { id: string; code: string; sequence: number; version: number; events: string[] }[] =
      await database.query(
        `select i.id, l.code, i.sequence, i.version,
              (select array_agg(e.action order by e.seq) from issue_event e where e.issue_id = i.id) as events
         from issue i join ledger l on l.id = i.ledger_id order by i.sequence`,
      );
    expect(rows.map(({ id }) => id).sort()).toEqual([...issues].sort());
    for (const code of ['project-issue', 'other-ledger']) {
      const own = rows.filter((row) => row.code === code);
      expect(own.length).toBeGreaterThan(20);
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
    }
    expect(new Set(rows.map(({ events }) => events.join()))).toEqual(new Set(['register,assign']));
    expect(rows.every(({ version }) => version === 2)).toBe(true);
  }, 180_000);

  it('a session survives it', async () => {
    const token = await signIn('leader');
    await api.kill();
    await api.start();
    const me = await fetch(`${address}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(200);
  });
});

describe('kill -9 of the worker while reminders go out', () => {
  it('sends none twice and forgets none: each is sent, or known to be unknown', async () => {
    const calls = new Map<string, number>();
    const sink = createServer((request, response) => {
      const id = String(request.headers['x-xiaohao-delivery']);
      calls.set(id, (calls.get(id) ?? 0) + 1);
      request.resume().on('end', () => setTimeout(() => response.end('ok'), 5 + Math.random() * 15));
    }).listen(0, '127.0.0.1');
    await once(sink, 'listening');
    const { port } = sink.address() as { port: number };
    const channel = await putWebhook(database, `http://127.0.0.1:${port}/hook`);
    // The worker's clock is the real one: at any hour of any day.
    await database.query(
      `update reminder_rule set send_from = '00:00', send_until = '24:00', workdays_only = false where code = 'visit-missing'`,
    );
    await database.query(
      `with written as (
         insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
         select 'visit-missing', 'project', $1, 'w' || n, $2, '本周走访尚未完成', '', now() + interval '1 hour'
           from generate_series(1, 400) n
         returning id)
       insert into delivery (reminder_id, channel_id, key, receiver, state, next_at)
       select id, $3, id::text, $2, 'due', now() from written`,
      // As fresh as these claim to be, nobody asks again whether they still hold: they are about nothing that is there.
      [projectId, cast.people.officer, channel],
    );
    const worker = new Program('apps/worker/main.js', {
      DATABASE_URL: databaseUrl,
      ...CHANNEL_SETTINGS,
    });
    const counts = async (): Promise<Record<string, number>> => {
      const rows: { state: string; count: number }[] = await database.query(
        'select state, count(*)::int as count from delivery group by state',
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    };
    let kills = 0;
    for (let left = 400; left > 0;) {
      await worker.start();
      const sentBefore = (await counts()).sent ?? 0;
      // Let it send some, then pull the plug; the last one may finish.
      while (((await counts()).due ?? 0) > 0 && ((await counts()).sent ?? 0) < sentBefore + 90) await wait(10);
      left = (await counts()).due ?? 0;
      if (left === 0) break;
      await worker.kill();
      kills += 1;
    }
    await wait(300);
    await worker.stop();
    sink.close();
    const states = await counts();
    expect(kills).toBeGreaterThan(1);
    expect([...calls.values()].filter((count) => count > 1)).toEqual([]);
    // At most the four lanes of each killed worker were under way; nobody repeats them, a minute later they are “unknown”.
    expect(states.sending ?? 0).toBeLessThanOrEqual(kills * 4);
    expect((states.sent ?? 0) + (states.sending ?? 0) + (states.unknown ?? 0)).toBe(400);
    expect(calls.size).toBeGreaterThanOrEqual(states.sent ?? 0);
  }, 180_000);
});
