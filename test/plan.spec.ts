import { randomUUID } from 'node:crypto';
import type { WeekPlanView } from '@app/duty';
import { type Actor, type Answer, IssueDesk, NOW, type Refused, startApp, type TestApp } from './support';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'visit_plan', 'ledger_counter', 'seal_queue');
});

const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};
const project = (name: string, place: [number, number] | null = null, officer: Actor = 'officer'): Promise<string> =>
  one(
    `insert into project (name, owner_name, address, total_investment, officer_id, latitude, longitude)
     values ($1, '某某公司', '园区路1号', 100, $2, $3, $4) returning id`,
    [name, app.cast.people[officer], place?.[0] ?? null, place?.[1] ?? null],
  );
const duty = async (
  projectId: string,
  more: { officer?: Actor; period?: string; days?: [string, string]; excuse?: string; every?: string } = {},
): Promise<string> => {
  const [starts, ends] = more.days ?? ['2024-10-14', '2024-10-20'];
  await app.database.query(
    `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id, excuse, excuse_reason)
     values ($1, $2, $3, $4, $5, left($5::date::text, 7), $6, $7, $7 || '了')`,
    [
      projectId,
      more.period ?? '2024-W42',
      more.every ?? 'week',
      starts,
      ends,
      app.cast.people[more.officer ?? 'officer'],
      more.excuse ?? null,
    ],
  );
  return projectId;
};
const seen = (projectId: string, day: string): Promise<string> =>
  one(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     values (uuidv7(), $1, $2, $3::date + time '10:00', $3, '看过现场', '', now()) returning id`,
    [projectId, app.cast.people.officer, day],
  );
/** Seen on Monday of the week before, so that it is not called unseen: what is due on Friday is its only reason. */
const due = async (name: string, place?: [number, number]): Promise<string> => {
  const id = await duty(await project(name, place));
  await seen(id, '2024-10-11');
  return id;
};
const plan = async (actor: Actor = 'officer', week = ''): Promise<WeekPlanView> => {
  const { status, body } = await (await app.as(actor)).get<WeekPlanView>(`/api/duties/plan${week && `?week=${week}`}`);
  expect(status).toBe(200);
  return body;
};
const put = async <T = WeekPlanView>(body: object, week = '2024-W42', actor: Actor = 'officer'): Promise<Answer<T>> =>
  (await app.as(actor)).put<T>(`/api/duties/plan/${week}`, body);
const names = ({ items }: WeekPlanView): string[] => items.map(({ projectName }) => projectName);

describe('the proposed order', () => {
  it('puts first what needs eyes most, and says why', async () => {
    const desk = await IssueDesk.open(app, '待核验项目');
    await duty(desk.projectId);
    await seen(desk.projectId, '2024-10-11');
    await desk.at('pending-verification');
    const overdue = await desk.at('in-progress');
    await app.database.query(`update issue set due_on = '2024-10-15' where id = $1`, [overdue.id]);
    const behind = await due('滞后项目');
    await app.database.query(
      `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at)
       values ($1, 2024, '2024-01', 100000, 'with-preliminary', now()), ($1, 2024, '2024-07', 120000, 'with-preliminary', now())`,
      [behind],
    );
    // To the end of September: 68 % of the plan as revised, 75 % of the year.
    await app.database.query(
      `insert into progress_entry (project_id, month, completed, basis, entered_at)
       values ($1, '2024-03', 81600.0000, 'with-preliminary', now()), ($1, '2024-10', 99999, 'with-preliminary', now()),
              ($1, '2023-12', 5000, 'with-preliminary', now())`,
      [behind],
    );
    await due('普通项目');
    await duty(await project('未见过的项目'));
    const view = await plan();
    expect(view).toMatchObject({ week: '2024-W42', version: 0, reordered: false });
    expect(
      view.items.map(({ projectName, score, points }) => [projectName, score, points.map(({ text }) => text)]),
    ).toEqual([
      ['待核验项目', 75, ['1 个问题待现场核验', '本周五到期', '1 个红灯问题']],
      ['未见过的项目', 55, ['还没有走访过', '本周五到期']],
      ['滞后项目', 32, ['本周五到期', '进度落后 7.00 个百分点']],
      ['普通项目', 25, ['本周五到期']],
    ]);
    expect(view.items[3]).toMatchObject({ state: 'open', period: '2024-W42', periodEnd: '2024-10-20', visitId: null });
  });

  it.each([
    ['waits for verification', 'pending-verification', '2024-10-16', '1 个问题待现场核验'],
    ['waits for it overdue', 'pending-verification', '2024-10-15', '1 个超期问题待现场核验'],
    ['is worked on in time', 'in-progress', '2024-10-16', undefined],
    ['is worked on and late', 'in-progress', '2024-10-15', '1 个红灯问题'],
    ['is not signed for in time', 'assigned', undefined, '1 个红灯问题'],
    ['is closed', 'closed', '2024-10-15', undefined],
  ] as const)('knows an issue that %s', async (_, step, dueOn, text) => {
    const desk = await IssueDesk.open(app);
    await duty(desk.projectId);
    await seen(desk.projectId, '2024-10-16');
    await app.database.query(`update visit set visited_on = '2024-10-13'`);
    const { id } = await desk.at(step);
    if (dueOn) await app.database.query('update issue set due_on = $2 where id = $1', [id, dueOn]);
    else await app.database.query(`update issue set sign_due_on = '2024-10-15' where id = $1`, [id]);
    const texts = (await plan()).items[0]?.points.map((point) => point.text);
    expect(texts?.filter((words) => words.includes('问题'))).toEqual(text ? [text] : []);
  });

  it('ends with what was visited in the week, then what is excused', async () => {
    await duty(await project('免访'), { excuse: 'leave' });
    const visit = await seen(await due('已走访'), '2024-10-15');
    await due('待走访');
    const view = await plan();
    expect(names(view)).toEqual(['待走访', '已走访', '免访']);
    expect(view.items.map(({ state, visitId }) => [state, visitId])).toEqual([
      ['open', null],
      ['met', visit],
      ['excused', null],
    ]);
  });

  it('has the longer duties that the week lies in, but not what was met before it', async () => {
    const days: [string, string] = ['2024-10-01', '2024-10-31'];
    await duty(await project('每月'), { period: '2024-10', days, every: 'month' });
    const done = await duty(await project('每月已访'), { period: '2024-10', days, every: 'month' });
    await seen(done, '2024-10-08');
    const twice = await duty(await project('两项任务'));
    await duty(twice, { period: '2024-10', days, every: 'month' });
    expect((await plan()).items.map(({ projectName, period }) => [projectName, period])).toEqual([
      ['两项任务', '2024-W42'],
      ['每月', '2024-10'],
    ]);
  });

  it('says how far it is from one to the next, where places are known', async () => {
    await due('甲', [35.09, 112.6]);
    await due('乙', [35.1, 112.6]);
    await due('丙');
    await due('丁', [35.1, 112.61]);
    const view = await plan();
    expect(view.items.map(({ projectName, distanceBefore }) => [projectName, distanceBefore])).toEqual([
      ['丙', null],
      ['丁', null],
      ['甲', 1437],
      ['乙', 1112],
    ]);
    expect(view.unplaced).toBe(1);
  });

  it('plans a week to come for its first day, and gives no reasons for one that is over', async () => {
    const id = await project('甲');
    await duty(id, { period: '2024-W43', days: ['2024-10-21', '2024-10-27'] });
    await duty(id, { period: '2024-W40', days: ['2024-09-30', '2024-10-06'] });
    await seen(id, '2024-10-11');
    expect((await plan('officer', '2024-W43')).items[0]?.points.map(({ text }) => text)).toEqual(['已 10 天未走访']);
    const past = (await plan('officer', '2024-W40')).items[0];
    // Seen five days after its end, and not needed since: made up for.
    expect([past?.state, past?.points]).toEqual(['late', []]);
  });
});

describe('an order of one’s own', () => {
  it('holds, is counted, and is given back', async () => {
    const [a, b, c] = [await due('甲'), await due('乙'), await due('丙')];
    expect(names(await plan())).toEqual(['丙', '甲', '乙']);
    const kept = await put({ projectIds: [b, a, c], version: 0 });
    expect([kept.status, kept.body.version, kept.body.reordered, names(kept.body)]).toEqual([
      200,
      1,
      true,
      ['乙', '甲', '丙'],
    ]);
    expect(await plan()).toEqual(kept.body);
    expect((await put({ projectIds: [c, b, a], version: 1 })).body).toMatchObject({ version: 2 });
    const back = await put({ projectIds: [], version: 2 });
    expect([back.body.version, back.body.reordered, names(back.body)]).toEqual([3, false, ['丙', '甲', '乙']]);
  });

  it('goes on where duties have changed since', async () => {
    const [a, b] = [await due('甲'), await due('乙')];
    await put({ projectIds: [b, a], version: 0 });
    await due('丙');
    await app.database.query('delete from visit_duty where project_id = $1', [a]);
    await seen(b, '2024-10-16');
    expect(names(await plan())).toEqual(['丙', '乙']);
  });

  it('is refused with the current one when another was stored, and answers a repeated one again', async () => {
    const [a, b] = [await due('甲'), await due('乙')];
    await put({ projectIds: [b, a], version: 0 });
    expect((await put({ projectIds: [b, a], version: 0 })).body).toMatchObject({ version: 1 });
    const { status, body } = await put<Refused & { details: WeekPlanView }>({ projectIds: [a, b], version: 0 });
    expect([status, body.code, body.details.version, names(body.details)]).toEqual([409, 'stale', 1, ['乙', '甲']]);
  });

  it('is one of twenty that are sent at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => due(`项目${n}`)));
    const sent = ids.map((_, n) => [...ids.slice(n), ...ids.slice(0, n)]);
    for (const version of [0, 1]) {
      const answers = await Promise.all(sent.map((projectIds) => put({ projectIds, version })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
      expect((await plan()).version).toBe(version + 1);
    }
  });

  it('is of one person and one week', async () => {
    const [a, b] = [await due('甲'), await due('乙')];
    await duty(a, { period: '2024-W43', days: ['2024-10-21', '2024-10-27'] });
    await put({ projectIds: [b, a], version: 0 });
    expect((await plan('officer', '2024-W43')).version).toBe(0);
    expect((await plan('officer2')).version).toBe(0);
    expect((await plan('officer2')).items).toEqual([]);
  });

  it.each([
    ['the same project twice', (id: string) => ({ projectIds: [id, id.toUpperCase()], version: 0 }), 'projectIds'],
    ['what is no id', () => ({ projectIds: ['x'], version: 0 }), 'projectIds'],
    ['too many', () => ({ projectIds: Array.from({ length: 201 }, () => randomUUID()), version: 0 }), 'projectIds'],
    ['no list', () => ({ projectIds: 'x', version: 0 }), 'projectIds'],
    ['no version', (id: string) => ({ projectIds: [id] }), 'version'],
    ['a version below none', (id: string) => ({ projectIds: [id], version: -1 }), 'version'],
  ])('refuses %s', async (_, sent, field) => {
    const { status, body } = await put<Refused>(sent(await due('甲')));
    expect([status, body.details?.map((fault) => fault.field)]).toEqual([400, [field]]);
  });

  it('refuses a week that does not exist', async () => {
    expect((await put({ projectIds: [], version: 0 }, '2024-W53')).status).toBe(400);
    expect((await (await app.as('officer')).get('/api/duties/plan?week=2024-42')).status).toBe(400);
  });
});

describe('who plans', () => {
  it('shows each their own: a stand-in what they go to instead', async () => {
    await duty(await project('代访项目', null, 'officer2'), { officer: 'officer' });
    expect(names(await plan())).toEqual(['代访项目']);
    expect(names(await plan('officer2'))).toEqual([]);
    expect(names(await plan('supervisor'))).toEqual([]);
  });

  it.each(['handler', 'head', 'leader', 'admin'] as const)('is nothing for %s', async (actor) => {
    expect((await (await app.as(actor)).get('/api/duties/plan')).status).toBe(403);
    expect((await put({ projectIds: [], version: 0 }, '2024-W42', actor)).status).toBe(403);
  });
});
