import type { Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import type {
  EntryView,
  EvaluationRow,
  EvaluationView,
  ObjectionView,
  PreviewView,
  SchemeView,
  UnitScoreView,
} from '@app/scoring';
import { CITY_2017, THREE_BATCHES } from '../seeds/reference/schemes';
import { type Actor, type Answer, CAST, PASSWORD, startApp, type TestApp, Voice } from './support';

interface Refused {
  code: string;
  message: string;
  details: { field: string; message: string }[];
}

let t: TestApp;
let supervisor: Voice;
let head: Voice;
let scheme: SchemeView;
let counter = 0;

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
const make = (unitId: string, more: object = {}): Promise<ProjectView> =>
  must(
    supervisor.post<ProjectView>('/api/projects', {
      name: `项目${++counter}`,
      totalInvestment: '200000',
      unitId,
      ...more,
    }),
  );
const join = (list: ListView, project: ProjectView, more: object = {}): Promise<unknown> =>
  must(supervisor.put(`/api/project-lists/${list.id}/members/${project.id}`, { from: '2024-01', ...more }));
const plan = (project: ProjectView, amount: string): Promise<unknown> =>
  must(
    supervisor.put(`/api/projects/${project.id}/plans/2024`, { amount, basis: 'with-preliminary', from: '2024-01' }),
  );
const done = (project: ProjectView, month: string, completed: string): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${project.id}/progress/${month}`, { completed, basis: 'with-preliminary' }));
const step = (project: ProjectView, kind: string, actualOn: string): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${project.id}/milestones/${kind}`, { actualOn }));

const ofUnit = (view: EvaluationView, name: string) => view.units.find((unit) => unit.name === name);
const linesOf = async (view: EvaluationView, unitId: string, voice = supervisor) =>
  must(voice.get<UnitScoreView>(`/api/evaluations/${view.id}/units/${unitId}`));
const run = (period: string, more: object = {}, schemeId = scheme.id) =>
  supervisor.post<EvaluationView>('/api/evaluations', { schemeId, period, ...more });
const announce = (view: EvaluationView, until = '2024-11-12T18:00:00+08:00') =>
  supervisor.post<EvaluationView>(`/api/evaluations/${view.id}/announce`, { objectionsUntil: until });
const publish = (view: EvaluationView, voice = supervisor) =>
  voice.post<EvaluationView>(`/api/evaluations/${view.id}/publish`);

beforeAll(async () => {
  t = await startApp();
  t.clock.set('2024-11-05T10:00:00+08:00');
  supervisor = await t.as('supervisor');
  head = await t.as('head');
  const { power, land, bureau } = t.cast.units;
  const list = await must(
    supervisor.post<ListView>('/api/project-lists', { name: '市重点', year: 2024, kind: 'city-key' }),
  );
  // The power company: one project of 10 亿, started this year; one of 5 亿, going on.
  const first = await make(power, { category: 'industry' });
  const second = await make(power, { category: 'livelihood' });
  // The land bureau: one project just below 1 亿; the bureau one without a plan.
  const third = await make(land, { category: 'basic' });
  const fourth = await make(bureau);
  for (const project of [first, second, third, fourth]) await join(list, project);
  await plan(first, '100000');
  await plan(second, '50000');
  await plan(third, '9999.9999');
  await step(first, 'started', '2024-03-01');
  await step(second, 'started', '2023-03-01');
  await step(third, 'started', '2024-06-01');
  await step(first, 'production', '2024-09-30');
  await step(third, 'operation', '2024-09-30');
  await done(first, '2024-09', '20000');
  await done(first, '2024-10', '100000.0001');
  await done(third, '2024-10', '4999.99995'.slice(0, 9));
  await done(fourth, '2024-10', '100');
  scheme = await must(supervisor.post<SchemeView>('/api/scoring-schemes', { ...CITY_2017, fromMonth: '2024-01' }));
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-11-05T10:00:00+08:00'));

describe('a scheme', () => {
  it('says each of its rules in a sentence', async () => {
    const { versions } = await must(head.get<SchemeView>(`/api/scoring-schemes/${scheme.id}`));
    expect(versions[0]?.words).toEqual([
      '新开（本年开工）每个 +5；续建（往年开工、往年未竣工）每个 +2',
      '每个项目按年度计划投资：10 亿元及以上 +20，5 亿元（含）至 10 亿元 +10，1 亿元（含）至 5 亿元 +6，1 亿元以下 +3',
      '产业类（属于产业类）每个 +15；民生类（属于民生类）每个 +8；基础功能类（属于基础功能类）每个 +6',
      '60 分 × 投资完成率（分子 ÷ 分母）',
      '有依据的，每次 20 分',
      '投产（本年投产）每个 +20；投运（本年投运）每个 +10',
      '当月完成投资超过 10 亿元的，每次 +30',
      '有依据的，每次 30 分；每季度最多计 1 次；全年最多计 4 次',
      '减分项：有依据的，每次 5 至 20 分',
    ]);
  });

  it.each([
    [{ kind: 'measure', measure: 'no.such', weight: '1' }, 'items.0.measure', '请选择已有的指标'],
    [{ kind: 'measure', measure: 'investment.rate' }, 'items.0.weight', '请填写分值'],
    [
      {
        kind: 'tiers',
        tiers: [
          { from: '1', points: '1' },
          { from: '1.0', points: '2' },
        ],
      },
      'items.0.tiers',
      '起点相同',
    ],
    [{ kind: 'count', cases: [] }, 'items.0.cases', '至少填写一种情形'],
    [
      { kind: 'share', weight: '1', among: [{ kind: 'batch', value: 'x' }], reached: [] },
      'items.0.among.0.value',
      '取值不在',
    ],
    [{ kind: 'manual', least: '5', most: '1' }, 'items.0.least', '不能大于'],
    [{ kind: 'manual', least: '1', most: '5', cap: '1', floor: '2' }, 'items.0.floor', '下限不能高于上限'],
  ])('that cannot be used is refused: %j', async (item, field, words) => {
    const rule = { period: 'month', digits: 2, lists: [], items: [{ code: 'a', name: '甲项', ...item }] };
    const body = { name: `办法${++counter}`, fromMonth: '2024-01', rule };
    const answer = await supervisor.post<Refused>('/api/scoring-schemes', body);
    expect(answer.status).toBe(400);
    expect(answer.body.details[0]?.field).toBe(field);
    expect(answer.body.message).toContain(words);
  });

  it('is written by administrator and supervisor, and read by departments', async () => {
    const body = { ...CITY_2017, name: `办法${++counter}` };
    for (const actor of ['head', 'leader', 'officer', 'handler'] as Actor[]) {
      expect((await (await t.as(actor)).post('/api/scoring-schemes', body)).status).toBe(403);
    }
    expect((await (await t.as('admin')).post('/api/scoring-schemes', body)).status).toBe(201);
    expect((await (await t.as('officer')).get('/api/scoring-schemes')).status).toBe(403);
    expect((await supervisor.post<Refused>('/api/scoring-schemes', body)).body.message).toContain('已有同名');
  });

  it('shows what a change does to the last month before it is kept', async () => {
    const rule = { ...CITY_2017.rule, items: CITY_2017.rule.items.filter(({ code }) => code !== 'size') };
    const preview = await must(supervisor.post<PreviewView>(`/api/scoring-schemes/${scheme.id}/preview`, { rule }));
    expect(preview).toMatchObject({ period: '2024-10', periodName: '2024年10月', number: 1 });
    const power = preview.rows.find(({ name }) => name === '供电公司');
    expect(power).toMatchObject({
      before: { rank: 1, total: '158.00' },
      after: { rank: 1, total: '128.00' },
      change: '-30',
    });
    expect(preview.rows.find(({ name }) => name === '经济发展局')).toMatchObject({ before: null, after: null });
  });

  it('gets a later version from a month on, twice the same is one', async () => {
    const made = await must(
      supervisor.post<SchemeView>('/api/scoring-schemes', { ...CITY_2017, name: '换版办法', fromMonth: '2024-01' }),
    );
    const rule = { ...CITY_2017.rule, digits: 1 };
    const later = { fromMonth: '2024-10', reason: '改为一位小数', rule };
    const url = `/api/scoring-schemes/${made.id}/versions`;
    await must(supervisor.post(url, { ...later, number: 1 }));
    const again = await must(supervisor.post<SchemeView>(url, { ...later, number: 1 }));
    expect(again.versions.map(({ number, fromMonth }) => [number, fromMonth])).toEqual([
      [2, '2024-10'],
      [1, '2024-01'],
    ]);
    expect((await supervisor.post<Refused>(url, { ...later, fromMonth: '2024-09' })).body.code).toBe('scheme-month');
    expect((await supervisor.post<Refused>(url, { ...later, reason: '别人先改', number: 1 })).body.code).toBe('stale');
    const [before, after] = await Promise.all(['2024-09', '2024-10'].map((period) => must(run(period, {}, made.id))));
    expect([before?.schemeVersion, after?.schemeVersion]).toEqual([1, 2]);
    expect(ofUnit(after as EvaluationView, '自然资源和规划局')?.total).toBe('54.0');
  });
});

describe('an evaluation', () => {
  it('gives each unit its points, item by item, with what they come from', async () => {
    const view = await must(run('2024-10'));
    const items = Object.fromEntries(ofUnit(view, '供电公司')?.items.map(({ code, points }) => [code, points]) ?? []);
    expect(items).toEqual({
      starts: '7.00',
      size: '30.00',
      category: '23.00',
      // 60 × 120000.0001 ÷ 150000
      progress: '48.00',
      provincial: '0.00',
      production: '20.00',
      month: '30.00',
      'joint-start': '0.00',
      criticised: '0.00',
    });
    expect(view.units.map(({ name, rank, total }) => [rank, name, total])).toEqual([
      [1, '供电公司', '158.00'],
      [2, '自然资源和规划局', '54.00'],
    ]);
  });
});
