import type { FigureView, MeasureDefinition } from '@app/figure';
import type { IssueView } from '@app/ledger';
import type { Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import type { RollupView } from '@app/rollup';
import { type Answer, startApp, type TestApp, type Voice } from './support';

let t: TestApp;
let supervisor: Voice;
let counter = 0;
const WITH = 'with-preliminary';
const WITHOUT = 'without-preliminary';

beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 24 * 366 * 100 });
  supervisor = await t.as('supervisor');
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-11-05T10:00:00+08:00'));

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
const project = (totalInvestment: string, more: object = {}): Promise<ProjectView> =>
  must(supervisor.post<ProjectView>('/api/projects', { name: `项目${++counter}`, totalInvestment, ...more }));
const list = (year: number, kind: string, more: object = {}): Promise<ListView> =>
  must(supervisor.post<ListView>('/api/project-lists', { name: `清单${++counter}`, year, kind, ...more }));
const join = (to: { id: string }, one: { id: string }, body: object): Promise<unknown> =>
  must(supervisor.put(`/api/project-lists/${to.id}/members/${one.id}`, body));
const plan = (one: { id: string }, from: string, amount: string, basis = WITH): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${one.id}/plans/${from.slice(0, 4)}`, { amount, basis, from }));
const done = (one: { id: string }, month: string, completed: string, more: object = {}): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${one.id}/progress/${month}`, { completed, basis: WITH, ...more }));
const step = (one: { id: string }, kind: string, body: object): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${one.id}/milestones/${kind}`, body));

async function figures(month: string, query: string): Promise<FigureView[]> {
  const page = await must(supervisor.get<Page<FigureView>>(`/api/rollups/${month}/figures?pageSize=200&${query}`));
  expect(page.items).toHaveLength(page.total);
  return page.items;
}
async function figure(month: string, measure: string, scope: [string, string] = ['total', '']): Promise<FigureView> {
  const found = await figures(month, `measure=${measure}&scopeKind=${scope[0]}`);
  const one = found.find(({ scopeId }) => scopeId === scope[1]);
  if (!one) throw new Error(`no ${measure} of ${scope.join(' ')} in ${month}`);
  return one;
}
const value = async (month: string, measure: string, scope?: [string, string]): Promise<string | null> =>
  (await figure(month, measure, scope)).value;

describe('investment', () => {
  let key: ListView;
  let city: ListView;
  let before: ListView;
  let first: ProjectView;

  beforeAll(async () => {
    t.clock.set('2024-11-05T10:00:00+08:00');
    before = await list(2023, 'provincial-key');
    key = await list(2024, 'provincial-key');
    city = await list(2024, 'city-key', { rateDigits: 1 });
    const leaderId = t.cast.people.leader;
    first = await project('1000.5', { unitId: t.cast.units.power, leaderId, industry: '装备制造' });
    const second = await project('2000', { unitId: t.cast.units.land, industry: '装备制造' });
    const leaving = await project('500');
    await join(before, first, { from: '2023-01' });
    await plan(first, '2023-01', '80');
    await done(first, '2023-10', '40');
    // On both lists: in the total once.
    for (const on of [key, city]) await join(on, first, { from: '2024-01' });
    await join(city, second, { from: '2024-03' });
    await join(city, leaving, { from: '2024-01', to: '2024-09' });
    await plan(first, '2024-01', '100');
    await plan(first, '2024-09', '160');
    await plan(second, '2024-03', '0');
    await plan(leaving, '2024-01', '50', WITHOUT);
    await done(first, '2024-08', '30.1234', { fundsReceived: '12.5', registryCompleted: '20' });
    await done(first, '2024-09', '60');
    await done(first, '2024-10', '-10.1234', { fundsReceived: '7.5' });
    await done(second, '2024-10', '15');
    await done(leaving, '2024-08', '25', { basis: WITHOUT });
    await step(first, 'started', { plannedOn: '2024-02-01', actualOn: '2024-03-05' });
    await step(first, 'capped', { plannedOn: '2024-10-20' });
    await step(first, 'production', { plannedOn: '2024-12-20' });
  });

  test.each([
    // [month, measure, list or total, value]
    ['2024-08', 'investment.projects', 'key', '1'],
    ['2024-08', 'investment.projects', 'total', '3'],
    ['2024-10', 'investment.projects', 'total', '2'],
    ['2024-08', 'investment.total', 'total', '3500.5'],
    ['2024-08', 'investment.plan', 'key', '100'],
    // Revised from September on; August keeps what it had.
    ['2024-09', 'investment.plan', 'key', '160'],
    ['2024-08', 'investment.rate', 'key', '30.12'],
    ['2024-09', 'investment.rate', 'key', '56.33'],
    // A correction below zero.
    ['2024-10', 'investment.month', 'key', '-10.1234'],
    ['2024-10', 'investment.completed', 'key', '80'],
    ['2024-10', 'investment.rate', 'key', '50.00'],
    ['2024-10', 'investment.gap', 'key', '-33.33'],
    ['2024-10', 'investment.time-schedule', 'key', '83.33'],
    // One left after September, one has a plan of nothing; digits are those of the list.
    ['2024-09', 'investment.completed', 'city', '115.1234'],
    ['2024-10', 'investment.completed', 'city', '95'],
    ['2024-10', 'investment.rate', 'city', '59.4'],
    ['2024-02', 'investment.projects', 'city', '2'],
    ['2024-10', 'investment.completed', 'total', '95'],
    // Funds and the registry's amounts: told by one project; in July by nobody.
    ['2024-10', 'investment.funds', 'key', '20'],
    ['2024-10', 'rates.funds', 'key', '12.50'],
    ['2024-07', 'rates.funds', 'key', null],
    ['2024-10', 'investment.registry-completed', 'key', '20'],
    ['2024-10', 'investment.registry-rate', 'key', '12.50'],
    ['2024-07', 'investment.registry-rate', 'key', null],
    ['2024-10', 'investment.started', 'city', '1'],
    ['2024-02', 'rates.started', 'key', '0.00'],
    ['2024-10', 'rates.started', 'key', '100.00'],
    ['2024-10', 'rates.completed', 'key', '0.00'],
    ['2024-10', 'milestones.due', 'total', '2'],
    ['2024-10', 'milestones.met', 'total', '1'],
    ['2024-10', 'milestones.late', 'total', '1'],
    ['2024-10', 'milestones.rate', 'total', '50'],
    ['2024-09', 'milestones.rate', 'total', '100'],
  ] as const)('%s %s of %s is %s', async (month, measure, which, shown) => {
    const scope: [string, string] = which === 'total' ? ['total', ''] : ['list', which === 'key' ? key.id : city.id];
    expect(await value(month, measure, scope)).toBe(shown);
  });

  test('by unit, industry, leader, and unit within a list', async () => {
    const of = async (kind: string) =>
      (await figures('2024-10', `measure=investment.completed&scopeKind=${kind}`)).map(
        ({ scopeName, value: shown }) => [scopeName, shown] as const,
      );
    expect(await of('unit')).toEqual([
      ['供电公司', '80'],
      ['自然资源和规划局', '15'],
    ]);
    expect(await of('industry')).toEqual([['装备制造', '95']]);
    expect(await of('leader')).toEqual([
      ['郑区长', '80'],
      ['未明确分包领导', '15'],
    ]);
    expect(await of('list-unit')).toEqual([
      [`${key.name} · 供电公司`, '80'],
      [`${city.name} · 供电公司`, '80'],
      [`${city.name} · 自然资源和规划局`, '15'],
    ]);
  });

  test('against the month before, and against the list of the same kind a year ago', async () => {
    expect(await figure('2024-10', 'investment.completed', ['list', key.id])).toMatchObject({
      monthBefore: { value: '90.1234', change: '-10.1234', rate: '-11.23' },
      yearBefore: { value: '40', change: '40', rate: '100.00' },
    });
    expect(await figure('2024-10', 'investment.rate', ['list', key.id])).toMatchObject({
      numerator: '80',
      denominator: '160',
      monthBefore: { value: '56.33', change: '-6.33', rate: null },
      yearBefore: { value: '50.00', change: '0.00', rate: null },
    });
    // In January nothing was completed: there is a base, and it is zero.
    expect((await figure('2024-02', 'investment.completed', ['list', key.id])).monthBefore).toEqual({
      value: '0',
      change: '0',
      rate: null,
    });
    expect((await figure('2024-10', 'investment.completed', ['list', city.id])).yearBefore).toBeNull();
  });

  test('mixed bases are said', async () => {
    expect((await figure('2024-08', 'investment.rate', ['list', city.id])).basisNote).toBe(
      '计划和完成均部分含前期、部分不含，口径不一',
    );
    expect((await figure('2024-08', 'investment.rate', ['list', key.id])).basisNote).toBeNull();
  });

  test('the table of the month says the same', async () => {
    const table = await must(supervisor.get<RollupView>('/api/rollups/2024-10'));
    expect(table.lists.find(({ listId }) => listId === key.id)).toMatchObject({
      completed: '80',
      completedInMonth: '-10.1234',
      completionRate: '50.00',
      gap: '-33.33',
      fourRates: {
        started: { rate: '100.00', numerator: '1', denominator: '1' },
        investment: { rate: '50.00' },
        funds: { rate: '12.50', numerator: '20', denominator: '160' },
        completed: { rate: '0.00' },
      },
    });
    expect(table).toMatchObject({
      asOf: '2024-11-05T10:00:00+08:00',
      asOfDay: '2024-10-31',
      milestones: { due: 2, met: 1, late: 1, rate: '50' },
      reporting: { due: 2, reported: 0, rate: '0' },
    });
  });

  test('what is told of funds stays when it is left out, and goes with null', async () => {
    const entryOf = async () =>
      (await must(supervisor.get<ProjectView>(`/api/projects/${first.id}`))).progress.find(
        ({ month }) => month === '2024-08',
      );
    await done(first, '2024-08', '30.1234');
    expect(await entryOf()).toMatchObject({ fundsReceived: '12.5', registryCompleted: '20' });
    await done(first, '2024-08', '30.1234', { registryCompleted: null });
    expect(await entryOf()).toMatchObject({ fundsReceived: '12.5', registryCompleted: null });
    await done(first, '2024-08', '30.1234', { registryCompleted: '20' });
    const refused = await supervisor.put(`/api/projects/${first.id}/progress/2024-08`, {
      ...{ completed: '1', basis: WITH, fundsReceived: '1.00001' },
    });
    expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'fundsReceived' }] } });
  });
});

describe('issues', () => {
  /** Walks an issue from its registration to its end, a day each. */
  async function solved(registeredAt: string, closedAt: string, refuseFirst = false): Promise<string> {
    t.clock.set(registeredAt);
    const handler = await t.as('handler');
    const issue = await must(
      supervisor.post<IssueView>('/api/issues', {
        ...{ ledger: 'project-issue', projectId: (await project('1')).id, title: `问题${++counter}` },
        ...{ description: '需要协调解决。', categoryCode: 'power', severity: 'high' },
      }),
    );
    let version = issue.version;
    const act = async (who: Voice, action: string, body: object = {}): Promise<void> => {
      const answer = await must(
        who.post<IssueView>(`/api/issues/${issue.id}/actions/${action}`, { version, note: '说明', ...body }),
      );
      version = answer.version;
    };
    await act(supervisor, 'assign', { leadUnitId: t.cast.units.power });
    await act(handler, 'sign');
    t.clock.set(closedAt);
    await act(handler, 'apply-closure');
    if (refuseFirst) {
      await act(supervisor, 'reject-closure');
      await act(handler, 'apply-closure');
    }
    await act(supervisor, 'verify');
    return issue.id;
  }

  test('on time, the first time, and the median of working days over holidays', async () => {
    // Five working days for a high severity. 2024-09-16 and 17 were a holiday, 2024-09-14 was worked.
    await solved('2024-09-09T09:00:00+08:00', '2024-09-12T09:00:00+08:00'); // 3 working days
    await solved('2024-09-12T09:00:00+08:00', '2024-09-18T09:00:00+08:00', true); // 13, 14, 18: 3
    await solved('2024-09-02T09:00:00+08:00', '2024-09-20T09:00:00+08:00'); // 3–6, 9–14, 18–20: 13
    await solved('2024-09-19T09:00:00+08:00', '2024-09-20T09:00:00+08:00'); // 1
    t.clock.set('2024-11-05T10:00:00+08:00');
    const of = (measure: string) => figure('2024-09', measure);
    expect(await of('issues.closed')).toMatchObject({ value: '4' });
    expect(await of('issues.on-time-rate')).toMatchObject({ value: '75.00', numerator: '3', denominator: '4' });
    expect(await of('issues.first-time-rate')).toMatchObject({ value: '75.00', numerator: '3' });
    expect(await of('issues.median-days')).toMatchObject({ value: '3', unit: '天' });
    expect(await value('2024-09', 'issues.closed', ['unit', t.cast.units.power])).toBe('4');
    expect(await value('2024-09', 'issues.closed', ['category', 'power'])).toBe('4');
    expect((await figure('2024-10', 'issues.on-time-rate')).value).toBeNull();
  });
});

describe('pipelines and indicators', () => {
  test('each stage against the one that it is based on: 22 of 24 are 92, 18 of 22 are 82', async () => {
    await t.database.query(`
      with p as (insert into pipeline (year, name, kind) values (2024, '专项债第一批', 'funds') returning id),
      s as (
        insert into pipeline_stage (id, pipeline_id, sort, name, base_stage_id, counts)
        select v.id::uuid, p.id, v.sort, v.name, v.base::uuid, v.counts from p, (values
          ('00000000-0000-7000-8000-000000000001', 1, '申报', null, 'requested'),
          ('00000000-0000-7000-8000-000000000002', 2, '省审核', '00000000-0000-7000-8000-000000000001', 'requested'),
          ('00000000-0000-7000-8000-000000000003', 3, '国家审核', '00000000-0000-7000-8000-000000000002', 'requested'),
          ('00000000-0000-7000-8000-000000000004', 4, '下达', '00000000-0000-7000-8000-000000000003', 'obtained')
        ) v (id, sort, name, base, counts) returning id)
      insert into pipeline_tally (stage_id, month, count, amount, entered_at)
      select s.id, '2024-08', v.count, v.amount, now() from s join (values
        ('00000000-0000-7000-8000-000000000001', 24, 282200.0), ('00000000-0000-7000-8000-000000000002', 22, null),
        ('00000000-0000-7000-8000-000000000003', 18, null), ('00000000-0000-7000-8000-000000000004', 2, 11200.0)
      ) v (id, count, amount) on v.id::uuid = s.id`);
    const shown = async (measure: string) =>
      (await figures('2024-09', `measure=${measure}&scopeKind=stage`)).map((one) => [one.scopeName, one.value]);
    expect(await shown('pipeline.rate')).toEqual([
      ['专项债第一批 · 省审核', '92'],
      ['专项债第一批 · 国家审核', '82'],
      ['专项债第一批 · 下达', '11'],
    ]);
    expect(await shown('pipeline.obtained')).toEqual([['专项债第一批 · 下达', '11200']]);
    expect((await figures('2024-09', 'measure=pipeline.count&scopeKind=pipeline'))[0]).toMatchObject({
      value: '24',
      monthBefore: { value: '24', change: '0', rate: '0.00' },
      yearBefore: null,
    });
    const table = await must(supervisor.get<RollupView>('/api/rollups/2024-09'));
    expect(table.pipelines).toMatchObject([
      { name: '专项债第一批', stages: [{ name: '申报', count: 24 }, {}, {}, {}] },
    ]);
    expect(await shown('pipeline.count')).toHaveLength(4);
    expect(await figures('2024-07', 'measure=pipeline.rate&scopeKind=stage&scopeId=none')).toEqual([]);
  });

  test('an indicator against its target and its year before; units by rank, ties together', async () => {
    const rows: { id: string; code: string }[] = await t.database.query(`
      insert into indicator (year, code, name, unit, level, kind, direction, digits, created_at)
      values (2024, 'A1', '一般公共预算收入', '亿元', 1, 'amount', 'more', 2, now()),
             (2024, 'A2', '规上工业增加值增速', '%', 1, 'growth', 'more', 1, now()) returning id, code`);
    const [amount, growth] = rows.map(({ id }) => id) as [string, string];
    const { power, land, bureau } = t.cast.units;
    await t.database.query(
      `insert into indicator_target (indicator_id, from_month, target, entered_at)
       values ($1, '2024-01', 12.5, now()), ($2, '2024-01', 9.5, now())`,
      [amount, growth],
    );
    await t.database.query(
      `insert into indicator_actual (indicator_id, month, unit_id, value, year_before, entered_at)
       values ($1, '2024-09', null, 10, 8, now()), ($2, '2024-09', null, 8.7, null, now()),
              ($1, '2024-09', $3, 4, 2, now()), ($1, '2024-09', $4, 4, 0, now()), ($1, '2024-09', $5, 2, null, now())`,
      [amount, growth, power, land, bureau],
    );
    const shown = async (measure: string, id: string) =>
      (await figures('2024-09', `measure=${measure}`)).find(({ scopeId }) => scopeId === id);
    expect(await shown('indicator.rate', amount)).toMatchObject({ value: '80.00', numerator: '10', unit: '%' });
    expect(await shown('indicator.growth', amount)).toMatchObject({ value: '25.00' });
    expect(await shown('indicator.actual', amount)).toMatchObject({ value: '10.00', unit: '亿元' });
    expect(await shown('indicator.rate', growth)).toMatchObject({ value: null });
    expect(await shown('indicator.growth', growth)).toMatchObject({ value: '8.70' });
    for (const [unit, rank, grown] of [
      [power, '1', '100.00'],
      [land, '1', null],
      [bureau, '3', null],
    ]) {
      expect(await shown('indicator.rank', `${amount}/${unit}`)).toMatchObject({ value: rank });
      expect(await shown('indicator.growth', `${amount}/${unit}`)).toMatchObject({ value: grown });
    }
    const table = await must(supervisor.get<RollupView>('/api/rollups/2024-09'));
    expect(table.indicators).toMatchObject([{ name: '一般公共预算收入', rate: '80.00' }, { growth: '8.70' }]);
  });
});

describe('measures', () => {
  const get = (code: string): Promise<MeasureDefinition> =>
    must(supervisor.get<MeasureDefinition>(`/api/measures/${code}`));

  test('are listed with formula, source and quantities', async () => {
    const all = await must(supervisor.get<MeasureDefinition[]>('/api/measures'));
    expect(all.length).toBeGreaterThan(60);
    for (const { current, code } of all) {
      expect([code, /[一-鿿]/.test(current.name + current.formula + current.population + current.source)]).toEqual([
        code,
        true,
      ]);
    }
    expect(await get('rates.completed')).toMatchObject({
      current: { name: '竣工率', version: 1, numerator: 'finished' },
    });
    expect((await supervisor.get('/api/measures/no.such')).status).toBe(404);
  });

  test('a version counts from its month on; the same again is no other version', async () => {
    const on = await list(2024, 'thirty-projects');
    const one = await project('10');
    await join(on, one, { from: '2024-01' });
    await plan(one, '2024-01', '3');
    await done(one, '2024-09', '1');
    const body = { fromMonth: '2024-11', digits: 1, reason: '与市里通报的位数一致', version: 1 };
    const added = await must(supervisor.post<MeasureDefinition>('/api/measures/rates.investment/versions', body));
    expect(added).toMatchObject({
      current: { version: 2, digits: 1, enteredByName: '赵督办', numerator: 'completed' },
    });
    expect(await must(supervisor.post('/api/measures/rates.investment/versions', body))).toEqual(added);
    expect(await figure('2024-10', 'rates.investment', ['list', on.id])).toMatchObject({
      value: '33.33',
      measureVersion: 1,
    });
    expect(await figure('2024-11', 'rates.investment', ['list', on.id])).toMatchObject({
      value: '33.3',
      measureVersion: 2,
    });
  });

  test.each([
    ['a month long past', { fromMonth: '2024-05', digits: 1 }, 400, 'fromMonth'],
    ['a quantity of another family', { fromMonth: '2024-11', numerator: 'open' }, 400, 'numerator'],
    ['a denominator for a sum', { fromMonth: '2024-11', denominator: 'plan' }, 400, 'denominator'],
    ['too many digits', { fromMonth: '2024-11', digits: 9 }, 400, 'digits'],
    ['a stale version', { fromMonth: '2024-12', digits: 3, version: 7 }, 409, undefined],
  ])('%s is refused', async (_, body, status, field) => {
    const answer = await supervisor.post<{ details?: { field: string }[]; message: string }>(
      '/api/measures/investment.plan/versions',
      { reason: '测试', ...body },
    );
    expect(answer.status).toBe(status);
    if (field !== undefined) expect(answer.body.details).toMatchObject([{ field }]);
    expect(answer.body.message).toMatch(/[一-鿿]/);
  });

  test.each([
    ['admin', 200],
    ['leader', 403],
    ['head', 403],
    ['officer', 403],
  ] as const)('%s adds one: %i', async (actor, status) => {
    const voice = await t.as(actor);
    const body = { fromMonth: '2024-11', name: `新增问题（${actor}）`, reason: '名称调整' };
    expect((await voice.post('/api/measures/issues.registered/versions', body)).status).toBe(status);
  });
});

test.each([
  ['2024-10/figures?measure=Nope', 400],
  ['2024-10/figures?scopeKind=some', 400],
  ['2024-10/figures?revision=3', 404],
  ['2024-12/figures', 404],
])('GET %s answers %i', async (path, status) => {
  expect((await supervisor.get(`/api/rollups/${path}`)).status).toBe(status);
});
