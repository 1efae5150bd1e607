import { randomUUID } from 'node:crypto';
import {
  type CoverageView,
  type DutyRow,
  HandoverService,
  type HandoverView,
  type MatrixView,
  type ProjectDutiesView,
  repairNext,
} from '@app/duty';
import type { ListView, ProjectView } from '@app/project';
import { handlersOf } from '../apps/worker/handlers';
import { type Actor, type Answer, NOW, startApp, type TestApp, type UnitName } from './support';

interface List<T> {
  items: T[];
  total: number;
}
interface Refusal {
  code: string;
  details?: { field: string; message: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'stand_in', 'change_record');
});

const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};
const project = (name = '甲', officer: Actor | null = 'officer', unit: UnitName | null = 'bureau'): Promise<string> =>
  one(`insert into project (name, total_investment, officer_id, unit_id) values ($1, 100, $2, $3) returning id`, [
    name,
    officer && app.cast.people[officer],
    unit && app.cast.units[unit],
  ]);
const list = (name: string, every: string, year = 2024): Promise<string> =>
  one(`insert into project_list (name, year, kind, visit_every) values ($1, $2, 'other', $3) returning id`, [
    name,
    year,
    every,
  ]);
const join = (listId: string, projectId: string, from = '2024-01'): Promise<unknown> =>
  app.database.query('insert into list_member (list_id, project_id, from_month) values ($1, $2, $3)', [
    listId,
    projectId,
    from,
  ]);
const seen = (projectId: string, day: string): Promise<string> =>
  one(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     values (uuidv7(), $1, $2, $3::date + time '10:00', $3, '看过现场', '', now()) returning id`,
    [projectId, app.cast.people.officer, day],
  );

const send = async <T = Refusal>(
  actor: Actor,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
): Promise<Answer<T>> => (await app.as(actor)).request<T>(method, url, body);
const get = async <T>(url: string, actor: Actor = 'supervisor'): Promise<T> => {
  const { status, body, text } = await send<T>(actor, 'GET', url);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
};
const done = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
  const { status, body, text } = await answer;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body;
};
/** `period state` of each duty of a project, in the order of time. */
const states = async (projectId: string): Promise<string[]> => {
  const { weeks } = await get<ProjectDutiesView>(`/api/projects/${projectId}/duties?year=2024`);
  const cells = weeks.flatMap(({ period, state }) => (period === null ? [] : [`${period} ${state}`]));
  return [...new Set(cells)];
};
const periods = async (projectId: string): Promise<string[]> =>
  (
    (await app.database.query('select period from visit_duty where project_id = $1 order by starts, period', [
      projectId,
    ])) as { period: string }[]
  ).map(({ period }) => period);

describe('what came of a duty', () => {
  it('is met by a visit of its days, late by a second one within a week, missed or open', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id, '2024-08');
    // W36: a visit. W37: none; W38 has two, so the second makes up for it. W39: none, and one in W40, which W40 needs.
    for (const day of ['2024-09-05', '2024-09-18', '2024-09-20', '2024-09-30', '2024-10-16']) await seen(id, day);
    await app.repairDuties();
    expect((await states(id)).slice(5)).toEqual([
      ...['2024-W36 met', '2024-W37 late', '2024-W38 met', '2024-W39 missed', '2024-W40 met', '2024-W41 missed'],
      ...['2024-W42 met', '2024-W43 open', '2024-W44 open'],
      ...['2024-W45 open', '2024-W46 open', '2024-W47 open'],
    ]);
    const row = (await get<List<DutyRow>>('/api/visits/duties?week=2024-W37')).items[0];
    expect(row).toMatchObject({ state: 'late', met: false });
    expect(row?.visitId).not.toBeNull();
    expect((await get<List<DutyRow>>('/api/visits/duties?week=2024-W37&state=late')).total).toBe(1);
    expect((await get<List<DutyRow>>('/api/visits/duties?week=2024-W37&met=true')).total).toBe(0);
  });

  it('takes a visit only once: it makes up for the duty that ended last', async () => {
    const id = await project();
    const monthly = await list('区重点', 'month');
    await join(monthly, id, '2024-08');
    await app.repairDuties();
    // August and a week of September that some earlier rule asked for both end within seven days before the visit.
    await app.database.query(
      `insert into visit_duty (project_id, period, every, starts, ends, month) values ($1, '2024-W35', 'week', '2024-08-26', '2024-09-01', '2024-08')`,
      [id],
    );
    await seen(id, '2024-09-03');
    await seen(id, '2024-09-04');
    const rows = (await get<List<DutyRow>>('/api/visits/duties?week=2024-W35')).items;
    expect(Object.fromEntries(rows.map(({ period, state }) => [period, state]))).toEqual({
      '2024-W35': 'late',
      '2024-08': 'missed',
    });
  });

  it('counts the day of the visit, not the day it arrived, and asks nothing of a day beyond seven', async () => {
    const id = await project();
    await join(await list('区重点', 'month'), id, '2024-08');
    await app.repairDuties();
    await seen(id, '2024-09-08');
    expect((await states(id)).slice(0, 2)).toEqual(['2024-08 missed', '2024-09 met']);
    await done(
      send('officer', 'POST', '/api/visits', {
        projectId: id,
        visitedAt: '2024-08-31T23:50:00+08:00',
        note: '信号不好，晚几周才上传。',
      }),
    );
    expect((await states(id)).slice(0, 2)).toEqual(['2024-08 met', '2024-09 met']);
  });

  it.each([
    ['fortnight', '2024-W41/W42', '2024-W39/W40'],
    ['quarter', '2024-Q4', '2024-Q3'],
  ])('works for a %s as for a week', async (every, running, before) => {
    const id = await project();
    await join(await list('其他', every), id);
    await app.repairDuties();
    await seen(id, '2024-10-09');
    await seen(id, '2024-09-25');
    expect(await states(id)).toEqual(expect.arrayContaining([`${running} met`, `${before} met`]));
  });
});

describe('a change is a change of the rows at once', () => {
  it('of a rule, a membership, an officer, a unit', async () => {
    const supervisor = await app.as('supervisor');
    const id = await project();
    const monthly = await done(
      supervisor.post<ListView>('/api/project-lists', { name: '区重点', year: 2024, kind: 'district-key' }),
    );
    const member = `/api/project-lists/${monthly.id}/members/${id}`;
    await done(supervisor.put(member, { from: '2024-09' }));
    expect(await periods(id)).toEqual(['2024-09', '2024-10', '2024-11']);

    await done(supervisor.patch(`/api/project-lists/${monthly.id}`, { visitEvery: 'fortnight' }));
    // September was asked for as a month and stays that; what is not over follows the new rule.
    expect(await periods(id)).toEqual([...['2024-09', '2024-W41/W42', '2024-W43/W44', '2024-W45/W46', '2024-W47/W48']]);

    const { officer2 } = app.cast.people;
    await done(
      supervisor.patch<ProjectView>(`/api/projects/${id}`, { officerId: officer2, unitId: app.cast.units.power }),
    );
    const rows = await app.database.query(
      `select period, officer_id = $2 as passed, unit_id = $3 as moved from visit_duty where project_id = $1 order by starts`,
      [id, officer2, app.cast.units.power],
    );
    expect(rows[0]).toEqual({ period: '2024-09', passed: false, moved: false });
    expect(rows.slice(1).every((row: { passed: boolean; moved: boolean }) => row.passed && row.moved)).toBe(true);

    await done(supervisor.put(member, { from: '2024-09', to: '2024-10' }));
    expect(await periods(id)).toEqual(['2024-09', '2024-W41/W42', '2024-W43/W44']);
    await done(send('supervisor', 'DELETE', member));
    expect(await periods(id)).toEqual([]);
  });

  it('of the calendar', async () => {
    app.clock.set('2024-12-23T10:00:00+08:00');
    const id = await project();
    await join(await list('省重点', 'week', 2025), id, '2025-01');
    await app.repairDuties();
    expect(await periods(id)).toEqual(['2025-W01', '2025-W02', '2025-W03', '2025-W04', '2025-W05']);
    const admin = await app.as('admin');
    const notice = { notice: '国办发明电〔2024〕12号', publishedOn: '2024-11-12' };
    const seenNotice = await done(
      admin.post<{ days: object[]; token: string }>('/api/calendar/preview', {
        year: 2025,
        format: 'text',
        content: '元旦：2025年1月6日至12日放假调休，共7天。',
      }),
    );
    await done(admin.put('/api/calendar/2025', { ...notice, days: seenNotice.days, token: seenNotice.token }));
    expect(await periods(id)).toEqual(['2025-W01', '2025-W03', '2025-W04', '2025-W05']);
    await app.database.query('delete from calendar_year where year = 2025');
  });

  it('that another transaction takes back is none', async () => {
    const id = await project();
    const { status } = await send('supervisor', 'PUT', `/api/project-lists/${randomUUID()}/members/${id}`, {
      from: '2024-09',
    });
    expect([status, await periods(id)]).toEqual([404, []]);
  });
});

describe('the worker', () => {
  it('makes what is missing, batch by batch, and finds nothing to do the second time', async () => {
    const weekly = await list('省重点', 'week');
    for (const name of ['甲', '乙', '丙']) await join(weekly, await project(name), '2024-10');
    const run = () => app.database.transaction((tx) => repairNext(tx, '2024-10-16', null));
    expect(await run()).toEqual({ repaired: { inserted: 24, updated: 0, deleted: 0 }, next: null });
    expect(await run()).toEqual({ repaired: { inserted: 0, updated: 0, deleted: 0 }, next: null });
  });

  it('does both jobs, twice without harm', async () => {
    const handlers = handlersOf(app.app);
    await join(await list('省重点', 'week'), await project(), '2024-10');
    for (const job of ['duties', 'hand-over', 'duties', 'hand-over'] as const) await handlers[job]({});
    const rows = await app.database.query('select count(*)::int as n from visit_duty');
    // All of October 2024 is over by the clock of the database: five weeks; and those of November and December.
    expect(rows[0].n).toBeGreaterThanOrEqual(5);
  });

  it('and a change at the same time leave the rows right', async () => {
    const weekly = await list('省重点', 'week');
    const id = await project();
    await join(weekly, id, '2024-10');
    const officers: Actor[] = ['officer', 'officer2'];
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? app.repairDuties()
          : done(
              send('supervisor', 'PATCH', `/api/projects/${id}`, {
                officerId: app.cast.people[officers[(index >> 1) % 2] as Actor],
              }),
            ),
      ),
    );
    const [{ wrong }] = (await app.database.query(
      `select count(*) filter (where d.officer_id is distinct from p.officer_id)::int as wrong
         from visit_duty d join project p on p.id = d.project_id where d.ends >= '2024-10-16'`,
    )) as [{ wrong: number }];
    expect(wrong).toBe(0);
  });
});

describe('an excuse', () => {
  const reason = '企业停产检修，现场无人。';
  const excuse = (projectId: string, period: string, actor: Actor = 'supervisor', body: object = { reason }) =>
    send<DutyRow>(actor, 'PUT', `/api/duties/${projectId}/${period}/excuse`, body);

  it('is granted by a supervisor with a reason, stays, is on record, and can be taken back', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id, '2024-10');
    await app.repairDuties();
    expect(await done(excuse(id, '2024-W41'))).toMatchObject({
      period: '2024-W41',
      state: 'excused',
      excuseReason: reason,
    });
    await done(excuse(id, '2024-W41'));
    await app.repairDuties();
    expect(await get<CoverageView>('/api/visits/coverage?month=2024-10')).toMatchObject({
      ...{ due: 3, done: 0, missed: 1, excused: 1, coverage: '0.00' },
    });
    const records = await app.database.query(
      `select action, before, after, reason, actor_id as by from change_record where subject_kind = 'duty' and subject_id = $1`,
      [id],
    );
    expect(records).toEqual([
      {
        action: 'update',
        before: { period: '2024-W41', excuse: null, reason: null },
        after: { period: '2024-W41', excuse: 'granted', reason },
        reason,
        by: app.cast.people.supervisor,
      },
    ]);
    // The project's own page tells it too.
    const { items } = await get<{ items: object[] }>(`/api/projects/${id}/changes`);
    expect(items[0]).toMatchObject({
      ...{ kind: 'duty', action: 'update', actorName: '赵督办' },
      after: { period: '2024-W41', excuse: 'granted', reason },
    });
    expect(await done(send('supervisor', 'DELETE', `/api/duties/${id}/2024-W41/excuse`))).toMatchObject({
      ...{ state: 'missed', excuseReason: null },
    });
  });

  it('takes a duty out of what is due: met ÷ (due − excused)', async () => {
    const weekly = await list('省重点', 'week');
    for (const [name, day] of [
      ['甲', '2024-10-09'],
      ['乙', null],
      ['丙', null],
    ] as const) {
      const id = await project(name);
      await join(weekly, id, '2024-10');
      if (day) await seen(id, day);
      await app.repairDuties();
      if (name === '乙') await done(excuse(id, '2024-W41'));
    }
    const view = await get<CoverageView>('/api/visits/coverage?week=2024-W41');
    expect(view).toMatchObject({ period: '2024-W41', due: 3, done: 1, missed: 1, excused: 1, coverage: '50.00' });
    expect(view.month).toBeUndefined();
    expect(view.lists).toMatchObject([{ listId: weekly, due: 3, excused: 1, coverage: '50.00' }]);
  });

  it('of a fortnight is asked for with a tilde in the address', async () => {
    const id = await project();
    await join(await list('技改', 'fortnight'), id);
    await app.repairDuties();
    expect(await done(excuse(id, '2024-W41~W42'))).toMatchObject({ period: '2024-W41/W42', state: 'excused' });
  });

  it('is refused without a reason, to others, for nothing, and for what is met', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id, '2024-10');
    await seen(id, '2024-10-09');
    await app.repairDuties();
    const answer = async (...args: Parameters<typeof excuse>) => (await excuse(...args)).status;
    expect(await answer(id, '2024-W42', 'supervisor', { reason: ' ' })).toBe(400);
    expect(await answer(id, '2024-42')).toBe(400);
    expect(await answer(id, '2024-W30')).toBe(404);
    expect(await answer(randomUUID(), '2024-W42')).toBe(404);
    expect(await answer(id, '2024-W42', 'officer')).toBe(403);
    const { status, body } = await excuse(id, '2024-W41');
    expect([status, (body as unknown as Refusal).code]).toEqual([409, 'duty-met']);
  });
});

describe('coverage', () => {
  it('of a year adds up its months, each duty by the unit that answered for it then', async () => {
    const id = await project('甲', 'officer', 'power');
    await join(await list('区重点', 'month'), id);
    await app.repairDuties();
    for (const day of ['2024-03-05', '2024-04-08']) await seen(id, day);
    await done(send('supervisor', 'PATCH', `/api/projects/${id}`, { unitId: app.cast.units.land }));
    const year = await get<CoverageView>('/api/visits/coverage?year=2024');
    expect(year).toMatchObject({ period: '2024', due: 10, done: 2, missed: 7, coverage: '20.00' });
    expect(year.units).toMatchObject([
      { name: '供电公司', due: 9, done: 2 },
      { name: '自然资源和规划局', due: 1, done: 0 },
    ]);
    expect((await send('supervisor', 'GET', '/api/visits/coverage?week=2024-W53')).status).toBe(400);
  });
});

describe('the matrix', () => {
  it('shows projects by weeks with what was found, filtered and paged', async () => {
    const weekly = await list('省重点', 'week');
    const [a, b] = [await project('甲'), await project('乙', 'officer2', 'power')];
    for (const id of [a, b]) await join(weekly, id, '2024-09');
    await project('不在清单上');
    await app.repairDuties();
    for (const day of ['2024-09-25', '2024-09-30', '2024-10-09', '2024-10-15']) await seen(a, day);
    await done(
      send('officer2', 'POST', '/api/visits', {
        projectId: b,
        visitedAt: '2024-10-15T10:00:00+08:00',
        note: '看过现场。',
        issues: [{ title: '用电容量不足', categoryCode: 'power' }],
      }),
    );
    const view = await get<MatrixView>('/api/duties/matrix?until=2024-W42&weeks=4');
    expect(view.weeks).toEqual([
      { week: '2024-W39', starts: '2024-09-23', ends: '2024-09-29', workdays: 6 },
      { week: '2024-W40', starts: '2024-09-30', ends: '2024-10-06', workdays: 1 },
      { week: '2024-W41', starts: '2024-10-07', ends: '2024-10-13', workdays: 5 },
      { week: '2024-W42', starts: '2024-10-14', ends: '2024-10-20', workdays: 5 },
    ]);
    const shown = ({ items }: MatrixView) =>
      items.map(({ projectName, cells }) => [projectName, cells.map(({ state, found }) => `${state} ${found}`).join()]);
    expect(view.total).toBe(2);
    expect(shown(view)).toEqual([
      ['甲', 'met 0,met 0,met 0,met 0'],
      ['乙', 'missed 0,missed 0,missed 0,met 1'],
    ]);
    const names = async (query: string, actor: Actor = 'supervisor') =>
      (await get<MatrixView>(`/api/duties/matrix?until=2024-W42&weeks=4&${query}`, actor)).items.map(
        ({ projectName }) => projectName,
      );
    expect(await names('only=missed')).toEqual(['乙']);
    expect(await names('only=issues')).toEqual(['乙']);
    expect(await names('only=photos-reused')).toEqual([]);
    expect(await names(`unitId=${app.cast.units.power}`)).toEqual(['乙']);
    expect(await names(`listId=${weekly}&q=${encodeURIComponent('甲')}`)).toEqual(['甲']);
    expect(await names('pageSize=1&page=2')).toEqual(['乙']);
    expect(await names('', 'head')).toEqual(['乙']);
    for (const query of ['weeks=3', 'weeks=54', 'until=2024-W53', 'only=all'])
      expect((await send('supervisor', 'GET', `/api/duties/matrix?${query}`)).status).toBe(400);
    // The first week that is counted: the month before it is none.
    expect((await send('supervisor', 'GET', '/api/duties/matrix?until=2000-W01')).status).toBe(200);
    expect((await send('officer', 'GET', '/api/duties/matrix')).status).toBe(403);
  });

  it('says how far a project is behind as of the last month that is over', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id, '2024-09');
    await app.repairDuties();
    await app.database.query(
      `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at) values ($1, 2024, '2024-01', 100, 'with-preliminary', now())`,
      [id],
    );
    await app.database.query(
      `insert into progress_entry (project_id, month, completed, basis, physical_progress, entered_at)
       values ($1, '2024-09', 60, 'with-preliminary', '', now()), ($1, '2024-10', 40, 'with-preliminary', '', now())`,
      [id],
    );
    expect((await get<MatrixView>('/api/duties/matrix')).items).toMatchObject([{ gap: '-15.00', every: 'week' }]);
  });
});

describe('the strip of a project', () => {
  it('is its weeks, for whoever may see the project', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id);
    await app.repairDuties();
    await seen(id, '2024-10-09');
    const strip = await get<ProjectDutiesView>(`/api/projects/${id}/duties`, 'officer');
    expect(strip.weeks).toHaveLength(53);
    expect(strip.weeks.at(-2)).toMatchObject({ week: '2024-W41', state: 'met', visitIds: [expect.any(String)] });
    expect(strip).toMatchObject({ due: 42, done: 1, coverage: '2.38' });
    expect((await send('officer2', 'GET', `/api/projects/${id}/duties`)).status).toBe(404);
  });
});

describe('a handover', () => {
  const arrange = (body: object) => send<HandoverView>('supervisor', 'POST', '/api/handovers', body);
  const next = (now: string) => app.database.transaction((tx) => app.app.get(HandoverService).next(tx, new Date(now)));

  it('waits for its day, then the project and its open duties pass on, once', async () => {
    const id = await project();
    await join(await list('省重点', 'week'), id, '2024-10');
    await app.repairDuties();
    const { officer2 } = app.cast.people;
    const sent = { id: randomUUID(), projectId: id, officerId: officer2, from: '2024-10-21', note: '片区调整' };
    expect(await done(arrange(sent))).toMatchObject({
      ...{ state: 'waiting', officerName: '王专员', fromOfficerName: '李专员', projectName: '甲' },
    });
    expect(await done(arrange(sent))).toMatchObject({ id: sent.id, state: 'waiting' });
    expect((await arrange({ ...sent, note: '别的' })).status).toBe(409);
    expect((await arrange({ ...sent, id: randomUUID() })).status).toBe(409);
    expect(await next('2024-10-20T23:59:00+08:00')).toBe(false);
    app.clock.set('2024-10-21T00:01:00+08:00');
    expect([await next('2024-10-21T00:01:00+08:00'), await next('2024-10-21T00:01:00+08:00')]).toEqual([true, false]);
    const rows: { period: string; passed: boolean }[] = await app.database.query(
      'select period, officer_id = $2 as passed from visit_duty where project_id = $1 order by starts',
      [id, officer2],
    );
    expect(rows.filter(({ passed }) => !passed).map(({ period }) => period)).toEqual([
      '2024-W40',
      '2024-W41',
      '2024-W42',
    ]);
    expect((await get<List<HandoverView>>('/api/handovers?state=done')).items).toMatchObject([
      { id: sent.id, fromOfficerName: '李专员', officerName: '王专员' },
    ]);
    const [record] = await app.database.query(
      `select actor_id as by, before, after from change_record where subject_kind = 'project' and subject_id = $1`,
      [id],
    );
    expect(record).toEqual({
      ...{ by: null, before: { officerId: app.cast.people.officer }, after: { officerId: officer2 } },
    });
    expect((await send('supervisor', 'DELETE', `/api/handovers/${sent.id}`)).status).toBe(409);
  });

  it('sent many times at once under one id is one, and each time the same answer', async () => {
    const body = {
      id: randomUUID(),
      projectId: await project(),
      officerId: app.cast.people.officer2,
      from: '2024-10-20',
    };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send('supervisor', 'POST', '/api/handovers', body)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('of today is done at once, and one that waits can be taken back', async () => {
    const [a, b] = [await project('甲'), await project('乙')];
    const { officer2 } = app.cast.people;
    expect(await done(arrange({ projectId: a, officerId: officer2, from: '2024-10-16', note: '' }))).toMatchObject({
      state: 'done',
    });
    expect(await get<ProjectView>(`/api/projects/${a}`)).toMatchObject({ officerId: officer2, version: 2 });
    const waiting = await done(arrange({ projectId: b, officerId: officer2, from: '2024-10-17', note: '' }));
    for (let times = 0; times < 2; times += 1)
      expect((await send('supervisor', 'DELETE', `/api/handovers/${waiting.id}`)).status).toBe(204);
    expect(await next('2024-10-18T00:01:00+08:00')).toBe(false);
  });

  it.each([
    ['officerId', () => ({ officerId: app.cast.people.handler })],
    ['officerId', () => ({ officerId: app.cast.people.officer })],
    ['from', () => ({ from: '2024-10-15' })],
  ])('with a wrong %s is refused with a sentence', async (field, wrong) => {
    const body = { projectId: await project(), officerId: app.cast.people.officer2, from: '2024-10-20', ...wrong() };
    const { status, body: refusal } = await send<Refusal>('supervisor', 'POST', '/api/handovers', body);
    expect([status, refusal.details?.[0]?.field]).toEqual([400, field]);
  });
});

describe('a list may ask for a photo, a project has a place', () => {
  it('and says what the photo is for', async () => {
    const supervisor = await app.as('supervisor');
    const body = { name: '技改', year: 2024, kind: 'other', visitEvery: 'fortnight', photoRequired: true };
    const { status, body: refusal } = await supervisor.post<Refusal>('/api/project-lists', body);
    expect([status, refusal.details?.[0]?.field]).toEqual([400, 'photoPurpose']);
    const made = await done(supervisor.post<ListView>('/api/project-lists', { ...body, photoPurpose: '补助核查' }));
    expect(made).toMatchObject({ visitEvery: 'fortnight', photoRequired: true, photoPurpose: '补助核查' });
    expect((await supervisor.patch(`/api/project-lists/${made.id}`, { photoPurpose: '' })).status).toBe(400);
    const id = await project();
    await done(supervisor.put(`/api/project-lists/${made.id}/members/${id}`, { from: '2024-10' }));
    expect((await get<List<DutyRow>>('/api/visits/duties', 'officer')).items).toMatchObject([
      { photoRequired: true, photoPurpose: '补助核查', every: 'fortnight' },
    ]);
  });

  it('and both degrees or none', async () => {
    const id = await project();
    const patch = (body: object) => send<ProjectView & Refusal>('supervisor', 'PATCH', `/api/projects/${id}`, body);
    expect((await patch({ latitude: 35.2 })).body.details?.[0]?.field).toBe('longitude');
    expect((await patch({ latitude: 91, longitude: 1 })).status).toBe(400);
    expect((await patch({ latitude: 35.123456, longitude: 113.2 })).body).toMatchObject({
      ...{ latitude: 35.123456, longitude: 113.2, version: 2 },
    });
    expect((await patch({ latitude: 35.123456 })).body.version).toBe(2);
    expect((await patch({ latitude: null, longitude: null })).body).toMatchObject({ latitude: null, longitude: null });
  });
});
