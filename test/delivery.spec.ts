import { randomUUID } from 'node:crypto';
import type { Address, ChannelKind, Message, OpenChannel, Outcome } from '@app/channel';
import { CHANNEL_SPECS } from '@app/channel';
import { type FixedClock } from '@app/platform';
import {
  DeliveryService,
  type LogEntry,
  type Outside,
  type RuleView,
  type ReminderStatusView,
  SweepService,
} from '@app/reminder';
import { Logger } from '@nestjs/common';
import { type Actor, NOW, startApp, type TestApp, type Voice } from './support';

Logger.overrideLogger(false);

let app: TestApp;
let clock: FixedClock;
let admin: Voice;

beforeAll(async () => {
  app = await startApp();
  clock = app.clock;
  admin = await app.as('admin');
});
afterAll(() => app.close());

/** What went out: by channel, to whom, with which titles. */
let sent: { channel: string; to: string; titles: string[]; id: string; mobiles: string[] }[];
let answers: Map<string, (message: Message, count: number) => Outcome | Promise<Outcome>>;
let channels: OpenChannel[];
let reserved: Map<string, number>;

const outside: Outside = {
  open: () => Promise.resolve(channels),
  addresses: async (tx, ids, kind) => {
    const rows: (Omit<Address, 'value'> & { masked: string })[] = await tx.query(
      `select id, person_id as "personId", kind, masked from person_address
        where person_id = any ($1::uuid[]) and kind = $2 and gone_at is null`,
      [ids, kind],
    );
    const found = new Map<string, Address[]>();
    for (const { masked, ...row } of rows) found.set(row.personId, [{ ...row, value: masked }]);
    return found;
  },
  reserve: (_database, channel, wanted) => {
    if (channel.perMinute === null) return Promise.resolve({ granted: wanted, nextAt: null });
    const left = reserved.get(channel.id) ?? channel.perMinute;
    const granted = Math.min(wanted, left);
    reserved.set(channel.id, left - granted);
    return Promise.resolve({ granted, nextAt: null });
  },
  settled: () => Promise.resolve(),
};

async function channel(kind: ChannelKind, name: string, more: Partial<OpenChannel> = {}): Promise<string> {
  const id = randomUUID();
  await app.database.query(
    `insert into channel (id, kind, name, active, sealed, created_at) values ($1, $2, $3, true, '\\x00', now())`,
    [id, kind, name],
  );
  const spec = CHANNEL_SPECS.find((one) => one.kind === kind);
  if (!spec) throw new Error(kind);
  let count = 0;
  channels.push({
    ...spec,
    ...{ id, name, digestAbove: 5, mentions: false },
    ...more,
    send: async (message, addresses) => {
      count += 1;
      const outcome = (await answers.get(name)?.(message, count)) ?? { outcome: 'sent' };
      if (outcome.outcome === 'sent') {
        sent.push({
          channel: name,
          to: message.receiver?.username ?? '群',
          titles: message.notices.map(({ title }) => title),
          id: message.id,
          mobiles: addresses.map(({ value }) => value),
        });
      }
      return outcome;
    },
  });
  return id;
}

const address = (actor: Actor, kind: string, value = `${actor}@${kind}`): Promise<unknown> =>
  app.database.query(
    `insert into person_address (person_id, kind, sealed, masked, fingerprint, created_at) values ($1, $2, '\\x00', $3, $3, now())`,
    [app.cast.people[actor], kind, value],
  );

beforeEach(async () => {
  clock.set(NOW);
  sent = [];
  answers = new Map();
  channels = [];
  reserved = new Map();
  await app.empty('delivery', 'delivery_tally', 'reminder', 'reminder_tuning', 'channel', 'person_address', 'project');
  await app.database.query(
    `update reminder_rule set active = code in ('issue-due-soon', 'sign-due'), channels = '{}', mode = 'single', fault = null, fault_at = null`,
  );
});

const at = (time: string): Date => new Date(`${time}:00+08:00`);
let sequence = 0;
async function issue(state = 'in-progress', dueOn = '2024-10-17'): Promise<string> {
  sequence += 1;
  const [row] = (await app.database.query(
    `insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state,
                        registered_by, registered_at, lead_unit_id, handler_id, due_on, first_due_on, sign_due_on, touched_at, body_hash)
     select uuidv7(), l.id, 'WT-2024-' || $1, 2024, $1::int, '停电', '', 'power', 'medium', $2, $3, now(), $4, $5, $6, $6,
            case when $2 = 'assigned' then $6::date end, now(), '' from ledger l where l.code = 'project-issue' returning id`,
    [String(3000 + sequence), state, app.cast.people.supervisor, app.cast.units.power, app.cast.people.handler, dueOn],
  )) as [{ id: string }];
  return row.id;
}
const use = (...ids: string[]): Promise<unknown> => app.database.query('update reminder_rule set channels = $1', [ids]);
const sweep = (time: string): Promise<number> =>
  app.database.transaction((tx) => app.app.get(SweepService).sweep(tx, at(time)));
const deliver = (time: string): Promise<number> =>
  app.app.get(DeliveryService).deliver(() => Promise.resolve(at(time)), outside);
const rows = (): Promise<{ line: string }[]> =>
  app.database.query(
    `select concat_ws(' ', c.name, p.username, d.state, d.attempt, d.fault) as line from delivery d
       join channel c on c.id = d.channel_id left join person p on p.id = d.receiver order by 1`,
  );
const lines = async (): Promise<string[]> => (await rows()).map(({ line }) => line);

describe('the order of take-over', () => {
  it('begins with the first channel that reaches the person', async () => {
    await use(await channel('email', '邮件'), await channel('sms-http', '短信'));
    await address('handler', 'email');
    await address('handler', 'mobile');
    await address('head', 'mobile');
    await issue();
    await sweep('2024-10-16T10:00');
    expect(await deliver('2024-10-16T10:00')).toBe(2);
    expect(await lines()).toEqual(['短信 head sent 1', '邮件 handler sent 1']);
    expect(sent.find(({ to }) => to === 'head')).toMatchObject({ channel: '短信', mobiles: ['head@mobile'] });
  });

  it('goes on to the next when one fails for good, and not while it is tried again', async () => {
    await use(await channel('email', '邮件'), await channel('sms-http', '短信'));
    for (const kind of ['email', 'mobile']) await address('handler', kind);
    await issue();
    answers.set('邮件', (_, count) =>
      count === 1
        ? { outcome: 'again', fault: '421', sentence: '邮件服务器忙。' }
        : { outcome: 'failed', fault: '550', sentence: '没有这个信箱。' },
    );
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    expect(await lines()).toEqual(['邮件 handler due 1 421']);
    await deliver('2024-10-16T10:02');
    await deliver('2024-10-16T10:03');
    expect(await lines()).toEqual(['短信 handler sent 1', '邮件 handler failed 2 550']);
    expect(sent).toHaveLength(1);
  });

  it('does not go on from what may have arrived', async () => {
    await use(await channel('email', '邮件'), await channel('sms-http', '短信'));
    for (const kind of ['email', 'mobile']) await address('handler', kind);
    await issue();
    answers.set('邮件', () => ({ outcome: 'unknown', fault: 'ETIMEDOUT', sentence: '没有等到回答。' }));
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    expect(await deliver('2024-10-16T10:10')).toBe(0);
    expect(await lines()).toEqual(['邮件 handler unknown 1 ETIMEDOUT']);
  });

  it('repeats what may have arrived where the receiver knows a repetition', async () => {
    const hook = await channel('webhook', '回调', { deduplicates: true });
    await use(hook);
    await issue();
    const ids: string[] = [];
    answers.set('回调', (message, count) => {
      ids.push(message.id);
      return count <= 2 ? { outcome: 'unknown', fault: 'reset', sentence: '连接中断。' } : { outcome: 'sent' };
    });
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    await deliver('2024-10-16T10:02');
    expect(await lines()).toEqual(['回调 handler sent 2', '回调 head sent 2']);
    expect(new Set(ids).size).toBe(2);
  });

  it('repeats it under its own key, also when many are due by then', async () => {
    await use(await channel('webhook', '回调', { deduplicates: true, digestAbove: 2 }));
    await issue();
    const ids: string[] = [];
    answers.set('回调', (message) => {
      ids.push(message.id);
      return ids.length <= 2 ? { outcome: 'unknown', fault: 'reset', sentence: '连接中断。' } : { outcome: 'sent' };
    });
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    for (let n = 0; n < 4; n += 1) await issue();
    await sweep('2024-10-16T10:02');
    await deliver('2024-10-16T10:02');
    // Two alone, and the eight others as one message for each of the two.
    expect(sent.map(({ titles }) => titles.length).sort()).toEqual([1, 1, 4, 4]);
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toHaveLength(2);
  });

  it('goes on to the next when a channel is switched off with something waiting', async () => {
    const [email, sms] = [await channel('email', '邮件'), await channel('sms-http', '短信')];
    await use(email, sms);
    for (const kind of ['email', 'mobile']) await address('handler', kind);
    await issue();
    await sweep('2024-10-16T10:00');
    await app.database.query('update channel set active = false where id = $1', [email]);
    channels = channels.filter(({ id }) => id !== email);
    await deliver('2024-10-16T10:00');
    expect(await lines()).toEqual(['短信 handler sent 1', '邮件 handler cancelled 0 channel off']);
  });

  it('leaves out what the person does not want', async () => {
    const [email, sms] = [await channel('email', '邮件'), await channel('sms-http', '短信')];
    await use(email, sms);
    for (const kind of ['email', 'mobile']) await address('handler', kind);
    const handler = await app.as('handler');
    expect(
      (await handler.put('/api/me/reminder-settings/issue-due-soon', { muted: false, digest: false, without: [email] }))
        .status,
    ).toBe(200);
    await issue();
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    expect(await lines()).toEqual(['短信 handler sent 1']);
  });
});

describe('a group', () => {
  it('hears of an event once, however many of its people are reminded, and mentions them where it should', async () => {
    await use(await channel('wecom-robot', '供电群', { mentions: true }));
    await address('handler', 'mobile', '13800000001');
    await issue();
    await sweep('2024-10-16T10:00');
    expect(await deliver('2024-10-16T10:00')).toBe(1);
    expect(sent).toMatchObject([{ channel: '供电群', to: '群', mobiles: ['13800000001'] }]);
    const [{ n }] = (await app.database.query('select count(*)::int as n from reminder')) as [{ n: number }];
    expect(n).toBe(2);
  });

  it('whose robot fails hands over to the next channel for each of those who would have read it', async () => {
    await use(await channel('wecom-robot', '供电群'), await channel('email', '邮件'));
    for (const actor of ['handler', 'head'] as const) await address(actor, 'email');
    await issue();
    answers.set('供电群', () => ({ outcome: 'failed', fault: 'errcode 93000', sentence: '机器人已失效。' }));
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    await deliver('2024-10-16T10:01');
    expect(await lines()).toEqual(['供电群 failed 1 errcode 93000', '邮件 handler sent 1', '邮件 head sent 1']);
  });

  it('is told as long as the matter concerns anybody', async () => {
    await use(await channel('wecom-robot', '供电群'));
    const id = await issue();
    await sweep('2024-10-16T10:00');
    await app.database.query('update delivery set reminder_id = (select id from reminder where person_id = $1)', [
      app.cast.people.handler,
    ]);
    // Whoever the message was written for handles it no longer; the head of the department is still concerned.
    await app.database.query('update issue set handler_id = $2 where id = $1', [id, app.cast.people.handler2]);
    await deliver('2024-10-16T10:05');
    expect(await lines()).toEqual(['供电群 sent 1']);
    const [{ n }] = (await app.database.query(
      'select count(*)::int as n from reminder where cancelled_at is not null',
    )) as [{ n: number }];
    expect(n).toBe(1);
  });

  it('is not told what is said to each person otherwise', async () => {
    const [group, email] = [await channel('wecom-robot', '供电群'), await channel('email', '邮件')];
    await app.database.query(`update reminder_rule set active = code = 'weekly-digest'`);
    await use(group, email);
    await address('head', 'email');
    await sweep('2024-10-21T10:00');
    await deliver('2024-10-21T10:00');
    expect(await lines()).toEqual(['邮件 head sent 1']);
    const { body: rule } = await admin.get<RuleView>('/api/reminder-rules/weekly-digest');
    const refused = await admin.patch<{ message: string }>('/api/reminder-rules/weekly-digest', bodyOf(rule));
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('不能发到“供电群”这样的群')]);
  });

  it('whose limit ends in a moment is waited for, not left until the next minute', async () => {
    await use(await channel('wecom-robot', '供电群', { perMinute: 18, digestAbove: 1000 }));
    await issue();
    await sweep('2024-10-16T10:00');
    let asked = 0;
    const full: Outside['reserve'] = (_database, _channel, wanted, now) => {
      asked += 1;
      const nextAt = new Date(now.getTime() + 40);
      return Promise.resolve(asked === 1 ? { granted: 0, nextAt } : { granted: wanted, nextAt: null });
    };
    const now = (): Promise<Date> => Promise.resolve(at('2024-10-16T10:00'));
    expect(await app.app.get(DeliveryService).deliver(now, { ...outside, reserve: full })).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('keeps the limit of its robot: what is over waits for the next minute', async () => {
    await use(await channel('wecom-robot', '供电群', { perMinute: 3, digestAbove: 1000 }));
    for (let n = 0; n < 5; n += 1) await issue();
    await sweep('2024-10-16T10:00');
    expect(await deliver('2024-10-16T10:00')).toBe(3);
    reserved.clear();
    expect(await deliver('2024-10-16T10:01')).toBe(2);
    expect(sent).toHaveLength(5);
  });
});

describe('outside the hours of a rule', () => {
  it('nothing goes out, whatever it waited for; it is due when the hours begin, and that was no attempt', async () => {
    await use(await channel('email', '邮件'));
    await address('handler', 'email');
    await issue();
    answers.set('邮件', (_, count) =>
      count === 1 ? { outcome: 'again', fault: '421', sentence: '邮件服务器忙。' } : { outcome: 'sent' },
    );
    await sweep('2024-10-16T17:59');
    await deliver('2024-10-16T17:59');
    expect(await lines()).toEqual(['邮件 handler due 1 421']);
    await deliver('2024-10-16T18:01');
    expect(await lines()).toEqual(['邮件 handler due 1 outside hours']);
    expect(await deliver('2024-10-17T08:29')).toBe(0);
    await deliver('2024-10-17T08:30');
    expect(await lines()).toEqual(['邮件 handler sent 2']);
    expect(sent).toHaveLength(1);
  });

  it('a day off is left out where the rule says so', async () => {
    await use(await channel('email', '邮件'));
    await address('handler', 'email');
    await issue('in-progress', '2024-10-21');
    await sweep('2024-10-18T10:00');
    await deliver('2024-10-19T10:00');
    const [row] = (await app.database.query('select state, next_at as at from delivery')) as [{ at: Date }];
    expect(row).toEqual({ state: 'due', at: at('2024-10-21T08:30') });
    await app.database.query('update reminder_rule set workdays_only = false');
    await app.database.query('update delivery set next_at = $1', [at('2024-10-19T10:00')]);
    await deliver('2024-10-19T10:00');
    expect(await lines()).toEqual(['邮件 handler sent 1']);
    await app.database.query('update reminder_rule set workdays_only = true');
  });
});

describe('a database that does not answer between claim and call', () => {
  it('loses nothing: what was not sent is due again soon', async () => {
    await use(await channel('email', '邮件'));
    await address('handler', 'email');
    await issue();
    await sweep('2024-10-16T10:00');
    const away: Outside = { ...outside, addresses: () => Promise.reject(new Error('terminating connection')) };
    await app.app.get(DeliveryService).deliver(() => Promise.resolve(at('2024-10-16T10:00')), away);
    expect(await lines()).toEqual(['邮件 handler due 0 not looked at']);
    await deliver('2024-10-16T10:01');
    expect(await lines()).toEqual(['邮件 handler sent 1']);
  });
});

describe('many at once', () => {
  it('for one person become one message, with all of them in it', async () => {
    await use(await channel('email', '邮件'));
    await address('handler', 'email');
    await address('head', 'email');
    for (let n = 0; n < 7; n += 1) await issue();
    await sweep('2024-10-16T10:00');
    expect(await deliver('2024-10-16T10:00')).toBe(14);
    expect(sent.map(({ to, titles }) => [to, titles.length]).sort()).toEqual([
      ['handler', 7],
      ['head', 7],
    ]);
    expect(await lines()).toEqual(Array.from({ length: 14 }, (_, n) => `邮件 ${n < 7 ? 'handler' : 'head'} sent 1`));
    // As many as are allowed go one by one.
    sent = [];
    for (let n = 0; n < 5; n += 1) await issue();
    await sweep('2024-10-16T10:05');
    await deliver('2024-10-16T10:05');
    expect(sent).toHaveLength(10);
  });

  it('by a digest rule wait for its hour, and what is read or done until then is left out', async () => {
    await use(await channel('email', '邮件'));
    await app.database.query(
      `update reminder_rule set mode = 'digest', digest_at = '16:30' where code = 'issue-due-soon'`,
    );
    await address('handler', 'email');
    const ids = [await issue(), await issue(), await issue(), await issue()];
    await sweep('2024-10-16T10:00');
    expect(await deliver('2024-10-16T16:29')).toBe(0);
    await app.database.query(`update issue set state = 'closed', closed_at = now() where id = $1`, [ids[0]]);
    await app.database.query('update reminder set read_at = now() where subject_id = $1', [ids[1]]);
    await deliver('2024-10-16T16:30');
    expect(sent.map(({ titles }) => titles.length)).toEqual([2]);
    expect((await lines()).map((line) => line.split(' ')[2])).toEqual(['cancelled', 'cancelled', 'sent', 'sent']);
    const [kept] = (await app.database.query(
      `select cancel_reason as reason from reminder where subject_id = $1 and person_id = $2`,
      [ids[0], app.cast.people.handler],
    )) as [{ reason: string }];
    expect(kept.reason).toBe('事项已经办理或情况有变，不必再提醒');
    const inbox = await (await app.as('handler')).get<{ total: number }>('/api/notifications');
    expect(inbox.body.total).toBe(3);
  });

  it('wait for the next working day where the hour is over', async () => {
    await use(await channel('email', '邮件'));
    await app.database.query(
      `update reminder_rule set mode = 'digest', digest_at = '09:00' where code = 'issue-due-soon'`,
    );
    await address('handler', 'email');
    await issue('in-progress', '2024-10-21');
    await sweep('2024-10-18T10:00');
    const [row] = (await app.database.query('select next_at as at from delivery')) as [{ at: Date }];
    expect(row.at).toEqual(at('2024-10-21T09:00'));
  });
});

describe('what is not true any more when its turn comes', () => {
  it.each([
    ['the issue is done', `update issue set state = 'closed', closed_at = now()`, '事项已经办理或情况有变，不必再提醒'],
    ['the deadline moved', `update issue set due_on = '2024-12-20'`, '事项已经办理或情况有变，不必再提醒'],
    [
      'another handles it',
      `update issue set handler_id = null, lead_unit_id = (select id from unit where name <> '供电公司' limit 1)`,
      '事项已经办理或情况有变，不必再提醒',
    ],
    ['the rule was switched off', `update reminder_rule set active = false`, '规则已停用'],
    ['the person left', `update person set active = false where username = 'handler'`, '人员已停用'],
    ['it was read', `update reminder set read_at = now()`, '本人已在站内看过'],
  ])('is cancelled with the reason: %s', async (_, change, reason) => {
    await use(await channel('email', '邮件'));
    await address('handler', 'email');
    await issue();
    await sweep('2024-10-16T10:00');
    try {
      await app.database.query(change);
      expect(await deliver('2024-10-16T10:02')).toBe(1);
      expect(sent).toEqual([]);
      const [row] = (await app.database.query('select state, sentence from delivery')) as [
        { state: string; sentence: string },
      ];
      expect(row).toEqual({ state: 'cancelled', sentence: reason });
    } finally {
      await app.database.query(`update person set active = true where username = 'handler'`);
    }
  });
});

describe('a channel that hangs', () => {
  it('holds up no other', async () => {
    const [slow, quick] = [await channel('webhook', '慢'), await channel('email', '邮件')];
    await app.database.query(
      `update reminder_rule set channels = case code when 'sign-due' then $1::uuid[] else $2::uuid[] end`,
      [[slow], [quick]],
    );
    await address('handler', 'email');
    await issue('assigned', '2024-10-16');
    await issue();
    let release: (outcome: Outcome) => void = () => undefined;
    const held = new Promise<Outcome>((resolve) => (release = resolve));
    answers.set('慢', () => held);
    await sweep('2024-10-16T10:00');
    const running = deliver('2024-10-16T10:00');
    while (!(await lines()).includes('邮件 handler sent 1')) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await lines()).filter((line) => line.startsWith('慢'))).toEqual([
      '慢 handler sending 1',
      '慢 head sending 1',
    ]);
    release({ outcome: 'sent' });
    await running;
    expect((await lines()).filter((line) => line.startsWith('慢'))).toEqual(['慢 handler sent 1', '慢 head sent 1']);
  });
});

describe('a database that is away for a moment', () => {
  it('hears afterwards what had left: nothing is unknown for that', async () => {
    await use(await channel('webhook', '回调'));
    await issue();
    await sweep('2024-10-16T10:00');
    answers.set('回调', async () => {
      await app.database.query('alter table delivery_tally rename to delivery_tally_away');
      setTimeout(() => void app.database.query('alter table delivery_tally_away rename to delivery_tally'), 300);
      return { outcome: 'sent' };
    });
    const [first] = (await app.database.query('select id from delivery order by id limit 1')) as [{ id: string }];
    await app.database.query('delete from delivery where id <> $1', [first.id]);
    expect(await deliver('2024-10-16T10:00')).toBe(1);
    expect((await lines()).map((line) => line.split(' ')[2])).toEqual(['sent']);
    expect(sent).toHaveLength(1);
  });
});

describe('a rule that cannot be swept', () => {
  it('is named, and the others go on', async () => {
    await app.database.query(
      `update reminder_rule set title = repeat('{标题}', 10), body = '' where code = 'sign-due'`,
    );
    await app.database.query(`alter table reminder add constraint poison check (rule <> 'sign-due')`);
    try {
      await issue('assigned', '2024-10-16');
      await issue();
      await app.database.query(
        `update reminder_rule set send_from = '00:00', send_until = '24:00', workdays_only = false where active`,
      );
      // The run asks the database what time it is.
      await app.database.query(
        `update issue set due_on = current_date + 1, sign_due_on = current_date where sequence > 3000`,
      );
      const result = await app.app.get(SweepService).run(app.database);
      expect(result.faults).toBe(1);
      expect(result.made).toBeGreaterThanOrEqual(2);
      const { body } = await admin.get<ReminderStatusView>('/api/reminder-status');
      expect(body.ruleFaults).toMatchObject([{ code: 'sign-due', name: '今天应签收' }]);
      await app.database.query('alter table reminder drop constraint poison');
      expect((await app.app.get(SweepService).run(app.database)).faults).toBe(0);
      expect((await admin.get<ReminderStatusView>('/api/reminder-status')).body.ruleFaults).toEqual([]);
    } finally {
      await app.database.query('alter table reminder drop constraint if exists poison');
      await app.database.query(
        `update reminder_rule set send_from = '08:30', send_until = '18:00', workdays_only = true`,
      );
    }
  });
});

describe('the log', () => {
  it('shows who was told what by which channel, and sends again what failed, for a reason', async () => {
    const email = await channel('email', '邮件');
    await use(email);
    await address('handler', 'email');
    const id = await issue();
    answers.set('邮件', (_, count) =>
      count === 1 ? { outcome: 'failed', fault: '550', sentence: '没有这个信箱。' } : { outcome: 'sent' },
    );
    await sweep('2024-10-16T10:00');
    await deliver('2024-10-16T10:00');
    const log = async (query: string): Promise<LogEntry[]> =>
      (await admin.get<{ items: LogEntry[] }>(`/api/deliveries?${query}`)).body.items;
    const [entry] = await log('state=unwell');
    expect(entry).toMatchObject({
      personName: '孙承办',
      ruleName: '即将到期',
      subjectId: id,
      link: `/issues/${id}`,
      readAt: null,
    });
    const [delivery] = entry?.deliveries ?? [];
    expect(delivery).toMatchObject({ channelName: '邮件', state: 'failed', attempt: 1, sentence: '没有这个信箱。' });
    expect((await log('q=' + encodeURIComponent('孙承'))).length).toBe(1);
    expect((await log('q=' + encodeURIComponent('停电'))).length).toBe(2);
    expect((await log(`subjectId=${id}&state=inbox`)).map(({ personName }) => personName)).toEqual(['吴主任']);
    expect((await log(`channelId=${email}&state=sent`)).length).toBe(0);
    const url = `/api/deliveries/${delivery?.id}/retry`;
    expect((await admin.post(url, { reason: '' })).status).toBe(400);
    expect((await (await app.as('supervisor')).post(url, { reason: '信箱已恢复' })).status).toBe(403);
    expect((await admin.post(url, { reason: '信箱已恢复' })).status).toBe(204);
    expect((await admin.post(url, { reason: '信箱已恢复' })).status).toBe(409);
    await deliver('2024-10-16T10:01');
    expect(await lines()).toEqual(['邮件 handler sent 1']);
    expect((await admin.post(url, { reason: '再来一次' })).body).toMatchObject({ code: 'delivery-not-failed' });
    const [change] = (await app.database.query(
      `select reason from change_record where subject_kind = 'delivery' and subject_id = $1`,
      [delivery?.id],
    )) as [{ reason: string }];
    expect(change.reason).toBe('信箱已恢复');
    const { body: status } = await admin.get<ReminderStatusView>('/api/reminder-status');
    expect(status).toMatchObject({
      today: 2,
      todayRead: 0,
      opensAt: null,
      backlog: [{ channelName: '邮件', due: 0, failed: 0 }],
    });
    const tally: unknown[] = await app.database.query('select state, count::int from delivery_tally order by 1');
    expect(tally).toEqual([
      { state: 'failed', count: 1 },
      { state: 'sent', count: 1 },
    ]);
  });
});

const VIEWED = ['code', 'what', 'ledgerName', 'since', 'fault', 'mutedBy', 'lately'];

/** A rule as it is, as the body of its change. */
const bodyOf = (rule: RuleView): object =>
  Object.fromEntries(Object.entries(rule).filter(([field]) => !VIEWED.includes(field)));
