import { randomUUID } from 'node:crypto';
import { CalendarService, type Month, mondaysOfMonth } from '@app/platform';
import { countedDuties, type CoverageView, type DutyRow } from '@app/duty';
import type { VisitRow, VisitView } from '@app/visit';
import { type Actor, NOW, startApp, type TestApp, type UnitName } from './support';

interface List<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}
interface Refusal {
  code: string;
  message: string;
  details?: { field: string; message: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'ledger_counter', 'seal_queue');
});

const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};
const count = async (table: 'visit' | 'issue' | 'issue_event'): Promise<number> => {
  const [row] = (await app.database.query(`select count(*)::int as n from ${table}`)) as [{ n: number }];
  return row.n;
};

const project = (
  name = '富锶项目',
  officer: Actor | null = 'officer',
  unit: UnitName | null = 'bureau',
): Promise<string> =>
  one(
    `insert into project (name, owner_name, address, total_investment, officer_id, unit_id)
     values ($1, '某某公司', '园区路1号', 100, $2, $3) returning id`,
    [name, officer && app.cast.people[officer], unit && app.cast.units[unit]],
  );

const list = (name: string, every: 'week' | 'month' | 'none', year = 2024): Promise<string> =>
  one(`insert into project_list (name, year, kind, visit_every) values ($1, $2, 'other', $3) returning id`, [
    name,
    year,
    every,
  ]);

const join = (listId: string, projectId: string, from = '2024-01', to: string | null = null): Promise<unknown> =>
  app.database.query('insert into list_member (list_id, project_id, from_month, to_month) values ($1, $2, $3, $4)', [
    listId,
    projectId,
    from,
    to,
  ]);

const seen = (projectId: string, day: string): Promise<string> =>
  one(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     values (uuidv7(), $1, $2, $3::date + time '10:00', $3, '看过现场', '', now()) returning id`,
    [projectId, app.cast.people.officer, day],
  );

const body = (projectId: string, more: object = {}): object => ({
  projectId,
  visitedAt: '2024-10-16T09:30:00+08:00',
  note: '主体施工正常，用电不足。',
  ...more,
});
const twoIssues = [
  { title: '110kV 专线未通', description: '影响投产', categoryCode: 'power', severity: 'high' },
  { title: '用地手续未办结', categoryCode: 'land' },
];
const post = async <T = VisitView>(actor: Actor, sent: object): Promise<{ status: number; body: T }> =>
  (await app.as(actor)).post<T>('/api/visits', sent);
const get = async <T>(actor: Actor, url: string): Promise<{ status: number; body: T }> =>
  (await app.as(actor)).get<T>(url);

describe('logging a visit', () => {
  it('keeps the visit with what it found', async () => {
    const projectId = await project();
    const location = { latitude: 35.123456, longitude: 113.654321, accuracy: 12.5 };
    const { status, body: visit } = await post('officer', body(projectId, { issues: twoIssues, location }));
    expect(status).toBe(201);
    expect(visit).toMatchObject({
      projectId,
      projectName: '富锶项目',
      officerId: app.cast.people.officer,
      officerName: '李专员',
      visitedAt: '2024-10-16T09:30:00+08:00',
      visitedOn: '2024-10-16',
      note: '主体施工正常，用电不足。',
      location,
      issueCount: 2,
    });
    expect(visit.issues.map(({ number, title, state }) => [number, title, state])).toEqual([
      ['WT-2024-0001', '110kV 专线未通', 'registered'],
      ['WT-2024-0002', '用地手续未办结', 'registered'],
    ]);
    expect((await get('officer', `/api/visits/${visit.id}`)).body).toEqual(visit);
    expect(await count('issue_event')).toBe(2);
  });

  it.each([
    ['late in the evening of another zone', '2024-10-15T20:00:00Z', '2024-10-16'],
    ['just before midnight', '2024-10-15T23:59:59+08:00', '2024-10-15'],
    ['three months ago, by a phone that had no signal', '2024-07-10T10:00:00+08:00', '2024-07-10'],
    ['a few minutes ahead, by a phone that runs fast', '2024-10-16T10:09:00+08:00', '2024-10-16'],
  ])('counts it for the Shanghai day: %s', async (_, visitedAt, day) => {
    const { status, body: visit } = await post('officer', body(await project(), { visitedAt }));
    expect([status, visit.visitedOn]).toEqual([201, day]);
  });

  it.each([
    ['visitedAt', { visitedAt: '2024-10-16T10:11:00+08:00' }, '不能晚于现在'],
    ['visitedAt', { visitedAt: '2024-02-31T10:00:00+08:00' }, '带时区的时间'],
    ['visitedAt', { visitedAt: '2024-10-16T09:30:00' }, '带时区的时间'],
    ['note', { note: '  ' }, '请填写走访情况'],
    ['note', { note: 'a\0b' }, '无法保存的字符'],
    ['note', { note: undefined }, '请填写走访情况'],
    ['projectId', { projectId: 'x' }, '编号格式不对'],
    ['location.latitude', { location: { latitude: 91, longitude: 1 } }, '-90 至 90'],
    ['location.longitude', { location: { latitude: 1 } }, '经度'],
    ['location', { location: [1, 2] }, '位置应含'],
    ['issues.0.title', { issues: [{}] }, '问题标题'],
    ['issues.1.severity', { issues: [{ title: '没有水' }, { title: '没有路', severity: 'huge' }] }, '严重程度'],
    ['issues', { issues: {} }, '列表'],
    ['issues', { issues: Array.from({ length: 21 }, () => ({ title: '没有水' })) }, '最多登记 20 个'],
    ['officerId', { officerId: randomUUID() }, '不认识的字段'],
  ])('refuses a wrong %s with a sentence that names it', async (field, wrong, words) => {
    const { status, body: refusal } = await post<Refusal>('officer', body(await project(), wrong));
    expect([status, refusal.code]).toEqual([400, 'validation']);
    expect(refusal.details).toEqual([{ field, message: expect.stringContaining(words) as string }]);
    expect(await count('visit')).toBe(0);
  });

  it.each([
    ['a list within the list', { issues: [[{ title: '嵌套' }]] }, 'issues'],
    ['half an emoji', { issues: [{ title: '停电\ud83d' }] }, 'issues.0.title'],
    ['an offset of a day', { visitedAt: '2024-10-16T09:30:00+24:00' }, 'visitedAt'],
  ])('refuses %s', async (_, change, field) => {
    const { status, body: refusal } = await post<Refusal>('officer', body(await project(), change));
    expect([status, refusal.details?.[0]?.field]).toEqual([400, field]);
  });

  it('keeps nothing when one of the problems is wrong', async () => {
    const issues = [...twoIssues, { title: '类别不存在', categoryCode: 'no-such' }];
    const { status } = await post('officer', body(await project(), { issues }));
    expect(status).toBe(400);
    expect([await count('visit'), await count('issue')]).toEqual([0, 0]);
    const next = await post('officer', body(await project('另一个'), { issues: twoIssues }));
    expect(next.body.issues[0]?.number).toBe('WT-2024-0001');
  });

  it('is for the officer of the project, and for supervisors', async () => {
    const projectId = await project();
    const statuses = await Promise.all(
      (['officer2', 'supervisor', 'handler', 'head', 'leader', 'admin'] as Actor[]).map(
        async (actor) => [actor, (await post(actor, body(projectId))).status] as const,
      ),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      officer2: 404,
      supervisor: 201,
      handler: 403,
      head: 403,
      leader: 403,
      admin: 403,
    });
    expect((await post('officer', body(randomUUID()))).status).toBe(404);
    expect((await app.anonymous.post('/api/visits', body(projectId))).status).toBe(401);
  });
});

describe('the same visit sent again', () => {
  const id = '01928f3e-7c00-7000-8000-000000000001';
  const issueId = '01928f3e-7c00-7000-8000-000000000002';

  it('answers as the first time and logs nothing twice', async () => {
    const sent = body(await project(), { id, issues: [{ id: issueId, ...twoIssues[0] }, twoIssues[1]] });
    const first = await post('officer', sent);
    expect(first.body).toMatchObject({ id, issues: [{ id: issueId }, {}] });
    app.clock.set('2024-10-20T10:00:00+08:00');
    const again = await post('officer', sent);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([await count('visit'), await count('issue')]).toEqual([1, 2]);
  });

  it('twenty times at once is one visit', async () => {
    const sent = body(await project(), { id, issues: twoIssues });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('officer', sent)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    for (const { body: visit } of answers) expect(visit).toEqual(answers[0]?.body);
    expect([await count('visit'), await count('issue')]).toEqual([1, 2]);
  });

  it('still answers when the project has passed to another officer since', async () => {
    const projectId = await project();
    const sent = body(projectId, { id });
    const first = await post('officer', sent);
    await app.database.query('update project set officer_id = $1', [app.cast.people.officer2]);
    expect(await post('officer', sent)).toMatchObject({ status: 201, body: first.body });
  });

  it('with another body is refused', async () => {
    const projectId = await project();
    await post('officer', body(projectId, { id }));
    const { status, body: refusal } = await post<Refusal>('officer', body(projectId, { id, note: '别的内容' }));
    expect([status, refusal.code]).toEqual([409, 'same-id-other-body']);
  });

  it('without an id of its own is refused when its problem was registered by the first', async () => {
    const projectId = await project();
    const issues = [{ id: randomUUID(), title: '110kV 专线未通' }];
    expect((await post('officer', body(projectId, { issues }))).status).toBe(201);
    const { status, body: refusal } = await post<Refusal>('officer', body(projectId, { issues }));
    expect([status, refusal.code, await count('visit')]).toEqual([409, 'same-id-other-body', 1]);
  });

  it('with a problem of somebody else is refused whole, and takes no number', async () => {
    const projectId = await project();
    const issues = [{ id: issueId, ...twoIssues[0] }, twoIssues[1]];
    expect((await post('officer', body(projectId, { issues }))).status).toBe(201);
    const { status } = await post<Refusal>('supervisor', body(projectId, { issues }));
    expect([status, await count('visit'), await count('issue')]).toEqual([403, 1, 2]);
    const [counter] = await app.database.query<{ last: number }[]>('select max(last) as last from ledger_counter');
    expect(counter?.last).toBe(2);
  });

  it('by somebody else is refused', async () => {
    const projectId = await project();
    await post('officer', body(projectId, { id }));
    const { status, body: refusal } = await post<Refusal>('supervisor', body(projectId, { id }));
    expect([status, refusal.code]).toEqual([403, 'id-of-another']);
  });
});

describe('reading visits', () => {
  it('tells places project by project only, so that no list is a track', async () => {
    const projectId = await project();
    const location = { latitude: 35.1, longitude: 113.2 };
    await post('officer', body(projectId, { location }));
    const places = async (query: string) =>
      (await get<List<VisitRow>>('supervisor', `/api/visits${query}`)).body.items.map((visit) => visit.location);
    expect(await places(`?projectId=${projectId}`)).toEqual([location]);
    expect(await places('')).toEqual([null]);
    expect(await places(`?officerId=${app.cast.people.officer}`)).toEqual([null]);
    expect(await places(`?projectId=${projectId}&officerId=${app.cast.people.officer}`)).toEqual([null]);
  });

  it('is cut to what one may see', async () => {
    const mine = await project();
    const other = await project('别人的项目', 'officer2', 'power');
    await seen(mine, '2024-10-14');
    await post('officer2', body(other));
    const totals = await Promise.all(
      (['officer', 'officer2', 'handler', 'handler2', 'supervisor', 'leader'] as Actor[]).map(
        async (actor) => [actor, (await get<List<VisitRow>>(actor, '/api/visits')).body.total] as const,
      ),
    );
    expect(Object.fromEntries(totals)).toEqual({
      officer: 1,
      officer2: 1,
      handler: 1,
      handler2: 0,
      supervisor: 2,
      leader: 2,
    });
    const [first] = (await get<List<VisitRow>>('officer2', '/api/visits')).body.items;
    expect((await get('officer', `/api/visits/${first?.id}`)).status).toBe(404);
    expect((await get('supervisor', `/api/visits/${randomUUID()}`)).status).toBe(404);
  });

  it('tells a department of those problems only that it may know of', async () => {
    const projectId = await project('供电公司的项目', 'officer', 'power');
    const { body: visit } = await post('officer', body(projectId, { issues: twoIssues }));
    const ours = visit.issues[1]?.id;
    await app.database.query('update issue set lead_unit_id = $2 where id = $1', [ours, app.cast.units.power]);
    const seenBy = async (actor: Actor) =>
      (await get<VisitView>(actor, `/api/visits/${visit.id}`)).body.issues.map(({ id }) => id);
    expect(await seenBy('handler')).toEqual([ours]);
    expect(await seenBy('supervisor')).toHaveLength(2);
    expect(await seenBy('officer')).toHaveLength(2);
  });

  it('filters by project, person and days, newest first, paged', async () => {
    const a = await project('甲');
    const b = await project('乙');
    for (const day of ['2024-10-07', '2024-10-10', '2024-10-14']) await seen(a, day);
    await seen(b, '2024-10-11');
    const days = async (query: string): Promise<string[]> =>
      (await get<List<VisitRow>>('supervisor', `/api/visits?${query}`)).body.items.map(({ visitedOn }) => visitedOn);
    expect(await days('')).toEqual(['2024-10-14', '2024-10-11', '2024-10-10', '2024-10-07']);
    expect(await days(`projectId=${a}`)).toEqual(['2024-10-14', '2024-10-10', '2024-10-07']);
    expect(await days('from=2024-10-10&to=2024-10-11')).toEqual(['2024-10-11', '2024-10-10']);
    expect(await days(`officerId=${app.cast.people.officer2}`)).toEqual([]);
    expect(await days('pageSize=3&page=2')).toEqual(['2024-10-07']);
    expect((await get('supervisor', '/api/visits?from=2024-02-31')).status).toBe(400);
  });
});

describe('duties', () => {
  const duties = async (actor: Actor, query = ''): Promise<DutyRow[]> => {
    await app.repairDuties();
    return (await get<List<DutyRow>>(actor, `/api/visits/duties${query}`)).body.items;
  };
  const lines = (rows: DutyRow[]): string[] =>
    rows.map(({ projectName, period, met }) => `${projectName} ${period} ${met ? 'met' : 'open'}`);

  it('follow the strictest list of the month', async () => {
    const weekly = await list('省重点', 'week');
    const monthly = await list('区重点', 'month');
    const none = await list('其他', 'none');
    const lastYear = await list('省重点', 'week', 2023);
    const [a, b, c, d] = [await project('甲'), await project('乙'), await project('丙'), await project('丁')];
    await join(weekly, a);
    await join(monthly, a);
    await join(monthly, b);
    await join(none, c);
    await join(lastYear, d, '2023-01');
    expect(lines(await duties('officer'))).toEqual(['甲 2024-W42 open', '乙 2024-10 open']);
  });

  it.each([
    ['2024-W31', '2024-08', []],
    // Monday 30 September: its Thursday lies in October, but the 1st to the 7th are off; the 30th itself is worked.
    ['2024-W40', '2024-10', ['甲 2024-W40 open']],
    ['2024-W39', '2024-09', ['甲 2024-W39 open']],
    ['2024-W44', '2024-10', ['甲 2024-W44 open']],
    ['2024-W45', '2024-11', []],
  ])('of week %s belong to %s', async (week, _month, expected) => {
    const weekly = await list('省重点', 'week');
    await join(weekly, await project('甲'), '2024-09', '2024-10');
    expect(lines(await duties('officer', `?week=${week}`))).toEqual(expected);
  });

  it('ask nothing in a week without a working day', async () => {
    await join(await list('省重点', 'week'), await project('甲'));
    await app.database.query(
      `insert into calendar_day (day, year, kind, name) values ('2024-09-30', 2024, 'holiday', '测试')`,
    );
    await app.app.get(CalendarService).reload();
    try {
      expect(await duties('officer', '?week=2024-W40')).toEqual([]);
    } finally {
      await app.database.query(`delete from calendar_day where name = '测试'`);
      await app.app.get(CalendarService).reload();
    }
  });

  it('are met by the first visit within the period, and say what is behind', async () => {
    const weekly = await list('省重点', 'week');
    const a = await project('甲');
    const b = await project('乙');
    await join(weekly, a);
    await join(weekly, b);
    await seen(a, '2024-10-13');
    const first = await seen(a, '2024-10-14');
    await seen(a, '2024-10-20');
    await post('officer', body(b, { visitedAt: '2024-10-12T10:00:00+08:00', issues: twoIssues }));
    const rows = await duties('officer');
    expect(rows).toMatchObject([
      { projectId: b, met: false, visitId: null, lastVisitOn: '2024-10-12', openIssues: 2 },
      {
        projectId: a,
        projectName: '甲',
        ownerName: '某某公司',
        address: '园区路1号',
        unitName: '经济发展局',
        officerName: '李专员',
        period: '2024-W42',
        periodStart: '2024-10-14',
        periodEnd: '2024-10-20',
        every: 'week',
        met: true,
        visitId: first,
        lastVisitOn: '2024-10-20',
        openIssues: 0,
      },
    ]);
    expect(lines(await duties('officer', '?met=true'))).toEqual(['甲 2024-W42 met']);
    expect(lines(await duties('officer', '?met=false'))).toEqual(['乙 2024-W42 open']);
  });

  it('are an officer’s own, a department’s, or all', async () => {
    const weekly = await list('省重点', 'week');
    await join(weekly, await project('甲'));
    await join(weekly, await project('乙', 'officer2', 'power'));
    expect(lines(await duties('officer'))).toEqual(['甲 2024-W42 open']);
    expect(lines(await duties('head'))).toEqual(['乙 2024-W42 open']);
    expect(await duties('supervisor')).toHaveLength(2);
    expect(lines(await duties('supervisor', `?officerId=${app.cast.people.officer2}`))).toEqual(['乙 2024-W42 open']);
    expect(lines(await duties('leader', `?unitId=${app.cast.units.bureau}`))).toEqual(['甲 2024-W42 open']);
    expect(await duties('officer', `?officerId=${app.cast.people.officer2}`)).toEqual([]);
  });

  it('refuse a week that does not exist', async () => {
    for (const week of ['2024-W53', '2024-W00', '2024-42', '1999-W01']) {
      const { status, body: refusal } = await get<Refusal>('officer', `/api/visits/duties?week=${week}`);
      expect([status, refusal.details?.[0]?.field]).toEqual([400, 'week']);
    }
  });
});

describe('coverage', () => {
  const coverage = async (month: Month): Promise<CoverageView> => {
    await app.repairDuties();
    return (await get<CoverageView>('leader', `/api/visits/coverage?month=${month}`)).body;
  };

  it('counts a duty once in total, once for each list, once for the unit', async () => {
    const provincial = await list('省重点', 'week');
    const city = await list('市重点', 'week');
    const district = await list('区重点', 'month');
    const both = await project('甲');
    const monthly = await project('乙', 'officer', 'power');
    const nobodys = await project('丙', null, null);
    await join(provincial, both);
    await join(city, both);
    await join(district, monthly);
    await join(city, nobodys);
    // September 2024: the Thursdays 5, 12, 19 and 26, so four weeks from the 2nd on.
    for (const day of ['2024-09-02', '2024-09-08', '2024-09-13', '2024-09-30']) await seen(both, day);
    await seen(monthly, '2024-09-30');
    // All over by now, and nothing of it excused or made up for.
    const figures = (due: number, done: number, rate: string): object => ({
      ...{ due, done, coverage: rate, late: 0, missed: due - done, excused: 0 },
    });
    const view = await coverage('2024-09');
    expect(view).toEqual({
      period: '2024-09',
      month: '2024-09',
      ...figures(9, 3, '33.33'),
      lists: [
        { listId: district, name: '区重点', ...figures(1, 1, '100.00') },
        { listId: provincial, name: '省重点', ...figures(4, 2, '50.00') },
        { listId: city, name: '市重点', ...figures(8, 2, '25.00') },
      ],
      units: [
        { unitId: app.cast.units.power, name: '供电公司', ...figures(1, 1, '100.00') },
        { unitId: app.cast.units.bureau, name: '经济发展局', ...figures(4, 2, '50.00') },
        { unitId: null, name: '未明确责任单位', ...figures(4, 0, '0.00') },
      ],
    });
  });

  it('counts of the running month what has begun', async () => {
    await join(await list('省重点', 'week'), await project('甲'));
    // Weeks of October: 30 Sep, 7, 14, 21, 28 Oct; on the 16th three of them have begun.
    expect(mondaysOfMonth('2024-10')).toHaveLength(5);
    expect(await coverage('2024-10')).toMatchObject({ due: 3, done: 0 });
    app.clock.set('2024-11-01T09:00:00+08:00');
    expect(await coverage('2024-10')).toMatchObject({ due: 5 });
    expect(await coverage('2024-12')).toMatchObject({ due: 0, done: 0, coverage: null });
  });

  it('agrees with the rows behind it', async () => {
    const weekly = await list('省重点', 'week');
    const monthly = await list('区重点', 'month');
    for (let n = 0; n < 40; n += 1) {
      const id = await project(`项目${n}`);
      await join(
        n % 3 === 0 ? monthly : weekly,
        id,
        n % 5 === 0 ? '2024-09' : '2024-01',
        n % 7 === 0 && n % 5 !== 0 ? '2024-08' : null,
      );
      for (let day = 1; day <= 30; day += 1 + ((n * 7) % 13)) await seen(id, `2024-09-${String(day).padStart(2, '0')}`);
    }
    const { due, done } = await coverage('2024-09');
    const rows = await countedDuties(app.database.manager, '2024-09', '2024-10-16');
    expect(due).toBeGreaterThan(100);
    expect(done).toBeGreaterThan(50);
    expect(done).toBeLessThan(due);
    expect([rows.length, rows.filter(({ visitId }) => visitId !== null).length]).toEqual([due, done]);
    // Counted the slow way, from the visits themselves.
    const visits: { project_id: string; visited_on: string }[] = await app.database.query(
      'select project_id, visited_on from visit',
    );
    const days = (id: string): string[] =>
      visits.filter((visit) => visit.project_id === id).map((visit) => visit.visited_on);
    const weeks = mondaysOfMonth('2024-09');
    for (const { projectId, period, visitId } of rows) {
      const within = (day: string): boolean => {
        if (!period.includes('W')) return day.startsWith(period);
        const monday = weeks.find((start, index) => period === `2024-W${36 + index}` && start) ?? '';
        return day >= monday && day <= new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
      };
      expect(visitId !== null).toBe(days(projectId).some(within));
    }
  });

  it('is for those who read the month, and never by person', async () => {
    const statuses = await Promise.all(
      (['supervisor', 'leader', 'admin', 'head', 'officer', 'handler'] as Actor[]).map(
        async (actor) => (await get(actor, '/api/visits/coverage')).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 403, 403]);
    expect(JSON.stringify(await coverage('2024-10'))).not.toContain(app.cast.people.officer);
  });
});
