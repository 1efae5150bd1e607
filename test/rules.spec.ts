import { addDays, dayOf, type FixedClock, instantAt, isoInstant } from '@app/platform';
import { repairAll } from '@app/duty';
import { type RulePreviewView, type RuleView, SweepService, WATCHES } from '@app/reminder';
import { placeholdersOf } from '@app/reminder/watch';
import { faultOfTemplate } from '@app/reminder/rule.words';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Actor, NOW, startApp, type TestApp, type Voice } from './support';
import { putWebhook } from './support/webhook';

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

interface Kept {
  code: string;
  rest: Record<string, unknown>;
}
let shipped: Kept[];
beforeAll(async () => {
  const rows: { code: string; rest: Record<string, unknown> }[] = await app.database.query(
    'select code, to_jsonb(r) as rest from reminder_rule r',
  );
  shipped = rows;
});
beforeEach(async () => {
  clock.set(NOW);
  await app.empty(
    'delivery',
    'reminder',
    'reminder_tuning',
    'channel',
    'project_list',
    'project',
    'month_urge',
    'pipeline',
  );
  await app.database.query(`delete from reminder_rule where code like 'own-%'`);
  await only(...shipped.map(({ code }) => code));
});

const at = (time: string): Date => new Date(`${time}:00+08:00`);
/** Only these rules are in use. */
const only = (...codes: string[]): Promise<unknown> =>
  app.database.query("update reminder_rule set active = (code = any ($1)), channels = '{}'", [codes]);
const set = (code: string, changes: string): Promise<unknown> =>
  app.database.query(`update reminder_rule set ${changes} where code = $1`, [code]);
const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};

let sequence = 0;
async function issue(facts: Record<string, unknown>): Promise<string> {
  sequence += 1;
  const columns: Record<string, unknown> = {
    number: `WT-2024-${2000 + sequence}`,
    year: 2024,
    sequence: 2000 + sequence,
    title: '供水管网未接通',
    description: '',
    category_code: 'power',
    severity: 'medium',
    state: 'in-progress',
    registered_by: app.cast.people.officer,
    registered_at: '2024-09-01T10:00+08',
    lead_unit_id: app.cast.units.power,
    handler_id: app.cast.people.handler,
    due_on: '2024-12-20',
    first_due_on: '2024-12-20',
    touched_at: '2024-09-01T10:00+08',
    body_hash: '',
    ...facts,
  };
  const names = Object.keys(columns);
  return one(
    `insert into issue (id, ledger_id, ${names.join(', ')})
     select uuidv7(), l.id, ${names.map((_, index) => `$${index + 1}`).join(', ')} from ledger l where l.code = 'project-issue' returning id`,
    Object.values(columns),
  );
}

const project = (name = '富锶项目'): Promise<string> =>
  one(
    `insert into project (name, address, total_investment, officer_id, leader_id, unit_id) values ($1, '园区路1号', 100, $2, $3, $4) returning id`,
    [name, app.cast.people.officer, app.cast.people.leader, app.cast.units.power],
  );
async function onList(projectId: string, every = 'week', to: string | null = null): Promise<void> {
  await app.database.query(
    `insert into project_list (name, year, kind, visit_every) values ('清单', 2024, 'other', $1) on conflict do nothing`,
    [every],
  );
  await app.database.query(
    `insert into list_member (list_id, project_id, from_month, to_month) select id, $1, '2024-01', $2 from project_list`,
    [projectId, to],
  );
}

const sweep = async (time: string): Promise<number> => {
  const sweeper = app.app.get(SweepService);
  return app.database.transaction(async (tx) => {
    await repairAll(tx, dayOf(at(time)));
    return sweeper.sweep(tx, at(time));
  });
};
/** `rule person occurrence`, and whether it was taken back. */
const told = async (): Promise<string[]> => {
  const rows: { line: string }[] = await app.database.query(
    `select concat_ws(' ', r.rule, p.username, r.occurrence, case when r.cancelled_at is not null then '✗' end) as line
       from reminder r join person p on p.id = r.person_id order by 1`,
  );
  return rows.map(({ line }) => line);
};
const text = async (): Promise<{ title: string; body: string }> => {
  const [row] = (await app.database.query('select title, body from reminder order by id limit 1')) as [
    { title: string; body: string },
  ];
  return row;
};

describe('the shipped rules', () => {
  it('say nothing that their watch does not know, to nobody whom it does not know', async () => {
    const { body } = await admin.get<{ items: RuleView[] }>('/api/reminder-rules?pageSize=200');
    expect(body.items.length).toBeGreaterThan(30);
    for (const rule of body.items) {
      const watch = WATCHES.find(({ code }) => code === rule.what);
      expect([rule.code, watch?.code]).toEqual([rule.code, rule.what]);
      const allowed = watch ? placeholdersOf(watch) : [];
      expect([rule.code, faultOfTemplate(rule.title, allowed), faultOfTemplate(rule.body, allowed)]).toEqual([
        rule.code,
        undefined,
        undefined,
      ]);
      for (const relation of rule.whom)
        expect([rule.code, watch?.people[relation]]).not.toEqual([rule.code, undefined]);
    }
    // Each watch has a rule that ships.
    expect(WATCHES.map(({ code }) => code).filter((code) => !body.items.some(({ what }) => what === code))).toEqual([]);
  });

  it('all run on an empty district', async () => {
    expect(await sweep('2024-10-16T10:00')).toBeGreaterThanOrEqual(0);
    const faults: unknown[] = await app.database.query('select code, fault from reminder_rule where fault is not null');
    expect(faults).toEqual([]);
  });
});

describe('what falls due', () => {
  it.each([
    // Friday the 18th: two working days before is the 16th.
    ['sign-due', { state: 'assigned', sign_due_on: '2024-10-16' }, '2024-10-16T08:30', ['handler', 'head']],
    ['sign-due', { state: 'assigned', sign_due_on: '2024-10-17' }, '2024-10-16T17:00', []],
    ['sign-overdue', { state: 'assigned', sign_due_on: '2024-10-16' }, '2024-10-16T17:00', []],
    ['sign-overdue', { state: 'assigned', sign_due_on: '2024-10-16' }, '2024-10-17T08:30', ['handler', 'head']],
    ['report-due', { report_due_on: '2024-10-16' }, '2024-10-16T08:30', ['handler', 'head']],
    ['report-due', { report_due_on: '2024-10-16', state: 'assigned' }, '2024-10-16T08:30', []],
    [
      'ruling-due',
      { state: 'returned', ruling_due_on: '2024-10-16', returns: 1 },
      '2024-10-16T08:30',
      ['double', 'supervisor', 'supervisor2'],
    ],
    ['ruling-due', { state: 'returned', ruling_due_on: '2024-10-16', returns: 2 }, '2024-10-16T08:30', ['leader']],
    [
      'ruling-due',
      { extension_to: '2024-12-30', ruling_due_on: '2024-10-16' },
      '2024-10-16T08:30',
      ['double', 'supervisor', 'supervisor2'],
    ],
    [
      'verify-due',
      { state: 'pending-verification', verify_due_on: '2024-10-16' },
      '2024-10-16T08:30',
      ['double', 'supervisor', 'supervisor2'],
    ],
    [
      'review-due',
      { state: 'suspended', suspended_on: '2024-10-01', review_on: '2024-10-17' },
      '2024-10-16T08:30',
      ['double', 'handler', 'head', 'supervisor', 'supervisor2'],
    ],
    ['review-due', { state: 'suspended', suspended_on: '2024-10-01', review_on: '2024-10-18' }, '2024-10-16T08:30', []],
    ['review-due', { state: 'suspended', suspended_on: '2024-10-01', review_on: '2024-10-15' }, '2024-10-16T08:30', []],
    ['answer-due', { urge_due_on: '2024-10-16' }, '2024-10-16T08:30', ['handler', 'head']],
    ['answer-due', { instruction_due_on: '2024-10-16' }, '2024-10-16T08:30', ['handler', 'head']],
  ])('%s of %j at %s: %j', async (code, facts, time, people) => {
    await only(code);
    await issue(facts);
    await sweep(time);
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(people);
    const before = await told();
    expect(await sweep(time)).toBe(0);
    expect(await told()).toEqual(before);
  });

  it('a step of a task: its owner, or the handlers and heads of its unit', async () => {
    await only('step-due');
    const id = await issue({});
    await app.database.query(
      `insert into issue_step (issue_id, place, title, owner_unit_id, owner_id, planned_on)
       values ($1, 1, '完成选址', $2, null, '2024-10-18'), ($1, 2, '完成招标', $3, $4, '2024-10-18'), ($1, 3, '开工', $2, null, '2024-10-21')`,
      [id, app.cast.units.land, app.cast.units.power, app.cast.people.handler],
    );
    await sweep('2024-10-16T08:30');
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(['handler', 'handler2', 'head']);
    expect((await text()).title).toMatch(/^节点2 个工作日内到期：完成选址|^节点2 个工作日内到期：完成招标/);
    await app.database.query(`update issue_step set done_on = '2024-10-16', done_by = $1`, [app.cast.people.handler]);
    await app.empty('delivery', 'reminder');
    expect(await sweep('2024-10-17T08:30')).toBe(0);
  });

  it('visits of the week: one word per officer on its first working day', async () => {
    await only('visit-due');
    for (const name of ['甲', '乙', '丙', '丁', '戊', '己']) await onList(await project(name));
    expect(await sweep('2024-10-14T08:29')).toBe(0);
    expect(await sweep('2024-10-14T08:30')).toBe(1);
    expect(await told()).toEqual(['visit-due officer 2024-W42']);
    expect(await text()).toMatchObject({ title: '本周有 6 个项目需要走访' });
    expect((await text()).body).toMatch(/等。最早的请在10月20日前完成/);
    expect(await sweep('2024-10-15T08:30')).toBe(0);
    expect(await sweep('2024-10-21T08:30')).toBe(1);
    // The week of the holidays that has two working days begins on Tuesday the 8th.
    await app.empty('delivery', 'reminder');
    expect(await sweep('2024-10-07T10:00')).toBe(0);
    expect(await sweep('2024-10-08T08:30')).toBe(1);
  });

  it('a visit that was missed: the officer, while it can be made up', async () => {
    await only('visit-missed');
    await onList(await project());
    await app.database.transaction((tx) => repairAll(tx, '2024-10-14'));
    expect(await sweep('2024-10-20T10:00')).toBe(0);
    expect(await sweep('2024-10-21T08:59')).toBe(0);
    expect(await sweep('2024-10-21T09:00')).toBe(1);
    expect(await text()).toMatchObject({ title: '上周没有走访：富锶项目' });
    expect((await text()).body).toContain('10月27日前补走访的');
  });

  it('entries of a month from the 25th on, again twice, and not once they are there', async () => {
    await only('entry-missing');
    const id = await project();
    await onList(id, 'none');
    await onList(await project('乙'), 'none', '2024-06');
    expect(await sweep('2024-10-25T08:59')).toBe(0);
    expect(await sweep('2024-10-25T09:00')).toBe(1);
    expect(await text()).toMatchObject({ title: '2024年10月还有 1 个项目未填报进展' });
    expect(await sweep('2024-10-28T09:00')).toBe(0);
    expect(await sweep('2024-10-29T09:00')).toBe(1);
    await app.database.query(
      `insert into progress_entry (project_id, month, completed, basis, entered_at) values ($1, '2024-10', 1, 'with-preliminary', now())`,
      [id],
    );
    expect(await sweep('2024-10-31T09:00')).toBe(0);
    expect(await told()).toEqual(['entry-missing officer 2024-10', 'entry-missing officer 2024-10 +1']);
  });

  it('a month that nobody closed: supervisors from the fifth working day on', async () => {
    await only('month-open');
    await onList(await project(), 'none');
    // Working days of October: 8, 9, 10, 11, 12.
    // July and August, each told by its last repetition.
    expect(await sweep('2024-10-11T17:00')).toBe(18);
    expect((await told()).filter((line) => !line.endsWith('✗')).map((line) => line.slice(11))).toEqual(
      ['double', 'supervisor', 'supervisor2'].flatMap((name) => [`${name} 2024-07 +2`, `${name} 2024-08 +2`]),
    );
    await app.empty('delivery', 'reminder');
    await set('month-open', `since = '2024-10-01'`);
    expect(await sweep('2024-10-11T17:00')).toBe(0);
    expect(await sweep('2024-10-12T08:30')).toBe(3);
    expect((await told())[0]).toBe('month-open double 2024-09');
    expect(await text()).toMatchObject({ title: '2024年9月尚未月结' });
  });

  it('a stage of a pipeline in which an item is stuck', async () => {
    await only('pipeline-stuck');
    const pipeline = await one(
      `insert into pipeline (year, name, kind) values (2024, '2024年招商', 'promotion') returning id`,
    );
    const stage = (sort: number, name: string): Promise<string> =>
      one(`insert into pipeline_stage (pipeline_id, sort, name, counts) values ($1, $2, $3, 'intended') returning id`, [
        pipeline,
        sort,
        name,
      ]);
    const [talks, signed] = [await stage(1, '洽谈'), await stage(2, '签约')];
    const item = (name: string): Promise<string> =>
      one(`insert into pipeline_item (pipeline_id, name, unit_id) values ($1, $2, $3) returning id`, [
        pipeline,
        name,
        app.cast.units.power,
      ]);
    const [stuck, done] = [await item('新材料项目'), await item('已签约项目')];
    const pass = (id: string, stageId: string): Promise<unknown> =>
      app.database.query(
        `insert into pipeline_passage (item_id, stage_id, passed_on, entered_at) values ($1, $2, '2024-08-28', now())`,
        [id, stageId],
      );
    await pass(stuck, talks);
    await pass(done, talks);
    await pass(done, signed);
    expect(await sweep('2024-10-16T10:00')).toBe(2);
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(['handler', 'head']);
    expect((await text()).title).toMatch(/^新材料项目停在“洽谈”已 3\d 个工作日$/);
  });

  it('the week, for heads of their unit and leaders of everything, on Monday or the next working day', async () => {
    await only('weekly-digest');
    await issue({ registered_at: '2024-10-09T10:00+08', due_on: '2024-10-10' });
    await issue({
      registered_at: '2024-10-09T10:00+08',
      lead_unit_id: app.cast.units.land,
      state: 'assigned',
      due_on: '2024-10-16',
    });
    expect(await sweep('2024-10-14T08:29')).toBe(0);
    expect(await sweep('2024-10-14T08:30')).toBe(2);
    const rows: { username: string; title: string; body: string }[] = await app.database.query(
      'select p.username, r.title, r.body from reminder r join person p on p.id = r.person_id order by 1',
    );
    expect(rows).toEqual([
      {
        username: 'head',
        title: '供电公司上周情况：新增 1 个，销号 0 个',
        body: '未销号 1 个，其中超期 1 个；本周到期 0 个，待签收 0 个。',
      },
      {
        username: 'leader',
        title: '全区上周情况：新增 2 个，销号 0 个',
        body: '未销号 2 个，其中超期 1 个；本周到期 1 个，待签收 1 个。',
      },
    ]);
    await app.empty('delivery', 'reminder');
    // Tuesday is the first working day after the holidays.
    expect(await sweep('2024-10-07T08:30')).toBe(0);
    expect(await sweep('2024-10-08T08:30')).toBe(2);
  });

  it('a channel that fails: the administrators, once a day', async () => {
    await only('channel-failing');
    const channel = await putWebhook(app.database, 'http://127.0.0.1:1/');
    await app.database.query(
      `update channel set name = '办公群', last_fault = '密钥不对。', last_fault_at = '2024-10-16T09:00+08', last_sent_at = '2024-10-15T09:00+08' where id = $1`,
      [channel],
    );
    expect(await sweep('2024-10-16T09:01')).toBe(1);
    expect(await text()).toMatchObject({ title: '通知渠道“办公群”发送失败' });
    await app.database.query(`update channel set last_fault_at = '2024-10-16T15:00+08'`);
    expect(await sweep('2024-10-16T15:01')).toBe(0);
    await app.database.query(
      `update channel set last_sent_at = '2024-10-17T10:00+08', last_fault_at = '2024-10-17T09:00+08'`,
    );
    expect(await sweep('2024-10-17T10:01')).toBe(0);
  });
});

describe('the ladder of a ledger', () => {
  it('with steps of its own leaves the general ones', async () => {
    await only('issue-overdue', 'issue-overdue-head');
    const ledger = await one(`select id from ledger where code = 'project-issue'`);
    const body = await ruleBody('issue-overdue', {
      name: '两天就说',
      ledgerId: ledger,
      offset: 2,
      whom: ['supervisor'],
    });
    clock.set('2024-09-01T10:00:00+08:00');
    expect((await admin.post('/api/reminder-rules', body)).status).toBe(201);
    await issue({ due_on: '2024-10-14' });
    await sweep('2024-10-15T10:00');
    expect(await told()).toEqual([]);
    await sweep('2024-10-16T10:00');
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(['double', 'supervisor', 'supervisor2']);
    const { body: ladders } = await admin.get<{
      items: { own: boolean; steps: { lateDays: number; kind: string }[] }[];
    }>('/api/reminder-rules/ladders');
    expect(ladders.items[0]).toMatchObject({ own: true });
    expect(ladders.items[0]?.steps.filter(({ kind }) => kind === 'reminder')).toMatchObject([{ lateDays: 2 }]);
  });

  it('is made of copies, all at once, and given back; asked for twice it is one ladder', async () => {
    const ledger = await one(`select id from ledger where code = 'project-issue'`);
    const path = `/api/reminder-rules/ladders/${ledger}`;
    const steps = (): Promise<{ name: string; offset: number; active: boolean }[]> =>
      app.database.query(
        'select name, "offset", active from reminder_rule where ladder and ledger_id = $1 order by "offset", name',
        [ledger],
      );
    const general: { name: string }[] = await app.database.query(
      `select name from reminder_rule where ladder and ledger_id is null and active order by "offset"`,
    );
    clock.set('2024-10-16T10:00:00+08:00');
    // The name of the last copy is taken: none is made.
    const name = `${general.at(-1)?.name}（项目问题台账）`;
    const other = await ruleBody('sign-due', { name, ladder: false });
    expect((await admin.post('/api/reminder-rules', other)).status).toBe(201);
    expect(await admin.put(path, { own: true })).toMatchObject({ status: 409, body: { code: 'rule-name-taken' } });
    expect(await steps()).toEqual([]);
    await app.database.query('delete from reminder_rule where name = $1', [name]);

    const records = `select count(*)::int as n from change_record where subject_kind = 'reminder-rule'`;
    const [{ n: before }] = (await app.database.query(records)) as [{ n: number }];
    const both = await Promise.all([admin.put(path, { own: true }), admin.put(path, { own: true })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const made = await steps();
    expect(made).toHaveLength(general.length);
    expect(made.every(({ active }) => active)).toBe(true);
    expect(made.map((step) => step.name)).toContain(name);
    expect(both[1]?.body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ own: true })]) });
    const [{ n: after }] = (await app.database.query(records)) as [{ n: number }];
    expect(after - before).toBe(general.length);

    expect((await admin.put(path, { own: false })).status).toBe(200);
    expect((await steps()).every(({ active }) => !active)).toBe(true);
    // Those that it had come back, rather than new copies.
    expect((await admin.put(path, { own: true })).status).toBe(200);
    expect(await steps()).toEqual(made);
  });

  it('is kept by the administrator only, of a ledger that is there', async () => {
    const ledger = await one(`select id from ledger where code = 'project-issue'`);
    const supervisor = await app.as('supervisor');
    expect((await supervisor.put(`/api/reminder-rules/ladders/${ledger}`, { own: true })).status).toBe(403);
    expect((await admin.put(`/api/reminder-rules/ladders/${randomUUID()}`, { own: true })).status).toBe(404);
    expect(await admin.put(`/api/reminder-rules/ladders/${ledger}`, { own: 'yes' })).toMatchObject({ status: 400 });
  });
});

/** A rule as it ships, as the body of another. */
async function ruleBody(code: string, changes: object): Promise<object> {
  const { body } = await admin.get<RuleView>(`/api/reminder-rules/${code}`);
  const { what, active, ledgerId, ladder, whom, offset, unit, atTime, repeatEvery, repeatTimes, channels, mode } = body;
  const { digestAt, title, body: words, sendFrom, sendUntil, workdaysOnly, mandatory, name } = body;
  return {
    ...{
      what,
      active,
      ledgerId,
      ladder,
      whom,
      offset,
      unit,
      atTime,
      repeatEvery,
      repeatTimes,
      channels,
      mode,
      digestAt,
      title,
    },
    ...{ body: words, sendFrom, sendUntil, workdaysOnly, mandatory, name },
    ...changes,
  };
}

describe('a change of a rule', () => {
  it('counts from its moment and sends nothing for the past', async () => {
    await only();
    await issue({ due_on: '2024-10-10' });
    const ahead = await issue({ due_on: '2024-10-17' });
    const body = await ruleBody('issue-overdue', { name: '超期一天', ladder: false, active: true });
    const { status, body: made } = await admin.post<RuleView>('/api/reminder-rules', body);
    expect(status).toBe(201);
    expect(made.since).toBe(NOW);
    expect(await sweep('2024-10-16T10:01')).toBe(0);
    expect(await sweep('2024-10-17T17:00')).toBe(0);
    expect(await sweep('2024-10-18T08:30')).toBe(1);
    expect(await one('select subject_id as id from reminder')).toBe(ahead);
    // Switched off and on again, it counts from then: nothing of what fell due meanwhile.
    const { what: _, ...rest } = body as { what: string };
    clock.set('2024-10-18T10:00:00+08:00');
    const off = await admin.patch<RuleView>(`/api/reminder-rules/${made.code}`, { ...rest, active: false, version: 1 });
    expect(off.body).toMatchObject({ active: false, version: 2 });
    await issue({ due_on: '2024-10-17' });
    clock.set('2024-10-21T10:00:00+08:00');
    expect((await admin.patch(`/api/reminder-rules/${made.code}`, { ...rest, active: true, version: 2 })).status).toBe(
      200,
    );
    expect(await sweep('2024-10-21T10:01')).toBe(0);
  });

  it('of words, channels or hours leaves what waits for its hour as it is', async () => {
    await only('issue-overdue');
    await set('issue-overdue', `since = '2024-09-01T10:00+08'`);
    await issue({ due_on: '2024-10-15' });
    clock.set('2024-10-16T20:00:00+08:00');
    const { what: _, ...body } = (await ruleBody('issue-overdue', { body: '请抓紧。', sendFrom: '09:00' })) as {
      what: string;
    };
    const { body: before } = await admin.get<RuleView>('/api/reminder-rules/issue-overdue');
    const { version, since } = before;
    const saved = await admin.patch<RuleView>('/api/reminder-rules/issue-overdue', { ...body, version });
    expect([saved.status, saved.body.since]).toEqual([200, since]);
    expect(await sweep('2024-10-17T08:59')).toBe(0);
    expect(await sweep('2024-10-17T09:00')).toBe(1);
    await set('issue-overdue', `body = '', send_from = '08:30', since = '2000-01-01'`);
  });

  it('speaks of a deadline that was set after it, though it is near already', async () => {
    await only('issue-due-soon');
    await set('issue-due-soon', `since = '2024-10-16T10:00+08'`);
    const id = await issue({ due_on: '2024-10-17' });
    expect(await sweep('2024-10-16T10:01')).toBe(0);
    await app.database.query(
      `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, body_hash)
       values ($1, 1, 'grant-extension', 'in-progress', 'in-progress', $2, $3, '2024-10-16T11:00+08', '', '')`,
      [id, app.cast.people.supervisor, app.cast.units.bureau],
    );
    expect(await sweep('2024-10-16T11:01')).toBe(2);
  });

  it('is refused with the field and the way out', async () => {
    const refused = async (changes: object, code = 'issue-overdue'): Promise<unknown> => {
      const { status, body } = await admin.post<{ details?: unknown }>(
        '/api/reminder-rules',
        await ruleBody(code, { name: '新规则', ...changes }),
      );
      return [status, ((body.details ?? []) as { field: string }[])[0]?.field];
    };
    expect(await refused({ whom: [] })).toEqual([400, 'whom']);
    expect(await refused({ whom: ['mentioned'] })).toEqual([400, 'whom']);
    expect(await refused({ title: '{不存在}' })).toEqual([400, 'title']);
    expect(await refused({ body: '[未完' })).toEqual([400, 'body']);
    expect(await refused({ repeatEvery: 2 })).toEqual([400, 'repeatTimes']);
    expect(await refused({ sendFrom: '18:00', sendUntil: '08:00' })).toEqual([400, 'sendUntil']);
    expect(await refused({ atTime: '25:00' })).toEqual([400, 'atTime']);
    expect(await refused({ channels: ['00000000-0000-4000-8000-000000000001'] })).toEqual([400, 'channels']);
    expect(await refused({ ladder: true }, 'sign-due')).toEqual([400, 'ladder']);
    expect(await refused({ offset: -1 }, 'issue-mentioned')).toEqual([400, 'offset']);
    expect(await refused({ what: 'nothing' })).toEqual([400, 'what']);
    expect(await refused({ mode: 'digest', digestAt: '07:00' })).toEqual([400, 'digestAt']);
    // What people are called and what they write stays in the system.
    expect(await refused({ title: '{人员}提到您' }, 'issue-mentioned')).toEqual([400, 'title']);
    expect(await refused({ title: '提到您：{内容}' }, 'issue-mentioned')).toEqual([400, 'title']);
    // A change says all of it: what is left out switches nothing on.
    for (const field of ['active', 'ladder']) expect(await refused({ [field]: undefined })).toEqual([400, field]);
    expect(await refused({ name: '今天应签收' })).toEqual([409, undefined]);
    expect((await (await app.as('supervisor')).get('/api/reminder-rules')).status).toBe(403);
    // A code that is none, and one that no rule has.
    expect((await admin.get('/api/reminder-rules/%00')).status).toBe(400);
    expect((await admin.get('/api/reminder-rules/nothing-here')).status).toBe(404);
    const stale = await admin.patch(`/api/reminder-rules/sign-due`, {
      ...(await ruleBody('sign-due', {})),
      what: undefined,
      version: 99,
    });
    expect(stale.status).toBe(409);
  });
});

describe('a preview', () => {
  it('says what the sweeps of the next fourteen days will do', async () => {
    await only('issue-overdue');
    for (const due of ['2024-10-14', '2024-10-16', '2024-10-18', '2024-10-25', '2024-10-29', '2024-11-15'])
      await issue({ due_on: due });
    const body = await ruleBody('issue-overdue', {
      name: '新的',
      ladder: false,
      repeatEvery: 3,
      repeatTimes: 2,
      whom: ['handler', 'head'],
    });
    const { status, body: preview } = await admin.post<RulePreviewView>('/api/reminder-rules/preview', body);
    expect(status).toBe(200);
    expect(preview).toMatchObject({ direction: 'ahead', people: 2 });
    expect(await told()).toEqual([]);
    await only();
    expect((await admin.post('/api/reminder-rules', body)).status).toBe(201);
    for (let day = '2024-10-16'; day <= '2024-10-30'; day = addDays(day, 1)) {
      for (const time of ['08:30', '10:30', '17:59']) {
        if (instantAt(day, time) > at('2024-10-16T10:00')) await sweep(`${day}T${time}`);
      }
    }
    const rows: { at: Date; name: string; title: string }[] = await app.database.query(
      `select r.created_at as at, p.name, r.title from reminder r join person p on p.id = r.person_id where r.cancelled_at is null`,
    );
    const line = (when: string, name: string, title: string): string => `${when} ${name} ${title}`;
    expect(preview.items.map(({ at: when, personName, title }) => line(when, personName, title)).sort()).toEqual(
      rows.map(({ at: when, name, title }) => line(isoInstant(when), name, title)).sort(),
    );
    expect(preview.total).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(8);
  });

  it('of what happens shows the last fourteen days', async () => {
    const id = await issue({});
    await app.database.query(
      `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, body_hash)
       values ($1, 1, 'urge', 'in-progress', 'in-progress', $2, $3, '2024-10-10T11:00+08', '请抓紧', ''),
              ($1, 2, 'urge', 'in-progress', 'in-progress', $2, $3, '2024-09-10T11:00+08', '很久以前', '')`,
      [id, app.cast.people.supervisor, app.cast.units.bureau],
    );
    const { body } = await admin.post<RulePreviewView>(
      '/api/reminder-rules/preview',
      await ruleBody('issue-urged', { name: '催' }),
    );
    expect(body).toMatchObject({ direction: 'behind', total: 2, people: 2 });
    expect(body.items[0]?.body).toContain('请抓紧');
  });
});

describe('a preview for people', () => {
  it('leaves out who has muted it, and says by which channel it would reach each', async () => {
    const id = await issue({ due_on: '2024-10-18' });
    await only('issue-overdue-head');
    const email = await one(
      `insert into channel (id, kind, name, active, sealed, created_at) values (uuidv7(), 'email', '邮件', true, '\\x00', now()) returning id`,
    );
    const changes = { name: '超期一天', ladder: false, offset: 1, mandatory: false, channels: [email] };
    const look = async (): Promise<unknown[]> => {
      const body = await ruleBody('issue-overdue-head', { ...changes, whom: ['handler', 'head'] });
      const { body: found } = await admin.post<RulePreviewView>('/api/reminder-rules/preview', {
        ...body,
        code: 'issue-overdue-head',
      });
      return found.items.map(({ personName, channelName, subjectId }) => [personName, channelName, subjectId === id]);
    };
    const { people } = app.cast;
    await app.database.query(
      `insert into person_address (person_id, kind, sealed, masked, fingerprint, created_at) values ($1, 'email', '\\x00', 'h', 'h', now())`,
      [people.handler],
    );
    expect((await look()).sort()).toEqual([
      ['吴主任', null, true],
      ['孙承办', '邮件', true],
    ]);
    await app.database.query(
      `insert into reminder_tuning (person_id, rule, muted) values ($1, 'issue-overdue-head', true)`,
      [people.head],
    );
    expect(await look()).toEqual([['孙承办', '邮件', true]]);
  });
});

describe('what happened long ago', () => {
  const urge = async (time: string): Promise<void> => {
    const id = await issue({});
    await app.database.query(
      `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, body_hash)
       values ($1, 1, 'urge', 'in-progress', 'in-progress', $2, $3, $4, '请抓紧', '')`,
      [id, app.cast.people.supervisor, app.cast.units.bureau, at(time)],
    );
  };

  it('is told of as late as the rule says, over a holiday and more', async () => {
    await only();
    await urge('2024-09-13T10:00');
    clock.set('2024-09-14T10:00:00+08:00');
    await set('issue-urged', `active = true, since = '2000-01-01', "offset" = 20, at_time = '08:30'`);
    // Twenty working days on, with the two holidays of that autumn and their make-up days: 2024-10-17.
    expect(await sweep('2024-10-16T17:00')).toBe(0);
    expect(await sweep('2024-10-17T08:30')).toBeGreaterThan(0);
    await set('issue-urged', `"offset" = 0`);
  });
});

describe('repetitions', () => {
  it('go on into the next month, as long as an entry is missing', async () => {
    await only('entry-missing');
    await onList(await project(), 'none');
    expect(await sweep('2024-10-25T10:00')).toBe(1);
    // The 25th and two working days each: in November the entry of October is missing still.
    await set('entry-missing', 'repeat_every = 3, repeat_times = 2');
    expect(await sweep('2024-10-30T10:00')).toBe(1);
    expect(await sweep('2024-11-04T10:00')).toBe(1);
    expect(await told()).toEqual([
      'entry-missing officer 2024-10',
      'entry-missing officer 2024-10 +1',
      'entry-missing officer 2024-10 +2',
    ]);
    await set('entry-missing', 'repeat_every = 2, repeat_times = 2');
  });

  it('that were missed while nothing ran are not sent after one another: the last is, the others are on record', async () => {
    await only('entry-missing');
    await onList(await project(), 'none');
    expect(await sweep('2024-10-30T10:00')).toBe(2);
    expect(await told()).toEqual(['entry-missing officer 2024-10 +1', 'entry-missing officer 2024-10 ✗']);
    const officer = await (await app.as('officer')).get<{ total: number }>('/api/notifications');
    expect(officer.body.total).toBe(1);
  });
});

describe('the month, once closed', () => {
  it('is told with its figures to heads and leaders, once, without what nobody counted', async () => {
    await only('monthly-digest');
    const close = (figures: object): Promise<unknown> =>
      app.database.query(
        `insert into rollup_revision (month, revision, closed_at, closed_by, figures, rows)
         values ('2024-09', 1, '2024-10-16T09:00+08', $1, $2, '[]')`,
        [app.cast.people.supervisor, JSON.stringify(figures)],
      );
    await close({ issues: { registered: '12', closed: '9', closureRate: '75.0' }, visits: { coverage: null } });
    await sweep('2024-10-16T10:00');
    await sweep('2024-10-16T10:01');
    const rows: { title: string; body: string; username: string }[] = await app.database.query(
      `select r.title, r.body, p.username from reminder r join person p on p.id = r.person_id order by 3`,
    );
    expect(rows.map(({ username }) => username)).toEqual(['head', 'leader']);
    expect(rows[0]).toMatchObject({
      title: '2024年9月已月结',
      body: '全区登记问题 12 个，销号 9 个，办结率 75.0%。各清单的投资完成情况见月度汇总。',
    });
    await app.empty('rollup_revision');
  });
});

describe('what a person wants', () => {
  const mine = async (actor: Actor, code: string): Promise<Record<string, unknown> | undefined> => {
    const { body } = await (await app.as(actor)).get<{ items: { code: string }[] }>('/api/me/reminder-settings');
    return body.items.find((rule) => rule.code === code) as Record<string, unknown> | undefined;
  };
  const plain = { muted: false, digest: false, without: [] };

  it('is kept within what the rule allows', async () => {
    await only('sign-due', 'sign-overdue');
    await issue({ state: 'assigned', sign_due_on: '2024-10-16' });
    const head = await app.as('head');
    expect(await mine('head', 'sign-due')).toMatchObject({ mandatory: false, muted: false });
    expect(await mine('officer', 'sign-due')).toBeUndefined();
    expect((await head.put('/api/me/reminder-settings/sign-due', { ...plain, muted: true })).status).toBe(200);
    expect((await head.put('/api/me/reminder-settings/sign-due', { ...plain, muted: true })).status).toBe(200);
    await sweep('2024-10-16T10:00');
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(['handler']);
    const refused = await head.put<{ details: unknown }>('/api/me/reminder-settings/sign-overdue', {
      ...plain,
      muted: true,
    });
    expect([refused.status, refused.body.details]).toMatchObject([400, [{ field: 'muted' }]]);
    expect((await (await app.as('officer')).put('/api/me/reminder-settings/sign-due', plain)).status).toBe(404);
    expect((await app.anonymous.put('/api/me/reminder-settings/sign-due', plain)).status).toBe(401);
  });

  it('again, after it was muted, is told from then on, and nothing of before', async () => {
    await only('sign-due');
    const head = await app.as('head');
    const path = '/api/me/reminder-settings/sign-due';
    expect((await head.put(path, { ...plain, muted: true })).status).toBe(200);
    await issue({ state: 'assigned', sign_due_on: '2024-10-15' });
    await sweep('2024-10-15T10:00');
    clock.set('2024-10-15T11:00:00+08:00');
    expect((await head.put(path, plain)).status).toBe(200);
    expect(await sweep('2024-10-15T11:01')).toBe(0);
    await issue({ state: 'assigned', sign_due_on: '2024-10-16' });
    await sweep('2024-10-16T10:00');
    expect((await told()).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'handler 2024-10-15',
      'handler 2024-10-16',
      'head 2024-10-16',
    ]);
  });

  it('keeps a channel of what is mandatory, and only channels of the rule', async () => {
    const channel = await putWebhook(app.database, 'http://127.0.0.1:1/');
    await set('sign-overdue', `channels = '{${channel}}'`);
    const head = await app.as('head');
    const refused = await head.put<{ details: unknown }>('/api/me/reminder-settings/sign-overdue', {
      ...plain,
      without: [channel],
    });
    expect([refused.status, refused.body.details]).toMatchObject([400, [{ field: 'without' }]]);
    const saved = await head.put('/api/me/reminder-settings/sign-due', { ...plain, without: [channel] });
    expect([saved.status, saved.body]).toMatchObject([200, { without: [] }]);
  });
});
