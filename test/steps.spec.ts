import { randomUUID } from 'node:crypto';
import type { IssueRow, IssueView, LedgerPage, StepsView } from '@app/ledger';
import type { ScheduleView } from '@app/desk';
import type { DataSource } from 'typeorm';
import { seedReference } from '../seeds/reference/reference';
import { type Actor, NOW, startApp, type TestApp, type Voice } from './support';

let app: TestApp;
let database: DataSource;
let voices: Record<Actor, Voice>;
let power: string;
let land: string;

beforeAll(async () => {
  app = await startApp();
  ({ database } = app);
  await database.transaction(seedReference);
  const actors: Actor[] = [
    'officer',
    'supervisor',
    'supervisor2',
    'handler',
    'handler2',
    'head',
    'leader',
    'admin',
    'double',
  ];
  voices = Object.fromEntries(
    await Promise.all(actors.map(async (actor) => [actor, await app.as(actor)] as const)),
  ) as Record<Actor, Voice>;
  ({ power, land } = app.cast.units);
});
afterEach(() => app.clock.set(new Date(NOW)));
afterAll(() => app.close());

interface Refused {
  code: string;
  message: string;
  details: { field: string; message: string }[] & StepsView;
}
type Steps = StepsView & Refused;

const PLAN = () => [
  { title: '完成可研批复', ownerUnitId: power, plannedOn: '2024-10-14' },
  { title: '完成用地预审', ownerUnitId: land, plannedOn: '2024-10-18' },
  { title: '主体开工', ownerUnitId: power, ownerId: app.cast.people.handler, plannedOn: '2024-11-29' },
];

/** A task of the ledger, assigned to the power company and signed for, with three steps, one of them of another department. */
class Task {
  id = '';

  static async begin(ledger = 'key-task', { signed = true, steps = PLAN() as object[] } = {}): Promise<Task> {
    const task = new Task();
    const { body } = await voices.supervisor.post<IssueView>('/api/issues', {
      ledger,
      title: '新建变电站',
      severity: 'low',
    });
    task.id = body.id;
    if (steps.length > 0) await task.plan(steps);
    await task.act('supervisor', 'assign', { leadUnitId: power });
    if (signed) await task.act('handler', 'sign');
    return task;
  }

  see = async (actor: Actor = 'supervisor') => (await voices[actor].get<Steps>(`/api/issues/${this.id}/steps`)).body;
  issue = async (actor: Actor = 'supervisor') => (await voices[actor].get<IssueView>(`/api/issues/${this.id}`)).body;
  plan = async (steps: object[], more: object = {}, actor: Actor = 'supervisor') =>
    voices[actor].put<Steps>(`/api/issues/${this.id}/steps`, { version: (await this.issue()).version, steps, ...more });
  act = async (actor: Actor, action: string, body: object = {}) =>
    voices[actor].post<IssueView & Refused>(`/api/issues/${this.id}/actions/${action}`, {
      version: (await this.issue()).version,
      note: '已按要求办理',
      ...body,
    });
  async mark(actor: Actor, place: number, how: 'done' | 'undone' = 'done', body: object = {}) {
    const step = (await this.see()).steps[place - 1];
    return voices[actor].post<Steps>(`/api/issues/${this.id}/steps/${step?.id ?? ''}/${how}`, {
      version: step?.version,
      note: '已完成',
      ...body,
    });
  }
  async photo(): Promise<string> {
    const [row] = (await database.query(
      `insert into attachment (id, issue_id, kind, name, type, size, sha256, content_sha256, storage_key, thumbnail_key,
                               width, height, uploaded_by, unit_id, at, body_hash)
       values (uuidv7(), $1, 'photo', '现场.jpg', 'image/jpeg', 1, repeat('a', 64), repeat('b', 64), uuidv7()::text,
               uuidv7()::text, 1, 1, $2, $3, now(), '') returning id`,
      [this.id, app.cast.people.handler, power],
    )) as [{ id: string }];
    return row.id;
  }
}

describe('a plan', () => {
  it('is made by the supervisor alone, seen with its lights in words, and stands on the record', async () => {
    const task = await Task.begin('key-task', { steps: [] });
    for (const actor of ['handler', 'head', 'leader', 'officer'] as const) {
      expect((await task.plan(PLAN(), {}, actor)).status).toBe(403);
    }
    const { status, body } = await task.plan(PLAN(), { note: '按年度目标编制' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 3,
      done: 0,
      late: 1,
      nextPlannedOn: '2024-10-14',
      mayPlan: true,
      missing: null,
    });
    expect(body.steps.map(({ light, lightReason }) => [light, lightReason])).toEqual([
      ['red', '已晚于计划 2 个工作日'],
      ['yellow', '距计划完成还有 2 个工作日'],
      ['green', '距计划完成还有 32 个工作日'],
    ]);
    const event = (await task.issue()).events.at(-1);
    expect(event).toMatchObject({ action: 'step', note: '按年度目标编制', from: 'in-progress', to: 'in-progress' });
    expect(event?.details[0]).toContain('1. 完成可研批复（供电公司，2024-10-14）');
    const { body: list } = await voices.supervisor.get<{ items: IssueRow[] }>(
      '/api/issues?ledger=key-task&sort=-registered',
    );
    expect(list.items[0]?.steps).toEqual({ done: 0, total: 3, late: 1, nextPlannedOn: '2024-10-14' });
  });

  it('is changed as a whole: order, days and owners; what was left out is gone', async () => {
    const task = await Task.begin();
    const [one, two, three] = (await task.see()).steps;
    const changed = await task.plan([
      { ...draft(three), plannedOn: '2024-12-10' },
      draft(one),
      { title: '编制方案', ownerUnitId: land, plannedOn: '2024-10-21' },
    ]);
    expect(changed.body.steps.map(({ id, title, version }) => [id, title, version])).toEqual([
      [three?.id, '主体开工', 2],
      [one?.id, '完成可研批复', 2],
      [expect.any(String), '编制方案', 1],
    ]);
    expect(changed.body.steps.some(({ id }) => id === two?.id)).toBe(false);
  });

  it('keeps what is done', async () => {
    const task = await Task.begin();
    await task.mark('handler', 1);
    const [one, two, three] = (await task.see()).steps;
    const without = await task.plan([draft(two), draft(three)]);
    expect([without.status, without.body.message]).toEqual([400, '节点“完成可研批复”已完成，不能删除。']);
    const moved = await task.plan([{ ...draft(one), plannedOn: '2024-10-30' }, draft(two), draft(three)]);
    expect([moved.status, moved.body.details[0]?.field]).toEqual([400, 'steps.0.title']);
    expect((await task.plan([draft(two), draft(one), draft(three)])).status).toBe(200);
  });

  it.each([
    [{ title: '' }, 'steps.0.title'],
    [{ plannedOn: '2024-02-31' }, 'steps.0.plannedOn'],
    [{ plannedOn: '2034-02-20' }, 'steps.0.plannedOn'],
    [{ ownerUnitId: randomUUID() }, 'steps.0.ownerUnitId'],
    [{ ownerId: randomUUID() }, 'steps.0.ownerId'],
  ])('refuses %j and names the field', async (wrong, field) => {
    const task = await Task.begin();
    const { status, body } = await task.plan([{ ...PLAN()[0], ...wrong }]);
    expect([status, body.details[0]?.field]).toEqual([400, field]);
  });

  it('needs a ledger with steps, an item on its way, and the version that was seen', async () => {
    const task = await Task.begin();
    const stale = await task.plan(PLAN(), { version: 1 });
    expect([stale.status, stale.body.code, stale.body.details.total]).toEqual([409, 'stale', 3]);
    const { body: other } = await voices.supervisor.post<IssueView>('/api/issues', {
      ledger: 'livelihood-issue',
      title: '没有节点的问题',
    });
    const none = await voices.supervisor.put<Refused>(`/api/issues/${other.id}/steps`, { version: 1, steps: PLAN() });
    expect([none.status, none.body.code]).toEqual([409, 'step.no-steps']);
    for (const place of [1, 2, 3]) await task.mark('supervisor2', place);
    expect((await task.plan([...(await task.see()).steps.map(draft)])).body.code).toBe('step.not-planned-now');
  });

  it('sent twice under one id is written once', async () => {
    const task = await Task.begin('key-task', { steps: [] });
    const body = { id: randomUUID(), version: (await task.issue()).version };
    expect((await task.plan(PLAN(), body)).status).toBe(200);
    const { version } = await task.issue();
    const again = await task.plan(PLAN(), body);
    expect([again.status, again.body.total, (await task.issue()).version]).toEqual([200, 3, version]);
    expect((await task.plan(PLAN().slice(1), body)).body.code).toBe('same-id-other-body');
  });
});

const draft = (step: StepsView['steps'][number] | undefined) => ({
  id: step?.id,
  title: step?.title,
  ownerUnitId: step?.ownerUnitId,
  ownerId: step?.ownerId,
  plannedOn: step?.plannedOn,
});

describe('a step', () => {
  it('is done by its owner, the lead department or the supervisor; its owner knows of the item by it', async () => {
    const task = await Task.begin();
    expect((await task.mark('handler2', 1)).body.message).toContain('由供电公司负责');
    expect((await voices.officer.get(`/api/issues/${task.id}/steps`)).status).toBe(404);
    const { body: counts } = await voices.handler2.get<{ mine: number }>('/api/issues/counts');
    expect(counts.mine).toBeGreaterThan(0);
    const own = await task.mark('handler2', 2, 'done', { note: '预审意见已取得' });
    expect(own.body).toMatchObject({ done: 1, late: 1, nextPlannedOn: '2024-10-14' });
    expect(own.body.steps[1]).toMatchObject({
      doneOn: '2024-10-16',
      doneByName: '周承办',
      doneNote: '预审意见已取得',
      light: 'none',
      lightReason: '已完成，比计划提前 2 个工作日',
      mayMark: true,
    });
    expect(own.body.steps[0]?.mayMark).toBe(false);
    expect((await task.mark('head', 1)).body.steps[0]?.lightReason).toBe('已完成，比计划晚 2 个工作日');
    expect((await task.issue()).events.at(-1)).toMatchObject({
      action: 'step',
      details: expect.arrayContaining([
        '节点：1. 完成可研批复',
        '计划完成日：2024-10-14',
        '完成日：2024-10-16',
      ]) as unknown,
    });
  });

  it('waits for the signature, and is marked by the version that was seen, once under an id', async () => {
    const task = await Task.begin('key-task', { signed: false });
    expect((await task.mark('handler', 1)).body.code).toBe('step.sign-first');
    await task.act('handler', 'sign');
    expect((await task.mark('handler', 1, 'done', { version: 7 })).body.code).toBe('stale');
    const id = randomUUID();
    expect((await task.mark('handler', 1, 'done', { id, version: 1 })).status).toBe(200);
    expect((await task.mark('handler', 1, 'done', { id, version: 1 })).status).toBe(200);
    expect((await task.mark('handler', 1, 'done', { id, version: 1, note: '另一句' })).body.code).toBe(
      'same-id-other-body',
    );
    expect((await task.mark('handler', 1)).body.code).toBe('step.done-already');
    expect((await task.issue()).events.filter(({ action }) => action === 'step')).toHaveLength(2);
  });

  it('is not done after all, with the reason', async () => {
    const task = await Task.begin();
    await task.mark('handler', 1);
    expect((await task.mark('handler', 1, 'undone', { note: '' })).body.details[0]?.field).toBe('note');
    const back = await task.mark('handler', 1, 'undone', { note: '批复有误，退回重办' });
    expect(back.body.steps[0]).toMatchObject({ doneOn: null, doneNote: '', light: 'red' });
    expect((await task.mark('handler', 1, 'undone', { note: '再撤一次' })).body.code).toBe('step.not-done');
    expect((await task.issue()).events.at(-1)?.note).toBe('批复有误，退回重办');
  });

  it('marked by many at once is one event, and the last two at once apply for closure once', async () => {
    const task = await Task.begin();
    const [first] = (await task.see()).steps;
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        voices.supervisor2.post(`/api/issues/${task.id}/steps/${first?.id ?? ''}/done`, { version: 1, note: '完成' }),
      ),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    const both = await Promise.all([task.mark('handler', 2), task.mark('head', 3)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const issue = await task.issue();
    expect(issue.events.filter(({ action }) => action === 'apply-closure')).toHaveLength(1);
    expect(issue.events.map(({ seq }) => seq)).toEqual(issue.events.map((_, index) => index + 1));
  });
});

describe('an item is done when its steps are', () => {
  it('the lead cannot apply for closure before; with the last step it is applied for, and another person verifies', async () => {
    const task = await Task.begin();
    expect((await task.issue('handler')).allowedActions).not.toContain('apply-closure');
    expect((await task.act('handler', 'apply-closure')).body.code).toBe('issue.steps-open');
    await task.mark('handler', 1);
    await task.mark('handler2', 2);
    expect((await task.issue()).state).toBe('in-progress');
    const last = await task.mark('supervisor', 3);
    expect(last.body).toMatchObject({ done: 3, total: 3, nextPlannedOn: null, missing: null, mayPlan: false });
    const issue = await task.issue();
    expect(issue.state).toBe('pending-verification');
    expect(issue.events.at(-1)).toMatchObject({
      action: 'apply-closure',
      note: '各节点均已完成，申请销号。',
      actorName: '赵督办',
    });
    // Who did the last step has handled it.
    expect((await task.act('supervisor', 'verify')).body.code).toBe('issue.own-work');
    expect((await task.act('supervisor2', 'verify')).body.state).toBe('closed');
  });

  it('refused, it goes back to work, and a step can be taken back', async () => {
    const task = await Task.begin('key-task', { steps: PLAN().slice(0, 1) });
    await task.mark('handler', 1);
    expect((await task.mark('handler', 1, 'undone')).body.code).toBe('step.not-marked-now');
    await task.act('supervisor2', 'reject-closure', { note: '批复文号不符' });
    expect((await task.see()).steps[0]?.doneOn).not.toBeNull();
    expect((await task.mark('handler', 1, 'undone', { note: '重新办理' })).status).toBe(200);
    await task.mark('handler', 1);
    expect((await task.issue()).state).toBe('pending-verification');
  });

  it('without the evidence that is asked for it waits, and says for what', async () => {
    const task = await Task.begin('livelihood-item', { steps: PLAN().slice(0, 2) });
    await task.mark('handler', 1);
    const last = await task.mark('handler', 2);
    expect(last.body.missing).toBe('各节点均已完成，还须附上现场照片，再由主办单位申请销号。');
    expect((await task.issue()).state).toBe('in-progress');
    const other = await Task.begin('livelihood-item', { steps: PLAN().slice(0, 2) });
    const strange = await other.mark('handler', 1, 'done', { attachmentIds: [await task.photo()] });
    expect(strange.body.details[0]?.field).toBe('attachmentIds');
    await other.mark('handler', 1, 'done', { attachmentIds: [await other.photo()] });
    await other.mark('handler', 2);
    const issue = await other.issue();
    expect(issue.state).toBe('pending-verification');
    expect(issue.events.at(-1)?.details).toContain('附件：现场.jpg');
  });

  it('waits for supporting departments as well', async () => {
    const task = await Task.begin('key-task', { signed: false, steps: PLAN().slice(0, 1) });
    await task.act('supervisor', 'transfer', { leadUnitId: land, supportUnitIds: [power] });
    await task.act('handler2', 'sign');
    const last = await task.mark('handler', 1);
    expect(last.body.missing).toBe('各节点均已完成，还须协办单位反馈本单位部分已办结，再由主办单位申请销号。');
    await task.act('handler', 'report', { done: true });
    expect((await task.act('handler2', 'apply-closure')).body.state).toBe('pending-verification');
  });
});

describe('monthly scheduling', () => {
  it('tells per item the reports of each month, the steps that are due, and how it stands in words', async () => {
    const { body: ledgers } = await voices.supervisor.get<LedgerPage>('/api/ledgers');
    const ledger = ledgers.items.find(({ code }) => code === 'livelihood-item');
    const schedule = async (month: string, actor: Actor = 'supervisor') =>
      (await voices[actor].get<ScheduleView>(`/api/ledgers/${ledger?.id ?? ''}/schedule?month=${month}&pageSize=100`))
        .body;
    app.clock.set(new Date('2024-08-05T10:00:00+08:00'));
    const steps = [
      { title: '选址', ownerUnitId: power, plannedOn: '2024-08-30' },
      { title: '施工', ownerUnitId: power, plannedOn: '2024-10-11' },
      { title: '验收', ownerUnitId: power, plannedOn: '2024-12-20' },
    ];
    const behind = await Task.begin('livelihood-item', { steps });
    const ahead = await Task.begin('livelihood-item', { steps });
    const unplanned = await Task.begin('livelihood-item', { steps: [] });
    await behind.act('handler', 'report', { note: '已完成选址比选' });
    app.clock.set(new Date('2024-08-29T10:00:00+08:00'));
    await behind.mark('handler', 1);
    await ahead.mark('handler', 1);
    app.clock.set(new Date('2024-09-20T10:00:00+08:00'));
    await ahead.mark('handler', 2);
    await ahead.act('handler', 'report', { note: '施工提前完成' });
    app.clock.set(new Date('2024-10-16T10:00:00+08:00'));

    const october = await schedule('2024-10');
    const row = (task: Task) => october.items.find(({ issueId }) => issueId === task.id);
    expect(row(behind)).toMatchObject({
      standing: 'behind',
      words: '滞后：1 个节点过了计划日，“施工”应于 2024-10-11 完成，已晚 4 个工作日',
      reporting: 'awaited',
      lastReport: { on: '2024-08-05', byName: '孙承办', unitName: '供电公司', note: '已完成选址比选' },
      next: { title: '施工' },
      due: [{ title: '施工', plannedOn: '2024-10-11', doneOn: null }],
      steps: { done: 1, total: 3, late: 1, nextPlannedOn: '2024-10-11' },
    });
    const months = (task: Task) => row(task)?.months.map(({ month, reporting }) => `${month.slice(5)} ${reporting}`);
    expect(months(behind)?.slice(6)).toEqual(['07 none', '08 reported', '09 missing', '10 awaited']);
    expect(months(ahead)?.slice(6)).toEqual(['07 none', '08 missing', '09 reported', '10 awaited']);
    expect(row(unplanned)).toMatchObject({ standing: 'unplanned', words: '未编制节点计划' });
    expect(october.items[0]?.standing).toBe('behind');
    // As it was at the end of September: ahead then, though its day has come by now.
    const september = await schedule('2024-09');
    const then = september.items.find(({ issueId }) => issueId === ahead.id);
    expect(then).toMatchObject({ standing: 'ahead', words: '超前：1 个节点提前完成', reporting: 'reported' });
    expect(september.standings.ahead).toBe(1);
    expect(september.reported).toBe(1);
    // Who may not know of the items sees none.
    expect((await schedule('2024-10', 'officer')).total).toBe(0);
  });
});
