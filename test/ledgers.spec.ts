import type { CategoryRow, LedgerPage, LedgerView } from '@app/ledger';
import type { DataSource } from 'typeorm';
import { LEDGERS } from '../seeds/reference/ledgers';
import { PHRASES } from '../seeds/reference/phrases';
import { seedReference } from '../seeds/reference/reference';
import { startApp, type TestApp, type Voice } from './support';

let app: TestApp;
let database: DataSource;
let admin: Voice;
let supervisor: Voice;

beforeAll(async () => {
  app = await startApp();
  ({ database } = app);
  [admin, supervisor] = [await app.as('admin'), await app.as('supervisor')];
  await database.transaction(seedReference);
});
afterAll(() => app.close());

const days = (n: number) => ({ low: n, medium: n, high: n });
const stepDays = {
  assign: days(1),
  sign: days(1),
  due: { low: 20, medium: 10, high: 5 },
  return: days(2),
  ruling: days(2),
  verify: days(3),
  answer: days(2),
};
const NEW = { code: 'inspection', name: '督查台账', numberPattern: 'DC-{year}-{5}', stepDays };

async function ledger(code: string, who = admin): Promise<LedgerView> {
  const { body } = await who.get<LedgerPage>('/api/ledgers?all=true&pageSize=200');
  return body.items.find((item) => item.code === code) as LedgerView;
}
const project = async (): Promise<string> => {
  const [row] = (await database.query(
    `insert into project (name, total_investment, officer_id) values ('项目' || uuidv7(), 1, $1) returning id`,
    [app.cast.people.officer],
  )) as [{ id: string }];
  return row.id;
};

describe('the ledgers that are shipped', () => {
  it('are six, each works with the actions it uses, and seeding again changes nothing', async () => {
    const { body } = await supervisor.get<LedgerPage>('/api/ledgers');
    expect(body.items.map(({ code }) => code).sort()).toEqual(LEDGERS.map(({ code }) => code).sort());
    for (const { code, actions } of body.items) {
      const { body: found } = await admin.post<{ faults: string[] }>('/api/ledgers/faults', { actions });
      expect([code, found.faults]).toEqual([code, []]);
      expect(actions.length).toBeGreaterThan(10);
    }
    const item = await ledger('livelihood-item');
    expect(item).toMatchObject({
      reportDay: 25,
      reportEvery: null,
      evidence: 'photo',
      hasSteps: true,
      subject: 'none',
    });
    expect(item.states).not.toContain('returned');
    await database.query(`update ledger set name = '民生实事', step_days = $1 where code = 'livelihood-item'`, [
      JSON.stringify({ ...stepDays, due: days(33) }),
    ]);
    await database.transaction(seedReference);
    expect(await ledger('livelihood-item')).toMatchObject({ name: '民生实事', stepDays: { due: days(33) } });
  });

  it('come with phrases, offered in the order in which they are written', async () => {
    const { body } = await supervisor.get<{ items: { action: string; text: string }[] }>('/api/phrases?pageSize=200');
    for (const [action, texts] of Object.entries(PHRASES)) {
      expect(body.items.filter((phrase) => phrase.action === action).map(({ text }) => text)).toEqual(texts);
    }
  });

  it('say who may register', async () => {
    const mine = async (actor: 'officer' | 'handler' | 'leader' | 'admin') => {
      const { body } = await (await app.as(actor)).get<LedgerPage>('/api/ledgers');
      return body.items
        .filter(({ mayRegister }) => mayRegister)
        .map(({ code }) => code)
        .sort();
    };
    expect(await mine('officer')).toEqual(['enterprise-request', 'livelihood-issue', 'project-issue']);
    expect(await mine('handler')).toEqual(['enterprise-request', 'livelihood-issue']);
    expect(await mine('leader')).toEqual(['key-task', 'livelihood-item', 'major-issue']);
    expect(await mine('admin')).toEqual([]);
  });
});

describe('a ledger is data', () => {
  it('is made by the administrator, and by nobody else', async () => {
    for (const actor of ['supervisor', 'leader', 'head', 'handler', 'officer'] as const) {
      expect((await (await app.as(actor)).post('/api/ledgers', NEW)).status).toBe(403);
    }
    const { status, body } = await admin.post<LedgerView>('/api/ledgers', NEW);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...NEW, allActions: true, numbered: 0, version: 1, subject: 'project', active: true });
    const again = await admin.post<{ message: string }>('/api/ledgers', NEW);
    expect([again.status, again.body.message]).toEqual([409, '已有相同代码的台账，请换一个。']);
    const prefix = await admin.post<{ message: string }>('/api/ledgers', { ...NEW, code: 'other-one' });
    expect([prefix.status, prefix.body.message]).toEqual([409, '该编号前缀已被其他台账使用，请换一个。']);
    const rows: unknown[] = await database.query(
      `select 1 from change_record where subject_kind = 'ledger' and subject_id = $1 and action = 'create'`,
      [body.id],
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    [{ numberPattern: 'dc-{year}' }, 'numberPattern', '编号格式应为'],
    [{ code: 'x1' }, 'code', '代码为'],
    [{ stepDays: { ...stepDays, due: { low: 1, medium: 0, high: 1 } } }, 'stepDays.due.medium', '1 至 400'],
    [{ stepDays: { ...stepDays, sign: undefined } }, 'stepDays.sign', '每个环节'],
    [{ reportEvery: 5, reportDay: 25 }, 'reportEvery', '二者只选其一'],
    [{ registrars: ['administrator'] }, 'registrars', '登记角色'],
    [{ registrars: [] }, 'registrars', '至少选择一个'],
    [
      {
        escalation: [
          { kind: 'order', lateDays: 1 },
          { kind: 'notice', lateDays: 3 },
        ],
      },
      'escalation',
      '逐级递进',
    ],
    [{ actions: ['dance'] }, 'actions', '所用操作'],
  ])('refuses %j and names the field', async (change, field, words) => {
    const { status, body } = await admin.post<{ details: { field: string; message: string }[] }>('/api/ledgers', {
      ...NEW,
      code: 'refused',
      numberPattern: 'XX-{year}-{4}',
      ...change,
    });
    expect([status, body.details?.[0]?.field]).toEqual([400, field]);
    expect(body.details[0]?.message).toContain(words);
  });

  it('uses a part of the life cycle, but only one that an issue gets through', async () => {
    const base = { ...NEW, code: 'partial', numberPattern: 'PT-{year}-{4}' };
    const stuck = await admin.post<{ message: string }>('/api/ledgers', {
      ...base,
      actions: ['assign', 'sign', 'apply-closure'],
    });
    expect(stuck.status).toBe(400);
    expect(stuck.body.message).toContain('“待核验”没有出路');
    expect(stuck.body.message).toContain('“核验销号”');
    const mute = await admin.post<{ message: string }>('/api/ledgers', {
      ...base,
      actions: ['assign', 'sign', 'apply-closure', 'verify', 'request-extension'],
    });
    expect(mute.body.message).toContain('选用“申请延期”，须同时选用“同意延期”和“不同意延期”。');
    const good = await admin.post<LedgerView>('/api/ledgers', {
      ...base,
      actions: ['verify', 'assign', 'sign', 'apply-closure'],
    });
    expect(good.body.actions).toEqual(['assign', 'sign', 'apply-closure', 'verify']);
    expect(good.body.states).toEqual(['registered', 'assigned', 'in-progress', 'pending-verification', 'closed']);
  });

  it('is changed by version; stale ones hear what is there now', async () => {
    const before = await ledger('inspection');
    const change = { version: before.version, soonDays: 5, description: '区里督查发现的问题', reportEvery: 7 };
    const first = await admin.patch<LedgerView>(`/api/ledgers/${before.id}`, change);
    expect(first.body).toMatchObject({ soonDays: 5, reportEvery: 7, version: before.version + 1 });
    const stale = await admin.patch<{ details: LedgerView }>(`/api/ledgers/${before.id}`, change);
    expect([stale.status, stale.body.details.version]).toEqual([409, before.version + 1]);
    const none = { version: first.body.version, reportEvery: null, reportDay: 10 };
    expect((await admin.patch<LedgerView>(`/api/ledgers/${before.id}`, none)).body).toMatchObject({
      reportEvery: null,
      reportDay: 10,
    });
  });

  it('keeps its number pattern from the first number on, and its new days count from the next step', async () => {
    const before = await ledger('inspection');
    const renamed = await admin.patch<LedgerView>(`/api/ledgers/${before.id}`, {
      version: before.version,
      numberPattern: 'DCX-{year}-{3}',
    });
    expect(renamed.body.numberPattern).toBe('DCX-{year}-{3}');
    const registered = await supervisor.post<{ id: string; number: string; version: number }>('/api/issues', {
      ledger: 'inspection',
      projectId: await project(),
      title: '督查发现的问题',
    });
    expect(registered.body.number).toBe('DCX-2024-001');
    const change = { version: renamed.body.version, numberPattern: 'DC-{year}-{4}' };
    const refused = await admin.patch<{ details: { field: string }[] }>(`/api/ledgers/${before.id}`, change);
    expect([refused.status, refused.body.details[0]?.field]).toEqual([400, 'numberPattern']);

    const assigned = await supervisor.post<{ dueOn: string; version: number }>(
      `/api/issues/${registered.body.id}/actions/assign`,
      { version: 1, leadUnitId: app.cast.units.power },
    );
    await admin.patch(`/api/ledgers/${before.id}`, {
      version: renamed.body.version,
      stepDays: { ...stepDays, due: days(30) },
    });
    const { body: same } = await supervisor.get<{ dueOn: string }>(`/api/issues/${registered.body.id}`);
    expect(same.dueOn).toBe(assigned.body.dueOn);
    const next = await supervisor.post<{ id: string }>('/api/issues', {
      ledger: 'inspection',
      projectId: await project(),
      title: '督查发现的又一个问题',
    });
    const { body: later } = await supervisor.post<{ dueOn: string }>(`/api/issues/${next.body.id}/actions/assign`, {
      version: 1,
      leadUnitId: app.cast.units.power,
    });
    expect(later.dueOn > assigned.body.dueOn).toBe(true);
  });
});

describe('categories', () => {
  it('are made, changed by version and put out of use by the administrator', async () => {
    const body = {
      code: 'gas',
      name: '用气',
      unitId: app.cast.units.power,
      evidence: 'photo',
      evidenceNote: '通气照片',
    };
    expect((await supervisor.post('/api/categories', body)).status).toBe(403);
    const made = await admin.post<CategoryRow>('/api/categories', body);
    expect(made.body).toMatchObject({ ...body, unitName: '供电公司', active: true, version: 1, sort: 1000 });
    expect((await admin.post('/api/categories', body)).status).toBe(409);
    const change = { version: 1, evidence: null, sort: 3, active: false };
    const changed = await admin.patch<CategoryRow>('/api/categories/gas', change);
    expect(changed.body).toMatchObject({ evidence: null, sort: 3, active: false, version: 2 });
    expect((await admin.patch('/api/categories/gas', change)).status).toBe(409);
    expect((await admin.patch('/api/categories/none', change)).status).toBe(404);
    const { body: page } = await admin.get<{ items: CategoryRow[] }>('/api/categories?pageSize=200');
    expect(page.items.at(-1)?.code).toBe('gas');
  });
});
