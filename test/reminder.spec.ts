import { repairAll } from '@app/duty';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { dayOf, CalendarService, Clock, type FixedClock } from '@app/platform';
import { signatureOf } from '@app/channel/webhook.adapter';
import { DeliveryService, SweepService } from '@app/reminder';
import { claimDeliveries } from '@app/reminder/delivery.queries';
import { Logger } from '@nestjs/common';
import { type Actor, NOW, startApp, type TestApp } from './support';
import { channelSettings, channelsOf, putWebhook, useChannels, WEBHOOK_SECRET } from './support/webhook';

Logger.overrideLogger(false);

let app: TestApp;
let clock: FixedClock;

beforeAll(async () => {
  app = await startApp();
  clock = app.clock;
});
afterAll(() => app.close());
beforeEach(async () => {
  clock.set(NOW);
  await app.empty('delivery', 'reminder', 'reminder_tuning', 'channel', 'project_list', 'project', 'seal_queue');
  await useChannels(app.database);
  // What concerns everybody each week or month has tests of its own.
  await app.database.query('update reminder_rule set active = not code = any ($1)', [
    [
      'weekly-digest',
      'monthly-digest',
      'month-open',
      'entry-missing',
      'visit-due',
      'visit-missed',
      'sign-due',
      'review-due',
    ],
  ]);
  await app.database.query('delete from calendar_day where name = $1', ['测试']);
});

const at = (time: string): Date => new Date(`${time}:00+08:00`);
const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};

const project = (name = '富锶项目', officer: Actor = 'officer'): Promise<string> =>
  one(
    `insert into project (name, address, total_investment, officer_id, unit_id) values ($1, '园区路1号', 100, $2, $3) returning id`,
    [name, app.cast.people[officer], app.cast.units.bureau],
  );

async function onList(projectId: string, every: 'week' | 'month' | 'none', name = `清单-${every}`): Promise<void> {
  await app.database.query(
    `insert into project_list (name, year, kind, visit_every) values ($1, 2024, 'other', $2) on conflict do nothing`,
    [name, every],
  );
  await app.database.query(
    `insert into list_member (list_id, project_id, from_month) select id, $2, '2024-01' from project_list where name = $1`,
    [name, projectId],
  );
}

let sequence = 0;
async function issue(facts: { dueOn: string; state?: string; handler?: Actor | null }): Promise<string> {
  sequence += 1;
  const state = facts.state ?? 'in-progress';
  return one(
    `insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state,
                        registered_by, registered_at, lead_unit_id, handler_id, due_on, first_due_on, touched_at, body_hash,
                        closed_at, suspended_on, review_on)
     select uuidv7(), l.id, 'WT-2024-' || $1, 2024, $1::int, '110kV 专线未通', '', 'power', 'medium', $2, $3, now(), $4, $5,
            $6, $6, now(), '', case when $2 = 'closed' then now() end,
            case when $2 = 'suspended' then $6::date end, case when $2 = 'suspended' then $6::date end
       from ledger l returning id`,
    [
      String(1000 + sequence),
      state,
      app.cast.people.supervisor,
      app.cast.units.power,
      facts.handler === null ? null : app.cast.people[facts.handler ?? 'handler'],
      facts.dueOn,
    ],
  );
}

/** One run of the sweep, as the worker does it, at that time; duties were repaired shortly before. */
const sweep = (time: string): Promise<number> => {
  const sweeper = new SweepService(new CalendarService(app.database, app.app.get(Clock)));
  return app.database.transaction(async (tx) => {
    await repairAll(tx, dayOf(at(time)));
    return sweeper.sweep(tx, at(time));
  });
};

const reminders = async (): Promise<string[]> => {
  const rows: { line: string }[] = await app.database.query(
    `select concat_ws(' ', r.rule, r.occurrence, p.username) as line from reminder r join person p on p.id = r.person_id
      order by 1`,
  );
  return rows.map(({ line }) => line);
};

describe('issues', () => {
  // 2024-10-16 is a Wednesday; Saturday the 12th was worked, the 1st to the 7th were off.
  it.each([
    ['on the last day', '2024-10-16', '2024-10-16T09:00', '今天到期'],
    ['three working days ahead', '2024-10-21', '2024-10-16T09:00', '3 个工作日内到期'],
    ['over the weekend', '2024-10-21', '2024-10-18T09:00', '1 个工作日内到期'],
    ['counting a Saturday that is worked', '2024-10-14', '2024-10-10T09:00', '3 个工作日内到期'],
    ['over a week of holidays', '2024-10-10', '2024-09-30T09:00', '3 个工作日内到期'],
  ])('are due soon %s', async (_, dueOn, time, words) => {
    await issue({ dueOn });
    expect(await sweep(time)).toBe(2);
    expect(await reminders()).toEqual([`issue-due-soon ${dueOn} handler`, `issue-due-soon ${dueOn} head`]);
    const [{ title, body }] = (await app.database.query('select title, body from reminder limit 1')) as [
      { title: string; body: string },
    ];
    expect(title).toContain(`${words}：WT-2024-`);
    expect(title).toContain('110kV 专线未通');
    expect(body).toContain('供电公司');
  });

  it.each([
    ['four working days ahead', '2024-10-22', 'in-progress', '2024-10-16T09:00'],
    ['beyond the holidays', '2024-10-11', 'in-progress', '2024-09-30T09:00'],
    ['before hours', '2024-10-16', 'in-progress', '2024-10-16T08:29'],
    ['after hours', '2024-10-16', 'in-progress', '2024-10-16T18:00'],
    ['on a Sunday', '2024-10-14', 'in-progress', '2024-10-13T10:00'],
    ['on a holiday', '2024-10-09', 'in-progress', '2024-10-07T10:00'],
    ['while suspended', '2024-10-16', 'suspended', '2024-10-16T09:00'],
    ['when closed', '2024-10-01', 'closed', '2024-10-16T09:00'],
  ])('remind nobody %s', async (_, dueOn, state, time) => {
    await issue({ dueOn, state });
    expect(await sweep(time)).toBe(0);
    expect(await reminders()).toEqual([]);
  });

  const supervisors = ['double', 'supervisor', 'supervisor2'];
  // Saturday the 12th is worked: the fifth working day after the 9th is the 15th, the tenth the 22nd.
  it('that are overdue climb the ladder: handler, head, supervisors, leader', async () => {
    await issue({ dueOn: '2024-10-09' });
    const told = new Map<string, string[]>();
    let before: string[] = [];
    for (const day of ['10-09', '10-10', '10-11', '10-12', '10-14', '10-15', '10-16', '10-21', '10-22', '10-23']) {
      await sweep(`2024-${day}T08:30`);
      const now = await reminders();
      told.set(
        day,
        now.filter((line) => !before.includes(line)),
      );
      before = now;
    }
    const overdue = [...told].map(([day, lines]) => [day, lines.filter((line) => line.startsWith('issue-overdue'))]);
    expect(Object.fromEntries(overdue.filter(([, lines]) => (lines?.length ?? 0) > 0))).toEqual({
      '10-10': ['issue-overdue 2024-10-09 handler'],
      '10-12': ['issue-overdue-head 2024-10-09 head'],
      '10-15': supervisors.map((name) => `issue-overdue-supervisor 2024-10-09 ${name}`),
      '10-22': ['issue-overdue-leader 2024-10-09 leader'],
    });
  });

  it('that wait for the bureau are told to the supervisors only', async () => {
    await issue({ dueOn: '2024-10-09', state: 'pending-verification' });
    await sweep('2024-10-16T09:00');
    expect(await reminders()).toEqual(supervisors.map((name) => `issue-overdue-supervisor 2024-10-09 ${name}`));
  });

  it('without a handler go to all handlers of the lead department', async () => {
    const colleague = await one(
      `insert into person (username, name, unit_id, roles) values ('handler3', '同事', $1, '{handler}') returning id`,
      [app.cast.units.power],
    );
    try {
      await issue({ dueOn: '2024-10-17', state: 'assigned', handler: null });
      await sweep('2024-10-16T09:00');
      expect(await reminders()).toEqual(
        ['handler', 'handler3', 'head'].map((name) => `issue-due-soon 2024-10-17 ${name}`),
      );
    } finally {
      await app.database.query('truncate delivery, reminder');
      await app.database.query('delete from person where id = $1', [colleague]);
    }
  });

  it('are reminded of again when the deadline has moved, and not otherwise', async () => {
    const id = await issue({ dueOn: '2024-10-17' });
    expect(await sweep('2024-10-16T09:00')).toBe(2);
    expect(await sweep('2024-10-17T09:00')).toBe(0);
    await app.database.query(`update issue set due_on = '2024-10-22' where id = $1`, [id]);
    expect(await sweep('2024-10-17T10:00')).toBe(2);
  });

  it('are found three days late: what is over by then is overdue, not due soon', async () => {
    await issue({ dueOn: '2024-10-18' });
    // Nothing ran from Wednesday to Sunday.
    expect(await sweep('2024-10-20T10:00')).toBe(0);
    await sweep('2024-10-21T08:31');
    expect(new Set((await reminders()).map((line) => line.split(' ')[0]))).toEqual(new Set(['issue-overdue']));
  });
});

describe('what a supervisor or leader says', () => {
  it('reaches the department once, in working hours, and a second word is a second reminder', async () => {
    const id = await issue({ dueOn: '2024-12-20' });
    const say = (seq: number, action: string, actor: 'supervisor' | 'leader', note: string) =>
      app.database.query(
        `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, body_hash)
         values ($1, $2, $3, 'in-progress', 'in-progress', $4, $5, '2024-10-16T20:00+08', $6, '')`,
        [id, seq, action, app.cast.people[actor], app.cast.units.bureau, note],
      );
    const told = async (): Promise<string[]> => {
      const rows: { line: string }[] = await app.database.query(
        `select p.username || ' ' || r.title || ' ' || r.body as line from reminder r join person p on p.id = r.person_id
          where r.rule = 'issue-urged' order by 1`,
      );
      return rows.map(({ line }) => line.replace(/WT-\S+ .*? 项目/, '项目'));
    };
    await say(1, 'urge', 'supervisor', '请本周内反馈');
    expect(await sweep('2024-10-16T20:01')).toBe(0);
    expect(await sweep('2024-10-17T08:30')).toBe(2);
    expect(await sweep('2024-10-17T08:31')).toBe(0);
    expect((await told()).map((line) => line.split(' ')[0])).toEqual(['handler', 'head']);
    expect((await told())[0]).toContain('赵督办催办：请本周内反馈');
    await say(2, 'instruct', 'leader', '');
    expect(await sweep('2024-10-17T08:32')).toBe(2);
    expect((await told()).join()).toContain('郑区长批示。请抓紧办理');
  });
});

describe('visits', () => {
  beforeEach(async () => onList(await project(), 'week'));

  it.each([
    ['before Thursday', '2024-10-16T17:00', []],
    ['before nine on Thursday', '2024-10-17T08:59', []],
    ['from nine on Thursday', '2024-10-17T09:00', ['visit-missing 2024-W42 officer']],
    ['on Friday', '2024-10-18T08:30', ['visit-missing 2024-W42 officer']],
    ['on Sunday', '2024-10-20T10:00', []],
    ['on Monday: that week is over', '2024-10-21T10:00', []],
    ['in a week without a working day', '2024-10-03T10:00', []],
  ])('are missing %s', async (_, time, expected) => {
    await sweep(time);
    expect(await reminders()).toEqual(expected);
  });

  it('are missing on the last working day of a week whose Thursday is off', async () => {
    await app.database.query(
      `insert into calendar_day (day, year, kind, name) select d::date, 2024, 'holiday', '测试'
         from generate_series('2024-10-17'::date, '2024-10-20', '1 day') d`,
    );
    await sweep('2024-10-16T08:59');
    expect(await reminders()).toEqual([]);
    await sweep('2024-10-16T09:00');
    expect(await reminders()).toEqual(['visit-missing 2024-W42 officer']);
  });

  it('are not missing once the project was visited', async () => {
    await app.database.query(
      `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
       select uuidv7(), id, officer_id, '2024-10-14T10:00+08:00', '2024-10-14', '', '', now() from project`,
    );
    expect(await sweep('2024-10-17T10:00')).toBe(0);
  });

  it('of monthly duties are missing from the 25th', async () => {
    await app.database.query('delete from list_member; delete from project_list');
    const [{ id }] = (await app.database.query('select id from project')) as [{ id: string }];
    await onList(id, 'month');
    expect(await sweep('2024-10-24T17:00')).toBe(0);
    expect(await sweep('2024-10-25T09:00')).toBe(1);
    expect(await reminders()).toEqual(['visit-missing 2024-10 officer']);
  });
});

describe('the sweep', () => {
  it('run twice writes nothing twice', async () => {
    await issue({ dueOn: '2024-10-17' });
    await issue({ dueOn: '2024-10-10' });
    await useChannels(app.database, await putWebhook(app.database, 'http://127.0.0.1:1/'));
    const first = await sweep('2024-10-16T09:00');
    expect(first).toBe(7);
    expect(await sweep('2024-10-16T09:00')).toBe(0);
    expect(await app.database.query('select count(*)::int as n from delivery')).toEqual([{ n: first }]);
  });

  it('run eight times at once writes nothing twice and locks nothing up', async () => {
    for (let n = 0; n < 30; n += 1) await issue({ dueOn: n % 2 ? '2024-10-17' : '2024-10-10' });
    await useChannels(app.database, await putWebhook(app.database, 'http://127.0.0.1:1/'));
    const made = await Promise.all(Array.from({ length: 8 }, () => sweep('2024-10-16T09:00')));
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(15 * 2 + 15 * 5);
    expect((await reminders()).length).toBe(15 * 2 + 15 * 5);
    expect(await app.database.query('select count(*)::int as n from delivery')).toEqual([{ n: 105 }]);
  });

  it('without a channel puts nothing down for it', async () => {
    await issue({ dueOn: '2024-10-17' });
    await sweep('2024-10-16T09:00');
    expect(await app.database.query('select count(*)::int as n from delivery')).toEqual([{ n: 0 }]);
  });
});

describe('the webhook', () => {
  let server: Server;
  let url: string;
  /** Delivery id → how often it was seen. */
  const seen = new Map<string, number>();
  let requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  let answer: (response: ServerResponse, count: number) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const id = String(request.headers['x-xiaohao-delivery']);
        seen.set(id, (seen.get(id) ?? 0) + 1);
        requests.push({ headers: request.headers, body });
        answer(response, seen.get(id) ?? 0);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    seen.clear();
    requests = [];
    answer = (response) => void response.writeHead(204).end();
  });

  let channel: string;
  beforeEach(async () => {
    channel = await putWebhook(app.database, url);
    await useChannels(app.database, channel);
  });

  const service = (): DeliveryService =>
    new DeliveryService(
      app.database,
      channelsOf(),
      new CalendarService(app.database, app.app.get(Clock)),
      channelSettings(),
    );
  const deliver = (time: string): Promise<number> => service().deliver(() => Promise.resolve(at(time)));
  const deliveries = async (): Promise<{ state: string; attempt: number; fault: string | null; wait: number }[]> =>
    app.database.query(
      `select state, attempt, fault, extract(epoch from next_at - $1::timestamptz)::int as wait from delivery order by id`,
      [at('2024-10-16T09:00')],
    );
  /** One reminder with its delivery. */
  const put = async (): Promise<void> => {
    await onList(await project(), 'week');
    await sweep('2024-10-17T09:00');
    await app.database.query('update delivery set next_at = $1', [at('2024-10-16T09:00')]);
  };

  it('gets each reminder once, signed', async () => {
    for (let n = 0; n < 10; n += 1) await issue({ dueOn: '2024-10-17' });
    await sweep('2024-10-16T09:00');
    const attempts = await Promise.all([deliver('2024-10-16T09:00'), deliver('2024-10-16T09:00')]);
    expect(attempts[0] + attempts[1]).toBe(20);
    expect(await deliver('2024-10-16T09:01')).toBe(0);
    expect([...seen.values()]).toEqual(Array.from({ length: 20 }, () => 1));
    expect(new Set((await deliveries()).map(({ state }) => state))).toEqual(new Set(['sent']));
    const [{ headers, body }] = requests as [{ headers: IncomingMessage['headers']; body: string }];
    const timestamp = String(headers['x-xiaohao-timestamp']);
    expect(timestamp).toBe(String(at('2024-10-16T09:00').getTime() / 1000));
    expect(headers['x-xiaohao-signature']).toBe(signatureOf(WEBHOOK_SECRET, timestamp, body));
    expect(signatureOf(WEBHOOK_SECRET, timestamp, `${body} `)).not.toBe(headers['x-xiaohao-signature']);
    const said = JSON.parse(body) as Record<string, unknown>;
    expect(Object.keys(said)).toEqual(['id', 'title', 'link', 'items', 'person', 'at']);
    expect(said.link).toMatch(/^http:\/\/localhost:3000\/issues\/[0-9a-f-]{36}$/);
    expect(said.at).toBe('2024-10-16T09:00:00+08:00');
  });

  it('that answers 500 and then 200 gets it again after a while', async () => {
    await put();
    answer = (response, count) => void response.writeHead(count === 1 ? 500 : 200).end('x');
    expect(await deliver('2024-10-16T09:00')).toBe(1);
    const [again] = await deliveries();
    expect(again).toMatchObject({ state: 'due', attempt: 1, fault: 'HTTP 500' });
    expect(again?.wait).toBeGreaterThanOrEqual(30);
    expect(again?.wait).toBeLessThanOrEqual(45);
    expect(await deliver('2024-10-16T09:00')).toBe(0);
    expect(await deliver('2024-10-16T09:01')).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempt: 2, fault: null }]);
  });

  it('that never recovers is given up after five attempts, with growing pauses', async () => {
    await put();
    answer = (response) => void response.writeHead(429).end();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await app.database.query(`update delivery set next_at = $1 where state = 'due'`, [at('2024-10-16T09:00')]);
      expect(await deliver('2024-10-16T09:00')).toBe(1);
      waits.push((await deliveries())[0]?.wait ?? 0);
    }
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempt: 5, fault: 'HTTP 429' }]);
    for (const [index, wait] of waits.slice(0, 4).entries()) expect(wait).toBeGreaterThanOrEqual(30 * 2 ** index);
    expect(await deliver('2024-10-17T09:00')).toBe(0);
  });

  it.each([400, 401, 404, 302])('that answers %i is not asked again', async (status) => {
    await put();
    answer = (response) => void response.writeHead(status, { location: '/elsewhere' }).end();
    await deliver('2024-10-16T09:00');
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempt: 1, fault: `HTTP ${status}` }]);
    expect(await deliver('2024-10-17T09:00')).toBe(0);
    expect([...seen.values()]).toEqual([1]);
  });

  it('that closes the socket without an answer may have it: not repeated', async () => {
    await put();
    answer = (response) => void response.socket?.destroy();
    await deliver('2024-10-16T09:00');
    expect(await deliveries()).toMatchObject([{ state: 'unknown', attempt: 1 }]);
    expect(await deliver('2024-10-17T09:00')).toBe(0);
    expect([...seen.values()]).toEqual([1]);
  });

  it('that hangs is left after ten seconds and not asked again', async () => {
    await put();
    answer = () => undefined;
    const start = performance.now();
    await deliver('2024-10-16T09:00');
    expect(performance.now() - start).toBeGreaterThan(9_000);
    expect(performance.now() - start).toBeLessThan(13_000);
    expect(await deliveries()).toMatchObject([{ state: 'unknown', attempt: 1, fault: 'TimeoutError' }]);
    expect(await deliver('2024-10-17T09:00')).toBe(0);
    expect([...seen.values()]).toEqual([1]);
  });

  it('that nobody serves is tried again: nothing was sent', async () => {
    await put();
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await putWebhook(app.database, `http://127.0.0.1:${port}/`, { id: channel });
    await deliver('2024-10-16T09:00');
    await putWebhook(app.database, url, { id: channel });
    expect(await deliveries()).toMatchObject([{ state: 'due', attempt: 1, fault: 'ECONNREFUSED' }]);
    await deliver('2024-10-16T09:02');
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempt: 2 }]);
    expect([...seen.values()]).toEqual([1]);
  });

  it('gets nothing twice when the sender dies between claim and answer', async () => {
    await put();
    expect(
      await claimDeliveries(app.database, channel, 1, { digestAbove: 5, deduplicates: false }, at('2024-10-16T09:00')),
    ).toMatchObject([{ attempt: 1 }]);
    expect(await deliver('2024-10-16T09:00')).toBe(0);
    expect(await deliveries()).toMatchObject([{ state: 'sending' }]);
    expect(await deliver('2024-10-16T09:02')).toBe(0);
    expect(await deliveries()).toMatchObject([{ state: 'unknown', attempt: 1 }]);
    expect(seen.size).toBe(0);
  });

  it('is not called any more once the service was told to stop', async () => {
    for (let n = 0; n < 10; n += 1) await issue({ dueOn: '2024-10-17' });
    await sweep('2024-10-16T09:00');
    const stopped = service();
    answer = (response) => void pause(300).then(() => response.writeHead(204).end());
    const running = stopped.deliver(() => Promise.resolve(at('2024-10-16T09:00')));
    await pause(150);
    void stopped.stop();
    expect(await running).toBe(4);
    expect((await deliveries()).filter(({ state }) => state === 'due')).toHaveLength(16);
  });

  it('never sees the secret in what is kept', async () => {
    await put();
    answer = (response) => void response.writeHead(500).end(WEBHOOK_SECRET);
    await deliver('2024-10-16T09:00');
    const [{ kept }] = (await app.database.query(
      `select string_agg(d::text || r::text, '') as kept from delivery d join reminder r on r.id = d.reminder_id`,
    )) as [{ kept: string }];
    expect(kept).not.toContain(WEBHOOK_SECRET);
  });
});

describe('the inbox', () => {
  interface Inbox {
    items: {
      id: string;
      rule: string;
      subjectKind: string;
      subjectId: string;
      createdAt: string;
      readAt: string | null;
    }[];
    total: number;
    unread: number;
  }
  const inbox = async (actor: Actor, query = ''): Promise<Inbox> => {
    const { status, body } = await (await app.as(actor)).get<Inbox>(`/api/notifications${query}`);
    expect(status).toBe(200);
    return body;
  };
  let subject: string;

  beforeEach(async () => {
    subject = await issue({ dueOn: '2024-10-17' });
    await issue({ dueOn: '2024-10-09' });
    await sweep('2024-10-16T09:00');
  });

  it('holds my own rows, newest first, and says how many are unread', async () => {
    const { items, total, unread } = await inbox('handler');
    expect([total, unread]).toEqual([2, 2]);
    const soon = items.find(({ rule }) => rule === 'issue-due-soon');
    expect(soon).toMatchObject({
      subjectKind: 'issue',
      subjectId: subject,
      createdAt: '2024-10-16T09:00:00+08:00',
      readAt: null,
    });
    expect((await inbox('supervisor')).total).toBe(1);
    expect(await inbox('officer')).toMatchObject({ items: [], total: 0, unread: 0 });
  });

  it('is read one by one, once', async () => {
    const [first] = (await inbox('handler')).items as [Inbox['items'][number]];
    const handler = await app.as('handler');
    const read = await handler.post(`/api/notifications/${first.id}/read`);
    expect([read.status, read.body]).toMatchObject([200, { id: first.id, readAt: NOW }]);
    clock.set('2024-10-16T11:00:00+08:00');
    expect((await handler.post(`/api/notifications/${first.id}/read`)).body).toMatchObject({ readAt: NOW });
    expect(await inbox('handler', '?unread=true')).toMatchObject({ total: 1, unread: 1 });
    expect(await inbox('handler', '?unread=false')).toMatchObject({ items: [{ id: first.id }], total: 1 });
  });

  it('is read all at once', async () => {
    const { status, body } = await (await app.as('handler')).post('/api/notifications/read-all');
    expect([status, body]).toEqual([200, { read: 2 }]);
    expect(await inbox('handler', '?unread=true')).toMatchObject({ items: [], total: 0, unread: 0 });
    expect((await inbox('head')).unread).toBe(2);
  });

  it('knows nothing of the rows of others', async () => {
    const [first] = (await inbox('handler')).items as [Inbox['items'][number]];
    expect((await (await app.as('head')).post(`/api/notifications/${first.id}/read`)).status).toBe(404);
    expect((await app.anonymous.get('/api/notifications')).status).toBe(401);
    expect((await inbox('handler')).unread).toBe(2);
  });
});
