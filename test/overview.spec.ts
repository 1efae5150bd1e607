import { randomUUID } from 'node:crypto';
import type { MapView, OverviewView, ScreenAddressView, ScreenTokenView, ScreenView, TilesView } from '@app/overview';
import type { Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import type { RollupView } from '@app/rollup';
import { type Actor, type Answer, IssueDesk, type Refused, startApp, type TestApp, type Voice } from './support';

let t: TestApp;
let admin: Voice;
let supervisor: Voice;
let counter = 0;

beforeAll(async () => {
  t = await startApp();
  admin = await t.as('admin');
  supervisor = await t.as('supervisor');
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const project = (totalInvestment: string, more: object = {}): Promise<ProjectView> =>
  must(supervisor.post<ProjectView>('/api/projects', { name: `项目${++counter}`, totalInvestment, ...more }));
const list = (year: number, kind: string): Promise<ListView> =>
  must(supervisor.post<ListView>('/api/project-lists', { name: `清单${++counter}`, year, kind }));
const join = (on: { id: string }, one: { id: string }, year: number, more: object = {}): Promise<unknown> =>
  must(supervisor.put(`/api/project-lists/${on.id}/members/${one.id}`, { from: `${year}-01`, ...more }));
const plan = (one: { id: string }, year: number, amount: string): Promise<unknown> =>
  must(
    supervisor.put(`/api/projects/${one.id}/plans/${year}`, { amount, basis: 'with-preliminary', from: `${year}-01` }),
  );
async function done(one: { id: string }, year: number, months: number[]): Promise<void> {
  for (const [index, completed] of months.entries()) {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    const body = { completed: String(completed), basis: 'with-preliminary' };
    await must(supervisor.put(`/api/projects/${one.id}/progress/${month}`, body));
  }
}
const overview = (month: string, query = ''): Promise<OverviewView> =>
  must(supervisor.get<OverviewView>(`/api/overview/${month}${query}`));

describe('a big screen', () => {
  const body = (more: object = {}) => ({ id: randomUUID(), name: '三楼会议室', expiresOn: '2025-10-16', ...more });
  const make = (more: object = {}) => must(admin.post<ScreenAddressView>('/api/screen-tokens', body(more)));
  const secretOf = ({ address }: ScreenAddressView): string => new URL(address).searchParams.get('token') ?? '';
  const look = <T = ScreenView>(secret: string | undefined, path = '/api/screen'): Promise<Answer<T>> =>
    t.anonymous.request<T>('GET', path, undefined, secret === undefined ? {} : { authorization: `Bearer ${secret}` });

  test('is opened by a token of 256 bits that the database does not know', async () => {
    const made = await make();
    const secret = secretOf(made);
    expect(new URL(made.address).pathname).toBe('/screen');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(made.token).toMatchObject({ name: '三楼会议室', state: 'good', createdByName: '冯管理', lastUsedAt: null });
    const kept = (await t.database.query('select row_to_json(s)::text as row from screen_token s')) as {
      row: string;
    }[];
    expect(kept.length).toBeGreaterThan(0);
    for (const { row } of kept) expect(row).not.toContain(secret);
    const record = (await t.database.query(
      `select row_to_json(c)::text as row from change_record c where subject_kind = 'screen-token'`,
    )) as { row: string }[];
    expect(record.length).toBeGreaterThan(0);
    for (const { row } of record) expect(row).not.toContain(secret);

    const seen = await look(secret);
    expect(seen).toMatchObject({ status: 200, body: { district: '开发区', month: '2024-09', today: '2024-10-16' } });
    expect(seen.headers['cache-control']).toBe('no-store');
    expect(seen.headers['referrer-policy']).toBe('no-referrer');
    expect((await look<MapView>(secret, '/api/screen/map')).body).toEqual({ areas: [], tiles: null, tilesNote: '' });
    const { items } = await must(admin.get<Page<ScreenTokenView>>('/api/screen-tokens'));
    expect(items.find(({ id }) => id === made.token.id)?.lastUsedAt).toBe('2024-10-16T10:00:00+08:00');
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  test.each([
    ['none', undefined],
    ['a wrong one', 'x'.repeat(43)],
    ['something else', "' or 1=1 --"],
    ['an empty one', ''],
  ])('is closed with %s', async (_, secret) => {
    for (const path of ['/api/screen', '/api/screen/map']) {
      expect(await look(secret, path)).toMatchObject({ status: 401, body: { code: 'no-screen-token' } });
    }
  });

  test('neither does a session open it, nor a token of a screen anything else', async () => {
    expect((await admin.get('/api/screen')).status).toBe(401);
    const secret = secretOf(await make());
    for (const path of [
      '/api/overview/2024-09',
      '/api/rollups/2024-09',
      '/api/projects',
      '/api/screen-tokens',
      '/api/me',
    ]) {
      expect([path, (await look(secret, path)).status]).toEqual([path, 401]);
    }
  });

  test('goes dark after its last day, and at once when it is revoked', async () => {
    const made = await make({ expiresOn: '2024-10-17' });
    const other = await make();
    t.clock.set('2024-10-17T23:59:00+08:00');
    expect((await look(secretOf(made))).status).toBe(200);
    t.clock.set('2024-10-18T00:00:00+08:00');
    expect((await look(secretOf(made))).status).toBe(401);
    expect((await look(secretOf(other))).status).toBe(200);
    const revoke = () => must(admin.post<ScreenTokenView>(`/api/screen-tokens/${other.token.id}/revoke`));
    const first = await revoke();
    expect(first.state).toBe('revoked');
    expect((await look(secretOf(other))).status).toBe(401);
    // Again, and later: it stays as it was.
    t.clock.set('2024-10-19T00:00:00+08:00');
    expect(await revoke()).toEqual(first);
    const { items } = await must(admin.get<Page<ScreenTokenView>>('/api/screen-tokens'));
    expect(items.find(({ id }) => id === made.token.id)?.state).toBe('expired');
    expect((await admin.post<Refused>(`/api/screen-tokens/${randomUUID()}/revoke`)).status).toBe(404);
  });

  test('made twice by a lost answer is one token, and only the second secret is good; once used it is shown no more', async () => {
    const wanted = body();
    const [first, second] = [
      await must(admin.post<ScreenAddressView>('/api/screen-tokens', wanted)),
      await must(admin.post<ScreenAddressView>('/api/screen-tokens', wanted)),
    ];
    const { items } = await must(admin.get<Page<ScreenTokenView>>('/api/screen-tokens'));
    expect(items.filter(({ id }) => id === wanted.id)).toHaveLength(1);
    expect((await look(secretOf(first))).status).toBe(401);
    expect((await look(secretOf(second))).status).toBe(200);
    expect(await admin.post<Refused>('/api/screen-tokens', wanted)).toMatchObject({
      status: 409,
      body: { code: 'screen-token-in-use' },
    });
    expect(await admin.post<Refused>('/api/screen-tokens', { ...wanted, name: '大厅' })).toMatchObject({
      status: 409,
      body: { code: 'same-id-other-body' },
    });
  });

  test.each([
    [{ name: ' ' }, 'name', '请填写名称'],
    [{ expiresOn: '2024-10-15' }, 'expiresOn', '不能早于今天'],
    [{ expiresOn: '2027-01-01' }, 'expiresOn', '最长两年'],
    [{ expiresOn: '2025-02-30' }, 'expiresOn', '应为存在的日期'],
    [{ id: 'x' }, 'id', '编号格式不对'],
  ])('is refused with %p in a sentence', async (more, field, sentence) => {
    const { status, body: said } = await admin.post<Refused>('/api/screen-tokens', body(more));
    expect(status).toBe(400);
    expect(said.details?.map((fault) => fault.field)).toEqual([field]);
    expect(said.message + JSON.stringify(said.details)).toContain(sentence);
  });

  test('is the administrator’s to make', async () => {
    for (const actor of ['leader', 'supervisor', 'head', 'officer', 'handler'] as Actor[]) {
      const voice = await t.as(actor);
      expect((await voice.get('/api/screen-tokens')).status).toBe(403);
      expect((await voice.post('/api/screen-tokens', body())).status).toBe(403);
      expect((await voice.post(`/api/screen-tokens/${randomUUID()}/revoke`)).status).toBe(403);
    }
    expect((await t.anonymous.get('/api/screen-tokens')).status).toBe(401);
  });

  test('says how the district stands, and names nobody, no project and no issue', async () => {
    const desk = await IssueDesk.open(t, '磐升机械产业园', { leader: 'leader' });
    const on = await list(2024, 'provincial-key');
    await join(on, { id: desk.projectId }, 2024);
    await plan({ id: desk.projectId }, 2024, '1200');
    const issue = await desk.at('assigned', { dueOn: '2024-10-18' });
    t.clock.set('2024-10-30T10:00:00+08:00');
    const { body: seen, text } = await look(secretOf(await make()));
    expect(seen.heldUp).toMatchObject({ projects: 1, issues: 1, plan: '1200' });
    expect(seen.heldUp.by).toEqual([{ categoryCode: 'power', name: '用电', projects: 1, issues: 1, plan: '1200' }]);
    expect(seen.units.map(({ name, late }) => [name, late])).toEqual([['供电公司', 1]]);
    expect(text).toContain(on.name);
    const names = (await t.database.query('select name from person union all select name from project')) as {
      name: string;
    }[];
    expect(names.length).toBeGreaterThan(10);
    for (const { name } of names) expect(text).not.toContain(name);
    expect(text).not.toContain(issue.title);
    expect(text).not.toContain(issue.number);
    for (const { id } of (await t.database.query('select id from person union select id from project')) as {
      id: string;
    }[]) {
      expect(text).not.toContain(id);
    }
  });
});

describe('the one page', () => {
  const YEAR = 2022;
  let on: ListView;
  let other: ListView;

  beforeAll(async () => {
    t.clock.set('2024-10-16T10:00:00+08:00');
    on = await list(YEAR, 'city-key');
    other = await list(YEAR, 'other');
    const before = await list(YEAR - 1, 'city-key');
    const here = { longitude: 113.25, latitude: 35.2 };
    const [one, two, earlier] = [await project('5000', here), await project('3000'), await project('1000')];
    await join(on, one, YEAR);
    await join(on, two, YEAR);
    await join(other, two, YEAR);
    await join(before, earlier, YEAR - 1);
    await plan(one, YEAR, '2000');
    await plan(two, YEAR, '400');
    // By September five twelfths of the year before were done.
    await done(earlier, YEAR - 1, [0, 0, 50, 50, 50, 50, 50, 50, 200, 200, 200, 300]);
    await done(one, YEAR, [0, 0, 100, 100, 100, 100, 100, 100, 400]);
    await must(
      supervisor.put(`/api/projects/${two.id}/progress/${YEAR}-02`, { completed: '10', basis: 'with-preliminary' }),
    );
  }, 180_000);

  test('shows the roll-up’s figures, digit for digit', async () => {
    const [page, rollup] = [
      await overview(`${YEAR}-09`),
      await must(supervisor.get<RollupView>(`/api/rollups/${YEAR}-09`)),
    ];
    expect(page).toMatchObject({ month: rollup.month, status: 'open', revision: 0, asOf: rollup.asOf });
    expect(page.lists).toHaveLength(2);
    expect(page.lists.map(({ light: _light, forecast: _forecast, ...figures }) => figures)).toEqual(rollup.lists);
    expect(page.threeBatches).toEqual(rollup.threeBatches);
    expect(page.lists[0]).toMatchObject({
      completed: '1010',
      annualPlan: '2400',
      completionRate: '42.08',
      light: 'red',
    });
  });

  test('forecasts the year’s end of a list from its own curve and the year before, and says how good that was', async () => {
    const [city, technical] = (await overview(`${YEAR}-09`)).lists;
    // 1010 by September, when 500 of 1200 were done the year before.
    expect(city?.forecast).toMatchObject({
      gap: null,
      upTo: `${YEAR}-09`,
      method: 'shape',
      point: '2424',
      rate: '101.00',
      curve: ['0', '10', '110', '210', '310', '410', '510', '610', '1010'],
    });
    const { low, high, point, tests, error, light } = city!.forecast;
    expect(Number(low)).toBeLessThanOrEqual(Number(point));
    expect(Number(high)).toBeGreaterThanOrEqual(Number(point));
    expect(tests).toBeGreaterThan(2);
    expect(Number(error)).toBeGreaterThan(0);
    expect(light).toBe('yellow');
    // One lump in February.
    expect(technical?.forecast).toMatchObject({ gap: 'few-months', upTo: `${YEAR}-02`, point: null, light: 'none' });
  });

  test('a running month is not taken for a whole one, and a year that is over is what it was', async () => {
    t.clock.set(`${YEAR}-09-20T10:00:00+08:00`);
    const [running] = (await overview(`${YEAR}-09`)).lists;
    expect(running?.forecast.upTo).toBe(`${YEAR}-08`);
    t.clock.set('2024-10-16T10:00:00+08:00');
    const [whole] = (await overview(`${YEAR - 1}-12`)).lists;
    expect(whole?.forecast).toMatchObject({ method: 'over', point: '1200', low: '1200', high: '1200', tests: 0 });
  });

  test('of a closed month shows what was published, whatever is written later', async () => {
    const month = `${YEAR}-08`;
    const before = await overview(month);
    await must(supervisor.post(`/api/rollups/${month}/close`));
    const published = await overview(month);
    expect(published).toMatchObject({ status: 'closed', revision: 1 });
    // The months before in the trend are open.
    const figures = ({ tiles, lists, threeBatches, places }: OverviewView) => ({
      ...{ lists, threeBatches, places },
      tiles: tiles.map(({ trend, ...tile }) => ({ ...tile, last: trend.at(-1) })),
    });
    expect(figures(published)).toEqual(figures(before));
    expect(published.places.items).toMatchObject([{ plan: '2000', rate: '30.00' }]);
    expect(published.lists[0]?.forecast.curve.at(-1)).toBe('610');
    expect(published.tiles[0]).toMatchObject({
      ...{ measure: 'investment.rate', value: '25.42', numerator: '610', denominator: '2400' },
      // Eight twelfths of the year have passed: 25.4166… − 66.6666…
      ...{ target: '66.67', bySchedule: true, gap: '-41.25', light: 'red' },
    });
    expect(published.tiles[0]?.trend).toHaveLength(12);
    // Past the guards of the program and the database: what is published holds all the same.
    await t.database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query('update progress_entry set completed = completed + 1 where month = $1', [month]);
      await tx.query('update annual_plan set amount = amount + 1 where year = $1', [YEAR]);
    });
    expect(figures(await overview(month))).toEqual(figures(before));
    await t.database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query('update progress_entry set completed = completed - 1 where month = $1', [month]);
      await tx.query('update annual_plan set amount = amount - 1 where year = $1', [YEAR]);
    });
    expect((await supervisor.get<Refused>(`/api/overview/${month}?revision=2`)).body.code).toBe('no-such-revision');
    expect((await supervisor.get<Refused>('/api/overview/2031-01')).status).toBe(404);
    expect((await supervisor.get<Refused>('/api/overview/2024-13')).status).toBe(400);
  });

  test('is for leader, supervisor and administrator: departments have pages of their own', async () => {
    const answers: [Actor, number][] = [
      ['leader', 200],
      ['supervisor', 200],
      ['admin', 200],
      ['head', 403],
      ['handler', 403],
      ['officer', 403],
    ];
    for (const [actor, status] of answers) {
      const voice = await t.as(actor);
      expect([actor, (await voice.get(`/api/overview/${YEAR}-09`)).status]).toEqual([actor, status]);
      expect([actor, (await voice.get('/api/map')).status]).toEqual([actor, status]);
      const { permissions } = (await voice.get<{ permissions: string[] }>('/api/me')).body;
      expect([actor, permissions.includes('overview.read')]).toEqual([actor, status === 200]);
    }
    expect((await t.anonymous.get(`/api/overview/${YEAR}-09`)).status).toBe(401);
  });

  test('projects lie where they were entered, else where the last visit was; the others are counted', async () => {
    const year = 2019;
    const here = await list(year, 'district-key');
    const placed = await project('100', { longitude: 113.25, latitude: 35.2, officerId: t.cast.people.officer });
    const visited = await project('200', { officerId: t.cast.people.officer });
    const nowhere = await project('300');
    for (const one of [placed, visited, nowhere]) await join(here, one, year);
    await plan(placed, year, '100');
    const officer = await t.as('officer');
    for (const [projectId, longitude, visitedAt] of [
      [visited.id, 113.1, '2024-10-14T10:00:00+08:00'],
      [visited.id, 113.3, '2024-10-15T10:00:00+08:00'],
      [placed.id, 100, '2024-10-15T10:00:00+08:00'],
    ] as const) {
      const location = { latitude: 35.1, longitude, accuracy: 10 };
      await must(officer.post('/api/visits', { id: randomUUID(), projectId, visitedAt, note: '看过', location }));
    }
    const { places } = await overview(`${year}-12`);
    expect(places).toMatchObject({ total: 3, unplaced: 1 });
    const at = (id: string) => places.items.find(({ projectId }) => projectId === id);
    expect(at(placed.id)).toMatchObject({
      longitude: 113.25,
      visited: false,
      light: 'yellow',
      rate: '0.00',
      plan: '100',
    });
    expect(at(visited.id)).toMatchObject({ longitude: 113.3, visited: true, light: 'none', rate: null, plan: null });
    expect(at(nowhere.id)).toBeUndefined();
  });

  test('a district without data has an empty page, not a fault', async () => {
    const page = await overview('2001-05');
    expect(page).toMatchObject({ lists: [], places: { total: 0, unplaced: 0, items: [] } });
  });
});

describe('the map', () => {
  const ring = [
    [113.2, 35.1],
    [113.3, 35.1],
    [113.3, 35.2],
    [113.2, 35.1],
  ];
  const outline = {
    type: 'Feature',
    properties: { name: '高新区', adcode: 410871 },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };

  test('takes the district’s own outline, once however often it is sent, and gives it back bare', async () => {
    const kept = await must(admin.put<MapView>('/api/map/outline', { outline }));
    expect(kept).toEqual({ areas: [{ name: '高新区', rings: [ring] }], tiles: null, tilesNote: '' });
    expect(await must(admin.put<MapView>('/api/map/outline', { outline }))).toEqual(kept);
    expect(await must((await t.as('leader')).get<MapView>('/api/map'))).toEqual(kept);
    const [{ count }] = (await t.database.query(
      `select count(*)::int as count from change_record where subject_kind = 'map'`,
    )) as [{ count: number }];
    expect(count).toBe(1);
    expect((await must(admin.put<MapView>('/api/map/outline', { outline: null }))).areas).toEqual([]);
  });

  test('refuses what is no outline in a sentence, and keeps what was there', async () => {
    await must(admin.put('/api/map/outline', { outline }));
    for (const [wrong, sentence] of [
      [{ type: 'Point', coordinates: [113, 35] }, '没有面'],
      [{ type: 'Polygon', coordinates: [[[38512345, 3891234]]] }, '少于四个点'],
      ['文字', 'GeoJSON'],
      [undefined, 'GeoJSON'],
    ] as const) {
      const { status, body } = await admin.put<Refused>('/api/map/outline', { outline: wrong });
      expect(status).toBe(400);
      expect(body.message + JSON.stringify(body.details)).toContain(sentence);
    }
    expect((await must(admin.get<MapView>('/api/map'))).areas).toHaveLength(1);
    const large = { ...outline, properties: { name: 'x'.repeat(1_100_000) } };
    expect((await admin.put('/api/map/outline', { outline: large })).status).toBe(413);
  });

  test('is the administrator’s to change', async () => {
    for (const actor of ['leader', 'supervisor', 'head'] as Actor[]) {
      expect((await (await t.as(actor)).put('/api/map/outline', { outline })).status).toBe(403);
    }
  });
});

test('the five numbers are chosen by supervisor or administrator, and the same choice again changes nothing', async () => {
  const usual = await must(supervisor.get<TilesView>('/api/overview/tiles'));
  expect(usual.chosen).toBe(false);
  expect(usual.tiles.map(({ measure }) => measure)).toEqual([
    'investment.rate',
    'batches.signed.rate',
    'issues.overdue',
    'visits.coverage',
    'rates.funds',
  ]);
  const tiles = usual.tiles.map((tile, index) => (index === 2 ? { ...tile, margin: '8' } : tile));
  expect((await (await t.as('leader')).put('/api/overview/tiles', { tiles })).status).toBe(403);
  for (const wrong of [
    tiles.slice(1),
    tiles.map((tile) => ({ ...tile, target: '很多' })),
    tiles.map((tile) => ({ ...tile, measure: 'X' })),
  ]) {
    expect((await supervisor.put<Refused>('/api/overview/tiles', { tiles: wrong })).body.code).toBe('validation');
  }
  for (let time = 0; time < 2; time++) {
    expect(await must(supervisor.put<TilesView>('/api/overview/tiles', { tiles }))).toEqual({ chosen: true, tiles });
  }
  const [{ count }] = (await t.database.query(
    `select count(*)::int as count from change_record where subject_kind = 'overview'`,
  )) as [{ count: number }];
  expect(count).toBe(1);
});
