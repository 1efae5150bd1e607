import type { IssueView } from '@app/ledger';
import type { Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import type {
  CountedBatchProject,
  CountedIssue,
  CountedProject,
  CountedVisitDuty,
  IssueMeasure,
  ListFigures,
  MeasureView,
  RevisionView,
  RollupView,
} from '@app/rollup';
import fc from 'fast-check';
import { type Actor, type Answer, startApp, type TestApp, type Voice } from './support';

interface Refused {
  code: string;
  message: string;
}

let t: TestApp;
let supervisor: Voice;
let counter = 0;
const WITH = 'with-preliminary';
const WITHOUT = 'without-preliminary';

beforeAll(async () => {
  // The clock walks through years; the sessions of the cast walk along.
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
const join = (list: { id: string }, project: { id: string }, body: object): Promise<unknown> =>
  must(supervisor.put(`/api/project-lists/${list.id}/members/${project.id}`, body));
const plan = (project: { id: string }, from: string, amount: string, basis = WITH): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${project.id}/plans/${from.slice(0, 4)}`, { amount, basis, from }));
const done = (project: { id: string }, month: string, completed: string, basis = WITH): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${project.id}/progress/${month}`, { completed, basis }));
const step = (project: { id: string }, kind: string, actualOn: string): Promise<unknown> =>
  must(supervisor.put(`/api/projects/${project.id}/milestones/${kind}`, { actualOn }));

const rollup = (month: string, query = ''): Promise<RollupView> =>
  must(supervisor.get<RollupView>(`/api/rollups/${month}${query}`));
async function figures(month: string, list: { id: string }): Promise<ListFigures> {
  const found = (await rollup(month)).lists.find(({ listId }) => listId === list.id);
  if (!found) throw new Error(`no figures of the list in ${month}`);
  return found;
}

/** All rows behind a figure, page by page. */
async function rowsBehind<T>(url: string, voice = supervisor): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page++) {
    const answer = await must(voice.get<Page<T>>(`${url}${url.includes('?') ? '&' : '?'}page=${page}&pageSize=200`));
    items.push(...answer.items);
    if (items.length >= answer.total || answer.items.length === 0) return items;
  }
}

/** `count` amounts that add up to `total` exactly, none of them equal parts. */
function split(total: number, count: number): string[] {
  const parts = Array.from({ length: count }, (_, index) => Math.floor(total / count) + index - Math.floor(count / 2));
  parts[0] = (parts[0] ?? 0) + total - parts.reduce((sum, part) => sum + part, 0);
  return parts.map(String);
}

/** Like `Promise.all`, a few at a time. */
async function each<T>(items: T[], work: (item: T, index: number) => Promise<unknown>): Promise<void> {
  const waiting = items.map((item, index) => [item, index] as const);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await work(...next);
    }),
  );
}

describe('what the zone printed in 2024', () => {
  let provincial: ListView;
  let city: ListView;
  let district: ListView;
  let batches: ListView;

  beforeAll(async () => {
    t.clock.set('2024-11-05T10:00:00+08:00');
    provincial = await list(2024, 'provincial-key');
    city = await list(2024, 'city-key');
    district = await list(2024, 'district-key', { rateDigits: 0 });
    batches = await list(2024, 'three-batches');

    /** Puts projects on lists with their plan and what they completed by August and from September to October. */
    const enter = async (
      lists: ListView[],
      member: object,
      count: number,
      totals: { total: number; plan: number; august: number; later: number },
    ): Promise<ProjectView[]> => {
      const made: ProjectView[] = [];
      const [total, planned, august, later] = [totals.total, totals.plan, totals.august, totals.later].map((sum) =>
        split(sum, count),
      ) as [string[], string[], string[], string[]];
      for (let index = 0; index < count; index++) {
        const one = await project(total[index] as string);
        for (const on of lists) await join(on, one, member);
        await plan(one, '2024-01', planned[index] as string);
        await done(one, '2024-03', august[index] as string);
        await done(one, '2024-10', later[index] as string);
        made.push(one);
      }
      return made;
    };
    const always = { from: '2024-01' };
    // The three provincial projects are on the city's list too; two leave it after August, one joins in September.
    const three = { total: 320000, plan: 100500, august: 105200, later: 28500 };
    await enter([provincial, city], always, 3, three);
    const [first] = await enter([city], always, 17, { total: 1330000, plan: 429500, august: 469800, later: 116500 });
    await enter([city], { from: '2024-01', to: '2024-08' }, 2, { total: 59600, plan: 18100, august: 19600, later: 7 });
    await enter([city], { from: '2024-09' }, 1, { total: 72600, plan: 24900, august: 3000, later: 20100 });
    // A plan revised in September, so that October's sum is 56.49 and August's stays 54.81.
    const [before] = split(429500, 17);
    await plan(first as ProjectView, '2024-09', String(Number(before) + 10000));

    const [totals, plans, completed] = [8861900, 1729800, 1504900].map((sum) => split(sum, 224)) as [
      string[],
      string[],
      string[],
    ];
    await each(totals, async (total, index) => {
      const one = await project(total);
      await join(district, one, { from: '2024-01' });
      await plan(one, '2024-01', plans[index] as string, WITH);
      await done(one, '2024-09', completed[index] as string, WITHOUT);
    });

    // 三个一批: 7, 10 and 4 projects; with those of the year before 57 are eligible for the registry in September.
    const signed = split(280000, 7);
    const started = split(767000, 10);
    const production = split(275000, 4);
    const earlier = await list(2023, 'three-batches');
    const registry = (index: number): object => ({
      statisticsEligibleOn: index < 41 ? '2024-05-20' : '2024-09-30',
      ...(index < 38 ? { statisticsEnteredOn: '2024-08-31' } : {}),
      ...(index >= 51 ? { statisticsEnteredOn: '2024-09-30' } : {}),
    });
    const all = [
      ...signed.map((total) => ['signed', 'started', total, true] as const),
      ...started.map((total, index) => ['started', 'production', total, index < 6] as const),
      ...production.map((total) => ['production', 'capacity', total, true] as const),
    ];
    await each(all, async ([batch, kind, total, reached], index) => {
      const one = await project(total, registry(index));
      await join(batches, one, { from: '2024-01', batch });
      await step(one, kind, reached ? '2024-09-30' : '2024-10-01');
    });
    await each(
      Array.from({ length: 36 }, (_, index) => index + all.length),
      async (index) => {
        const one = await project('100', registry(index));
        await join(earlier, one, { from: '2023-01', to: '2023-12', batch: 'signed' });
      },
    );
  }, 180_000);

  test.each([
    ['2024-08', 'provincial', 3, '320000', '100500', '105200', '104.68', '66.67', '38.01'],
    ['2024-08', 'city', 22, '1709600', '548100', '594600', '108.48', '66.67', '41.82'],
    ['2024-10', 'provincial', 3, '320000', '100500', '133700', '133.03', '83.33', '49.70'],
    ['2024-10', 'city', 21, '1722600', '564900', '743100', '131.55', '83.33', '48.21'],
    ['2024-09', 'district', 224, '8861900', '1729800', '1504900', '87', '75.00', '12.00'],
  ] as const)(
    '%s, %s list: %i projects, total %s, plan %s, completed %s → %s %',
    async (month, which, projects, totalInvestment, annualPlan, completed, completionRate, timeSchedule, gap) => {
      const shown = await figures(month, { provincial, city, district }[which]);
      expect(shown).toMatchObject({
        projects,
        totalInvestment,
        annualPlan,
        completed,
        completionRate,
        numerator: completed,
        denominator: annualPlan,
        timeSchedule,
        gap,
        withoutPlan: 0,
      });
    },
  );

  test('the district list says that its bases differ, the others have nothing to say', async () => {
    expect(await figures('2024-09', district)).toMatchObject({
      planBasis: WITH,
      completedBasis: WITHOUT,
      basisNote: '计划含前期，完成不含前期，口径不同',
    });
    expect(await figures('2024-10', city)).toMatchObject({ planBasis: WITH, completedBasis: WITH, basisNote: null });
  });

  test('三个一批 in September: 100, 60, 100, and a registry of its own', async () => {
    expect((await rollup('2024-09')).threeBatches).toEqual({
      signed: {
        ...{ projects: 7, totalInvestment: '280000', reached: 7, rate: '100' },
        ...{ fulfilled: 0, fulfilledRate: '0' },
      },
      started: { projects: 10, totalInvestment: '767000', reached: 6, rate: '60' },
      production: { projects: 4, totalInvestment: '275000', reached: 4, rate: '100' },
      registry: { eligible: 57, entered: 44, rate: '77.19' },
    });
    expect((await rollup('2024-08')).threeBatches).toMatchObject({
      signed: { projects: 7, reached: 0, rate: '0' },
      registry: { eligible: 41, entered: 38, rate: '92.68' },
    });
  });

  test('the rows behind every rate of 三个一批 count what it counts', async () => {
    const { threeBatches } = await rollup('2024-09');
    const rows = (which: string) =>
      rowsBehind<CountedBatchProject>(`/api/rollups/2024-09/three-batches?which=${which}`);
    for (const which of ['signed', 'started', 'production'] as const) {
      const behind = await rows(which);
      expect(behind).toHaveLength(threeBatches[which].projects);
      expect(behind.filter(({ reached }) => reached)).toHaveLength(threeBatches[which].reached);
    }
    const registered = await rows('registry&reached=true');
    expect(registered).toHaveLength(44);
    expect(registered.every(({ reachedOn, eligibleOn }) => reachedOn! <= '2024-09-30' && eligibleOn !== null)).toBe(
      true,
    );
    expect(await rows('registry&reached=false')).toHaveLength(13);
  });

  test('a project on two lists counts once in the total', async () => {
    const { lists, total } = await rollup('2024-10');
    const ids = await rowsBehind<CountedProject>('/api/rollups/2024-10/lists/all/projects');
    expect(total.projects).toBe(21 + 224 + 21);
    expect(new Set(ids.map(({ projectId }) => projectId)).size).toBe(total.projects);
    expect(ids).toHaveLength(total.projects);
    const sum = (listed: ListFigures[]) => listed.reduce((add, { completed }) => add + Number(completed), 0);
    expect(sum(lists) - Number(total.completed)).toBe(133700);
    expect(total.completedBasis).toBe('mixed');
  });

  test.each(['2024-08', '2024-09', '2024-10'])(
    'in %s the rows behind each list add up to its figures',
    async (month) => {
      for (const shown of (await rollup(month)).lists) {
        const rows = await rowsBehind<CountedProject>(`/api/rollups/${month}/lists/${shown.listId}/projects`);
        const sum = (amounts: (string | null)[]) => String(amounts.reduce((add, amount) => add + Number(amount), 0));
        expect({
          projects: rows.length,
          totalInvestment: sum(rows.map(({ totalInvestment }) => totalInvestment)),
          annualPlan: sum(rows.map(({ plan }) => plan)),
          completed: sum(rows.map(({ completed }) => completed)),
        }).toEqual({
          projects: shown.projects,
          totalInvestment: shown.totalInvestment,
          annualPlan: shown.annualPlan,
          completed: shown.completed,
        });
      }
    },
  );

  test('a row says from which month its plan counts', async () => {
    const from = async (month: string) =>
      (await rowsBehind<CountedProject>(`/api/rollups/${month}/lists/${city.id}/projects`)).filter(
        ({ planFrom }) => planFrom === '2024-09',
      );
    expect(await from('2024-08')).toHaveLength(0);
    expect(await from('2024-09')).toHaveLength(1);
  });
});

describe('what the sums must not get wrong', () => {
  test('a plan of zero, no plan, a correction below zero', async () => {
    const on = await list(2023, 'other');
    const [zero, none] = [await project('10'), await project('20')];
    for (const one of [zero, none]) await join(on, one, { from: '2023-01' });
    await plan(zero, '2023-01', '0');
    await done(zero, '2023-01', '50');
    await done(zero, '2023-03', '-12.3456');
    await done(none, '2023-02', '0.0001');
    expect(await figures('2023-02', on)).toMatchObject({
      annualPlan: '0',
      withoutPlan: 1,
      completed: '50.0001',
      completionRate: null,
      gap: null,
    });
    expect(await figures('2023-03', on)).toMatchObject({ completed: '37.6545', completedBasis: WITH });
  });

  test('a project counts with its whole year from the month it joins to the month it leaves', async () => {
    const on = await list(2022, 'other');
    const one = await project('10');
    await join(on, one, { from: '2022-03', to: '2022-04' });
    await plan(one, '2022-01', '100');
    await done(one, '2022-01', '10');
    await done(one, '2022-04', '20');
    await done(one, '2022-05', '40');
    const seen = async (month: string) => {
      const { projects, annualPlan, completed } = await figures(month, on);
      return { projects, annualPlan, completed };
    };
    expect(await seen('2022-02')).toEqual({ projects: 0, annualPlan: '0', completed: '0' });
    expect(await seen('2022-03')).toEqual({ projects: 1, annualPlan: '100', completed: '10' });
    expect(await seen('2022-04')).toEqual({ projects: 1, annualPlan: '100', completed: '30' });
    expect(await seen('2022-05')).toEqual({ projects: 0, annualPlan: '0', completed: '0' });
  });

  test('mixed bases, and entries of another year that do not count', async () => {
    const on = await list(2021, 'other');
    const [a, b] = [await project('10'), await project('10')];
    for (const one of [a, b]) await join(on, one, { from: '2021-01' });
    await plan(a, '2021-01', '1', WITH);
    await plan(b, '2021-01', '1', WITHOUT);
    await done(a, '2020-12', '999', WITHOUT);
    await done(a, '2021-02', '1', WITH);
    expect(await figures('2021-02', on)).toMatchObject({
      planBasis: 'mixed',
      completedBasis: WITH,
      completed: '1',
      basisNote: '计划部分含前期、部分不含，完成含前期，口径不同',
    });
    expect(await figures('2021-01', on)).toMatchObject({ completedBasis: null, completed: '0' });
  });

  test('agree with a plain reckoning, whatever the plans, memberships and entries', async () => {
    const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
    const month = fc.constantFrom(...months);
    const units = fc.integer({ min: -30_000_000, max: 30_000_000 });
    const members = fc.record({ from: month, to: fc.option(month) });
    const one = fc.record({
      total: fc.nat(30_000_000),
      member: fc.tuple(fc.option(members), fc.option(members)),
      plans: fc.uniqueArray(fc.tuple(month, fc.nat(30_000_000)), { selector: ([from]) => from, maxLength: 3 }),
      entries: fc.uniqueArray(fc.tuple(month, units), { selector: ([at]) => at, maxLength: 5 }),
    });
    const amount = (tenThousandths: number) =>
      `${tenThousandths < 0 ? '-' : ''}${Math.floor(Math.abs(tenThousandths) / 10000)}.${String(Math.abs(tenThousandths) % 10000).padStart(4, '0')}`;
    const exact = (text: string) => Number(BigInt(Math.round(Number(text) * 10000)));
    let year = 2030;
    t.clock.set('2099-06-01T10:00:00+08:00');
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 5 }), month, async (projects, at) => {
        year++;
        const query = async (sql: string, values: unknown[]) =>
          ((await t.database.query(sql, values)) as { id: string }[])[0] as { id: string };
        const lists = [await list(year, 'other'), await list(year, 'other')];
        for (const { total, member, plans, entries } of projects) {
          const { id } = await query('insert into project (name, total_investment) values ($1, $2) returning id', [
            `模型${++counter}`,
            amount(total),
          ]);
          for (const [index, on] of member.entries()) {
            if (!on) continue;
            const to = on.to === null ? null : on.to < on.from ? on.from : on.to;
            await query('insert into list_member (list_id, project_id, from_month, to_month) values ($1, $2, $3, $4)', [
              lists[index]?.id,
              id,
              `${year}-${on.from}`,
              to && `${year}-${to}`,
            ]);
          }
          for (const [from, planned] of plans) {
            await query(
              `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at) values ($1, $2, $3, $4, 'with-preliminary', now())`,
              [id, year, `${year}-${from}`, amount(planned)],
            );
          }
          for (const [on, completed] of entries) {
            await query(
              `insert into progress_entry (project_id, month, completed, basis, entered_at) values ($1, $2, $3, 'with-preliminary', now())`,
              [id, `${year}-${on}`, amount(completed)],
            );
          }
        }
        const onList = (index: number) => (p: (typeof projects)[number]) => {
          const on = p.member[index];
          return !!on && on.from <= at && (on.to === null || (on.to < on.from ? on.from : on.to) >= at);
        };
        const reckon = (counted: typeof projects) => ({
          projects: counted.length,
          totalInvestment: counted.reduce((sum, { total }) => sum + total, 0),
          annualPlan: counted.reduce((sum, { plans }) => {
            const [last] = plans.filter(([from]) => from <= at).sort(([a], [b]) => (a < b ? 1 : -1));
            return sum + (last?.[1] ?? 0);
          }, 0),
          completed: counted.reduce(
            (sum, { entries }) => sum + entries.reduce((add, [on, value]) => (on <= at ? add + value : add), 0),
            0,
          ),
        });
        const view = await rollup(`${year}-${at}`);
        const shown = (figures: RollupView['total']) => ({
          projects: figures.projects,
          totalInvestment: exact(figures.totalInvestment),
          annualPlan: exact(figures.annualPlan),
          completed: exact(figures.completed),
        });
        const byId = new Map(view.lists.map((figures) => [figures.listId, figures]));
        expect(lists.map(({ id }) => shown(byId.get(id) as ListFigures))).toEqual([
          reckon(projects.filter(onList(0))),
          reckon(projects.filter(onList(1))),
        ]);
        expect(shown(view.total)).toEqual(reckon(projects.filter((p) => onList(0)(p) || onList(1)(p))));
      }),
      { numRuns: 30 },
    );
  });
});

describe('issues of a month', () => {
  let projectId: string;

  beforeAll(async () => {
    t.clock.set('2019-01-02T10:00:00+08:00');
    ({ id: projectId } = await project('1', { officerId: t.cast.people.officer, unitId: t.cast.units.power }));
  });

  const register = async (at: string, more: object = {}): Promise<IssueView> => {
    t.clock.set(at);
    return must(
      (await t.as('officer')).post<IssueView>('/api/issues', {
        projectId,
        title: `问题${++counter}`,
        categoryCode: 'power',
        ...more,
      }),
    );
  };
  const act = async (at: string, actor: Actor, issue: { id: string }, action: string, more: object = {}) => {
    t.clock.set(at);
    const voice = await t.as(actor);
    const { version } = await must((await t.as('supervisor')).get<IssueView>(`/api/issues/${issue.id}`));
    return must(
      voice.post<IssueView>(`/api/issues/${issue.id}/actions/${action}`, { version, note: '已办理', ...more }),
    );
  };
  const assign = (at: string, issue: { id: string }, dueOn: string, more: object = {}) =>
    act(at, 'supervisor', issue, 'assign', { leadUnitId: t.cast.units.power, dueOn, ...more });
  const solve = async (at: string, issue: { id: string }) => {
    await act(at, 'handler', issue, 'sign');
    await act(at, 'handler', issue, 'apply-closure');
    await act(at, 'supervisor', issue, 'verify');
  };
  const issuesOf = async (month: string, now = '2019-12-31T10:00:00+08:00') => {
    t.clock.set(now);
    return rollup(month);
  };
  const behind = (month: string, query: string, voice = supervisor) =>
    rowsBehind<CountedIssue>(`/api/rollups/${month}/issues?which=${query}`, voice);

  test('are counted where they stood at the end of the month, in Shanghai', async () => {
    // Shanghai's January ends at 16:00 UTC.
    const late = await register('2019-01-31T15:59:59Z');
    const early = await register('2019-01-31T16:00:00Z', { categoryCode: 'land' });
    const never = await register('2019-02-10T10:00:00+08:00');
    await assign('2019-02-11T10:00:00+08:00', late, '2019-02-20');
    await assign('2019-02-11T10:00:00+08:00', early, '2019-02-28');
    await solve('2019-02-28T15:59:59Z', late);
    await solve('2019-02-28T16:00:00Z', early);

    expect((await issuesOf('2019-01')).issues).toMatchObject({
      registered: 1,
      closed: 0,
      open: 1,
      overdue: 0,
      closureRate: '0.00',
      numerator: 0,
      denominator: 1,
    });
    const february = await issuesOf('2019-02');
    expect(february.issues).toEqual({
      registered: 2,
      closed: 1,
      open: 2,
      // Due on the last day of the month is not late on it.
      overdue: 0,
      closureRate: '33.33',
      numerator: 1,
      denominator: 3,
      registeredYearToDate: 3,
      closedYearToDate: 1,
      // Closed on its 20th working day, after the deadline as it stood; nothing was refused before.
      onTimeRate: '0.00',
      firstTimeRate: '100.00',
      medianDays: '20',
    });
    expect((await issuesOf('2019-03')).issues).toMatchObject({ closed: 1, open: 1, closedYearToDate: 2, numerator: 2 });
    expect((await behind('2019-02', 'open')).map(({ id }) => id)).toEqual([early.id, never.id]);
    expect(february.issuesByUnit).toMatchObject([
      { unitId: t.cast.units.power, name: '供电公司', open: 1, closed: 1 },
      { unitId: null, name: '尚未交办', open: 1, closed: 0 },
    ]);
    expect(february.issuesByCategory.map(({ name, registered }) => [name, registered])).toEqual([
      ['用电', 1],
      ['用地', 1],
    ]);
  });

  test('are overdue while their clock runs: not when suspended or not yet assigned', async () => {
    const [late, suspended, waiting] = [
      await register('2019-05-05T10:00:00+08:00'),
      await register('2019-05-05T10:00:00+08:00'),
      await register('2019-05-05T10:00:00+08:00'),
    ];
    for (const issue of [late, suspended]) await assign('2019-05-06T10:00:00+08:00', issue, '2019-05-15');
    await act('2019-05-07T10:00:00+08:00', 'handler', suspended, 'sign');
    await act('2019-05-08T10:00:00+08:00', 'supervisor', suspended, 'suspend', { reviewOn: '2019-08-01' });
    await act('2019-06-20T10:00:00+08:00', 'handler', late, 'sign');
    const may = await issuesOf('2019-05');
    const ids = async (which: IssueMeasure) => (await behind('2019-05', which)).map(({ id }) => id);
    expect(await ids('overdue')).toEqual([late.id]);
    expect(await ids('registered')).toEqual([late.id, suspended.id, waiting.id]);
    expect(may.issues.overdue).toBe(1);
    // On the day it is due, in the running month, it is not late yet; the day after it is.
    expect((await issuesOf('2019-05', '2019-05-15T23:59:59+08:00')).issues.overdue).toBe(0);
    expect((await issuesOf('2019-05', '2019-05-16T00:00:00+08:00')).issues.overdue).toBe(1);
  });

  test('that come back are open again, and the month of their closure stays', async () => {
    const back = await register('2019-07-01T10:00:00+08:00');
    const before = (await issuesOf('2019-09')).issues;
    await assign('2019-07-02T10:00:00+08:00', back, '2019-07-20');
    await solve('2019-07-10T10:00:00+08:00', back);
    await act('2019-08-10T10:00:00+08:00', 'supervisor', back, 'reopen');
    await assign('2019-08-11T10:00:00+08:00', back, '2019-08-20');
    await solve('2019-08-12T10:00:00+08:00', back);
    await act('2019-08-20T10:00:00+08:00', 'supervisor', back, 'reopen');
    await assign('2019-08-21T10:00:00+08:00', back, '2019-10-20');
    await solve('2019-08-22T10:00:00+08:00', back);
    t.clock.set('2019-12-31T10:00:00+08:00');
    const counts = async (month: string) => (await behind(month, 'closed')).filter(({ id }) => id === back.id).length;
    expect([await counts('2019-07'), await counts('2019-08'), await counts('2019-09')]).toEqual([1, 1, 0]);
    expect((await issuesOf('2019-08')).issues.closed).toBe(1);
    expect((await issuesOf('2019-09')).issues).toMatchObject({
      open: before.open - 1,
      numerator: before.numerator + 1,
      denominator: before.denominator,
    });
  });

  test.each(['2019-01', '2019-02', '2019-03', '2019-05', '2019-07', '2019-08'])(
    'each count of %s has as many rows behind it, in total, by unit and by category',
    async (month) => {
      const view = await issuesOf(month);
      const measures: [IssueMeasure, keyof RollupView['issues']][] = [
        ['registered', 'registered'],
        ['closed', 'closed'],
        ['open', 'open'],
        ['overdue', 'overdue'],
        ['registered-year', 'denominator'],
        ['closed-year', 'closedYearToDate'],
        ['settled', 'numerator'],
      ];
      for (const [which, field] of measures) {
        expect([which, (await behind(month, which)).length]).toEqual([which, view.issues[field]]);
        for (const group of view.issuesByUnit) {
          expect(await behind(month, `${which}&unitId=${group.unitId ?? 'none'}`)).toHaveLength(Number(group[field]));
        }
        for (const group of view.issuesByCategory) {
          expect(await behind(month, `${which}&categoryCode=${group.categoryCode}`)).toHaveLength(Number(group[field]));
        }
      }
    },
  );

  test('a head opens the rows of the own department only', async () => {
    t.clock.set('2019-12-31T10:00:00+08:00');
    const head = await t.as('head');
    const all = await behind('2019-02', 'registered-year');
    const own = await behind('2019-02', 'registered-year', head);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
    expect(own.every(({ unitId }) => unitId === t.cast.units.power)).toBe(true);
  });
});

describe('visits of a month', () => {
  test('each count has as many duties behind it', async () => {
    const key = await list(2024, 'provincial-key');
    const [seen, missed] = [
      await project('1', { officerId: t.cast.people.officer, unitId: t.cast.units.power }),
      await project('1', { officerId: t.cast.people.officer, unitId: t.cast.units.land }),
    ];
    for (const one of [seen, missed]) await join(key, one, { from: '2024-06', to: '2024-06' });
    for (const visitedAt of ['2024-06-05T09:00:00+08:00', '2024-06-12T09:00:00+08:00', '2024-06-13T09:00:00+08:00']) {
      await must((await t.as('officer')).post('/api/visits', { projectId: seen.id, visitedAt, note: '正常施工' }));
    }
    const view = await rollup('2024-06');
    // The weeks whose Thursday lies in June: four.
    const listed = view.visitsByList.find(({ listId }) => listId === key.id);
    expect(listed).toMatchObject({ due: 8, done: 2, coverage: '25.00' });
    const rows = (query: string) => rowsBehind<CountedVisitDuty>(`/api/rollups/2024-06/visits?${query}`);
    expect(await rows('')).toHaveLength(view.visits.due);
    expect(await rows('met=true')).toHaveLength(view.visits.done);
    const met = await rows(`listId=${key.id}&met=true`);
    expect(met.map(({ projectId, period, visitedOn }) => [projectId, period, visitedOn])).toEqual([
      [seen.id, '2024-W23', '2024-06-05'],
      [seen.id, '2024-W24', '2024-06-12'],
    ]);
    for (const unit of view.visitsByUnit) {
      expect(await rows(`unitId=${unit.unitId ?? 'none'}&met=false`)).toHaveLength(unit.due - unit.done);
    }
  });
});

describe('closing a month', () => {
  let on: ListView;
  let one: ProjectView;
  const close = (month: string, actor: Actor = 'supervisor') =>
    t.as(actor).then((voice) => voice.post<RollupView & Refused>(`/api/rollups/${month}/close`));
  const restate = (month: string, reason = '单位补报', actor: Actor = 'supervisor') =>
    t.as(actor).then((voice) => voice.post<RollupView & Refused>(`/api/rollups/${month}/restate`, { reason }));
  const text = async (month: string, query = '') => (await supervisor.get(`/api/rollups/${month}${query}`)).text;

  beforeAll(async () => {
    t.clock.set('2018-12-20T10:00:00+08:00');
    on = await list(2018, 'city-key');
    one = await project('5000', { officerId: t.cast.people.officer, unitId: t.cast.units.power });
    await join(on, one, { from: '2018-01' });
    await plan(one, '2018-01', '1000');
    await done(one, '2018-08', '1084.8');
  });
  beforeEach(() => t.clock.set('2018-12-20T10:00:00+08:00'));

  test('fixes its figures and rows; a later change shows only in a restatement', async () => {
    const open = await rollup('2018-08');
    expect(open).toMatchObject({ status: 'open', revision: 0, asOfDay: '2018-08-31' });
    expect(open.asOf).toBe('2018-12-20T10:00:00+08:00');
    const closed = await close('2018-08');
    expect(closed).toMatchObject({ status: 201, body: { status: 'closed', revision: 1 } });
    expect({ ...closed.body, status: 'open', revision: 0 }).toEqual(open);
    const published = await text('2018-08', '?revision=1');
    expect(JSON.parse(published)).toEqual(closed.body);
    const rows = `/api/rollups/2018-08/lists/${on.id}/projects`;
    const countedThen = await rowsBehind<CountedProject>(rows);

    t.clock.set('2018-12-21T10:00:00+08:00');
    const because = { correctionReason: '企业补报' };
    await must(
      supervisor.put(`/api/projects/${one.id}/plans/2018`, {
        amount: '2000',
        basis: WITH,
        from: '2018-01',
        ...because,
      }),
    );
    await must(
      supervisor.put(`/api/projects/${one.id}/progress/2018-08`, { completed: '500', basis: WITHOUT, ...because }),
    );
    // What a project is worth from now on is not what it was worth in August.
    await must(supervisor.patch(`/api/projects/${one.id}`, { name: `改名${++counter}`, totalInvestment: '6000' }));
    await must(supervisor.patch(`/api/project-lists/${on.id}`, { rateDigits: 0, name: `改名${++counter}` }));
    expect(await text('2018-08', '?revision=1')).toBe(published);
    expect(await text('2018-08')).toBe(published);
    expect(await rowsBehind(rows)).toEqual(countedThen);

    const second = await restate('2018-08', '企业补报');
    expect(second).toMatchObject({ status: 201, body: { status: 'closed', revision: 2 } });
    expect(second.body.lists).toMatchObject([
      { totalInvestment: '5000', annualPlan: '2000', completed: '500', completionRate: '25' },
    ]);
    expect(await text('2018-08', '?revision=1')).toBe(published);
    expect(JSON.parse(await text('2018-08'))).toEqual(second.body);
    expect(await rowsBehind(`${rows}?revision=1`)).toEqual(countedThen);
    expect(await rowsBehind(rows)).toMatchObject([{ plan: '2000', completed: '500', completionRate: '25' }]);

    const revisions = await must(supervisor.get<RevisionView[]>('/api/rollups/2018-08/revisions'));
    expect(revisions).toEqual([
      {
        revision: 1,
        closedAt: '2018-12-20T10:00:00+08:00',
        closedByName: '赵督办',
        reason: null,
        difference: [],
        words: [],
        changedProjects: 0,
        projects: [],
      },
      {
        revision: 2,
        closedAt: '2018-12-21T10:00:00+08:00',
        closedByName: '赵督办',
        reason: '企业补报',
        difference: [
          {
            listId: on.id,
            name: expect.stringContaining('改名') as string,
            before: { projects: 1, annualPlan: '1000', completed: '1084.8', completionRate: '108.48' },
            after: { projects: 1, annualPlan: '2000', completed: '500', completionRate: '25' },
          },
        ],
        words: ['1 个项目计划合计 +1000 万元（1月起）', '1 个项目累计完成合计 −584.8 万元'],
        changedProjects: 1,
        projects: [
          {
            projectId: one.id,
            projectName: expect.stringContaining('改名') as string,
            unitName: '供电公司',
            changes: ['计划 +1000 万元（1月起）', '8月完成 −584.8 万元', '8月口径由“含前期”改为“不含前期”'],
          },
        ],
      },
    ]);
  });

  test('keeps the definitions with the rows, and lets nobody alter them', async () => {
    await close('2018-02');
    const [kept] = (await t.database.query(
      `select rows::jsonb -> 'measures' as measures, figures from rollup_revision where month = '2018-02'`,
    )) as [{ measures: MeasureView[]; figures: string }];
    expect(kept.measures).toEqual(await must(supervisor.get<MeasureView[]>('/api/rollups/measures')));
    expect(await text('2018-02', '?revision=1')).toBe(kept.figures);
    for (const sql of ['update rollup_revision set figures = $1', 'delete from rollup_revision where figures <> $1']) {
      await expect(t.database.query(sql, ['{}'])).rejects.toThrow('append only');
    }
  });

  test('twenty times at once makes one revision; restating ten times at once makes ten more', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => close('2018-07')));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'month-closed',
      message: '2018-07 已经月结；如需更正，请填写原因后办理更正。',
    });
    const restated = await Promise.all(Array.from({ length: 10 }, () => restate('2018-07')));
    expect(restated.map(({ body }) => body.revision).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('is not possible before it has ended, nor restating before it is closed', async () => {
    t.clock.set('2018-11-30T23:59:59+08:00');
    expect(await close('2018-11')).toMatchObject({
      status: 409,
      body: { code: 'month-not-ended', message: '2018-11 尚未结束，不能月结，请于 2018-12-01 起办理。' },
    });
    expect(await restate('2018-11')).toMatchObject({ status: 409, body: { code: 'month-not-closed' } });
    t.clock.set('2018-12-01T00:00:00+08:00');
    expect((await close('2018-11')).status).toBe(201);
    expect((await restate('2018-11', ' ')).status).toBe(400);
  });

  test('keeps the duties and issues it counted', async () => {
    const counts = async (url: string) => (await rowsBehind(`/api/rollups/2018-06/${url}`)).length;
    const { visits } = (await close('2018-06')).body;
    expect(visits).toMatchObject({ due: 4, done: 0 });
    t.clock.set('2018-12-22T10:00:00+08:00');
    // A phone that was without signal since June.
    const late = { projectId: one.id, visitedAt: '2018-06-06T10:00:00+08:00', note: '补传' };
    await must((await t.as('officer')).post('/api/visits', late));
    expect(await counts('visits?met=true')).toBe(0);
    expect((await restate('2018-06', '补传走访')).body.visits).toMatchObject({ due: 4, done: 1, coverage: '25.00' });
    expect(await counts('visits?met=true')).toBe(1);
    expect(await counts('visits?met=true&revision=1')).toBe(0);
    expect(await counts('issues?which=open&revision=1')).toBe(0);
  });
});

describe('who may, and what is not there', () => {
  test.each<[Actor, number, number]>([
    ['supervisor', 200, 409],
    ['leader', 200, 403],
    ['admin', 200, 403],
    ['head', 200, 403],
    ['officer', 403, 403],
    ['handler', 403, 403],
  ])('%s reads: %i, closes the running month: %i', async (actor, reads, closes) => {
    const voice = await t.as(actor);
    for (const path of [
      '',
      '/revisions',
      '/lists/all/projects',
      '/issues?which=open',
      '/visits',
      '/three-batches?which=registry',
    ]) {
      expect([path, (await voice.get(`/api/rollups/2024-11${path}`)).status]).toEqual([path, reads]);
    }
    expect((await voice.get('/api/rollups/measures')).status).toBe(reads);
    expect((await voice.post('/api/rollups/2024-11/close')).status).toBe(closes);
    expect((await voice.post('/api/rollups/2024-11/restate', { reason: '更正' })).status).toBe(closes);
  });

  test('a head reads the same figures, and the rows of the own department', async () => {
    const head = await t.as('head');
    expect((await head.get('/api/rollups/2024-06')).text).toBe((await supervisor.get('/api/rollups/2024-06')).text);
    const rows = await rowsBehind<CountedProject>('/api/rollups/2024-06/lists/all/projects', head);
    expect(rows.map(({ unitId }) => unitId)).toEqual([t.cast.units.power]);
    const duties = await rowsBehind<CountedVisitDuty>('/api/rollups/2024-06/visits', head);
    expect(duties.every(({ unitId }) => unitId === t.cast.units.power)).toBe(true);
  });

  const nowhere = '0192f7a0-0000-7000-8000-000000000000';
  test.each([
    ['2024-12', 404],
    ['2024-13', 400],
    ['2024', 400],
    ['2024-10?revision=1', 404],
    ['2024-10?revision=0', 400],
    [`2024-10/lists/${nowhere}/projects`, 404],
    ['2024-10/lists/some/projects', 400],
    ['2024-10/lists/all/projects?revision=3', 404],
    ['2024-10/issues', 400],
    ['2024-10/issues?which=all', 400],
    [`2024-10/visits?listId=${nowhere}`, 404],
    ['2024-12/visits', 404],
  ])('GET %s answers %i in Chinese', async (path, status) => {
    const answer = await supervisor.get<Refused>(`/api/rollups/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/[\u4e00-\u9fff]/);
  });

  test('a month without any list is all zeros', async () => {
    expect(await rollup('2005-03')).toMatchObject({
      lists: [],
      total: { projects: 0, totalInvestment: '0', annualPlan: '0', completed: '0', completionRate: null },
      issues: { registered: 0, open: 0, closureRate: null },
      issuesByUnit: [],
      visits: { due: 0, done: 0, coverage: null },
    });
  });

  test('every measure names a figure that is there', async () => {
    const view = (await rollup('2024-06')) as unknown as Record<string, unknown>;
    for (const { code } of await must(supervisor.get<MeasureView[]>('/api/rollups/measures'))) {
      let at: unknown = view;
      for (const key of code.split('.')) {
        at = (Array.isArray(at) ? (at[0] as Record<string, unknown>) : (at as Record<string, unknown>))[key];
      }
      expect([code, at === undefined]).toEqual([code, false]);
    }
  });
});
