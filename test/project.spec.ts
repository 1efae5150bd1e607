import type { FieldFault, Page } from '@app/platform';
import type {
  ChangeView,
  ListView,
  MemberView,
  MilestoneView,
  PlanView,
  ProgressView,
  ProjectRow,
  ProjectView,
} from '@app/project';
import { type Actor, startApp, type TestApp } from './support';

interface Refused {
  code: string;
  message: string;
  details: FieldFault[] & { version?: number };
}

let t: TestApp;
let counter = 0;

beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

async function project(more: object = {}): Promise<ProjectView> {
  const { status, body } = await (
    await t.as('supervisor')
  ).post<ProjectView>('/api/projects', {
    name: `项目${++counter}`,
    totalInvestment: '10000',
    officerId: t.cast.people.officer,
    unitId: t.cast.units.power,
    ...more,
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

async function list(more: object = {}): Promise<ListView> {
  const { status, body } = await (
    await t.as('supervisor')
  ).post<ListView>('/api/project-lists', { name: `清单${++counter}`, year: 2024, kind: 'other', ...more });
  expect(status).toBe(201);
  return body;
}

const put = async <T = Refused>(actor: Actor, url: string, body: object) => (await t.as(actor)).put<T>(url, body);
const get = async <T = Refused>(actor: Actor, url: string) => (await t.as(actor)).get<T>(url);
const changes = async (id: string) =>
  (await get<Page<ChangeView>>('supervisor', `/api/projects/${id}/changes?pageSize=100`)).body.items;

describe('a project', () => {
  test('keeps exact amounts and all it was told', async () => {
    const facts = {
      ownerName: '焦作磐升实业有限公司',
      industry: '装备制造',
      address: '神州路 1 号',
      leaderId: t.cast.people.leader,
      statisticsEligibleOn: '2024-03-01',
      statisticsEnteredOn: '2024-04-10',
    };
    const made = await project({ ...facts, totalInvestment: '232163.0010' });
    expect(made).toMatchObject({
      ...facts,
      totalInvestment: '232163.001',
      officerName: '李专员',
      unitName: '供电公司',
      leaderName: '郑区长',
      version: 1,
      lists: [],
      plans: [],
      progress: [],
      milestones: [],
      allowedActions: ['edit', 'plan', 'progress', 'milestone', 'membership'],
    });
    expect((await get<ProjectView>('supervisor', `/api/projects/${made.id}`)).body).toEqual(made);
  });

  test('has a name of its own', async () => {
    const { name } = await project();
    const again = await (
      await t.as('supervisor')
    ).post<Refused>('/api/projects', { name: ` ${name} `, totalInvestment: '1' });
    expect(again.status).toBe(409);
    expect(again.body.message).toContain('同名');
    expect(again.body.details).toEqual([expect.objectContaining({ field: 'name' })]);
  });

  test.each<[string, object, string]>([
    ['no name', { name: '' }, 'name'],
    ['a number as amount', { totalInvestment: 12.5 }, 'totalInvestment'],
    ['five decimals', { totalInvestment: '1.00001' }, 'totalInvestment'],
    ['a negative size', { totalInvestment: '-1' }, 'totalInvestment'],
    ['an unknown unit', { unitId: '0192f7a0-0000-7000-8000-000000000000' }, 'unitId'],
    ['an unknown officer', { officerId: '0192f7a0-0000-7000-8000-000000000000' }, 'officerId'],
    ['a day that does not exist', { statisticsEligibleOn: '2024-02-30' }, 'statisticsEligibleOn'],
    ['entered without eligible', { statisticsEnteredOn: '2024-02-01' }, 'statisticsEligibleOn'],
    [
      'entered before eligible',
      { statisticsEligibleOn: '2024-03-01', statisticsEnteredOn: '2024-02-01' },
      'statisticsEnteredOn',
    ],
    ['an unknown field', { colour: 'red' }, 'colour'],
  ])('is refused with %s, and the field is named', async (_, more, field) => {
    const { status, body } = await (
      await t.as('supervisor')
    ).post<Refused>('/api/projects', { name: `无效${++counter}`, totalInvestment: '1', ...more });
    expect(status).toBe(400);
    expect(body.details[0]?.field).toBe(field);
    expect(body.message).toMatch(/[\u4e00-\u9fff]/);
  });

  test.each<[string, 'officerId' | 'leaderId', Actor]>([
    ['officer', 'officerId', 'handler'],
    ['leader', 'leaderId', 'supervisor'],
  ])('takes as %s only who has that role', async (_, field, actor) => {
    const { status, body } = await (
      await t.as('supervisor')
    ).post<Refused>('/api/projects', {
      name: `无效${++counter}`,
      totalInvestment: '1',
      [field]: t.cast.people[actor],
    });
    expect({ status, field: body.details[0]?.field }).toEqual({ status: 400, field });
  });

  test('changes only what is sent, tells a stale version, and records before and after', async () => {
    const made = await project({ address: '老地址' });
    const supervisor = await t.as('supervisor');
    const url = `/api/projects/${made.id}`;
    const body = { address: '新地址', leaderId: t.cast.people.leader, totalInvestment: '10000.0', version: 1 };
    const changed = await supervisor.patch<ProjectView>(url, body);
    expect(changed).toMatchObject({ status: 200, body: { address: '新地址', leaderName: '郑区长', version: 2 } });
    expect(changed.body.name).toBe(made.name);
    // The answer was lost on the way: the same request again is no conflict.
    expect((await supervisor.patch<ProjectView>(url, body)).body).toEqual(changed.body);
    const stale = await supervisor.patch<Refused>(url, { address: '第三处', version: 1 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', details: { version: 2, address: '新地址' } } });
    expect((await supervisor.patch<ProjectView>(url, { leaderId: null })).body.leaderId).toBeNull();
    expect(await changes(made.id)).toMatchObject([
      { before: { leaderId: t.cast.people.leader }, after: { leaderId: null } },
      {
        kind: 'project',
        action: 'update',
        actorName: '赵督办',
        before: { address: '老地址', leaderId: null },
        after: { address: '新地址', leaderId: t.cast.people.leader },
      },
      { kind: 'project', action: 'create', before: null },
    ]);
  });

  test('keeps an officer who has left, until somebody else is named', async () => {
    const made = await project({ officerId: t.cast.people.officer2 });
    await t.database.query('update person set active = false where id = $1', [t.cast.people.officer2]);
    const supervisor = await t.as('supervisor');
    const kept = { officerId: t.cast.people.officer2, industry: '新材料' };
    expect((await supervisor.patch(`/api/projects/${made.id}`, kept)).status).toBe(200);
    expect((await supervisor.post('/api/projects', { name: '另一个', totalInvestment: '1', ...kept })).status).toBe(
      400,
    );
    await t.database.query('update person set active = true where id = $1', [t.cast.people.officer2]);
  });
});

describe('who sees and writes', () => {
  test.each<[Actor, number]>([
    ['supervisor', 200],
    ['leader', 200],
    ['admin', 200],
    ['officer', 200],
    ['officer2', 404],
    ['handler', 200],
    ['head', 200],
    ['handler2', 404],
  ])('%s reads a project of officer and power company: %i', async (actor, expected) => {
    const { id, name } = await project();
    expect((await get(actor, `/api/projects/${id}`)).status).toBe(expected);
    expect((await get(actor, `/api/projects/${id}/changes`)).status).toBe(expected);
    const rows = await get<Page<ProjectRow>>(actor, `/api/projects?q=${encodeURIComponent(name)}`);
    expect(rows.body.items.some((row) => row.id === id)).toBe(expected === 200);
  });

  test.each<[Actor, number, number]>([
    ['supervisor', 200, 200],
    ['officer', 200, 403],
    ['officer2', 404, 403],
    ['handler', 403, 403],
    ['head', 403, 403],
    ['leader', 403, 403],
    ['admin', 403, 403],
  ])('%s puts progress: %i, plans and lists: %i', async (actor, progress, rest) => {
    const { id } = await project();
    const listId = (await list()).id;
    const entry = { completed: '1', basis: 'with-preliminary' };
    const plan = { amount: '1', basis: 'with-preliminary', from: '2024-01' };
    expect((await put(actor, `/api/projects/${id}/progress/2024-09`, entry)).status).toBe(progress);
    expect((await put(actor, `/api/projects/${id}/milestones/started`, { plannedOn: '2024-05-01' })).status).toBe(
      progress,
    );
    expect((await put(actor, `/api/projects/${id}/plans/2024`, plan)).status).toBe(rest);
    expect((await put(actor, `/api/project-lists/${listId}/members/${id}`, { from: '2024-01' })).status).toBe(rest);
    expect((await (await t.as(actor)).patch(`/api/projects/${id}`, { address: '某处' })).status).toBe(rest);
  });

  test('an officer reads what they may do', async () => {
    const { id } = await project();
    const seen = await get<ProjectView>('officer', `/api/projects/${id}`);
    expect(seen.body.allowedActions).toEqual(['progress', 'milestone']);
    expect((await get<ProjectView>('head', `/api/projects/${id}`)).body.allowedActions).toEqual([]);
  });
});

describe('annual plan', () => {
  const body = { amount: '5000', basis: 'with-preliminary', from: '2024-01' };

  test('is revised within the year, and each revision stays', async () => {
    const { id } = await project();
    const url = `/api/projects/${id}/plans/2024`;
    const first = await put<PlanView>('supervisor', url, body);
    expect(first).toMatchObject({ status: 200, body: { ...body, year: 2024, version: 1, enteredByName: '赵督办' } });
    await put('supervisor', url, { ...body, amount: '6500.25', from: '2024-09' });
    const { plans } = (await get<ProjectView>('supervisor', `/api/projects/${id}`)).body;
    expect(plans.map(({ from, amount }) => [from, amount])).toEqual([
      ['2024-09', '6500.25'],
      ['2024-01', '5000'],
    ]);
  });

  test('put again is the same, put anew is a new version, put over a stale one is told', async () => {
    const { id } = await project();
    const url = `/api/projects/${id}/plans/2024`;
    const first = await put<PlanView>('supervisor', url, body);
    t.clock.set('2024-10-17T10:00:00+08:00');
    expect((await put('supervisor', url, { ...body, amount: '5000.00' })).body).toEqual(first.body);
    expect((await put('supervisor', url, { ...body, amount: '0', version: 1 })).body).toMatchObject({ version: 2 });
    const stale = await put('supervisor', url, { ...body, amount: '7', version: 1 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', details: { amount: '0', version: 2 } } });
    expect((await changes(id)).filter(({ kind }) => kind === 'plan')).toMatchObject([
      { action: 'update', before: { from: '2024-01', amount: '5000' }, after: { from: '2024-01', amount: '0' } },
      { action: 'create', before: null, after: body },
    ]);
  });

  test('sent twenty times at once, it is written once', async () => {
    const { id } = await project();
    const supervisor = await t.as('supervisor');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => supervisor.put<PlanView>(`/api/projects/${id}/plans/2024`, body)),
    );
    expect(answers.map(({ status, body: { version } }) => [status, version])).toEqual(Array(20).fill([200, 1]));
    expect((await changes(id)).filter(({ kind }) => kind === 'plan')).toHaveLength(1);
  });

  test.each<[string, string, object, string]>([
    ['a month of another year', '2024', { from: '2023-12' }, 'from'],
    ['a negative amount', '2024', { amount: '-1' }, 'amount'],
    ['no basis', '2024', { basis: undefined }, 'basis'],
    ['a year that is none', 'heute', {}, 'year'],
  ])('is refused with %s', async (_, year, more, field) => {
    const { id } = await project();
    const { status, body: refused } = await put('supervisor', `/api/projects/${id}/plans/${year}`, {
      ...body,
      ...more,
    });
    expect({ status, field: refused.details[0]?.field }).toEqual({ status: 400, field });
  });
});

describe('monthly progress', () => {
  const body = { completed: '300.5', basis: 'without-preliminary', physicalProgress: '主体施工至三层' };

  test('is put by the officer, corrected, and kept in words or as a number', async () => {
    const { id } = await project();
    const url = `/api/projects/${id}/progress`;
    const entered = await put<ProgressView>('officer', `${url}/2024-09`, body);
    expect(entered).toMatchObject({ status: 200, body: { ...body, month: '2024-09', enteredByName: '李专员' } });
    expect((await put<ProgressView>('officer', `${url}/2024-09`, body)).body).toEqual(entered.body);
    const corrected = await put<ProgressView>('supervisor', `${url}/2024-10`, {
      ...body,
      completed: '-20.0001',
      physicalProgress: 65,
    });
    expect(corrected.body).toMatchObject({ completed: '-20.0001', physicalProgress: '65', version: 1 });
    const { progress } = (await get<ProjectView>('officer', `/api/projects/${id}`)).body;
    expect(progress.map(({ month }) => month)).toEqual(['2024-10', '2024-09']);
  });

  test.each([
    ['2024-10', 200],
    ['2024-11', 400],
    ['2024-13', 400],
  ])('of month %s, in October, is answered %i', async (month, status) => {
    const { id } = await project();
    const answer = await put('officer', `/api/projects/${id}/progress/${month}`, body);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.details[0]?.field).toBe('month');
  });

  test('reads the month in Shanghai', async () => {
    const { id } = await project();
    t.clock.set('2024-10-31T15:59:59Z');
    expect((await put('officer', `/api/projects/${id}/progress/2024-11`, body)).status).toBe(400);
    t.clock.set('2024-10-31T16:00:00Z');
    expect((await put('officer', `/api/projects/${id}/progress/2024-11`, body)).status).toBe(200);
  });
});

describe('milestones', () => {
  test('are planned, then reached; what is left out stays', async () => {
    const { id } = await project();
    const url = `/api/projects/${id}/milestones/production`;
    await put('supervisor', url, { plannedOn: '2024-09-30' });
    const reached = await put<MilestoneView>('officer', url, { actualOn: '2024-10-16' });
    expect(reached.body).toEqual({
      kind: 'production',
      plannedOn: '2024-09-30',
      actualOn: '2024-10-16',
      version: 2,
    });
    expect((await put('officer', url, { actualOn: '2024-10-16' })).body).toEqual(reached.body);
    await put('officer', `/api/projects/${id}/milestones/started`, { actualOn: '2024-02-01' });
    const { milestones } = (await get<ProjectView>('officer', `/api/projects/${id}`)).body;
    expect(milestones.map(({ kind }) => kind)).toEqual(['started', 'production']);
  });

  test.each<[string, string, object, string]>([
    ['without any day', 'started', {}, 'plannedOn'],
    ['with the last day taken away', 'started', { plannedOn: null }, 'plannedOn'],
    ['reached tomorrow', 'started', { actualOn: '2024-10-17' }, 'actualOn'],
    ['of an unknown kind', 'opened', { actualOn: '2024-10-01' }, 'kind'],
  ])('%s are refused', async (_, kind, body, field) => {
    const { id } = await project();
    const { status, body: refused } = await put('officer', `/api/projects/${id}/milestones/${kind}`, body);
    expect({ status, field: refused.details[0]?.field }).toEqual({ status: 400, field });
  });
});

describe('project lists', () => {
  test.each([
    ['provincial-key', 'week'],
    ['city-key', 'week'],
    ['thirty-projects', 'week'],
    ['three-batches', 'week'],
    ['district-key', 'month'],
    ['other', 'none'],
  ])('%s asks for a visit every %s', async (kind, visitEvery) => {
    expect(await list({ kind })).toMatchObject({ kind, visitEvery, rateDigits: 2, version: 1, members: 0 });
    expect(await list({ kind, visitEvery: 'month', rateDigits: 0 })).toMatchObject({
      visitEvery: 'month',
      rateDigits: 0,
    });
  });

  test('have a name of their own within a year', async () => {
    const { name } = await list({ year: 2031 });
    const supervisor = await t.as('supervisor');
    const same = { name, kind: 'other' };
    expect((await supervisor.post('/api/project-lists', { ...same, year: 2031 })).status).toBe(409);
    expect((await supervisor.post('/api/project-lists', { ...same, year: 2032 })).status).toBe(201);
    const found = await get<Page<ListView>>('officer', '/api/project-lists?year=2031');
    expect(found.body).toMatchObject({ total: 1, items: [{ name, year: 2031 }] });
  });

  test('are changed, and a stale version is told', async () => {
    const { id } = await list();
    const supervisor = await t.as('supervisor');
    const changed = await supervisor.patch<ListView>(`/api/project-lists/${id}`, { rateDigits: 0, version: 1 });
    expect(changed.body).toMatchObject({ rateDigits: 0, version: 2 });
    expect((await supervisor.patch(`/api/project-lists/${id}`, { visitEvery: 'week', version: 1 })).status).toBe(409);
    expect((await supervisor.patch(`/api/project-lists/${id}`, { rateDigits: 5 })).status).toBe(400);
    expect((await (await t.as('leader')).patch(`/api/project-lists/${id}`, { rateDigits: 1 })).status).toBe(403);
  });

  test('hold a project for some months, both ends included', async () => {
    const { id: listId } = await list({ kind: 'three-batches' });
    const { id, name } = await project();
    const url = `/api/project-lists/${listId}/members/${id}`;
    const joined = await put<MemberView>('supervisor', url, { from: '2024-03', to: '2024-05', batch: 'signed' });
    expect(joined).toMatchObject({
      status: 200,
      body: { projectName: name, to: '2024-05', batch: 'signed', version: 1 },
    });
    for (const [month, there] of [
      ['2024-02', 0],
      ['2024-03', 1],
      ['2024-05', 1],
      ['2024-06', 0],
    ] as const) {
      const members = await get<Page<MemberView>>('supervisor', `/api/project-lists/${listId}/members?month=${month}`);
      expect([month, members.body.total]).toEqual([month, there]);
      const rows = await get<Page<ProjectRow>>('supervisor', `/api/projects?listId=${listId}&month=${month}`);
      expect([month, rows.body.total]).toEqual([month, there]);
    }
    const open = await put<MemberView>('supervisor', url, { from: '2024-03', version: 1 });
    expect(open.body).toMatchObject({ to: null, batch: 'signed', version: 2 });
    expect((await get<Page<MemberView>>('officer2', `/api/project-lists/${listId}/members`)).body.total).toBe(0);
    expect((await changes(id)).filter(({ kind }) => kind === 'membership')).toMatchObject([
      { action: 'update', before: { listId, to: '2024-05' }, after: { listId, to: null } },
      { action: 'create', after: { listId, from: '2024-03', to: '2024-05', batch: 'signed' } },
    ]);
  });

  test('let a project go that was put on them by mistake, once, and say so on its record', async () => {
    const { id: listId } = await list();
    const { id } = await project();
    const url = `/api/project-lists/${listId}/members/${id}`;
    await put('supervisor', url, { from: '2024-03' });
    await put('supervisor', url, { from: '2024-04' });
    const remove = async (actor: Actor, query = '') => (await t.as(actor)).request('DELETE', `${url}${query}`);
    expect((await remove('officer')).status).toBe(403);
    expect((await remove('supervisor', '?version=1')).status).toBe(409);
    expect((await remove('supervisor', '?version=2')).status).toBe(204);
    expect((await remove('supervisor', '?version=2')).status).toBe(204);
    expect((await get<Page<MemberView>>('supervisor', `/api/project-lists/${listId}/members`)).body.total).toBe(0);
    expect((await changes(id)).filter(({ action }) => action === 'delete')).toMatchObject([
      { kind: 'membership', before: { listId, from: '2024-04' }, after: { listId, from: null } },
    ]);
    const nowhere = '01930000-0000-7000-8000-000000000000';
    const elsewhere = `/api/project-lists/${nowhere}/members/${id}`;
    expect((await (await t.as('supervisor')).request('DELETE', elsewhere)).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['the end before the beginning', { from: '2024-05', to: '2024-04' }, 'to'],
    ['a beginning in another year', { from: '2023-05' }, 'from'],
    ['an end in another year', { from: '2024-05', to: '2025-01' }, 'to'],
    ['a batch on a plain list', { from: '2024-05', batch: 'signed' }, 'batch'],
    ['a batch that is none', { from: '2024-05', batch: 'third' }, 'batch'],
  ])('refuse %s', async (_, body, field) => {
    const { id } = await project();
    const answer = await put('supervisor', `/api/project-lists/${(await list()).id}/members/${id}`, body);
    expect({ status: answer.status, field: answer.body.details[0]?.field }).toEqual({ status: 400, field });
  });

  test('do not know of projects and lists that are not there', async () => {
    const nowhere = '0192f7a0-0000-7000-8000-000000000000';
    const { id } = await project();
    const body = { from: '2024-01' };
    expect((await put('supervisor', `/api/project-lists/${nowhere}/members/${id}`, body)).status).toBe(404);
    expect((await put('supervisor', `/api/project-lists/${(await list()).id}/members/${nowhere}`, body)).status).toBe(
      404,
    );
    expect((await get('officer', `/api/project-lists/${nowhere}/members`)).status).toBe(404);
  });
});

describe('the list of projects', () => {
  let listId: string;
  const names: Record<string, string> = {};

  beforeAll(async () => {
    t.clock.set('2024-10-16T10:00:00+08:00');
    listId = (await list()).id;
    for (const [key, plan, done, total] of [
      ['甲', '1000', '900', '3000'],
      ['乙', '2000', '500', '1000'],
      ['丙', null, '700', '2000'],
    ] as const) {
      const { id, name } = await project({
        name: `排序${key}${++counter}`,
        totalInvestment: total,
        ownerName: '100%的业主',
      });
      names[name] = key;
      await put('supervisor', `/api/project-lists/${listId}/members/${id}`, { from: '2024-01' });
      const basis = 'with-preliminary';
      if (plan) await put('supervisor', `/api/projects/${id}/plans/2024`, { amount: plan, basis, from: '2024-02' });
      if (plan) await put('supervisor', `/api/projects/${id}/plans/2024`, { amount: '9', basis, from: '2024-10' });
      const entry = { completed: done, basis, physicalProgress: `形象${key}` };
      await put('supervisor', `/api/projects/${id}/progress/2024-09`, entry);
      await put('supervisor', `/api/projects/${id}/progress/2024-10`, { completed: '1', basis: 'without-preliminary' });
    }
  });

  const rows = async (query: string) =>
    (await get<Page<ProjectRow>>('supervisor', `/api/projects?listId=${listId}&${query}`)).body.items;

  test('shows the year as of the month', async () => {
    const [row] = await rows('month=2024-09&q=排序甲');
    expect(row).toMatchObject({
      annualPlan: '1000',
      planBasis: 'with-preliminary',
      completed: '900',
      completedBasis: 'with-preliminary',
      completionRate: '90.00',
      physicalProgress: '形象甲',
      lists: [{ listId, from: '2024-01', to: null }],
    });
    expect((await rows('month=2024-10&q=排序甲'))[0]).toMatchObject({
      annualPlan: '9',
      completed: '901',
      completedBasis: 'mixed',
      physicalProgress: '形象甲',
    });
    expect((await rows('month=2024-01&q=排序甲'))[0]).toMatchObject({
      annualPlan: null,
      completed: '0',
      completedBasis: null,
      completionRate: null,
      physicalProgress: null,
    });
  });

  test.each([
    ['totalInvestment', '乙丙甲'],
    ['-totalInvestment', '甲丙乙'],
    ['annualPlan', '甲乙丙'],
    ['-annualPlan', '乙甲丙'],
    ['completed', '乙丙甲'],
    ['-completionRate', '甲乙丙'],
  ])('is sorted by %s', async (sort, expected) => {
    const shown = await rows(`month=2024-09&sort=${sort}`);
    expect(shown.map(({ name }) => names[name]).join('')).toBe(expected);
  });

  test('is cut into pages', async () => {
    const page = await get<Page<ProjectRow>>(
      'supervisor',
      `/api/projects?listId=${listId}&sort=totalInvestment&page=2&pageSize=2`,
    );
    expect(page.body).toMatchObject({ total: 3, page: 2, pageSize: 2 });
    expect(page.body.items.map(({ name }) => names[name])).toEqual(['甲']);
  });

  test.each([
    ['q=0%25的', 3],
    ['q=0_的', 0],
    ['q=排序乙', 1],
  ])('is searched as written: %s', async (query, count) => {
    expect(await rows(query)).toHaveLength(count);
  });

  test.each(['sort=name;drop', 'pageSize=201', 'page=0', 'month=2024-1', 'listId=x', 'sort=name&sort=name'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await get('supervisor', `/api/projects?${query}`);
      expect(status).toBe(400);
      expect(body.message).toMatch(/[\u4e00-\u9fff]/);
    },
  );
});
