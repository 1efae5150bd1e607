import { randomUUID } from 'node:crypto';
import { type IssueCounts, type IssueRow, type IssueView, STATES } from '@app/ledger';
import { SORTS, type ViewList, type ViewView } from '@app/desk';
import type { Page } from '@app/platform';
import fc from 'fast-check';
import { type Actor, type Answer, startApp, type TestApp } from './support';

interface Refused {
  code: string;
  message: string;
}

let t: TestApp;
const projects = {} as Record<'first' | 'second', string>;

const query = (filter: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(filter).map(([key, value]): [string, string] => [key, String(value)])).toString();
const get = async <T>(actor: Actor, path: string): Promise<T> => {
  const { status, body, text } = await (await t.as(actor)).get<T>(path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return body;
};
const list = (actor: Actor, filter: Record<string, unknown> = {}): Promise<Page<IssueRow>> =>
  get(actor, `/api/issues?${query({ pageSize: 200, ...filter })}`);
const titles = async (filter: Record<string, unknown>, actor: Actor = 'supervisor'): Promise<string[]> =>
  (await list(actor, filter)).items.map(({ title }) => title).sort();
const counts = (actor: Actor, filter: Record<string, unknown> = {}): Promise<IssueCounts> =>
  get(actor, `/api/issues/counts?${query(filter)}`);

async function register(actor: Actor, projectId: string, title: string, more: object = {}): Promise<IssueView> {
  const answer = await (await t.as(actor)).post<IssueView>('/api/issues', { projectId, title, ...more });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

/** Registered over the API, then brought where it should stand: how it gets there is the life cycle's matter. */
async function at(issue: IssueView, columns: Record<string, unknown>): Promise<void> {
  const names = Object.keys(columns);
  const sets = names.map((name, index) => `${name} = $${index + 2}`).join(', ');
  await t.database.query(`update issue set ${sets} where id = $1`, [issue.id, ...Object.values(columns)]);
}

/** Eight issues: one for each filter to find, and one for it to leave out. */
beforeAll(async () => {
  t = await startApp();
  const { people, units } = t.cast;
  for (const [key, name, officer] of [
    ['first', '磐升项目', people.officer],
    ['second', '云台数据中心', people.officer2],
  ] as const) {
    const [row] = (await t.database.query(
      `insert into project (name, total_investment, officer_id) values ($1, 100000, $2) returning id`,
      [name, officer],
    )) as [{ id: string }];
    projects[key] = row.id;
  }
  await t.database.query(`insert into ledger (code, name, number_pattern, step_days, soon_days)
    select 'people', '民生问题台账', 'MS-{year}-{4}', step_days, 1 from ledger where code = 'project-issue'`);
  const { power, land } = units;
  const assigned = (lead_unit_id: string, due_on: string, more: object = {}) => ({
    ...{ state: 'assigned', lead_unit_id, due_on, first_due_on: due_on, sign_due_on: due_on, turn_due_on: due_on },
    ...more,
  });
  t.clock.set('2024-09-02T10:00:00+08:00');
  const late = await register('officer', projects.first, '临时用电容量不足', {
    categoryCode: 'power',
    severity: 'high',
  });
  await at(late, assigned(power, '2024-09-09', { support_unit_ids: [land] }));
  const closed = await register('officer', projects.first, '北门雨污管网未接通', { severity: 'low' });
  await at(closed, assigned(land, '2024-09-30', { state: 'closed', closed_at: '2024-10-14T11:00:00+08:00' }));
  t.clock.set('2024-10-14T10:00:00+08:00');
  const extension = await register('officer2', projects.second, '双回路供电方案未定', { categoryCode: 'power' });
  await at(extension, assigned(power, '2024-10-25', { state: 'in-progress', extension_to: '2024-11-08' }));
  const soon = await register('officer2', projects.second, '用地手续未办结', { categoryCode: 'land' });
  await at(soon, assigned(land, '2024-10-18'));
  const green = await register('officer', projects.first, '贷款尚未到位', { severity: 'low' });
  await at(green, assigned(power, '2024-12-20'));
  const again = await register('officer', projects.first, '道路破损', { severity: 'low' });
  await at(again, { cycle: 2, lead_unit_id: land });
  t.clock.set('2024-10-16T10:00:00+08:00');
  await register('officer', projects.first, '民生配套 100% 未落实', { ledger: 'people' });
  await register('officer2', projects.second, '用工短缺');
});
afterAll(() => t.close());

describe('the filters of the list', () => {
  const cases: [filter: () => Record<string, unknown>, found: string[]][] = [
    [() => ({ ledger: 'people' }), ['民生配套 100% 未落实']],
    [() => ({ state: 'closed' }), ['北门雨污管网未接通']],
    [() => ({ state: 'closed,in-progress' }), ['北门雨污管网未接通', '双回路供电方案未定']],
    [() => ({ state: 'merged,cancelled' }), []],
    [() => ({ open: 'true', projectId: projects.second }), ['双回路供电方案未定', '用地手续未办结', '用工短缺']],
    [() => ({ unitId: t.cast.units.land, open: 'true' }), ['临时用电容量不足', '用地手续未办结', '道路破损']],
    [() => ({ unitId: t.cast.units.land, unitAs: 'support' }), ['临时用电容量不足']],
    [() => ({ unitId: t.cast.units.land, unitAs: 'lead', open: 'true' }), ['用地手续未办结', '道路破损']],
    [() => ({ categoryCode: 'power' }), ['临时用电容量不足', '双回路供电方案未定']],
    [() => ({ severity: 'high' }), ['临时用电容量不足']],
    [() => ({ severity: 'low,high', open: 'true' }), ['临时用电容量不足', '贷款尚未到位', '道路破损']],
    [() => ({ light: 'red' }), ['临时用电容量不足']],
    [() => ({ light: 'yellow' }), ['用地手续未办结']],
    [() => ({ light: 'green' }), ['双回路供电方案未定', '贷款尚未到位']],
    [() => ({ light: 'none', open: 'true' }), ['民生配套 100% 未落实', '用工短缺', '道路破损']],
    [() => ({ reopened: 'true' }), ['道路破损']],
    [() => ({ extension: 'true' }), ['双回路供电方案未定']],
    [() => ({ registeredTo: '2024-09-02' }), ['临时用电容量不足', '北门雨污管网未接通']],
    [() => ({ registeredFrom: '2024-10-15' }), ['民生配套 100% 未落实', '用工短缺']],
    [() => ({ registeredIn: 'today' }), ['民生配套 100% 未落实', '用工短缺']],
    [() => ({ dueFrom: '2024-10-18', dueTo: '2024-10-25', open: 'true' }), ['双回路供电方案未定', '用地手续未办结']],
    [() => ({ dueIn: 'week' }), ['用地手续未办结']],
    [() => ({ closedFrom: '2024-10-14', closedTo: '2024-10-14' }), ['北门雨污管网未接通']],
    [() => ({ closedTo: '2024-10-13' }), []],
    [() => ({ closedIn: 'month' }), ['北门雨污管网未接通']],
    [() => ({ touchedTo: '2024-09-30' }), ['临时用电容量不足', '北门雨污管网未接通']],
    [() => ({ q: '用电' }), ['临时用电容量不足']],
    [() => ({ q: '云台' }), ['双回路供电方案未定', '用地手续未办结', '用工短缺']],
    [() => ({ q: '云台 用地' }), ['用地手续未办结']],
    [() => ({ q: '贷' }), ['贷款尚未到位']],
    [() => ({ q: 'ms-2024' }), ['民生配套 100% 未落实']],
    [() => ({ q: '0% 未' }), ['民生配套 100% 未落实']],
    [() => ({ q: '用_' }), []],
    [() => ({ q: '不足电容' }), []],
    [() => ({ mine: 'true', open: 'true' }), ['双回路供电方案未定', '民生配套 100% 未落实', '用工短缺', '道路破损']],
    [() => ({ reopened: 'false', severity: 'high' }), ['临时用电容量不足']],
  ];
  const named = cases.map(([filter, found]) => [String(filter).replace(/\s+/g, ' '), filter, found] as const);
  test.each(named)('%s', async (_, filter, found) => {
    expect(await titles(filter())).toEqual([...found].sort());
  });

  test('“registered by me” is about the one who asks', async () => {
    expect(await titles({ registeredByMe: 'true' }, 'officer2')).toHaveLength(3);
    expect(await titles({ registeredByMe: 'true' }, 'supervisor')).toEqual([]);
  });

  test.each<[string]>([
    ...(['sort=severity desc', 'severity=urgent', 'dueFrom=2024-02-31', 'dueIn=year', 'open=1', 'unitAs=both'].map(
      (q) => [q],
    ) as [string][]),
    ['light=red&light=green'],
    ['colour=red'],
    [`q=${'长'.repeat(61)}`],
  ])('refuse %s with a Chinese sentence, in the list and in the counts', async (wrong) => {
    for (const path of ['/api/issues', '/api/issues/counts']) {
      const answer = await (await t.as('supervisor')).get<Refused>(`${path}?${encodeURI(wrong)}`);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.body.message).toMatch(/。$/);
    }
  });

  test('counts know neither pages nor orders', async () => {
    expect((await (await t.as('supervisor')).get('/api/issues/counts?page=1')).status).toBe(400);
  });
});

describe('what each may see', () => {
  test.each<[Actor, number]>([
    ['supervisor', 8],
    ['leader', 8],
    ['admin', 8],
    ['officer', 5],
    ['officer2', 3],
    ['handler', 3],
    ['head', 3],
    ['handler2', 4],
  ])('%s: %i issues, in list and counts', async (actor, total) => {
    expect((await list(actor)).total).toBe(total);
    const { states } = await counts(actor);
    expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  });

  test('a word finds nothing beyond one’s own', async () => {
    expect(await titles({ q: '云台' }, 'officer')).toEqual([]);
    expect(await titles({ q: '贷款' }, 'handler2')).toEqual([]);
  });
});

describe('counts and totals are the same', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const day = fc.constantFrom('2024-09-02', '2024-09-30', '2024-10-14', '2024-10-18', '2024-11-01');
  const filters = fc.record({
    ledger: maybe(fc.constantFrom('people', 'project-issue')),
    open: maybe(fc.constantFrom('true', 'false')),
    unit: maybe(fc.constantFrom('power', 'land')),
    unitAs: maybe(fc.constantFrom('lead', 'support')),
    categoryCode: maybe(fc.constantFrom('power', 'other')),
    severity: maybe(fc.constantFrom('low', 'low,medium')),
    light: maybe(fc.constantFrom('red', 'yellow', 'green', 'none')),
    reopened: maybe(fc.constant('true')),
    registeredFrom: maybe(day),
    dueTo: maybe(day),
    dueIn: maybe(fc.constantFrom('week', 'month')),
    q: maybe(fc.constantFrom('用', '用电', '项目', 'WT 2024')),
  });

  test('for any filter, by whoever asks, in any order', async () => {
    const actors = fc.constantFrom<Actor>('supervisor', 'officer', 'handler', 'head');
    await fc.assert(
      fc.asyncProperty(filters, actors, fc.constantFrom(...SORTS), async ({ unit, ...rest }, actor, sort) => {
        const given = { ...rest, unitId: unit && t.cast.units[unit] };
        const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        const told = await counts(actor, filter);
        const all = await list(actor, { ...filter, sort });
        expect(all.total).toBe(all.items.length);
        expect(new Set(all.items.map(({ id }) => id)).size).toBe(all.total);
        for (const state of STATES) {
          const inState = all.items.filter((row) => row.state === state).length;
          expect(told.states.find((row) => row.state === state)?.count ?? 0).toBe(inState);
        }
        expect(told.overdue).toBe(all.items.filter(({ light }) => light === 'red').length);
        expect(told.dueSoon).toBe(all.items.filter(({ light }) => light === 'yellow').length);
        expect(told.mine).toBe((await list(actor, { ...filter, mine: 'true' })).total);
      }),
      { numRuns: 60 },
    );
  }, 180_000);

  test('the tabs stand aside from their own filter', async () => {
    expect(await counts('supervisor', { state: 'closed', mine: 'true' })).toEqual(await counts('supervisor'));
  });
});

describe('orders', () => {
  const KEYS: Record<string, (row: IssueRow) => string | null> = {
    due: ({ dueOn }) => dueOn,
    registered: ({ registeredAt }) => registeredAt,
    closed: ({ closedAt }) => closedAt,
    severity: ({ severity }) => String(['low', 'medium', 'high'].indexOf(severity)),
  };
  test.each(Object.keys(KEYS).flatMap((key) => [key, `-${key}`]))('%s, with what has none at the end', async (sort) => {
    const key = KEYS[sort.replace('-', '')] as (row: IssueRow) => string | null;
    const found = (await list('supervisor', { sort })).items.map(key);
    const known = found.filter((value) => value !== null).sort();
    if (sort.startsWith('-')) known.reverse();
    expect(found).toEqual([...known, ...found.filter((value) => value === null)]);
    expect(known.length).toBeGreaterThan(0);
  });

  test('pages follow each other without gap and without double', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => list('supervisor', { sort: '-due', page, pageSize: 3 })));
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toEqual((await list('supervisor', { sort: '-due' })).items.map(({ id }) => id));
    expect(await list('supervisor', { page: 9, pageSize: 3 })).toMatchObject({ items: [], total: 8 });
  });
});

describe('saved views', () => {
  const save = async (actor: Actor, body: object): Promise<Answer<ViewView>> =>
    (await t.as(actor)).post<ViewView>('/api/views', body);
  const names = async (actor: Actor): Promise<string[]> =>
    (await get<ViewList>(actor, '/api/views')).items.map(({ name }) => name);

  test('are one’s own, and only a supervisor or an administrator shares', async () => {
    const own = await save('handler', { name: '我单位超期', query: { light: 'red' }, columns: ['number', 'title'] });
    expect(own.status).toBe(201);
    expect(own.body).toMatchObject({
      query: { light: 'red', sort: 'due' },
      mine: true,
      mayChange: true,
      shared: false,
    });
    expect(await names('handler')).toContain('我单位超期');
    expect(await names('head')).not.toContain('我单位超期');
    const refused = await save('handler', { name: '共享的', query: {}, shared: true });
    expect([refused.status, (refused.body as unknown as Refused).code]).toEqual([403, 'not-yours-to-share']);
    const shared = await save('supervisor', {
      name: '供电公司的事',
      query: { unitId: t.cast.units.power },
      shared: true,
    });
    expect(shared.status).toBe(201);
    expect(await names('handler2')).toContain('供电公司的事');
    // A view is a filter, not a key: it shows each what they may see.
    expect(
      (await list('handler2', shared.body.query as unknown as Record<string, string>)).items.map((row) => row.title),
    ).toEqual(['临时用电容量不足']);
  });

  test('are refused with a name used before, an unknown field, a wrong value, no name', async () => {
    await save('officer', { name: '本周', query: { dueIn: 'week' } });
    const twice = await save('officer', { name: '本周', query: {} });
    expect([twice.status, twice.text.includes('同名')]).toEqual([409, true]);
    expect((await save('officer2', { name: '本周', query: {} })).status).toBe(201);
    for (const wrong of [
      { name: '甲', query: { colour: 'red' } },
      { name: '甲', query: { light: 'blue' } },
      { name: '甲', query: { sort: 'due;drop' } },
      { name: '甲', query: [] },
      { name: '甲' },
      { name: '', query: {} },
      { name: '甲', query: {}, columns: ['secret'] },
      { name: '甲', query: {}, columns: [] },
      { name: '甲', query: {}, columns: ['number', 'number'] },
      { name: '甲', query: {}, owner: 'me' },
    ]) {
      const { status, body } = await save('officer', wrong);
      expect([wrong, status]).toEqual([wrong, 400]);
      expect((body as unknown as Refused).message).toMatch(/。$/);
    }
  });

  test('sent again under the same id are saved once; with another body they clash', async () => {
    const id = randomUUID();
    const body = { id, name: '一次', query: { q: '用电' } };
    const [first, second] = [await save('officer', body), await save('officer', body)];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect((await save('officer', { ...body, name: '两次' })).status).toBe(409);
    expect((await save('officer2', body)).status).toBe(409);
  });

  test('are renamed, shared and deleted by those who keep them, on the version they saw', async () => {
    const { body: view } = await save('supervisor', {
      name: '待核',
      query: { state: 'pending-verification' },
      shared: true,
    });
    const change = async (actor: Actor, more: object) =>
      (await t.as(actor)).patch<ViewView>(`/api/views/${view.id}`, { version: view.version, ...more });
    expect((await change('officer', { name: '我的' })).status).toBe(403);
    const renamed = await change('supervisor2', { name: '待核验的' });
    expect(renamed.body).toMatchObject({ name: '待核验的', version: 2, query: { state: 'pending-verification' } });
    const stale = await change('supervisor', { name: '又改' });
    expect([stale.status, (stale.body as unknown as { details: ViewView }).details.name]).toEqual([409, '待核验的']);
    const remove = async (actor: Actor) => (await t.as(actor)).request('DELETE', `/api/views/${view.id}`);
    expect((await remove('handler')).status).toBe(403);
    expect((await remove('admin')).status).toBe(204);
    expect((await remove('admin')).status).toBe(404);
    const record: { action: string }[] = await t.database.query(
      `select action from change_record where subject_kind = 'saved-view' and subject_id = $1 order by id`,
      [view.id],
    );
    expect(record.map(({ action }) => action)).toEqual(['create', 'update', 'delete']);
  });

  test('of others that are not shared are unknown', async () => {
    const { body: view } = await save('officer', { name: '私有', query: {} });
    expect((await (await t.as('supervisor')).patch(`/api/views/${view.id}`, { version: 1, name: '公开' })).status).toBe(
      404,
    );
    expect((await (await t.as('supervisor')).request('DELETE', `/api/views/${view.id}`)).status).toBe(404);
    const shared = await (await t.as('officer')).patch<Refused>(`/api/views/${view.id}`, { version: 1, shared: true });
    expect([shared.status, shared.body.code]).toEqual([403, 'not-yours-to-share']);
  });
});
