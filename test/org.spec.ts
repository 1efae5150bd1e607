import type { LoginView, MeView, UnitView, UserCreated, UserView } from '@app/org';
import type { Page } from '@app/platform';
import { PASSWORD, startApp, type TestApp } from './support';

let t: TestApp;
beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 12 });
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

const login = (username: string, password: string) =>
  t.anonymous.post<LoginView & { code: string; message: string }>('/api/auth/login', { username, password });

describe('signing in', () => {
  it('answers a token and sets an httpOnly cookie, either of which opens what is mine', async () => {
    const { status, body, headers } = await login('officer', PASSWORD);
    expect(status).toBe(200);
    expect(body.user).toMatchObject({
      username: 'officer',
      name: '李专员',
      unitName: '经济发展局',
      roles: ['officer'],
    });
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^xiaohao=[\w-]{43};.*HttpOnly.*SameSite=Strict/);
    const { body: me } = await t.anonymous.request<MeView>('GET', '/api/me', undefined, {
      cookie: cookie.split(';')[0] ?? '',
    });
    expect(me).toMatchObject({
      username: 'officer',
      permissions: [
        'visit.log',
        'calendar.subscribe',
        'stand-in.write',
        'progress.write',
        'progress.confirm',
        'issue.register',
      ],
    });
    expect(JSON.stringify(body)).not.toContain('argon2');
  });

  it('keeps a cookie from writing for another site', async () => {
    const { headers } = await login('supervisor', PASSWORD);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const logout = (origin: string) => t.anonymous.request('POST', '/api/auth/logout', {}, { cookie, origin });
    expect((await logout('https://elsewhere.example')).status).toBe(401);
    expect((await logout('http://localhost:80')).status).toBe(204);
  });

  it('says the same of a wrong name and a wrong password', async () => {
    const [wrong, unknown] = await Promise.all([login('officer2', 'x'), login('nobody', 'x')]);
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
  });

  it('locks after five failures for fifteen minutes, also for the right password', async () => {
    for (let count = 0; count < 5; count += 1) expect((await login('handler2', 'wrong')).status).toBe(401);
    const locked = await login('handler2', PASSWORD);
    expect([locked.status, locked.body.code]).toEqual([429, 'account-locked']);
    expect(locked.body.message).toContain('10:15');
    t.clock.set('2024-10-16T10:15:01+08:00');
    expect((await login('handler2', PASSWORD)).status).toBe(200);
  });

  it('counts failures that come at the same time, each one', async () => {
    await Promise.all(Array.from({ length: 5 }, () => login('leader', 'wrong')));
    expect((await login('leader', PASSWORD)).status).toBe(429);
  });

  it('guesses sent all at once lock too, though the right one is among them', async () => {
    const guesses = Array.from({ length: 20 }, (_, index) => login('double', index === 19 ? PASSWORD : 'wrong'));
    const last = (await Promise.all(guesses))[19];
    expect([last?.status, last?.body.code]).toEqual([429, 'account-locked']);
    expect((await login('double', PASSWORD)).status).toBe(429);
  });

  it('a stolen session does not help to guess the password', async () => {
    const { accessToken } = (await login('supervisor2', PASSWORD)).body;
    const change = (current: string) =>
      t.anonymous.request(
        'PUT',
        '/api/me/password',
        { current, next: 'Stolen-2024' },
        {
          authorization: `Bearer ${accessToken}`,
        },
      );
    for (let count = 0; count < 5; count += 1) expect((await change('wrong')).status).toBe(401);
    expect((await change(PASSWORD)).status).toBe(429);
  });

  it('refuses a name that cannot be stored', async () => {
    expect((await login('a\u0000b', 'x')).status).toBe(400);
  });

  it('ends: by signing out, by time, and for everybody whose account is closed', async () => {
    const { accessToken } = (await login('officer', PASSWORD)).body;
    const me = (token: string) =>
      t.anonymous.request('GET', '/api/me', undefined, { authorization: `Bearer ${token}` });
    expect((await me(accessToken)).status).toBe(200);
    await t.anonymous.request('POST', '/api/auth/logout', {}, { authorization: `Bearer ${accessToken}` });
    expect((await me(accessToken)).status).toBe(401);

    const second = (await login('officer', PASSWORD)).body.accessToken;
    t.clock.set('2024-10-16T22:00:01+08:00');
    expect((await me(second)).status).toBe(401);
  });

  it('is limited by address', async () => {
    const limited = await startApp({ LOGIN_PER_MINUTE: 3 });
    const tries = [1, 2, 3, 4].map(() =>
      limited.anonymous.post('/api/auth/login', { username: 'nobody', password: 'x' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    await limited.close();
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});

describe('units and people', () => {
  it('are made by the administrator; a person starts with a one-time link', async () => {
    const admin = await t.as('admin');
    const { body: unit } = await admin.post<UnitView>('/api/units', { name: '水务公司', kind: 'company' });
    const made = await admin.post<UserCreated>('/api/users', {
      username: 'water.wang',
      name: '王水务',
      unitId: unit.id,
      roles: ['handler', 'head'],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ unitName: '水务公司', active: true, version: 1 });
    const token = made.body.activationLink?.split('#')[1] ?? '';
    const activate = (password: string) => t.anonymous.post('/api/auth/activate', { token, password });
    expect((await activate('short')).status).toBe(400);
    expect((await activate('Water-2024')).status).toBe(204);
    expect((await activate('Water-2025')).status).toBe(404);
    expect((await login('water.wang', 'Water-2024')).status).toBe(200);
  });

  it('a unit is renamed or closed with the present version, and gets nothing new then', async () => {
    const admin = await t.as('admin');
    const { body: unit } = await admin.post<UnitView>('/api/units', { name: '规划局' });
    const renamed = await admin.patch<UnitView>(`/api/units/${unit.id}`, { version: unit.version, name: '规划分局' });
    expect(renamed.body).toMatchObject({
      name: '规划分局',
      kind: 'department',
      active: true,
      version: unit.version + 1,
    });
    const stale = await admin.patch<{ details: UnitView }>(`/api/units/${unit.id}`, {
      version: unit.version,
      active: false,
    });
    expect([stale.status, stale.body.details.name]).toEqual([409, '规划分局']);
    const closed = await admin.patch<UnitView>(`/api/units/${unit.id}`, {
      version: renamed.body.version,
      active: false,
    });
    expect(closed.body.active).toBe(false);
    expect((await (await t.as('supervisor')).patch(`/api/units/${unit.id}`, { version: 3 })).status).toBe(403);
    const unknown = '01930000-0000-7000-8000-000000000000';
    expect((await admin.patch(`/api/units/${unknown}`, { version: 1 })).status).toBe(404);
  });

  it('a link is over after 72 hours', async () => {
    const admin = await t.as('admin');
    const { body } = await admin.post<UserCreated>('/api/users', {
      username: 'late',
      name: '迟到',
      unitId: t.cast.units.land,
      roles: ['handler'],
    });
    t.clock.set('2024-10-19T10:00:01+08:00');
    const token = body.activationLink?.split('#')[1];
    expect((await t.anonymous.post('/api/auth/activate', { token, password: 'Toolate-2024' })).status).toBe(404);
  });

  it('a change needs the present version, and ends the sessions of the person', async () => {
    const admin = await t.as('admin');
    const { body: found } = await admin.get<Page<UserView>>('/api/users?q=officer2');
    const user = found.items[0] as UserView;
    const before = (await login('officer2', PASSWORD)).body.accessToken;
    const changed = await admin.patch<UserView>(`/api/users/${user.id}`, {
      version: user.version,
      title: '首席服务官',
    });
    expect(changed.body).toMatchObject({ title: '首席服务官', version: user.version + 1 });
    const stale = await admin.patch<{ code: string; details: UserView }>(`/api/users/${user.id}`, {
      version: user.version,
      active: false,
    });
    expect([stale.status, stale.body.details.title]).toEqual([409, '首席服务官']);
    const me = await t.anonymous.request('GET', '/api/me', undefined, { authorization: `Bearer ${before}` });
    expect(me.status).toBe(401);
    await admin.patch(`/api/users/${user.id}`, { version: user.version + 1, active: false });
    expect((await login('officer2', PASSWORD)).status).toBe(401);
  });

  it('many are changed at once with one connection each', async () => {
    const admin = await t.as('admin');
    const people = Array.from({ length: 24 }, (_, index) => `many${index}`);
    await t.database.query(
      `insert into person (username, name, unit_id, roles) select name, name, $2, '{handler}' from unnest($1::text[]) name`,
      [people, t.cast.units.land],
    );
    const { body } = await admin.get<Page<UserView>>('/api/users?q=many&pageSize=200');
    const answers = await Promise.all(
      body.items.map(({ id, version }) => admin.patch(`/api/users/${id}`, { version, title: '工程师' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
  });

  it('the last administrator stays one', async () => {
    const admin = await t.as('admin');
    const user = (await admin.get<Page<UserView>>('/api/users?role=administrator')).body.items[0] as UserView;
    for (const change of [{ active: false }, { roles: ['leader'] }]) {
      const { status, body } = await admin.patch<{ code: string }>(`/api/users/${user.id}`, {
        version: user.version,
        ...change,
      });
      expect([status, body.code]).toEqual([409, 'last-administrator']);
    }
    expect((await admin.get('/api/me')).status).toBe(200);
  });

  it('a version no row can have is refused', async () => {
    const { status } = await (
      await t.as('admin')
    ).patch(`/api/units/${t.cast.units.land}`, { version: 2 ** 40, name: '某局' });
    expect(status).toBe(400);
  });

  it.each([
    ['a name taken', { username: 'officer' }, 409, 'username'],
    ['no role', { roles: [] }, 400, 'roles'],
    ['an unknown unit', { unitId: '01930000-0000-7000-8000-000000000000' }, 400, 'unitId'],
    ['a capital letter', { username: 'Wang' }, 400, 'username'],
  ])('refuse %s', async (_, change, status, field) => {
    const answer = await (
      await t.as('admin')
    ).post<{ details: { field: string }[] }>('/api/users', {
      username: 'someone',
      name: '某人',
      unitId: t.cast.units.land,
      roles: ['handler'],
      ...change,
    });
    expect([answer.status, answer.body.details[0]?.field]).toEqual([status, field]);
  });

  it.each(['officer', 'handler', 'supervisor', 'head'] as const)('%s makes nobody', async (actor) => {
    expect((await (await t.as(actor)).post('/api/users', {})).status).toBe(403);
    expect((await (await t.as(actor)).post('/api/units', { name: '某局' })).status).toBe(403);
  });
});

describe('what everybody may ask', () => {
  it('health, the OpenAPI document and the district answer without sign-in', async () => {
    const health = await t.anonymous.get<{ status: string }>('/api/health');
    expect([health.status, health.body.status]).toEqual([200, 'ok']);
    const { body } = await t.anonymous.get<{ openapi: string; paths: Record<string, unknown> }>('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\./);
    expect(Object.keys(body.paths)).toContain('/api/issues/{id}/actions/{action}');
    expect((await t.anonymous.get('/api/district')).body).toMatchObject({ today: '2024-10-16', calendarKnown: true });
  });

  it('everything else asks who it is first', async () => {
    for (const path of [
      '/api/me',
      '/api/issues',
      '/api/projects',
      '/api/rollups/2024-10',
      '/api/users',
      '/api/dictionary',
    ]) {
      expect((await t.anonymous.get(path)).status).toBe(401);
    }
    const nothing = await t.anonymous.get<{ code: string }>('/api/nothing');
    expect([nothing.status, nothing.body.code]).toEqual([404, 'not-found']);
  });
});
