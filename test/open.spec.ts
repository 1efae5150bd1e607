import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import type { FigureView } from '@app/figure';
import type { PipelineView } from '@app/pipeline';
import { decimal, type Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import {
  codeFor,
  type FigureAddress,
  figureCode,
  figureCodes,
  type FigureKey,
  type OpenedFigure,
  type OpenRow,
  type ProjectEvidence,
} from '@app/rollup';
import type { VisitView } from '@app/visit';
import { type Answer, startApp, type TestApp, type Voice } from './support';
import { describeInBrowser, launchBrowser, PHONE, Seat } from './support/browser';
import { IssueDesk } from './support/issue-desk';
import { random, scene, sendPhoto } from './support/photos';
import { freePort, Program } from './support/process';

let t: TestApp;
let folder: string;
let supervisor: Voice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-open-'));
  // The clock walks past the closing; the sessions of the cast walk along.
  t = await startApp({ SESSION_HOURS: 24 * 366 * 10, FILES_DIR: folder });
  supervisor = await t.as('supervisor');
});
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true });
});

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const figure = (more: Partial<FigureKey> = {}): FigureKey => ({
  month: '2024-10',
  revision: 1,
  measure: 'investment.rate',
  scopeKind: 'total',
  scopeId: '',
  ...more,
});
const make = (figures: FigureKey[]): Promise<string[]> => t.database.transaction((tx) => figureCodes(tx, figures));

describe('the codes of figures', () => {
  it('are made once, however many ask at the same time', async () => {
    const many = Array.from({ length: 300 }, (_, index) => figure({ scopeKind: 'unit', scopeId: String(index) }));
    const backward = [...many].reverse();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => make(n % 2 === 0 ? many : backward)));
    const [first = []] = answers;
    for (const [n, codes] of answers.entries()) expect(n % 2 === 0 ? codes : [...codes].reverse()).toEqual(first);
    expect(new Set(first).size).toBe(300);
    for (const code of first) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
    const [{ count }] = (await t.database.query('select count(*)::int as count from figure_code')) as [
      { count: number },
    ];
    expect(count).toBe(300);
  });

  it('tell months, revisions, measures and scopes apart, and repeat themselves', async () => {
    const figures = [
      figure(),
      figure({ month: '2024-09' }),
      figure({ revision: 2 }),
      figure({ measure: 'investment.plan' }),
      figure({ scopeKind: 'list', scopeId: 'x' }),
    ];
    const codes = await make(figures);
    expect(new Set(codes).size).toBe(figures.length);
    expect(await make([...figures, ...figures])).toEqual([...codes, ...codes]);
    expect(
      await t.database.transaction((tx) => figureCode(tx, '2024-10', 2, 'investment.rate', { kind: 'total', id: '' })),
    ).toBe(codes[2]);
  });

  it('step aside where another figure has the code', async () => {
    const [mine, other] = [figure({ scopeKind: 'list', scopeId: 'a' }), figure({ scopeKind: 'list', scopeId: 'b' })];
    await t.database.query(
      `insert into figure_code (code, month, revision, measure, scope_kind, scope_id) values ($1, '2020-01', 1, 'm', 'total', '')`,
      [codeFor(mine, 0)],
    );
    expect(await make([mine, other])).toEqual([codeFor(mine, 1), codeFor(other, 0)]);
  });

  it('stay: the record refuses changes', async () => {
    for (const sql of [`update figure_code set measure = 'x'`, 'delete from figure_code', 'truncate figure_code'])
      await expect(t.database.query(sql)).rejects.toMatchObject({ constraint: 'append_only' });
  });

  it('lead to their figure, as typed by hand; others are told what a code looks like', async () => {
    const leader = await t.as('leader');
    const [code = ''] = await make([figure()]);
    const typed = encodeURIComponent(` ${code.toLowerCase().slice(0, 3)} ${code.slice(3)} `);
    expect((await leader.get<FigureAddress>(`/api/figures/${typed}`)).body).toEqual({ code, ...figure() });
    for (const wrong of ['222222', 'O0I1O0', 'zzz', '%00']) {
      const { status, body } = await leader.get<{ code: string; message: string }>(`/api/figures/${wrong}`);
      expect([wrong, status < 500 && status >= 400]).toEqual([wrong, true]);
      expect(body.message).toMatch(/编码/);
    }
    expect((await leader.get('/api/figures/222222')).status).toBe(404);
  });

  it('are not for those who do not read the month', async () => {
    const [code = ''] = await make([figure()]);
    for (const actor of ['officer', 'handler'] as const)
      expect((await (await t.as(actor)).get(`/api/figures/${code}`)).status).toBe(403);
    expect((await t.anonymous.get(`/api/figures/${code}`)).status).toBe(401);
  });
});

const MONTH = '2024-10';

interface Asked {
  measure: string;
  scopeKind?: string;
  scopeId?: string;
  part?: string;
  revision?: number;
  page?: number;
  pageSize?: number;
}
const address = (query: Asked): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `/api/rollups/${MONTH}/figures/open?${search.toString()}`;
};
const open = (query: Asked, voice = supervisor): Promise<OpenedFigure> => must(voice.get<OpenedFigure>(address(query)));

/** All rows of a figure, page by page. */
async function rowsOf(query: Asked, voice = supervisor): Promise<OpenRow[]> {
  const rows: OpenRow[] = [];
  for (let page = 1; ; page++) {
    const opened = await open({ ...query, page, pageSize: 7 }, voice);
    rows.push(...opened.rows);
    if (rows.length >= opened.total || opened.rows.length === 0) return rows;
  }
}
const total = (rows: OpenRow[], part: 'numerator' | 'denominator'): string =>
  rows.reduce((sum, row) => sum.plus(row[part] ?? 0), decimal(0)).toFixed();

/** Like `Promise.all`, a few at a time. */
async function each<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
    }),
  );
}

/**
 * Each measure in one kind of scope, in turn, and each family in all of its kinds: measures of a family add up the same
 * parts, and one condition finds all scopes of a kind.
 */
function chosen(figures: FigureView[]): FigureView[] {
  const told = figures.filter(({ value }) => value !== null);
  const kept: FigureView[] = [];
  const seen = new Set<string>();
  for (const [turn, measure] of [...new Set(told.map((one) => one.measure))].entries()) {
    const own = told.filter((one) => one.measure === measure);
    for (const one of [...own.slice(turn % own.length), ...own.slice(0, turn % own.length)]) {
      const kind = `${measure.split('.')[0] ?? ''} ${one.scopeKind}`;
      if (seen.has(measure) && seen.has(kind)) continue;
      seen.add(measure).add(kind);
      kept.push(one);
    }
  }
  return kept;
}

describe('a figure, opened', () => {
  let provincial: ListView;
  let batches: ListView;
  let seen: ProjectView;
  let bare: ProjectView;
  let visit: VisitView;
  let photoId: string;

  const project = (name: string, totalInvestment: string, more: object = {}): Promise<ProjectView> =>
    must(
      supervisor.post<ProjectView>('/api/projects', {
        name,
        totalInvestment,
        officerId: t.cast.people.officer,
        ...more,
      }),
    );
  const plan = (one: ProjectView, from: string, amount: string): Promise<unknown> =>
    must(supervisor.put(`/api/projects/${one.id}/plans/2024`, { amount, basis: 'with-preliminary', from }));
  const done = (one: ProjectView, month: string, completed: string, more: object = {}): Promise<unknown> =>
    must(
      supervisor.put(`/api/projects/${one.id}/progress/${month}`, { completed, basis: 'with-preliminary', ...more }),
    );
  const step = (one: ProjectView, kind: string, days: object): Promise<unknown> =>
    must(supervisor.put(`/api/projects/${one.id}/milestones/${kind}`, days));
  const member = (list: ListView, one: ProjectView, more: object = {}): Promise<unknown> =>
    must(supervisor.put(`/api/project-lists/${list.id}/members/${one.id}`, { from: '2024-01', ...more }));

  beforeAll(async () => {
    t.clock.set('2024-10-16T10:00:00+08:00');
    const list = (name: string, kind: string): Promise<ListView> =>
      must(supervisor.post<ListView>('/api/project-lists', { name, year: 2024, kind }));
    provincial = await list('省重点', 'provincial-key');
    batches = await list('三个一批（第十一期）', 'three-batches');
    const { power, land } = t.cast.units;
    seen = await project('磐升产业园', '200000', { unitId: power });
    bare = await project('云溪水厂', '120000', { unitId: land });
    for (const one of [seen, bare]) await member(provincial, one);
    await member(batches, seen, { batch: 'signed' });
    await member(batches, bare, { batch: 'signed' });
    await plan(seen, '2024-01', '60000');
    await plan(seen, '2024-09', '70500');
    await plan(bare, '2024-01', '30000');
    await done(seen, '2024-03', '100000', { fundsReceived: '8000.5' });
    await done(seen, '2024-10', '28700');
    await done(bare, '2024-08', '5000');
    await step(seen, 'started', { plannedOn: '2024-02-01', actualOn: '2024-02-20' });
    await step(bare, 'started', { plannedOn: '2024-05-01' });
    await must(
      supervisor.patch(`/api/projects/${seen.id}`, {
        statisticsEligibleOn: '2024-04-01',
        statisticsEnteredOn: '2024-06-01',
      }),
    );
    await must(supervisor.patch(`/api/projects/${bare.id}`, { statisticsEligibleOn: '2024-04-01' }));
    await t.repairDuties();
    const officer = await t.as('officer');
    const id = randomUUID();
    photoId = await sendPhoto(officer, id, seen.id, await scene(5));
    visit = await must(
      officer.post<VisitView>('/api/visits', {
        id,
        projectId: seen.id,
        visitedAt: '2024-10-16T09:30:00+08:00',
        note: '主体结构已封顶。',
        photoIds: [photoId],
        issues: [{ title: '专线未通', categoryCode: 'power' }],
      }),
    );
    const desk = await IssueDesk.open(t, '另一个项目');
    const issue = await desk.registered({ title: '道路未通', categoryCode: 'land' });
    await desk.act('supervisor', issue.id, 'assign', { leadUnitId: power });
    await desk.act('supervisor', issue.id, 'urge', { note: '请尽快' });
    await desk.act('handler', issue.id, 'sign');
    await desk.act('handler', issue.id, 'apply-closure', { note: '已修通' });
    await desk.act('officer', issue.id, 'verify', { note: '属实' });
    await desk.registered({ title: '用水不足', categoryCode: 'other' });
  });

  it('tells its formula with the numbers, its definition, and how it is rounded', async () => {
    const {
      formula,
      figure: view,
      definition,
      status,
      code,
    } = await open({
      measure: 'investment.rate',
      scopeKind: 'list',
      scopeId: provincial.id,
    });
    expect(formula.text).toBe('累计完成投资 13.37 亿元 ÷ 年度计划投资 10.05 亿元 × 100% = 133.03%');
    expect(formula).toMatchObject({
      numerator: { name: '累计完成投资', value: '133700', unit: '万元' },
      denominator: { name: '年度计划投资', value: '100500', unit: '万元' },
      rounding: '先按原数计算，最后四舍五入到小数点后两位',
    });
    expect(view).toMatchObject({ value: '133.03', scopeName: '省重点', name: '投资完成率' });
    expect(definition).toMatchObject({ code: 'investment.rate', version: 1, basis: '按各项目填报的口径' });
    expect(definition.formula).toMatch(/累计完成投资 ÷ 年度计划投资/);
    expect({ status, code }).toEqual({ status: 'open', code: null });
  });

  it('lists the projects with what each adds, who entered it, and what supports it', async () => {
    const { rows, evidence } = await open({ measure: 'investment.rate', scopeKind: 'list', scopeId: provincial.id });
    expect(rows).toMatchObject([
      {
        kind: 'project',
        projectId: seen.id,
        unitName: '供电公司',
        numerator: '128700',
        denominator: '70500',
        words: '年度计划自2024-09起执行，含前期',
        evidence: { enteredByName: '赵督办', visits: 1, photos: 1, confirmation: null },
      },
      {
        projectId: bare.id,
        numerator: '5000',
        denominator: '30000',
        evidence: { enteredAt: null, visits: 0, photos: 0 },
      },
    ]);
    expect(evidence).toEqual({
      of: 'project',
      count: 2,
      entered: 1,
      confirmed: 0,
      visited: 1,
      photographed: 1,
      note: null,
    });
  });

  it('goes down to the visit and its photo', async () => {
    const evidence = await must(supervisor.get<ProjectEvidence>(`/api/rollups/${MONTH}/evidence/${seen.id}`));
    expect(evidence.plans.map(({ from, amount, counts }) => [from, amount, counts])).toEqual([
      ['2024-09', '70500', true],
      ['2024-01', '60000', false],
    ]);
    expect(evidence.months).toHaveLength(10);
    expect(evidence.months[0]).toMatchObject({
      month: MONTH,
      entry: { completed: '28700', enteredByName: '赵督办' },
      visits: 1,
      photos: 1,
    });
    expect(evidence.months.find(({ month }) => month === '2024-03')?.entry).toMatchObject({ fundsReceived: '8000.5' });
    expect(evidence.visits).toMatchObject([
      { id: visit.id, officerName: '李专员', note: '主体结构已封顶。', photos: [{ id: photoId, source: 'camera' }] },
    ]);
    expect((await supervisor.bytes(`/api/photos/${photoId}/thumbnail`)).status).toBe(200);
    expect(evidence.unsupported).toBe(false);
    const earlier = await must(supervisor.get<ProjectEvidence>(`/api/rollups/${MONTH}/evidence/${seen.id}?of=2024-03`));
    expect([earlier.shown, earlier.visits]).toEqual(['2024-03', []]);
  });

  it('says where nothing supports it', async () => {
    const evidence = await must(supervisor.get<ProjectEvidence>(`/api/rollups/${MONTH}/evidence/${bare.id}`));
    expect(evidence.unsupported).toBe(true);
    const { evidence: sum } = await open({
      measure: 'investment.completed',
      scopeKind: 'unit',
      scopeId: t.cast.units.land,
    });
    expect(sum).toMatchObject({ count: 1, visited: 0, note: '当月没有走访或照片支持这个数。' });
  });

  it('is opened in each family down to its rows', async () => {
    const rows = async (measure: string, more: Partial<Asked> = {}) =>
      (await open({ measure, ...more })).rows.map(({ name, words, numerator, denominator }) => [
        name,
        words,
        numerator,
        denominator,
      ]);
    expect(await rows('batches.signed.rate')).toEqual([
      ['磐升产业园', '开工2024-02-20', '1', '1'],
      ['云溪水厂', '尚未开工', '0', '1'],
    ]);
    expect(await rows('batches.registry.rate', { part: 'rest' })).toEqual([
      ['云溪水厂', '达到入库标准2024-04-01，尚未入库', '0', '1'],
    ]);
    expect(await rows('milestones.rate')).toEqual([
      ['磐升产业园', '计划2024-02-01，实际2024-02-20', '1', '1'],
      ['云溪水厂', '计划2024-05-01，尚未完成', '0', '1'],
    ]);
    expect(await rows('milestones.late')).toEqual([['云溪水厂', '计划2024-05-01，尚未完成', '1', null]]);
    expect(await rows('issues.closed')).toEqual([['道路未通', '登记于2024-10-16，用时0个工作日', '1', null]]);
    expect((await rows('issues.closure-rate', { part: 'rest' })).map(([name]) => name).sort()).toEqual([
      '专线未通',
      '用水不足',
    ]);
    expect(await rows('issues.median-days')).toEqual([['道路未通', '登记于2024-10-16，用时0个工作日', '0', null]]);
    expect(await rows('reminders.urged')).toEqual([['道路未通', '催办 2024-10-16，请尽快', '1', null]]);
    const duties = await open({ measure: 'visits.coverage', part: 'counted' });
    expect(duties.rows).toMatchObject([
      {
        kind: 'duty',
        visitId: visit.id,
        detail: '2024-W42',
        words: '已走访，2024-10-16',
        evidence: { visits: 1, photos: 1 },
      },
    ]);
    expect((await rows('reporting.rate')).map(([name, words, num]) => [name, words, num])).toEqual([
      ['供电公司', '尚未确认', '0'],
      ['自然资源和规划局', '尚未确认', '0'],
    ]);
    const schedule = await open({ measure: 'investment.time-schedule' });
    expect([schedule.figure.value, schedule.rows, schedule.rowsNote]).toEqual([
      '83.33',
      [],
      '这个数不由明细逐条相加得出，没有明细可列。',
    ]);
    const [closed] = (await open({ measure: 'issues.closed' })).rows;
    expect(closed?.evidence).toMatchObject({ enteredByName: '李专员', visits: 0, photos: 0 });
  });

  it('is not there for a measure, a scope or a month that is not', async () => {
    for (const [query, status] of [
      [{ measure: 'investment.nothing' }, 404],
      [{ measure: 'investment.rate', scopeKind: 'list', scopeId: randomUUID() }, 404],
      [{ measure: 'investment.rate', scopeKind: 'category', scopeId: 'power' }, 404],
      [{ measure: 'investment.rate', revision: 1 }, 404],
      [{ measure: `x'; drop table visit` }, 400],
      [{ measure: 'investment.rate', scopeKind: 'galaxy' }, 400],
    ] as [Asked, number][]) {
      expect([query, (await supervisor.get(address(query))).status]).toEqual([query, status]);
    }
    expect((await supervisor.get(`/api/rollups/2024-11/figures/open?measure=investment.rate`)).status).toBe(404);
  });

  it('shows a department its own rows, and how many there are besides', async () => {
    const head = await t.as('head');
    const opened = await open({ measure: 'investment.rate', scopeKind: 'list', scopeId: provincial.id }, head);
    expect(opened.figure.value).toBe('133.03');
    expect([opened.rows.map(({ name }) => name), opened.total, opened.hidden]).toEqual([['磐升产业园'], 1, 1]);
    expect((await head.get(`/api/rollups/${MONTH}/evidence/${bare.id}`)).status).toBe(404);
    const issues = await open({ measure: 'issues.closure-rate' }, head);
    expect([issues.rows.map(({ name }) => name), issues.hidden]).toEqual([['道路未通'], 2]);
    const units = await open({ measure: 'reporting.rate' }, head);
    expect([units.rows.map(({ name }) => name), units.hidden]).toEqual([['供电公司'], 1]);
    for (const actor of ['officer', 'handler'] as const) {
      const voice = await t.as(actor);
      expect((await voice.get(address({ measure: 'investment.rate' }))).status).toBe(403);
      expect((await voice.get(`/api/rollups/${MONTH}/evidence/${seen.id}`)).status).toBe(403);
    }
    expect((await t.anonymous.get(address({ measure: 'investment.rate' }))).status).toBe(401);
  });

  describeInBrowser('in the browser', () => {
    let api: Program;
    let browser: Browser;
    let origin: string;

    beforeAll(async () => {
      const port = await freePort();
      origin = `http://localhost:${port}`;
      api = new Program('apps/api/main.js', {
        ...{ DATABASE_URL: t.databaseUrl, FILES_DIR: folder, PORT: String(port) },
      });
      browser = await launchBrowser();
      await api.start();
    }, 180_000);
    afterAll(async () => {
      await browser.close();
      await api.stop();
    });

    it('is at most four clicks from the month to a photo, on a phone', async () => {
      const seat = await Seat.take(browser, origin, 'leader', PHONE);
      const { page } = seat;
      let clicks = 0;
      const click = async (target: Locator): Promise<void> => {
        await target.click();
        clicks += 1;
      };
      await page.goto(`/months/${MONTH}`);
      await click(page.getByRole('link', { name: '查看 省重点 完成率 的来历' }));
      await page.getByText('累计完成投资 13.37 亿元 ÷ 年度计划投资 10.05 亿元 × 100% = 133.03%').waitFor();
      await click(page.getByRole('button', { name: '看磐升产业园的依据' }));
      await click(page.getByRole('img', { name: /照片/ }).first());
      // What is shown is the very photo of the visit, and it has arrived.
      const photo = page.getByRole('dialog').getByRole('img').first();
      await photo.waitFor();
      expect(await photo.getAttribute('src')).toContain(photoId);
      await page.waitForFunction(`document.querySelector('[role=dialog] img')?.naturalWidth > 0`);
      expect(clicks).toBeLessThanOrEqual(4);
      expect(await seat.wider()).toBeLessThanOrEqual(0);
      expect(seat.faults).toEqual([]);
    }, 240_000);

    it('says before the month is closed what is missing, and closes nothing when that is cancelled', async () => {
      const seat = await Seat.take(browser, origin, 'supervisor');
      const { page } = seat;
      await page.goto(`/months/${MONTH}`);
      await page.getByRole('button', { name: '月结', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog
        .getByText(/没有填报当月进展|未确认/)
        .first()
        .waitFor();
      await dialog.getByRole('button', { name: '取消' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(seat.faults).toEqual([]);
      expect((await must(supervisor.get<{ status: string }>(`/api/rollups/${MONTH}`))).status).toBe('open');
    }, 180_000);
  });

  describe('of random facts', () => {
    /** A funnel of items, and one of which only totals are known. */
    const pipelines = async (next: () => number, pick: <T>(...from: T[]) => T): Promise<void> => {
      for (const name of ['项目谋划', '招商引资']) {
        const { id, stages } = await must(
          supervisor.post<PipelineView>('/api/pipelines', {
            ...{ year: 2024, name, kind: 'funds' },
            stages: [
              { name: '申报', counts: 'requested' },
              { name: '储备', counts: 'investment', aside: true },
              { name: '通过', counts: 'investment', base: '申报' },
              { name: '到位', counts: 'obtained', base: '通过' },
            ],
          }),
        );
        for (let index = 0; index < 12; index++) {
          const [item] = (await t.database.query(
            `insert into pipeline_item (pipeline_id, name, sector, unit_id, total_investment, requested)
             values ($1, $2, $3, $4, $5, $6) returning id`,
            [
              ...[id, `${name}${index}`, pick('装备', '食品', ''), pick(t.cast.units.power, null)],
              ...[pick((next() * 900).toFixed(4), null), (next() * 500).toFixed(4)],
            ],
          )) as [{ id: string }];
          for (const stage of stages) {
            if (next() < 0.25) continue;
            const passedOn = pick('2024-03-01', '2024-10-15', '2024-11-01');
            const withdrawnOn = pick(null, null, passedOn, '2024-11-02');
            await t.database.query(
              `insert into pipeline_passage (item_id, stage_id, passed_on, amount, withdrawn_on, withdrawn_reason, entered_at)
               values ($1, $2, $3, $4, $5, $6, '2024-10-10')`,
              [
                ...[item.id, stage.id, passedOn, pick((next() * 90).toFixed(4), null)],
                ...[withdrawnOn, withdrawnOn && '撤回'],
              ],
            );
          }
        }
        if (name === '项目谋划') continue;
        for (const stage of stages.slice(-2))
          await must(
            supervisor.put(`/api/pipelines/stages/${stage.id}/tallies/2024-09`, {
              ...{ count: 41, amount: '1234.5' },
              sectors: [{ sector: '装备', count: 21, amount: '700.25' }],
            }),
          );
      }
    };

    /** Reported as a whole, by all units that share the target, by one of them only, and in an earlier month. */
    const indicators = async (): Promise<void> => {
      const { power, land } = t.cast.units;
      const [{ id: parent }] = (await t.database.query(
        `insert into indicator (year, code, name, level, kind, direction, created_at)
         values (2024, '1', '经济发展', 1, 'share', 'more', now()) returning id`,
      )) as [{ id: string }];
      for (const [index, [kind, told]] of (
        [
          ['amount', [[null, MONTH]]],
          [
            'amount',
            [
              [power, MONTH],
              [land, MONTH],
            ],
          ],
          [
            'amount',
            [
              [power, MONTH],
              [power, '2024-09'],
              [land, '2024-09'],
            ],
          ],
          [
            'count',
            [
              [null, '2024-07'],
              [power, '2024-09'],
              [land, '2024-09'],
            ],
          ],
          [
            'count',
            [
              [null, MONTH],
              [power, MONTH],
              [land, MONTH],
            ],
          ],
          ['growth', [[null, MONTH]]],
        ] as [string, [string | null, string][]][]
      ).entries()) {
        const [{ id }] = (await t.database.query(
          `insert into indicator (year, code, name, unit, level, parent_id, kind, direction, created_at)
           values (2024, $1, $2, '亿元', 2, $3, $4, 'more', now()) returning id`,
          [`1.${index}`, `随机指标${index}`, parent, kind],
        )) as [{ id: string }];
        for (const [unit, from, target] of [
          [null, '2024-01', '100'],
          [null, '2024-09', '120.5'],
          [power, '2024-01', '70'],
          [land, '2024-01', '60'],
        ])
          await t.database.query(
            `insert into indicator_target (indicator_id, unit_id, from_month, target, entered_at) values ($1, $2, $3, $4, now())`,
            [id, unit, from, target],
          );
        for (const [place, [unit, month]] of told.entries())
          await t.database.query(
            `insert into indicator_actual (indicator_id, month, unit_id, value, entered_at) values ($1, $2, $3, $4, now())`,
            [id, month, unit, `${index + 1}${place}.25`],
          );
      }
    };

    beforeAll(async () => {
      const next = random(20241016);
      const pick = <T>(...from: T[]): T => from[Math.floor(next() * from.length)] as T;
      const { power, land, bureau } = t.cast.units;
      const lists = [provincial.id, batches.id];
      for (let index = 0; index < 30; index++) {
        const [{ id }] = (await t.database.query(
          `insert into project (name, total_investment, unit_id, leader_id, industry, statistics_eligible_on)
           values ($1, $2, $3, $4, $5, $6) returning id`,
          [
            ...[`随机项目${index}`, (next() * 90000).toFixed(4), pick(power, land, bureau, null)],
            ...[pick(t.cast.people.leader, null), pick('装备', '食品', ''), pick('2023-05-01', '2024-12-01', null)],
          ],
        )) as [{ id: string }];
        for (const list of lists) {
          if (next() < 0.3) continue;
          await t.database.query(
            'insert into list_member (list_id, project_id, from_month, to_month, batch) values ($1, $2, $3, $4, $5)',
            [
              list,
              id,
              pick('2024-01', '2024-10', '2024-11'),
              pick(null, null, '2024-12'),
              list === batches.id ? pick('signed', 'started', 'production') : null,
            ],
          );
        }
        const by = [t.cast.people.supervisor, '2024-10-10T10:00:00+08:00'];
        for (const from of ['2024-01', '2024-07', '2024-11']) {
          if (next() < 0.5)
            await t.database.query(`insert into annual_plan values ($1, 2024, $2, $3, $4, 1, $5, $6)`, [
              ...[id, from, (next() * 9000).toFixed(4), pick('with-preliminary', 'without-preliminary'), ...by],
            ]);
        }
        for (const month of ['2024-02', '2024-09', '2024-10']) {
          if (next() < 0.6)
            await t.database.query(
              `insert into progress_entry (project_id, month, completed, basis, funds_received, registry_completed, entered_by, entered_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)`,
              [
                ...[id, month, (next() * 4000 - 800).toFixed(4), pick('with-preliminary', 'without-preliminary')],
                ...[pick(null, (next() * 100).toFixed(2)), pick(null, (next() * 100).toFixed(2)), ...by],
              ],
            );
        }
        for (const kind of ['fulfilled', 'started', 'production', 'capacity', 'completed'])
          if (next() < 0.6)
            await t.database.query('insert into milestone values ($1, $2, $3, $4)', [
              ...[
                id,
                kind,
                pick('2024-03-01', '2024-10-05', '2024-10-30', '2025-01-01'),
                pick(null, '2024-10-02', '2024-11-03'),
              ],
            ]);
      }
      await pipelines(next, pick);
      await indicators();
      await t.repairDuties();
    });

    /** Figures that are told as they were entered, and yet are the sum of their rows. */
    const ENTERED = ['indicator.actual', 'indicator.target'];

    it('is the exact sum of its rows, of every measure, in every kind of scope', async () => {
      const figures: FigureView[] = [];
      for (let page = 1; ; page++) {
        const answer = await must(
          supervisor.get<Page<FigureView>>(`/api/rollups/${MONTH}/figures?page=${page}&pageSize=200`),
        );
        figures.push(...answer.items);
        if (figures.length >= answer.total) break;
      }
      expect(figures.length).toBeGreaterThan(200);
      const families = new Set<string>();
      let opened = 0;
      await each(chosen(figures), async ({ measure, scopeKind, scopeId, value, denominator, ...figure }) => {
        const numerator = ENTERED.includes(measure) ? value : figure.numerator;
        if (numerator === null || measure === 'issues.median-days') return;
        const asked = { measure, scopeKind, scopeId };
        const answer = await open({ ...asked, pageSize: 200 });
        const rows = answer.total > 200 ? await rowsOf(asked) : answer.rows;
        expect([asked, total(rows, 'numerator'), answer.rowsNote]).toEqual([asked, decimal(numerator).toFixed(), null]);
        if (denominator !== null)
          expect([asked, total(rows, 'denominator')]).toEqual([asked, decimal(denominator).toFixed()]);
        expect(answer.hidden).toBe(0);
        families.add(measure.split('.')[0] as string);
        opened++;
      });
      expect(opened).toBeGreaterThan(70);
      expect([...families].sort()).toEqual(
        expect.arrayContaining([
          'batches',
          'investment',
          'issues',
          'indicator',
          'milestones',
          'pipeline',
          'rates',
          'reminders',
          'reporting',
          'visits',
        ]),
      );
    });

    it('gives the same rows page by page', async () => {
      const all = (await open({ measure: 'investment.rate', pageSize: 200 })).rows.map(({ key }) => key);
      expect(all.length).toBeGreaterThan(14);
      expect((await rowsOf({ measure: 'investment.rate' })).map(({ key }) => key)).toEqual(all);
    });
  });

  describe('once the month is closed', () => {
    const asked = { measure: 'investment.completed', scopeKind: 'list' };
    let published: OpenedFigure;

    beforeAll(async () => {
      t.clock.set('2024-11-05T10:00:00+08:00');
      await must(supervisor.post(`/api/rollups/${MONTH}/close`));
      published = await open({ ...asked, scopeId: provincial.id, pageSize: 200 });
    });

    it('keeps its rows, its code and who published it', async () => {
      expect(published).toMatchObject({
        status: 'closed',
        revision: 1,
        publication: { closedByName: '赵督办', reason: null, newest: 1 },
        now: null,
        changes: [],
        changeTotal: 0,
        note: null,
      });
      expect(published.code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
      expect(total(published.rows, 'numerator')).toBe(decimal(published.figure.numerator ?? '').toFixed());
      const leader = await t.as('leader');
      expect((await leader.get<FigureAddress>(`/api/figures/${published.code}`)).body).toMatchObject({
        month: MONTH,
        revision: 1,
        measure: 'investment.completed',
        scopeKind: 'list',
        scopeId: provincial.id,
      });
    });

    it('tells what was changed since, by whom and why, project by project', async () => {
      t.clock.set('2024-11-06T09:00:00+08:00');
      await must(
        supervisor.put(`/api/projects/${seen.id}/progress/${MONTH}`, {
          completed: '29900.5',
          basis: 'with-preliminary',
          correctionReason: '漏报一份发票',
        }),
      );
      const after = await open({ ...asked, scopeId: provincial.id, pageSize: 200 });
      expect(after.figure).toEqual(published.figure);
      expect(
        decimal(after.now?.numerator ?? 0)
          .minus(after.figure.numerator ?? 0)
          .toFixed(),
      ).toBe('1200.5');
      expect(after.changes).toMatchObject([
        { projectId: seen.id, kind: 'progress', actorName: '赵督办', after: { month: MONTH, completed: '29900.5' } },
      ]);
      const changed = await open({ ...asked, scopeId: provincial.id, part: 'changed' });
      expect(changed.rows).toMatchObject([{ projectId: seen.id, numerator: '128700', now: { numerator: '129900.5' } }]);
      expect(changed.total).toBe(1);
      const evidence = await must(supervisor.get<ProjectEvidence>(`/api/rollups/${MONTH}/evidence/${seen.id}`));
      expect(evidence.months[0]?.later).toBe(true);
      expect(evidence.changes).toHaveLength(1);
    });

    it('tells of visits that came after, where visits are counted', async () => {
      t.clock.set('2024-11-06T10:00:00+08:00');
      const officer = await t.as('officer');
      const late = { id: randomUUID(), projectId: seen.id, visitedAt: '2024-10-30T15:00:00+08:00', note: '补登' };
      await must(officer.post('/api/visits', late));
      const visits = await open({ measure: 'visits.coverage' });
      expect(visits).toMatchObject({
        lateVisitTotal: 1,
        lateVisits: [
          { id: late.id, projectId: seen.id, visitedOn: '2024-10-30', receivedAt: '2024-11-06T10:00:00+08:00' },
        ],
      });
      expect(await open({ ...asked, scopeId: provincial.id })).toMatchObject({ lateVisitTotal: 0, lateVisits: [] });
    });

    it('stays as it was in the first revision when a second one is published', async () => {
      await must(supervisor.post(`/api/rollups/${MONTH}/restate`, { reason: '漏报一份发票' }));
      const newest = await open({ ...asked, scopeId: provincial.id, pageSize: 200 });
      expect(newest).toMatchObject({ revision: 2, now: null, publication: { reason: '漏报一份发票', newest: 2 } });
      expect(newest.code).not.toBe(published.code);
      const first = await open({ ...asked, scopeId: provincial.id, revision: 1, pageSize: 200 });
      expect(first.rows.map(({ key, numerator }) => [key, numerator])).toEqual(
        published.rows.map(({ key, numerator }) => [key, numerator]),
      );
      expect(first).toMatchObject({ code: published.code, publication: { newest: 2 } });
      expect(first.now?.numerator).toBe(newest.figure.numerator);
    });

    it('is the exact sum of its rows in the kept families', async () => {
      for (const measure of ['investment.rate', 'batches.signed.rate', 'issues.closure-rate', 'visits.coverage']) {
        const { numerator, denominator } = (await open({ measure })).figure;
        const rows = await rowsOf({ measure });
        expect([measure, total(rows, 'numerator'), total(rows, 'denominator')]).toEqual([
          measure,
          decimal(numerator ?? 0).toFixed(),
          decimal(denominator ?? 0).toFixed(),
        ]);
      }
    });
  });
});
