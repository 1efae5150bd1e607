import { randomUUID } from 'node:crypto';
import type { IssueView } from '@app/ledger';
import { type OrderKind, type OrderPage, OrderService, type OrderView } from '@app/order';
import { CalendarService, Clock } from '@app/platform';
import { SweepService } from '@app/reminder';
import JSZip from 'jszip';
import { type Actor, type Answer, PASSWORD, startApp, type TestApp } from './support';

const RULE = [
  { kind: 'notice', lateDays: 1 },
  { kind: 'order', lateDays: 3 },
  { kind: 'letter', lateDays: 5 },
  { kind: 'talk', lateDays: 10 },
];

let t: TestApp;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
  await t.database.query('update ledger set escalation = $1', [JSON.stringify(RULE)]);
  await t.database.query(`insert into setting (key, value) values ('district', '{"name":"高新区"}')`);
});
afterAll(() => t.close());
beforeEach(async () => {
  // The record refuses to be emptied: only a superuser who puts the triggers aside can, and only tests do.
  await t.database.query(`begin; set local session_replication_role = replica;
    delete from delivery; delete from reminder; delete from escalation_order; delete from order_counter;
    delete from issue_event; delete from seal_queue; delete from issue; commit`);
});

const at = (time: string): Date => new Date(`${time}:00+08:00`);

async function act(actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> {
  const [{ version }] = (await t.database.query('select version from issue where id = $1', [id])) as [
    { version: number },
  ];
  const voice = await t.as(actor);
  const { status, body } = await voice.post<IssueView>(`/api/issues/${id}/actions/${action}`, { version, ...more });
  if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Given to the power company on Monday 23 September: due on Sunday the 29th, which is worked. */
async function given(signed = true): Promise<IssueView> {
  t.clock.set('2024-09-23T09:00:00+08:00');
  const registered = await (
    await t.as('officer')
  ).post<IssueView>('/api/issues', {
    projectId,
    title: '110kV 专线未通',
    categoryCode: 'power',
    severity: 'high',
  });
  expect(registered.status).toBe(201);
  const { id } = registered.body;
  const assigned = await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.power });
  expect(assigned.dueOn).toBe('2024-09-29');
  return signed ? act('handler', id, 'sign') : assigned;
}

/** One run of the job, as the worker does it, at that time. */
const escalate = (time: string): Promise<number> =>
  t.database.transaction((tx) => t.app.get(OrderService).escalate(tx, at(time)));

const sent = async (actor: Actor = 'supervisor', query = ''): Promise<OrderView[]> => {
  const { status, body } = await (await t.as(actor)).get<OrderPage>(`/api/orders?pageSize=200${query}`);
  expect(status).toBe(200);
  return body.items;
};
const kinds = async (): Promise<string[]> => (await sent()).map(({ kind }) => kind).reverse();
const paper = (orders: OrderView[], kind: OrderKind): OrderView => {
  const found = orders.find((order) => order.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};

const byHand = async <T = { code: string; message: string }>(
  actor: Actor,
  issue: { id: string; version: number },
  body: object,
): Promise<Answer<T>> =>
  (await t.as(actor)).post<T>(`/api/issues/${issue.id}/orders`, { version: issue.version, ...body });

/** The Word file and its words, paragraph by paragraph. */
async function documentOf(actor: Actor, id: string) {
  const login = await t.app.inject({
    method: 'POST',
    url: '/api/auth/login',
    payload: { username: actor, password: PASSWORD },
  });
  const { accessToken } = JSON.parse(login.body) as { accessToken: string };
  const answer = await t.app.inject({
    method: 'GET',
    url: `/api/orders/${id}/document`,
    headers: { authorization: `Bearer ${accessToken}` },
  });
  if (answer.statusCode !== 200) return { status: answer.statusCode, headers: answer.headers, lines: [], xml: '' };
  const archive = await JSZip.loadAsync(answer.rawPayload);
  const xml = (await archive.file('word/document.xml')?.async('string')) ?? '';
  const lines = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words).join(''),
  );
  return { status: 200, headers: answer.headers, lines: lines.filter(Boolean), xml };
}

describe('by the ledger’s rule', () => {
  it('each step is sent on its working day, over the holiday and with the days worked in exchange', async () => {
    const { id } = await given();
    const days: Record<string, number> = {
      '2024-09-29': 0, // The deadline itself, a Sunday that is worked.
      '2024-09-30': 1, // One working day late: 提示单.
      '2024-10-01': 0,
      '2024-10-07': 0,
      '2024-10-08': 0, // Two.
      '2024-10-09': 1, // Three: 督办单.
      '2024-10-10': 0,
      '2024-10-11': 1, // Five: 督办函.
      '2024-10-12': 0, // A Saturday that is worked: six.
      '2024-10-13': 0,
      '2024-10-16': 0, // Nine.
      '2024-10-17': 1, // Ten: 约谈.
      '2024-10-18': 0,
    };
    for (const [day, count] of Object.entries(days))
      expect([day, await escalate(`${day}T09:00`)]).toEqual([day, count]);
    const orders = (await sent()).reverse();
    expect(
      orders.map(({ kind, number, lateDays, dueOn, missed }) => ({ kind, number, lateDays, dueOn, missed })),
    ).toEqual([
      { kind: 'notice', number: '提示〔2024〕1号', lateDays: 1, dueOn: '2024-09-29', missed: 'due' },
      { kind: 'order', number: '督办〔2024〕1号', lateDays: 3, dueOn: '2024-09-29', missed: 'due' },
      { kind: 'letter', number: '督函〔2024〕1号', lateDays: 5, dueOn: '2024-09-29', missed: 'due' },
      { kind: 'talk', number: '约谈〔2024〕1号', lateDays: 10, dueOn: '2024-09-29', missed: 'due' },
    ]);
    expect(orders[0]).toMatchObject({ recipient: '供电公司', issuedByName: null, covers: [], replyBy: '2024-10-09' });
    const { body } = await (await t.as('supervisor')).get<IssueView>(`/api/issues/${id}`);
    const written = body.events.filter(({ action }) => (action as string) === 'order');
    expect(written).toHaveLength(4);
    expect(written[0]?.note).toContain('提示单（提示〔2024〕1号）');
    expect(body.version).toBe(body.events.at(-1)?.seq);
  });

  it.each([
    ['before hours', '2024-10-08T08:29'],
    ['after hours', '2024-10-08T18:00'],
    ['on a holiday', '2024-10-03T10:00'],
    ['on a Sunday', '2024-10-13T10:00'],
  ])('nothing is sent %s', async (_, time) => {
    await given();
    expect(await escalate(time)).toBe(0);
    expect(await sent()).toEqual([]);
  });

  it('who does not sign is late from the day to sign on', async () => {
    const issue = await given(false);
    expect(issue.signDueOn).toBe('2024-09-24');
    expect(await escalate('2024-09-24T10:00')).toBe(0);
    expect(await escalate('2024-09-25T10:00')).toBe(1);
    expect(await sent()).toMatchObject([{ kind: 'notice', missed: 'sign', dueOn: '2024-09-24', lateDays: 1 }]);
    const [{ id }] = (await sent()) as [OrderView];
    expect((await documentOf('head', id)).lines.join()).toContain(
      '签收期限为2024年9月24日，截至2024年9月25日已超期1个工作日，尚未签收。',
    );
  });

  it('after an outage only the gravest step is sent, and it says which it stands for', async () => {
    const { id } = await given();
    expect(await escalate('2024-10-17T09:00')).toBe(1);
    expect(await escalate('2024-10-17T09:01')).toBe(0);
    expect(await sent()).toMatchObject([{ kind: 'talk', covers: ['notice', 'order', 'letter'] }]);
    const { body } = await (await t.as('supervisor')).get<IssueView>(`/api/issues/${id}`);
    expect(body.events.at(-1)?.note).toContain('提示单、督办单、督办函不再补发');
    expect(body.events.at(-1)?.actorName ?? null).not.toBe('赵督办');
  });

  it('five workers at once send one each, numbered without gap or double', async () => {
    for (let count = 0; count < 6; count += 1) await given();
    const made = await Promise.all(Array.from({ length: 5 }, () => escalate('2024-09-30T09:00')));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect((await sent()).map(({ number }) => number).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => `提示〔2024〕${number}号`),
    );
  });

  it('a run that dies takes its numbers with it', async () => {
    await given();
    const dying = t.database.transaction(async (tx) => {
      expect(await t.app.get(OrderService).escalate(tx, at('2024-09-30T09:00'))).toBe(1);
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await sent()).toEqual([]);
    expect(await escalate('2024-09-30T09:01')).toBe(1);
    expect(await sent()).toMatchObject([{ number: '提示〔2024〕1号' }]);
  });

  it('waits for the ruling on an extension that was asked for in time, and begins anew when the deadline has moved', async () => {
    const { id } = await given();
    t.clock.set('2024-09-24T10:00:00+08:00');
    await act('handler', id, 'request-extension', { note: '等外线工程', dueOn: '2024-10-10', measures: '增派人手' });
    expect(await escalate('2024-10-08T10:00')).toBe(0);
    t.clock.set('2024-10-08T10:00:00+08:00');
    await act('supervisor', id, 'grant-extension', { note: '同意' });
    expect(await escalate('2024-10-10T10:00')).toBe(0);
    expect(await escalate('2024-10-11T10:00')).toBe(1);
    expect(await sent()).toMatchObject([{ kind: 'notice', dueOn: '2024-10-10', lateDays: 1 }]);
  });

  it.each(['returned', 'pending-verification'])('the department is not blamed while it is %s', async (state) => {
    const { id } = await given();
    await t.database.query('update issue set state = $2 where id = $1', [id, state]);
    expect(await escalate('2024-10-17T10:00')).toBe(0);
  });

  it('a ledger without the rule sends none', async () => {
    await given();
    await t.database.query(`update ledger set escalation = '[]'`);
    try {
      expect(await escalate('2024-10-17T10:00')).toBe(0);
    } finally {
      await t.database.query('update ledger set escalation = $1', [JSON.stringify(RULE)]);
    }
  });

  it('a rule that makes no sense is refused', async () => {
    const put = (rule: object): Promise<unknown> =>
      t.database.query('update ledger set escalation = $1', [JSON.stringify(rule)]);
    await expect(put([{ kind: 'fine', lateDays: 1 }])).rejects.toThrow('ledger_escalation');
    await expect(put([{ kind: 'notice', lateDays: 0 }])).rejects.toThrow('ledger_escalation');
    await expect(put({ kind: 'notice', lateDays: 1 })).rejects.toThrow('ledger_escalation');
  });
});

describe('by hand', () => {
  it('a supervisor sends one before anything is late; the rule does not send a milder one after it', async () => {
    const issue = await given();
    t.clock.set('2024-09-25T15:00:00+08:00');
    const id = randomUUID();
    const first = await byHand<OrderPage>('supervisor', issue, {
      id,
      kind: 'letter',
      note: '区领导已过问，请本周内办结。',
    });
    expect(first.status).toBe(201);
    expect(first.body.items).toMatchObject([
      { id, kind: 'letter', number: '督函〔2024〕1号', lateDays: 0, issuedByName: '赵督办', dueOn: '2024-09-29' },
    ]);
    // Sent again, it is the same; under the same id nothing else can be sent.
    expect(
      (await byHand<OrderPage>('supervisor', issue, { id, kind: 'letter', note: '区领导已过问，请本周内办结。' })).body,
    ).toEqual(first.body);
    expect((await byHand('supervisor', issue, { id, kind: 'talk' })).status).toBe(409);
    const { lines } = await documentOf('supervisor', id);
    expect(lines.join('\n')).toContain('督办意见：区领导已过问，请本周内办结。');
    expect(lines.join('\n')).toContain('办理期限为2024年9月29日，截至2024年9月25日尚未办结。');
    expect(lines.join('\n')).not.toContain('超期');
    expect(await escalate('2024-10-11T09:00')).toBe(0);
    expect(await escalate('2024-10-17T09:00')).toBe(1);
    expect(await kinds()).toEqual(['letter', 'talk']);
  });

  it('is for supervisors, on what is at a department, once for each deadline, against the state that was seen', async () => {
    const issue = await given();
    for (const actor of ['handler', 'head', 'officer', 'leader', 'admin'] as const) {
      expect([actor, (await byHand(actor, issue, { kind: 'notice' })).status]).toEqual([actor, 403]);
    }
    expect((await byHand('supervisor', { id: randomUUID(), version: 1 }, { kind: 'notice' })).status).toBe(404);
    expect(await byHand('supervisor', issue, { kind: 'fine' })).toMatchObject({
      status: 400,
      body: { message: '文书种类应为提示单、督办单、督办函或约谈通知书。' },
    });
    expect((await byHand('supervisor', issue, { kind: 'notice' })).status).toBe(201);
    expect(await byHand('supervisor', issue, { kind: 'order' })).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    });
    const again = await byHand('supervisor', { ...issue, version: issue.version + 1 }, { kind: 'notice' });
    expect(again).toMatchObject({ status: 409, body: { code: 'order.sent' } });
    expect(again.body.message).toContain('提示〔2024〕1号');
    t.clock.set('2024-09-23T09:00:00+08:00');
    const { body: fresh } = await (
      await t.as('supervisor')
    ).post<IssueView>('/api/issues', { projectId, title: '尚未交办的问题', categoryCode: 'other' });
    expect(await byHand('supervisor', fresh, { kind: 'notice' })).toMatchObject({
      status: 409,
      body: { code: 'order.wrong-state' },
    });
    expect(await sent()).toHaveLength(1);
  });

  it('at the same moment as the rule there is one, not two', async () => {
    const issue = await given();
    t.clock.set('2024-09-30T09:00:00+08:00');
    const [hand] = await Promise.all([
      byHand('supervisor', issue, { kind: 'notice' }),
      escalate('2024-09-30T09:00'),
      byHand('supervisor2', issue, { kind: 'notice' }),
    ]);
    expect([201, 409]).toContain(hand.status);
    expect(await sent()).toMatchObject([{ number: '提示〔2024〕1号' }]);
  });

  it('numbers begin anew each year', async () => {
    const issue = await given();
    t.clock.set('2024-12-31T10:00:00+08:00');
    await byHand('supervisor', issue, { kind: 'notice' });
    t.clock.set('2025-01-02T10:00:00+08:00');
    await byHand('supervisor', { ...issue, version: issue.version + 1 }, { kind: 'order' });
    const other = await given();
    t.clock.set('2025-01-02T11:00:00+08:00');
    await byHand('supervisor', other, { kind: 'notice' });
    expect((await sent()).map(({ number }) => number).sort()).toEqual([
      '提示〔2024〕1号',
      '提示〔2025〕1号',
      '督办〔2025〕1号',
    ]);
  });
});

describe('the paper', () => {
  it('has the form of an official one, and reads the same for ever', async () => {
    await given();
    await escalate('2024-09-30T09:00');
    await escalate('2024-10-09T09:00');
    const order = paper(await sent(), 'order');
    const before = await documentOf('handler', order.id);
    expect(before.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'x-content-type-options': 'nosniff',
    });
    expect(String(before.headers['content-disposition'])).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('督办单 督办〔2024〕1号.docx')}`,
    );
    expect(before.lines.slice(0, 4)).toEqual(['高新区经济发展局', '督办〔2024〕1号', '问题办理督办单', '供电公司：']);
    const words = before.lines.join('\n');
    expect(words).toMatch(/“110kV 专线未通”（项目问题台账WT-2024-\d{4}号，涉及项目：磐升项目）/);
    expect(words).toContain('办理期限为2024年9月29日，截至2024年10月9日已超期3个工作日，尚未办结。');
    expect(words).toContain('我局已于2024年9月30日（提示〔2024〕1号）发文催办');
    expect(words).toContain('请于2024年10月11日前');
    expect(before.lines.slice(-2)).toEqual(['高新区经济发展局', '2024年10月9日']);
    expect(before.xml).toContain('w:eastAsia="仿宋_GB2312"');
    expect(before.xml).toContain('w:line="579"');
    await t.database.query(`update unit set name = '国网供电公司' where id = $1`, [t.cast.units.power]);
    await t.database.query(`update issue set title = '改过的标题'`);
    try {
      expect((await documentOf('handler', order.id)).xml).toBe(before.xml);
      expect(paper(await sent(), 'order').recipient).toBe('供电公司');
    } finally {
      await t.database.query(`update unit set name = '供电公司' where id = $1`, [t.cast.units.power]);
    }
  });

  it('cannot be changed or taken back', async () => {
    await given();
    await escalate('2024-09-30T09:00');
    await expect(t.database.query(`update escalation_order set late_days = 0`)).rejects.toThrow('append only');
    await expect(t.database.query(`delete from escalation_order`)).rejects.toThrow('append only');
  });

  it('is seen by the bureau, leaders and the department it was sent to, by nobody else', async () => {
    await given();
    await escalate('2024-09-30T09:00');
    const [{ id }] = (await sent()) as [OrderView];
    for (const actor of ['supervisor', 'leader', 'head', 'handler', 'officer', 'admin'] as const) {
      expect([actor, (await sent(actor)).length, (await documentOf(actor, id)).status]).toEqual([actor, 1, 200]);
    }
    for (const actor of ['handler2', 'officer2'] as const) {
      expect([actor, (await sent(actor)).length, (await documentOf(actor, id)).status]).toEqual([actor, 0, 404]);
    }
    expect((await t.anonymous.get(`/api/orders/${id}/document`)).status).toBe(401);
  });

  it('is found by kind, department and day', async () => {
    await given();
    await escalate('2024-09-30T09:00');
    await escalate('2024-10-09T09:00');
    const { power, land } = t.cast.units;
    const counts: Record<string, number> = {
      '&kind=order': 1,
      '&kind=talk': 0,
      [`&unitId=${power}`]: 2,
      [`&unitId=${land}`]: 0,
      '&from=2024-10-01': 1,
      '&to=2024-09-30': 1,
      '&from=2024-09-30&to=2024-10-09': 2,
    };
    for (const [query, count] of Object.entries(counts))
      expect([query, (await sent('leader', query)).length]).toEqual([query, count]);
    expect((await (await t.as('leader')).get('/api/orders?kind=fine')).status).toBe(400);
  });
});

describe('people', () => {
  const sweep = (time: string): Promise<number> => {
    const sweeper = new SweepService(new CalendarService(t.database, t.app.get(Clock)));
    return t.database.transaction((tx) => sweeper.sweep(tx, at(time)));
  };
  const told = async (): Promise<string[]> => {
    const rows: { line: string }[] = await t.database.query(
      `select p.username || ' ' || split_part(r.title, '：', 1) as line from reminder r join person p on p.id = r.person_id
        where r.rule = 'issue-order' order by 1`,
    );
    return rows.map(({ line }) => line);
  };

  it('of the department are told once, the supervisors of the graver ones', async () => {
    await given();
    await escalate('2024-09-30T09:00');
    await sweep('2024-09-30T09:01');
    await sweep('2024-09-30T09:02');
    expect(await told()).toEqual(['handler 提示单（提示〔2024〕1号）', 'head 提示单（提示〔2024〕1号）']);
    await escalate('2024-10-11T09:00');
    await sweep('2024-10-11T09:01');
    const letter = '督办函（督函〔2024〕1号）';
    expect((await told()).filter((line) => line.includes('督办函'))).toEqual(
      ['double', 'handler', 'head', 'supervisor', 'supervisor2'].map((name) => `${name} ${letter}`),
    );
  });
});
