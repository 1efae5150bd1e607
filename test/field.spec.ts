import { randomUUID } from 'node:crypto';
import type { FieldView } from '@app/duty';
import { type Actor, IssueDesk, NOW, startApp, type TestApp } from './support';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'ledger_counter', 'seal_queue', 'phrase');
});

const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};
const project = (name: string, officer: Actor | null = 'officer'): Promise<string> =>
  one(
    `insert into project (name, owner_name, address, total_investment, officer_id, latitude, longitude)
     values ($1, '某某公司', '园区路1号', 100, $2, 35.1, 113.2) returning id`,
    [name, officer && app.cast.people[officer]],
  );
const duty = (projectId: string, officer: Actor, more: { period?: string; starts?: string; ends?: string } = {}) =>
  app.database.query(
    `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id)
     values ($1, $2, 'week', $3, $4, left($4::date::text, 7), $5)`,
    [
      projectId,
      more.period ?? '2024-W42',
      more.starts ?? '2024-10-14',
      more.ends ?? '2024-10-20',
      app.cast.people[officer],
    ],
  );
const seen = (projectId: string, at: string, more: { note?: string; completed?: string; words?: string } = {}) =>
  one(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, completed, physical_progress, body_hash, created_at)
     values (uuidv7(), $1, $2, $3, $3::timestamptz::date, $4, $5, $6, '', now()) returning id`,
    [projectId, app.cast.people.officer, at, more.note ?? '看过现场', more.completed ?? null, more.words ?? null],
  );
const entry = (projectId: string, month: string, completed: string, enteredAt = `${month}-28`) =>
  app.database.query(
    `insert into progress_entry (project_id, month, completed, basis, physical_progress, entered_at)
     values ($1, $2, $3, 'without-preliminary', '主体封顶', $4)`,
    [projectId, month, completed, enteredAt],
  );
const bundle = async (actor: Actor, query = ''): Promise<FieldView> => {
  const { status, body } = await (await app.as(actor)).get<FieldView>(`/api/field${query}`);
  expect(status).toBe(200);
  return body;
};

describe('who takes what along', () => {
  it('gives an officer their own projects, and nothing of others', async () => {
    await project('丁项目', 'officer2');
    await project('乙项目');
    await project('甲项目');
    const mine = await bundle('officer');
    expect(mine.projects.map(({ name }) => name)).toEqual(['甲项目', '乙项目']);
    expect(mine.me).toEqual({ id: app.cast.people.officer, name: '李专员', unitName: '经济发展局' });
    expect([mine.asOf, mine.today, mine.week, mine.cut]).toEqual([NOW, '2024-10-16', '2024-W42', false]);
    expect((await bundle('officer2')).projects.map(({ name }) => name)).toEqual(['丁项目']);
  });

  it('gives a supervisor the project whose code they read, and no other', async () => {
    const id = await project('甲项目');
    await project('乙项目');
    expect((await bundle('supervisor')).projects).toEqual([]);
    expect((await bundle('supervisor', `?projectId=${id}`)).projects.map(({ name }) => name)).toEqual(['甲项目']);
  });

  it('adds no project that the officer may not visit, and none twice', async () => {
    const mine = await project('甲项目');
    const others = await project('丁项目', 'officer2');
    for (const asked of [others, mine, randomUUID()]) {
      expect((await bundle('officer', `?projectId=${asked}`)).projects.map(({ id }) => id)).toEqual([mine]);
    }
  });

  it.each(['handler', 'head', 'leader', 'admin'] as const)('has nothing for %s', async (actor) => {
    expect((await (await app.as(actor)).get('/api/field')).status).toBe(403);
  });

  it('has nothing without sign-in, and refuses what is no id', async () => {
    expect((await app.anonymous.get('/api/field')).status).toBe(401);
    expect((await (await app.as('officer')).get('/api/field?projectId=x')).status).toBe(400);
  });

  it('cuts at two hundred, keeps those with a duty and the one asked for, and says so', async () => {
    await app.database.query(
      `insert into project (name, total_investment, officer_id) select '项目' || lpad(n::text, 3, '0'), 1, $1 from generate_series(1, 203) n`,
      [app.cast.people.officer],
    );
    const last = await one(`select id from project where name = '项目203'`);
    const asked = await one(`select id from project where name = '项目202'`);
    await duty(last, 'officer');
    const { projects, cut } = await bundle('officer', `?projectId=${asked}`);
    expect([projects.length, cut]).toEqual([201, true]);
    expect(projects.map(({ id }) => id)).toEqual(expect.arrayContaining([last, asked]));
    expect((await bundle('officer')).projects).toHaveLength(200);
  });
});

describe('what is known of a project', () => {
  it('says place, duty, photo rule and the visit before', async () => {
    const id = await project('甲项目');
    await duty(id, 'officer');
    await seen(id, '2024-10-01T10:00:00+08:00', { note: '较早的' });
    const visit = await seen(id, '2024-10-08T10:00:00+08:00', { note: '基础施工' });
    const list = await one(
      `insert into project_list (name, year, kind, visit_every, photo_required, photo_purpose)
       values ('省重点', 2024, 'provincial-key', 'week', true, '上级要求影像资料') returning id`,
    );
    await app.database.query(`insert into list_member (list_id, project_id, from_month) values ($1, $2, '2024-01')`, [
      list,
      id,
    ]);
    expect((await bundle('officer')).projects[0]).toEqual({
      id,
      name: '甲项目',
      ownerName: '某某公司',
      address: '园区路1号',
      latitude: 35.1,
      longitude: 113.2,
      duty: { period: '2024-W42', periodEnd: '2024-10-20', state: 'open', every: 'week' },
      points: ['本周五到期', '已 8 天未走访', '走访时须拍照：上级要求影像资料'],
      photo: { required: true, purpose: '上级要求影像资料' },
      lastVisit: { id: visit, visitedOn: '2024-10-08', officerName: '李专员', note: '基础施工' },
      progress: null,
      issues: [],
    });
    await seen(id, '2024-10-15T10:00:00+08:00');
    expect((await bundle('officer')).projects[0]?.duty?.state).toBe('met');
    await app.database.query(`update list_member set to_month = '2024-09'`);
    expect((await bundle('officer')).projects[0]?.photo).toEqual({ required: false, purpose: null });
  });

  it.each([
    ['nothing', [], [], null],
    [
      'last month’s entry',
      [
        ['2024-08', '10'],
        ['2024-09', '12.5000'],
      ],
      [],
      ['2024-09', '12.5', '主体封顶', 'entry', false],
    ],
    ['no entry of a month to come', [['2024-11', '1']], [], null],
    [
      'what a visit of this month told',
      [['2024-09', '12.5']],
      [['2024-10-09', '3.2', '二层']],
      ['2024-10', '3.2', '二层', 'visit', true],
    ],
    ['words without a number', [], [['2024-10-09', undefined, '二层']], ['2024-10', null, '二层', 'visit', true]],
    ['nothing of a visit that told nothing', [], [['2024-10-09', undefined, undefined]], null],
    [
      'the entry that came after the visit',
      [['2024-10', '4', '2024-10-10']],
      [['2024-10-09', '3.2', '二层']],
      ['2024-10', '4', '主体封顶', 'entry', true],
    ],
    [
      'the visit that came after the entry',
      [['2024-10', '4', '2024-10-08']],
      [['2024-10-09', '5', '三层']],
      ['2024-10', '5', '三层', 'visit', true],
    ],
  ] as const)('begins the progress with %s', async (_, entries, visits, expected) => {
    const id = await project('甲项目');
    for (const [month, completed, at] of entries) await entry(id, month, completed, at);
    for (const [day, completed, words] of visits) await seen(id, `${day}T10:00:00+08:00`, { completed, words });
    const progress = (await bundle('officer')).projects[0]?.progress;
    expect(
      progress && [
        progress.month,
        progress.completed,
        progress.physicalProgress,
        progress.source,
        progress.monthIsRunning,
      ],
    ).toEqual(expected);
  });

  it('carries open problems, what waits for verification first, and no closed ones', async () => {
    const desk = await IssueDesk.open(app, '甲项目');
    await desk.at('closed');
    const assigned = await desk.at('assigned');
    const waiting = await desk.at('pending-verification');
    const fresh = await desk.registered({ severity: 'high' });
    const { projects } = await bundle('officer');
    expect(projects[0]?.issues.map(({ id }) => id)).toEqual([waiting.id, assigned.id, fresh.id]);
    expect(projects[0]?.issues[0]).toEqual({
      id: waiting.id,
      number: waiting.number,
      title: '施工用电容量不足',
      state: 'pending-verification',
      severity: 'medium',
      light: 'green',
      categoryName: '用电',
      leadUnitName: '供电公司',
      dueOn: waiting.dueOn,
      daysLeft: 10,
      waitsForVerification: true,
    });
    expect(projects[0]?.points).toEqual(['1 个问题待现场核验', '还没有走访过']);
  });

  it('carries at most fifty of them', async () => {
    const desk = await IssueDesk.open(app, '甲项目');
    const { id } = await desk.registered();
    await app.database.query(
      `insert into issue (id, ledger_id, number, year, sequence, project_id, title, description, category_code, severity,
                          state, registered_by, registered_at, touched_at, body_hash)
       select uuidv7(), ledger_id, 'X-' || n, year, 1000 + n, project_id, title, description, category_code, severity,
              state, registered_by, registered_at, touched_at, ''
         from issue cross join generate_series(1, 60) n where issue.id = $1`,
      [id],
    );
    expect((await bundle('officer')).projects[0]?.issues).toHaveLength(50);
  });
});

describe('what is known everywhere', () => {
  it('offers categories that are in use, severities, and phrases: my own first', async () => {
    await app.database.query(`insert into phrase (action, text) values ('visit', '现场停工。'), ('sign', '已签收。')`);
    const officer = await app.as('officer');
    expect((await officer.post('/api/phrases', { action: 'visit', text: '塔吊正常运转。' })).status).toBe(201);
    await (await app.as('officer2')).post('/api/phrases', { action: 'visit', text: '别人的。' });
    await app.database.query(`update issue_category set active = code <> 'land'`);
    const { categories, severities, phrases } = await bundle('officer');
    await app.database.query('update issue_category set active = true');
    expect(categories).toEqual([
      { code: 'power', name: '用电' },
      { code: 'other', name: '其他' },
    ]);
    expect(severities.map(({ name }) => name)).toEqual(['一般', '较重', '严重']);
    expect(phrases).toEqual(['塔吊正常运转。', '现场停工。']);
  });

  it('carries the order of the week with its version', async () => {
    const [a, b] = [await project('甲项目'), await project('乙项目')];
    await duty(a, 'officer');
    await duty(b, 'officer');
    const officer = await app.as('officer');
    expect(await bundle('officer')).toMatchObject({ planVersion: 0, order: [a, b] });
    await officer.put('/api/duties/plan/2024-W42', { projectIds: [b, a], version: 0 });
    expect(await bundle('officer')).toMatchObject({ planVersion: 1, order: [b, a] });
  });
});
