import type { Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import type {
  EntryView,
  EvaluationRow,
  EvaluationView,
  ObjectionView,
  PreviewView,
  RankingView,
  SchemeView,
  UnitScoreView,
} from '@app/scoring';
import { SweepService } from '@app/reminder';
import { CITY_2017, type ShippedScheme, THREE_BATCHES } from '../seeds/reference/schemes';
import { type Actor, type Answer, PASSWORD, startApp, type TestApp, Voice } from './support';

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
/** As a person would write it, counting from the beginning of the year. */
const written = ({ name, description, rule }: ShippedScheme) => ({ name, description, fromMonth: '2024-01', rule });
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
  scheme = await must(supervisor.post<SchemeView>('/api/scoring-schemes', written(CITY_2017)));
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-11-05T10:00:00+08:00'));

describe('a scheme', () => {
  it('says each of its rules in a sentence', async () => {
    const { versions } = await must(head.get<SchemeView>(`/api/scoring-schemes/${scheme.id}`));
    expect(versions[0]?.words).toEqual([
      '新开（本年开工）每个 +5；续建（往年开工、往年未竣工）每个 +2',
      '每个项目按年度计划投资：10 亿元及以上 +20，5 亿元（含）至 10 亿元 +10，1 亿元（含）至 5 亿元 +6，1 亿元以下 +3',
      '产业类每个 +15；民生类每个 +8；基础功能类每个 +6',
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
    const body = { ...written(CITY_2017), name: `办法${++counter}` };
    for (const actor of ['head', 'leader', 'officer', 'handler'] as Actor[]) {
      expect((await (await t.as(actor)).post('/api/scoring-schemes', body)).status).toBe(403);
    }
    expect((await (await t.as('admin')).post('/api/scoring-schemes', body)).status).toBe(201);
    expect((await (await t.as('officer')).get('/api/scoring-schemes')).status).toBe(403);
    // The same again is the same; another rule under that name is not.
    expect((await supervisor.post('/api/scoring-schemes', body)).status).toBe(201);
    const other = { ...body, fromMonth: '2024-03' };
    expect((await supervisor.post<Refused>('/api/scoring-schemes', other)).body.message).toContain('已有同名');
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
      supervisor.post<SchemeView>('/api/scoring-schemes', { ...written(CITY_2017), name: '换版办法' }),
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

/** A head of the land bureau: the cast has only one of the power company. */
async function landHead(): Promise<Voice> {
  const admin = await t.as('admin');
  const body = {
    username: 'land-head',
    name: '郭主任',
    unitId: t.cast.units.land,
    roles: ['head'],
    password: PASSWORD,
  };
  await must(admin.post('/api/users', body));
  const { body: signedIn } = await t.anonymous.post<{ accessToken: string }>('/api/auth/login', {
    username: 'land-head',
    password: PASSWORD,
  });
  return new Voice(t.app, signedIn.accessToken);
}

const enter = (more: object): Promise<Answer<EntryView & Refused>> =>
  supervisor.post('/api/scoring-entries', {
    ...{
      schemeId: scheme.id,
      itemCode: 'joint-start',
      unitId: t.cast.units.power,
      occurredOn: '2024-10-09',
      points: '30',
    },
    ...{ note: '组织项目集中开工', evidence: '高新区〔2024〕12号' },
    ...more,
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
    // The bureau has a project without a plan: nothing to divide by.
    expect(view.without).toEqual([
      expect.objectContaining({ name: '经济发展局', reason: '“投资进度”的分母为 0 或没有数据，不参加本期考核' }),
    ]);
    const { lines, total } = await linesOf(view, t.cast.units.power);
    expect(lines.reduce((sum, { points }) => sum + Number(points), 0).toFixed(2)).toBe(total);
    const progress = lines.find(({ code }) => code === 'progress')?.inputs[0];
    expect(progress).toMatchObject({
      ...{ measure: 'investment.rate', measureVersion: 1, month: '2024-10' },
      ...{ numerator: '120000.0001', denominator: '150000', rule: '60 × 120000.0001 ÷ 150000' },
    });
    expect(lines.find(({ code }) => code === 'size')?.inputs.map(({ rule, points }) => [rule, points])).toEqual(
      expect.arrayContaining([
        ['10 亿元 ≥ 10 亿元', '20'],
        ['5 亿元 ≥ 5 亿元', '10'],
      ]),
    );
  });

  it('computed twice is the same, and nothing is written', async () => {
    const [first, second] = [await must(run('2024-10')), await must(run('2024-10'))];
    expect(second).toEqual(first);
    expect(second.steps).toHaveLength(1);
  });

  it('is a draft that departments do not see, and that only a supervisor computes', async () => {
    const view = await must(run('2024-10'));
    expect((await head.get(`/api/evaluations/${view.id}`)).status).toBe(404);
    expect((await head.get<Page<EvaluationRow>>('/api/evaluations')).body.items).toEqual([]);
    for (const actor of ['head', 'leader', 'admin'] as Actor[]) {
      const body = { schemeId: scheme.id, period: '2024-10' };
      expect((await (await t.as(actor)).post('/api/evaluations', body)).status).toBe(403);
    }
    expect((await (await t.as('leader')).get(`/api/evaluations/${view.id}`)).status).toBe(200);
  });

  it.each([
    ['2024-Q4', 400, 'scheme-period'],
    ['2024-12', 409, 'period-not-begun'],
    ['2023-12', 409, 'scheme-not-yet'],
  ])('of %s is refused', async (period, status, code) => {
    expect(await run(period)).toMatchObject({ status, body: { code } });
  });

  it('of a month that runs can be tried and not announced', async () => {
    const view = await must(run('2024-11'));
    expect(view.allowedActions).toEqual(['run']);
    expect(await announce(view)).toMatchObject({ status: 409, body: { code: 'period-not-ended' } });
  });
});

describe('bonus and deduction', () => {
  it.each([
    [{ points: '29' }, 'points', '应为 30 至 30 分'],
    [{ itemCode: 'size' }, 'itemCode', '不是据实加减分项'],
    [{ occurredOn: '2024-11-06' }, 'occurredOn', '不能晚于今天'],
    [{ itemCode: 'criticised', points: '21' }, 'points', '应为 5 至 20 分'],
    [{ evidence: '' }, 'evidence', '请填写依据'],
  ])('%j is refused', async (more, field, words) => {
    const { status, body } = await enter(more);
    expect([status, body.details[0]?.field]).toEqual([400, field]);
    expect(body.message).toContain(words);
  });

  it('counts with its evidence, at most one event a quarter, and the same sent twice is one', async () => {
    const id = '01930000-0000-7000-8000-000000000001';
    await must(enter({ id }));
    await must(enter({ id }));
    expect(await enter({ id, note: '另一件事' })).toMatchObject({ status: 409, body: { code: 'same-id-other-body' } });
    await must(enter({ occurredOn: '2024-10-20', note: '第二次集中开工' }));
    await must(enter({ itemCode: 'criticised', points: '5', note: '市里通报' }));
    const view = await must(run('2024-10'));
    expect(ofUnit(view, '供电公司')?.total).toBe('183.00');
    const { lines } = await linesOf(view, t.cast.units.power);
    expect(lines.find(({ code }) => code === 'joint-start')).toMatchObject({
      points: '30.00',
      inputs: [
        { counted: true, points: '30', evidence: '高新区〔2024〕12号' },
        { counted: false, points: '0', why: '每季度最多计 1 次，不再计分' },
      ],
    });
    expect(lines.find(({ code }) => code === 'criticised')).toMatchObject({ points: '-5.00' });
  });

  it('is withdrawn with a reason, and does not count then', async () => {
    const entry = await must(enter({ itemCode: 'provincial', points: '20', note: '列入省考核' }));
    const url = `/api/scoring-entries/${entry.id}/withdraw`;
    expect((await must(supervisor.post<EntryView>(url, { reason: '登记有误' }))).withdrawnReason).toBe('登记有误');
    expect((await supervisor.post(url, { reason: '登记有误' })).status).toBe(201);
    expect(await supervisor.post(url, { reason: '别的原因' })).toMatchObject({ body: { code: 'entry-withdrawn' } });
    const { lines } = await linesOf(await must(run('2024-10')), t.cast.units.power);
    expect(lines.find(({ code }) => code === 'provincial')?.points).toBe('0.00');
  });

  it('is shown to its own department, and entered by a supervisor only', async () => {
    const land = await must(
      enter({ unitId: t.cast.units.land, itemCode: 'criticised', points: '6', occurredOn: '2024-09-05' }),
    );
    const { items } = await must(head.get<Page<EntryView>>('/api/scoring-entries?pageSize=200'));
    expect(new Set(items.map(({ unitName }) => unitName))).toEqual(new Set(['供电公司']));
    expect(land.points).toBe('-6');
    expect((await head.post('/api/scoring-entries', {})).status).toBe(403);
  });
});

describe('announced', () => {
  let view: EvaluationView;
  let land: Voice;

  beforeAll(async () => {
    t.clock.set('2024-11-05T10:00:00+08:00');
    land = await landHead();
    view = await must(run('2024-10'));
    expect(await announce(view, '2024-11-05T09:00:00+08:00')).toMatchObject({ status: 400 });
    view = await must(announce(view));
  });

  const object = (voice: Voice, more: object = {}) =>
    voice.post<ObjectionView & Refused>(`/api/evaluations/${view.id}/objections`, {
      ...{ itemCode: 'size', text: '年度计划应为一亿元整，请核对。' },
      ...more,
    });
  const rule = (objection: ObjectionView, body: object, voice = supervisor) =>
    voice.post<ObjectionView & Refused>(`/api/evaluation-objections/${objection.id}/ruling`, body);

  /** Sweeps twice; who has been told what of this evaluation, each once. */
  const told = async (time: string, ruleName: string): Promise<string[][]> => {
    for (const _ of [1, 2]) await t.database.transaction((tx) => t.app.get(SweepService).sweep(tx, new Date(time)));
    const rows: { username: string; title: string; body: string }[] = await t.database.query(
      `select p.username, r.title, r.body from reminder r join person p on p.id = r.person_id
        where r.rule = $1 and r.subject_id = $2 order by p.username, r.title`,
      [ruleName, view.id],
    );
    return rows.map(({ username, title, body }) => [username, title, body]);
  };

  it('the heads of the units in it are told until when they may object', async () => {
    const words = [
      `考核结果公示：2024年10月${CITY_2017.name}`,
      '请核对本单位得分及每一分的来源；有异议的，请在11月12日 18:00 前提出申诉。',
    ];
    const heads = (await told('2024-11-05T10:30:00+08:00', 'evaluation-announced')).filter(([name]) =>
      ['head', 'land-head'].includes(name as string),
    );
    expect(heads).toEqual([
      ['head', ...words],
      ['land-head', ...words],
    ]);
    expect(await told('2024-11-05T22:00:00+08:00', 'objection-raised')).toEqual([]);
  });

  it('it changes by rulings only', async () => {
    expect(await run('2024-10')).toMatchObject({ status: 409, body: { code: 'evaluation-announced' } });
    expect(await announce(view)).toMatchObject({ status: 200 });
    expect(await announce(view, '2024-11-20T18:00:00+08:00')).toMatchObject({ body: { code: 'evaluation-not-draft' } });
  });

  it('each department sees the ranking, and where its own points come from', async () => {
    const seen = await must(head.get<EvaluationView>(`/api/evaluations/${view.id}`));
    expect(seen.units.map(({ name }) => name)).toEqual(['供电公司', '自然资源和规划局']);
    expect(seen.allowedActions).toEqual(['object']);
    expect((await linesOf(view, t.cast.units.power, head)).lines).toHaveLength(9);
    expect((await head.get(`/api/evaluations/${view.id}/units/${t.cast.units.land}`)).status).toBe(404);
    expect((await head.get(`/api/evaluations/${view.id}/published`)).status).toBe(403);
  });

  it('a department objects for itself; the ruling changes points and ranks, with its reason on record', async () => {
    const id = '01930000-0000-7000-8000-000000000002';
    const mine = await must(object(land, { id }));
    expect((await object(land, { id })).status).toBe(201);
    expect(await object(land, { id, text: '另一个理由在此。' })).toMatchObject({
      body: { code: 'same-id-other-body' },
    });
    expect(await object(land, { itemCode: 'no-such' })).toMatchObject({ status: 400 });
    expect((await object(supervisor)).status).toBe(403);
    expect((await head.get<Page<ObjectionView>>(`/api/evaluations/${view.id}/objections`)).body.items).toEqual([]);
    expect(await publish(view)).toMatchObject({ status: 409, body: { code: 'objections-open-until' } });

    const waiting = (await told('2024-11-05T10:30:00+08:00', 'objection-raised')).filter(
      ([name]) => name === 'supervisor',
    );
    expect(waiting).toEqual([
      [
        'supervisor',
        `待裁定的考核申诉：自然资源和规划局（2024年10月${CITY_2017.name}）`,
        '年度计划应为一亿元整，请核对。',
      ],
    ]);
    const upheld = { outcome: 'upheld', reason: '已核实批复文件', adjustments: [{ itemCode: 'size', points: '130' }] };
    expect((await rule(mine, { ...upheld, adjustments: [] })).body.message).toContain('请填写更正的分值');
    expect((await rule(mine, { ...upheld, outcome: 'refused' })).status).toBe(400);
    expect((await rule(mine, upheld, head)).status).toBe(403);
    const ruled = await must(rule(mine, upheld));
    expect(ruled.ruling).toMatchObject({ outcome: 'upheld', ruledByName: '赵督办' });
    expect((await rule(mine, upheld)).status).toBe(200);
    expect(await rule(mine, { outcome: 'refused', reason: '改变主意' })).toMatchObject({
      body: { code: 'objection-ruled' },
    });

    expect(await told('2024-11-05T10:30:00+08:00', 'objection-ruled')).toEqual([
      ['land-head', `申诉成立：2024年10月${CITY_2017.name}`, '裁定理由：已核实批复文件'],
    ]);
    const after = await must(supervisor.get<EvaluationView>(`/api/evaluations/${view.id}`));
    expect(after.units.map(({ name, rank, total }) => [rank, name, total])).toEqual([
      [1, '自然资源和规划局', '184.00'],
      [2, '供电公司', '183.00'],
    ]);
    expect(after.steps.map(({ why }) => why)).toContain('自然资源和规划局申诉成立：已核实批复文件');
    const { lines } = await linesOf(after, t.cast.units.land);
    expect(lines.find(({ code }) => code === 'size')?.inputs.at(-1)).toMatchObject({
      ...{ kind: 'ruling', points: '130', label: '申诉成立：已核实批复文件' },
    });
  });

  it('an objection is refused with a reason, and the points stay', async () => {
    const mine = await must(object(head, { itemCode: null, text: '请整体复核本单位得分。' }));
    t.clock.set('2024-11-12T18:00:00+08:00');
    expect(await object(head)).toMatchObject({ status: 409, body: { code: 'objection-too-late' } });
    expect(await publish(view)).toMatchObject({ status: 409, body: { code: 'objections-unruled' } });
    const before = await must(supervisor.get<EvaluationView>(`/api/evaluations/${view.id}`));
    await must(rule(mine, { outcome: 'refused', reason: '经复核无误' }));
    const after = await must(supervisor.get<EvaluationView>(`/api/evaluations/${view.id}`));
    expect(after.units).toEqual(before.units);
    expect(after.steps).toHaveLength(before.steps.length);
  });

  it('twenty who publish at once make one, which stays byte for byte', async () => {
    t.clock.set('2024-11-12T18:00:00+08:00');
    const other = await t.as('supervisor2');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => publish(view, n % 2 ? supervisor : other)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await t.database.query('select count(*)::int as n from evaluation_publication')).toEqual([{ n: 1 }]);
    expect(await told('2024-11-13T10:00:00+08:00', 'evaluation-published')).toContainEqual([
      'head',
      `考核结果已发布：2024年10月${CITY_2017.name}`,
      '供电公司得 183.00 分，在参加考核的 2 个单位中列第 2 位。',
    ]);
    const text = (await supervisor.get(`/api/evaluations/${view.id}/published`)).text;
    // Facts change; what was published does not.
    const { items } = await must(supervisor.get<Page<ProjectView>>('/api/projects?pageSize=200'));
    const first = items.find(({ name }) => name === '项目1') as ProjectView;
    await done(first, '2024-10', '1');
    expect((await supervisor.get(`/api/evaluations/${view.id}/published`)).text).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ schemeVersion: 1, period: '2024-10', rule: CITY_2017.rule });
    await expect(t.database.query('update evaluation_publication set reason = $1', ['x'])).rejects.toThrow(
      'append only',
    );

    const { body: refused } = await run('2024-10');
    expect(refused).toMatchObject({ code: 'evaluation-published' });
    const second = await must(run('2024-10', { reason: '十月完成投资更正' }));
    expect(second).toMatchObject({ revision: 2, state: 'draft', reason: '十月完成投资更正' });
    expect(ofUnit(second, '供电公司')?.items.find(({ code }) => code === 'month')?.points).toBe('0.00');
    expect((await supervisor.get(`/api/evaluations/${view.id}/published`)).text).toBe(text);
    const { items: rows } = await must(head.get<Page<EvaluationRow>>('/api/evaluations'));
    expect(rows.map(({ revision, state }) => [revision, state])).toEqual([[1, 'published']]);
    await done(first, '2024-10', '100000.0001');
  });
});

describe('files', () => {
  it('support an objection until its time is over; others than the unit and the bureau do not get them', async () => {
    const view = await must(run('2024-09'));
    await must(announce(view));
    const objection = await must(
      head.post<ObjectionView>(`/api/evaluations/${view.id}/objections`, { text: '附批复文件，请核对。' }),
    );
    const part = 'Content-Disposition: form-data; name="file"; filename="批复.txt"\r\nContent-Type: text/plain';
    const payload = Buffer.from(`--b\r\n${part}\r\n\r\n批复：同意。\r\n--b--\r\n`);
    const send = (voice: Voice) =>
      voice.request<ObjectionView>('POST', `/api/evaluation-objections/${objection.id}/files`, payload, {
        'content-type': 'multipart/form-data; boundary=b',
      });
    const kept = await must(send(head));
    expect(kept.files).toMatchObject([{ name: '批复.txt', type: 'text/plain' }]);
    const address = `/api/scoring-files/${kept.files[0]?.id}/content`;
    expect((await supervisor.bytes(address)).bytes.toString()).toBe('批复：同意。');
    expect((await supervisor.post(`/api/evaluation-objections/${objection.id}/files`)).status).toBe(403);
    t.clock.set('2024-11-12T18:00:00+08:00');
    expect((await send(head)).status).toBe(409);

    // Facts that were wrong are corrected where they stand, and everything is computed again.
    const { items } = await must(supervisor.get<Page<ProjectView>>('/api/projects?pageSize=200'));
    await done(items.find(({ name }) => name === '项目1') as ProjectView, '2024-09', '50000');
    const url = `/api/evaluation-objections/${objection.id}/ruling`;
    await must(supervisor.post(url, { outcome: 'upheld', reason: '九月完成投资已更正', recompute: true }));
    const after = await must(supervisor.get<EvaluationView>(`/api/evaluations/${view.id}`));
    const progress = (of: EvaluationView) =>
      ofUnit(of, '供电公司')?.items.find(({ code }) => code === 'progress')?.points;
    expect([progress(view), progress(after)]).toEqual(['8.00', '20.00']);
    await done(items.find(({ name }) => name === '项目1') as ProjectView, '2024-09', '20000');
  });
});

describe('the ranking by a measure', () => {
  const ranking = (query = '', month = '2024-10', voice = supervisor) =>
    voice.get<RankingView & Refused>(`/api/rankings/${month}${query}`);

  it('stands against the time schedule, either way round, those without a base apart', async () => {
    const { rows, without, timeSchedule } = await must(ranking());
    expect(timeSchedule).toBe('83.33');
    expect(rows.map(({ rank, name, value, gap, light }) => [rank, name, value, gap, light])).toEqual([
      [1, '供电公司', '80.00', '-3.33', 'yellow'],
      [2, '自然资源和规划局', '50.00', '-33.33', 'red'],
    ]);
    expect(without).toMatchObject([{ name: '经济发展局' }]);
    expect((await must(ranking('?order=asc'))).rows.map(({ rank, name }) => [rank, name])).toEqual([
      [1, '自然资源和规划局'],
      [2, '供电公司'],
    ]);
  });

  it('is of one list where it is named, and refused for measures that are not by list', async () => {
    const { items } = await must(supervisor.get<Page<ListView>>('/api/project-lists'));
    const { rows, listName } = await must(ranking(`?listId=${items[0]?.id}`));
    expect([listName, rows.map(({ name }) => name)]).toEqual(['市重点', ['供电公司', '自然资源和规划局']]);
    expect(await ranking(`?measure=issues.overdue&listId=${items[0]?.id}`)).toMatchObject({ status: 400 });
    expect(await ranking('?measure=no.such')).toMatchObject({ status: 400, body: { code: 'unknown-measure' } });
  });

  it('is for those who read the month, as a sheet as well', async () => {
    expect((await ranking('', '2024-10', await t.as('officer'))).status).toBe(403);
    const sheet = await supervisor.bytes('/api/rankings/2024-10/export');
    expect([sheet.status, sheet.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const { items } = await must(head.get<Page<EvaluationRow>>('/api/evaluations'));
    const scores = await head.bytes(`/api/evaluations/${items[0]?.id}/export`);
    expect([scores.status, scores.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });
});

describe('三个一批', () => {
  it('takes each rate from its own projects and spreads what has no base', async () => {
    const list = await must(
      supervisor.post<ListView>('/api/project-lists', { name: '三个一批第十一期', year: 2024, kind: 'three-batches' }),
    );
    const { land } = t.cast.units;
    const signed = [await make(land), await make(land)];
    const started = await make(land, { statisticsEligibleOn: '2024-03-01', statisticsEnteredOn: '2024-04-01' });
    for (const project of signed) await join(list, project, { batch: 'signed' });
    await join(list, started, { batch: 'started' });
    await step(signed[0] as ProjectView, 'fulfilled', '2024-05-01');
    await step(signed[0] as ProjectView, 'started', '2024-06-01');
    await step(started, 'production', '2024-07-01');
    await plan(started, '10000');
    await done(started, '2024-08', '12000');
    const batches = await must(supervisor.post<SchemeView>('/api/scoring-schemes', written(THREE_BATCHES)));
    const view = await must(run('2024-10', {}, batches.id));
    const { lines, total } = await linesOf(view, land);
    expect(lines.map(({ code, points }) => [code, points])).toEqual([
      ['fulfilled', '7.50'],
      ['started', '10.00'],
      ['production', '20.00'],
      // None in production: 15 points that go to the others.
      ['capacity', '0.00'],
      ['registry', '10.00'],
      // 20 × 12000 ÷ 10000, at most 20.
      ['investment', '20.00'],
      ['bonus', '0.00'],
      ['deduction', '0.00'],
      // 67.5 × 100 ÷ 85 − 67.5
      ['~spread', '11.91'],
    ]);
    expect(total).toBe('79.41');
    expect(view.units.map(({ name }) => name)).toEqual(['自然资源和规划局']);
  });
});

describe('over several lists together', () => {
  it('of a closed month counts what was published, each project once', async () => {
    const both = await must(
      supervisor.post<ListView>('/api/project-lists', { name: '区重点', year: 2024, kind: 'district-key' }),
    );
    const shared = await make(t.cast.units.land);
    for (const list of [both, (await must(supervisor.get<Page<ListView>>('/api/project-lists?year=2024'))).items[0]!]) {
      await join(list, shared);
    }
    await plan(shared, '1000');
    await done(shared, '2024-09', '250');
    const item = (code: string, measure: string) => ({ code, name: code, kind: 'measure', measure, weight: '100' });
    const items = [item('rate', 'investment.rate')];
    const rule = { period: 'month', digits: 2, lists: ['city-key', 'district-key'], items };
    const { id } = await must(
      supervisor.post<SchemeView>('/api/scoring-schemes', {
        ...{ name: '两类清单', description: '', fromMonth: '2024-01', rule },
      }),
    );
    const line = async () => {
      const { lines } = await linesOf(await must(run('2024-09', {}, id)), t.cast.units.land);
      return lines[0]?.inputs[0];
    };
    // 9999.9999 and 1000 planned; 250 in September, the other one only later.
    const open = { numerator: '250', denominator: '10999.9999' };
    expect(await line()).toMatchObject(open);
    await must(supervisor.post('/api/rollups/2024-09/close'));
    // Past the guards of the program and the database: what is published holds all the same.
    const add = (amount: number) =>
      t.database.transaction(async (tx) => {
        await tx.query('set local session_replication_role = replica');
        await tx.query(`update progress_entry set completed = completed + $1 where month = '2024-09'`, [amount]);
      });
    await add(1);
    expect(await line()).toMatchObject(open);
    await add(-1);
  });
});
