import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { InboxStateView } from '@app/reminder';
import { InboxStreams } from '@app/reminder';
import { Client } from 'pg';
import { type Actor, PASSWORD, startApp, type TestApp } from './support';

let t: TestApp;
let origin: string;

beforeAll(async () => {
  t = await startApp();
  // Turns that tests can wait for.
  Object.assign(t.app.get(InboxStreams), { beatMs: 100, lookMs: 60_000 });
  await t.app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(t.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => t.close());
afterEach(async () => {
  for (const stream of open.splice(0)) stream.close();
  await until(() => t.app.get(InboxStreams).open === 0, 'all streams to be gone');
  await t.empty('reminder');
});

async function until(happened: () => boolean, what: string, patience = 10_000): Promise<void> {
  for (const start = performance.now(); !happened(); await pause(10)) {
    if (performance.now() - start > patience) throw new Error(`waited in vain: ${what}`);
  }
}

/** As the pages do it: by the cookie. */
async function cookieOf(actor: Actor, at = origin): Promise<string> {
  const answer = await fetch(`${at}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: actor, password: PASSWORD }),
  });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** An open stream, with everything that came. */
class Stream {
  text = '';
  ended = false;

  private constructor(readonly answer: IncomingMessage) {
    answer.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    answer.on('close', () => (this.ended = true)).on('error', () => (this.ended = true));
  }

  static open(cookie: string, at = origin, headers: Record<string, string> = {}): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const url = `${at}/api/notifications/stream`;
      get(url, { headers: { cookie, 'accept-encoding': 'gzip, br', ...headers }, agent: false }, (answer) => {
        const stream = new Stream(answer);
        open.push(stream);
        resolve(stream);
      }).on('error', reject);
    });
  }

  /** What each event `inbox` said. */
  get states(): InboxStateView[] {
    return [...this.text.matchAll(/event: inbox\ndata: (.*)\n\n/g)].map(
      ([, data]) => JSON.parse(String(data)) as InboxStateView,
    );
  }

  get last(): InboxStateView | undefined {
    return this.states.at(-1);
  }

  close(): void {
    this.answer.destroy();
  }
}
const open: Stream[] = [];

const streamOf = async (actor: Actor): Promise<Stream> => {
  const stream = await Stream.open(await cookieOf(actor));
  await until(() => stream.states.length > 0, 'the first state');
  return stream;
};

let made = 0;
async function remind(actor: Actor, title: string): Promise<string> {
  made += 1;
  const [{ id }] = (await t.database.query(
    `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
     values ('issue-urged', 'issue', uuidv7(), $1, $2, $3, '', clock_timestamp()) returning id`,
    [String(made), t.cast.people[actor], title],
  )) as [{ id: string }];
  return id;
}

it('asks who it is first', async () => {
  const stream = await Stream.open('');
  expect(stream.answer.statusCode).toBe(401);
  expect(stream.answer.headers['content-type']).toContain('application/json');
});

it('comes as a stream that nobody on the way may hold back, under the headers of every answer', async () => {
  const { answer } = await streamOf('officer');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  expect(answer.headers['content-encoding']).toBeUndefined();
  const head = await fetch(`${origin}/api/notifications/stream`, {
    method: 'HEAD',
    headers: { cookie: await cookieOf('officer') },
  });
  expect(head.status).toBe(200);
});

it('says at its beginning how it stands, then what arrives and what is read, and only mine', async () => {
  await remind('officer', '早先的提醒');
  const stream = await streamOf('officer');
  expect(stream.states).toEqual([{ unread: 1, newest: { id: expect.any(String), title: '早先的提醒' } }]);
  await remind('handler', '别人的提醒');
  const id = await remind('officer', '新的提醒');
  await until(() => stream.last?.unread === 2, 'the new reminder');
  expect(stream.last?.newest).toEqual({ id, title: '新的提醒' });
  await (await t.as('officer')).post(`/api/notifications/${id}/read`);
  await until(() => stream.last?.unread === 1, 'one to be read');
  expect(stream.last?.newest?.title).toBe('早先的提醒');
  await (await t.as('officer')).post('/api/notifications/read-all');
  await until(() => stream.last?.unread === 0, 'all to be read');
  expect(stream.last).toEqual({ unread: 0, newest: null });
  expect(stream.text).not.toContain('别人');
  const cancelled = await remind('officer', '不再需要的提醒');
  await until(() => stream.last?.unread === 1, 'another one');
  await t.database.query(`update reminder set cancelled_at = now(), cancel_reason = '已签收' where id = $1`, [
    cancelled,
  ]);
  await until(() => stream.last?.unread === 0, 'it to be cancelled');
});

it('tells many at once, and of a thousand reminders for one not a thousand times', async () => {
  const [officer, head] = [await streamOf('officer'), await streamOf('head')];
  for (const actor of ['officer', 'head'] as const) {
    await t.database.query(
      `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
       select 'issue-urged', 'issue', uuidv7(), 'n' || n, $1, '第' || n || '条', '', now() + n * interval '1 ms'
         from generate_series(1, 1000) n`,
      [t.cast.people[actor]],
    );
  }
  await until(() => officer.last?.unread === 1000 && head.last?.unread === 1000, 'all thousand');
  expect(officer.last?.newest?.title).toBe('第1000条');
  expect(officer.states.length).toBeLessThan(10);
});

it('names only persons on the channel, and nobody when there are very many', async () => {
  const heard: string[] = [];
  const listener = new Client({ connectionString: t.databaseUrl });
  await listener.connect();
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query('listen inbox');
  await remind('officer', '保密的标题');
  await t.database.query('update reminder set read_at = now() where false');
  await t.database.query(
    `insert into person (username, name, unit_id, roles)
     select 'many' || n, '某人', $1, '{handler}' from generate_series(1, 201) n`,
    [t.cast.units.power],
  );
  const toMany = (people: number): Promise<unknown> =>
    t.database.query(
      `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
       select 'issue-urged', 'issue', uuidv7(), 'many', id, '', '', now()
         from (select id from person where username like 'many%' limit $1) p`,
      [people],
    );
  await toMany(200);
  await toMany(201);
  await until(() => heard.length === 3, 'three words');
  await listener.end();
  expect(heard[0]).toBe(t.cast.people.officer);
  expect(heard[1]?.split(',')).toHaveLength(200);
  expect(Buffer.byteLength(heard[1] ?? '')).toBeLessThan(8000);
  expect(heard[2]).toBe('*');
});

it('sends a line that means nothing now and then, so that nobody takes the connection for dead', async () => {
  const stream = await streamOf('officer');
  await until(() => (stream.text.match(/^:$/gm) ?? []).length > 2, 'lines that mean nothing');
});

it('closes the oldest of a person when there are too many', async () => {
  const cookie = await cookieOf('officer');
  const streams: Stream[] = [];
  for (let n = 0; n < 5; n += 1) {
    const stream = await Stream.open(cookie);
    await until(() => stream.states.length > 0, 'the first state');
    streams.push(stream);
  }
  const other = await streamOf('head');
  await until(() => streams[0]?.ended === true, 'the oldest to end');
  expect(streams[0]?.text).toContain('event: replaced\n');
  expect(streams.map(({ ended }) => ended)).toEqual([true, false, false, false, false]);
  expect(other.ended).toBe(false);
});

it('ends when its person signs out, and tells nothing more', async () => {
  const cookie = await cookieOf('officer');
  const [mine, other] = [await Stream.open(cookie), await streamOf('officer')];
  const answer = await fetch(`${origin}/api/auth/logout`, { method: 'POST', headers: { cookie } });
  expect(answer.status).toBe(204);
  await until(() => mine.ended, 'the stream to end');
  await remind('officer', '退出之后的提醒');
  await until(() => other.last?.unread === 1, 'the other session');
  expect(mine.text).not.toContain('退出之后');
});

it.each([
  ['is revoked by another process', 'update session set revoked_at = now() where person_id = $1'],
  ['is over', `update session set expires_at = '2024-10-01' where person_id = $1`],
  ['belongs to somebody who has left', 'update person set active = false where id = $1'],
])('says nothing any more when the session %s', async (_, sql) => {
  const stream = await streamOf('handler');
  await t.database.query(sql, [t.cast.people.handler]);
  await remind('handler', '不该看到的提醒');
  await until(() => stream.ended, 'the stream to end');
  expect(stream.text).not.toContain('不该看到');
  await t.database.query('update person set active = true where id = $1', [t.cast.people.handler]);
});

describe('when the connection that hears is broken', () => {
  const backends = (): Promise<{ pid: number }[]> =>
    t.database.query(
      `select pid from pg_stat_activity where application_name = 'xiaohao inbox' and datname = current_database()`,
    );

  it('it comes back by itself and finds what it missed', async () => {
    const stream = await streamOf('officer');
    const [before] = await backends();
    await t.database.query('select pg_terminate_backend($1)', [before?.pid]);
    await remind('officer', '断线时的提醒');
    await until(() => stream.last?.newest?.title === '断线时的提醒', 'what was missed');
    const after = await backends();
    expect(after).toHaveLength(1);
    expect(after[0]?.pid).not.toBe(before?.pid);
  });

  it('all are looked at anyway now and then', async () => {
    const slow = await startApp();
    const streams = slow.app.get(InboxStreams);
    Object.assign(streams, { lookMs: 300 });
    try {
      await slow.app.listen(0, '127.0.0.1');
      const at = `http://127.0.0.1:${(slow.app.getHttpServer().address() as AddressInfo).port}`;
      const stream = await Stream.open(await cookieOf('officer', at), at);
      await until(() => stream.states.length > 0, 'the first state');
      // Nobody says a word of it.
      await slow.database.query('alter table reminder disable trigger reminder_rings_new');
      await slow.database.query(
        `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
         values ('issue-urged', 'issue', uuidv7(), 'quiet', $1, '没有通知的提醒', '', now())`,
        [slow.cast.people.officer],
      );
      await until(() => stream.last?.newest?.title === '没有通知的提醒', 'the turn');
    } finally {
      await slow.close();
    }
  });
});

it('ends at once when the program stops, which does not wait for it', async () => {
  const stopping = await startApp();
  await stopping.app.listen(0, '127.0.0.1');
  const at = `http://127.0.0.1:${(stopping.app.getHttpServer().address() as AddressInfo).port}`;
  const stream = await Stream.open(await cookieOf('officer', at), at);
  await until(() => stream.states.length > 0, 'the first state');
  await stopping.close();
  await until(() => stream.ended, 'the stream to end');
});
