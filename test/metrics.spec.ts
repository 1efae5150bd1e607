import { openQueue } from '@app/platform';
import { type Answer, startApp, type TestApp, Voice } from './support';

const TOKEN = 'a-token-for-tests-0815';
let t: TestApp;
beforeAll(async () => {
  t = await startApp({ METRICS_TOKEN: TOKEN });
});
afterAll(() => t.close());
beforeEach(() => t.empty('delivery_tally', 'delivery', 'reminder', 'channel', 'heartbeat'));

const scrape = (token = TOKEN): Promise<Answer> => new Voice(t.app, token).get('/api/metrics');
/** The value behind a name with its labels; undefined when there is no such line. */
const valueOf = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};
const read = async (): Promise<(name: string) => number | undefined> => {
  const { status, text } = await scrape();
  expect(status).toBe(200);
  return (name) => valueOf(text, name);
};

describe('who may read it', () => {
  it('a program with the token, and administrators who are signed in', async () => {
    const { status, headers } = await scrape();
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
    expect((await (await t.as('admin')).get('/api/metrics')).status).toBe(200);
  });

  it.each(['', 'x', TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase()])(
    'not with another token: “%s”',
    async (token) => {
      const { status, body } = await scrape(token);
      expect([status, body]).toEqual([401, { code: 'signed-out', message: '请先登录。' }]);
    },
  );

  it.each(['officer', 'handler', 'head', 'supervisor', 'leader'] as const)('not %s', async (actor) => {
    expect((await (await t.as(actor)).get('/api/metrics')).status).toBe(403);
  });

  it('without a token in the settings no token is the right one', async () => {
    const without = await startApp();
    try {
      for (const token of ['', 'undefined', TOKEN]) {
        expect((await new Voice(without.app, token).get('/api/metrics')).status).toBe(401);
      }
    } finally {
      await without.close();
    }
  });

  it('not as often as one likes', async () => {
    const strict = await startApp({ LOGIN_PER_MINUTE: 2, METRICS_TOKEN: TOKEN });
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await new Voice(strict.app, 'guess').get('/api/metrics')).status);
      expect(statuses).toEqual([401, 401, 429]);
    } finally {
      await strict.close();
    }
  });
});

describe('what it tells', () => {
  it('of answers: by route and status, never by address', async () => {
    const officer = await t.as('officer');
    await officer.get('/api/issues/0197f3a0-0000-7000-8000-00000000beef?token=geheim');
    await t.anonymous.get('/api/geheim');
    await t.anonymous.get('/geheim.php');
    const { text } = await scrape();
    expect(valueOf(text, 'xiaohao_http_request_seconds_count{method="GET",route="/api/issues/:id",status="404"}')).toBe(
      1,
    );
    expect(text).toMatch(/xiaohao_http_request_seconds_count\{method="GET",route="pages",status="404"\} [1-9]/);
    expect(text).not.toMatch(/beef|geheim|admin|officer/);
  });

  it('of the process and its parts', async () => {
    const queue = openQueue<{ sweep: object }>({ DATABASE_URL: t.databaseUrl });
    await queue.put([{ name: 'sweep', data: {}, delay: 3_600_000 }]);
    await queue.close();
    const value = await read();
    expect(value('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(value('xiaohao_up{part="database"}')).toBe(1);
    expect(value('xiaohao_up{part="queue"}')).toBe(1);
    expect(value('xiaohao_queue_jobs{state="delayed"}')).toBe(1);
    expect(value('xiaohao_inbox_streams')).toBe(0);
  });

  it('of the sweep: how old, how long, what came of it; nothing where there was none', async () => {
    expect((await read())('xiaohao_sweep_age_seconds')).toBeNaN();
    await t.database.query(
      `insert into heartbeat (name, at, took_ms, made, faults)
       values ('sweep', clock_timestamp() - interval '90 seconds', 1500, 12, 1)`,
    );
    const value = await read();
    expect(value('xiaohao_sweep_age_seconds')).toBeGreaterThanOrEqual(90);
    expect(value('xiaohao_sweep_seconds')).toBe(1.5);
    expect(value('xiaohao_sweep_made')).toBe(12);
    expect(value('xiaohao_sweep_faults')).toBe(1);
  });

  it('of what waits and what was sent, by kind of channel, and forgets what is gone', async () => {
    const channel = async (kind: string, name: string): Promise<string> => {
      const [{ id }] = (await t.database.query(
        `insert into channel (kind, name, active, sealed, created_at) values ($1, $2, true, '', now()) returning id`,
        [kind, name],
      )) as [{ id: string }];
      return id;
    };
    const [mail, robot, second] = [
      await channel('email', '邮件'),
      await channel('wecom-robot', '一号群'),
      await channel('wecom-robot', '二号群'),
    ];
    let made = 0;
    const deliver = async (channelId: string, state: string, minutes: number): Promise<void> => {
      made += 1;
      await t.database.query(
        `with told as (
           insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
           values ('issue-urged', 'issue', uuidv7(), $1, $2, '', '', now()) returning id)
         insert into delivery (reminder_id, channel_id, key, state, next_at, token, started_at, settled_at)
         select id, $3, id::text, $4, clock_timestamp() - make_interval(mins => $5),
                case when $4 = 'sending' then gen_random_uuid() end, case when $4 = 'sending' then now() end,
                case when $4 not in ('due', 'sending') then now() end from told`,
        [String(made), t.cast.people.officer, channelId, state, minutes],
      );
    };
    await deliver(robot, 'due', 10);
    await deliver(second, 'due', 2);
    await deliver(second, 'due', -60);
    await deliver(robot, 'sending', 1);
    await deliver(mail, 'due', -5);
    await deliver(mail, 'sent', 5);
    await t.database.query(
      `insert into delivery_tally (channel_id, state, count) values ($1, 'sent', 30), ($2, 'sent', 12), ($2, 'failed', 1)`,
      [robot, second],
    );
    await t.database.query(`update reminder set read_at = now() where occurrence in ('1', '2')`);
    const value = await read();
    expect(value('xiaohao_deliveries_due{kind="wecom-robot"}')).toBe(2);
    expect(value('xiaohao_delivery_oldest_due_seconds{kind="wecom-robot"}')).toBeGreaterThanOrEqual(600);
    expect(value('xiaohao_deliveries_sending{kind="wecom-robot"}')).toBe(1);
    expect(value('xiaohao_deliveries_due{kind="email"}')).toBe(0);
    expect(value('xiaohao_delivery_oldest_due_seconds{kind="email"}')).toBe(0);
    expect(value('xiaohao_deliveries_total{kind="wecom-robot",result="sent"}')).toBe(42);
    expect(value('xiaohao_deliveries_total{kind="wecom-robot",result="failed"}')).toBe(1);
    expect(value('xiaohao_reminders_unread')).toBe(4);
    await t.empty('delivery', 'channel');
    expect((await read())('xiaohao_deliveries_due{kind="email"}')).toBeUndefined();
  });

  it('says of a queue that is away that it is, and still tells the rest', async () => {
    const away = await startApp({ REDIS_URL: 'redis://127.0.0.1:1', METRICS_TOKEN: TOKEN });
    try {
      const { status, text } = await new Voice(away.app, TOKEN).get('/api/metrics');
      expect(status).toBe(200);
      expect(valueOf(text, 'xiaohao_up{part="queue"}')).toBe(0);
      expect(valueOf(text, 'xiaohao_up{part="database"}')).toBe(1);
    } finally {
      await away.close();
    }
  });
});
