import { randomUUID } from 'node:crypto';
import type { EventView, IssueCounts, IssueView } from '@app/ledger';
import type { Page } from '@app/platform';
import { type Actor, IssueDesk, PASSWORD, type Refused, startApp, type TestApp } from './support';

let t: TestApp;
let desk: IssueDesk;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
  desk = await IssueDesk.open(t);
  ({ projectId } = desk);
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

const registered: IssueDesk['registered'] = (...given) => desk.registered(...given);
const read: IssueDesk['read'] = (...given) => desk.read(...given);
const attempt: IssueDesk['attempt'] = (...given) => desk.attempt(...given);
const act: IssueDesk['act'] = (...given) => desk.act(...given);
const at: IssueDesk['at'] = (...given) => desk.at(...given);

describe('from found to struck off', () => {
  it('officer registers → supervisor assigns → handler signs, reports, applies → somebody else verifies', async () => {
    const issue = await registered();
    expect(issue).toMatchObject({
      state: 'registered',
      light: 'none',
      dueOn: null,
      projectName: '磐升项目',
      version: 1,
    });
    expect(issue.number).toMatch(/^WT-2024-\d{4}$/);
    // Nobody has acted on it: it can still be taken back, and nothing else.
    expect(issue.allowedActions).toEqual(['withdraw']);
    const { id } = issue;

    const assigned = await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.power, note: '请尽快办理' });
    expect(assigned).toMatchObject({
      state: 'assigned',
      leadUnitName: '供电公司',
      // Ten working days from Wednesday 16 October, none of them a holiday.
      dueOn: '2024-10-30',
      firstDueOn: '2024-10-30',
      signDueOn: '2024-10-17',
      returnUntil: '2024-10-18',
      light: 'green',
      daysLeft: 10,
      heldBy: '供电公司',
    });
    expect((await read(id, 'handler')).allowedActions).toEqual(['sign', 'return', 'judge']);
    expect((await read(id, 'head')).allowedActions).toEqual(['sign', 'return', 'delegate', 'judge']);

    await act('head', id, 'delegate', { handlerId: t.cast.people.handler });
    await act('handler', id, 'sign');
    await act('handler', id, 'report', { note: '已下达增容方案' });
    t.clock.set('2024-10-28T09:00:00+08:00');
    expect(await read(id)).toMatchObject({
      light: 'yellow',
      daysLeft: 2,
      lightReason: '还有 2 个工作日到期，承办：供电公司',
    });
    t.clock.set('2024-11-04T09:00:00+08:00');
    expect(await read(id)).toMatchObject({
      light: 'red',
      daysLeft: -3,
      lightReason: '已超期 3 个工作日，承办：供电公司',
    });

    await act('handler', id, 'apply-closure', { note: '已增容至 630 kVA', attachmentIds: [] });
    expect((await read(id, 'handler')).allowedActions).toEqual(['withdraw', 'judge']);
    const closed = await act('officer', id, 'verify', { note: '现场已通电，打桩机正常作业' });
    expect(closed).toMatchObject({ state: 'closed', light: 'none', heldBy: '已办结', allowedActions: ['reopen'] });
    expect(closed.closedAt).toBe('2024-11-04T09:00:00+08:00');

    const { body } = await (await t.as('supervisor')).get<Page<EventView>>(`/api/issues/${id}/events`);
    expect(body.total).toBe(7);
    expect(body.items.map(({ action, seq }) => `${seq} ${action}`)).toEqual(
      ['register', 'assign', 'delegate', 'sign', 'report', 'apply-closure', 'verify'].map(
        (action, index) => `${index + 1} ${action}`,
      ),
    );
    expect(body.items[1]).toMatchObject({
      from: 'registered',
      to: 'assigned',
      actorName: '赵督办',
      unitName: '经济发展局',
      note: '请尽快办理',
      dueOn: '2024-10-30',
      details: ['主办单位：供电公司', '办理期限：2024-10-30'],
    });
    expect(closed.events).toEqual(body.items);
  });

  it('a return is ruled on with words; the second of the same issue goes to the leader, and there is no third', async () => {
    const { id } = await at('assigned');
    const returned = await act('handler', id, 'return', { note: '属用地手续', suggestedUnitId: t.cast.units.land });
    expect(returned).toMatchObject({ state: 'returned', heldBy: '督办专员', suggestedUnitId: t.cast.units.land });
    expect(returned.events.at(-1)?.details).toEqual(['建议主办单位：自然资源和规划局']);
    t.clock.set('2024-10-18T10:00:00+08:00');
    const mute = await attempt('supervisor', id, 'assign', { leadUnitId: t.cast.units.land });
    expect([mute.status, mute.body.details?.[0]?.field]).toEqual([400, 'note']);
    const again = await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.land, note: '确属用地手续' });
    expect(again).toMatchObject({ leadUnitName: '自然资源和规划局', dueOn: '2024-11-01', firstDueOn: '2024-10-30' });
    expect((await (await t.as('handler')).get(`/api/issues/${id}`)).status).toBe(404);

    const second = await act('handler2', id, 'return', { note: '不属我局' });
    expect(second).toMatchObject({ returns: 2, heldBy: '包联领导（第二次退回）', rulingDueOn: '2024-10-22' });
    // Never the department that has just given it back.
    expect(second.suggestedUnitId).not.toBe(t.cast.units.land);
    expect((await attempt('supervisor', id, 'insist', { note: '应由你局办理' })).status).toBe(403);
    expect((await read(id, 'leader')).allowedActions).toEqual(expect.arrayContaining(['assign', 'insist']));
    const insisted = await act('leader', id, 'insist', { note: '职责清单第 12 条' });
    expect(insisted).toMatchObject({ state: 'assigned', dueOn: '2024-11-01', signDueOn: '2024-10-21' });
    expect((await attempt('handler2', id, 'return', { note: '仍不属我局' })).body.code).toBe('issue.return-ruled');
  });

  it('cannot be returned after two working days', async () => {
    const { id } = await at('assigned');
    t.clock.set('2024-10-21T10:00:00+08:00');
    expect((await attempt('handler', id, 'return', { note: '不是我们的' })).status).toBe(409);
  });

  it('an extension is asked for before the deadline, granted once; the first deadline stays', async () => {
    const { id } = await at('in-progress');
    const early = await attempt('handler', id, 'request-extension', { note: '设备未到', dueOn: '2024-10-30' });
    expect(early.body.details).toEqual([{ field: 'dueOn', message: '申请延至的日期应晚于现期限 2024-10-30。' }]);
    expect(await act('handler', id, 'request-extension', { note: '设备未到', dueOn: '2024-11-08' })).toMatchObject({
      extensionTo: '2024-11-08',
      dueOn: '2024-10-30',
    });
    expect((await attempt('handler', id, 'request-extension', { note: '再延', dueOn: '2024-11-29' })).status).toBe(409);
    const mute = await attempt('supervisor', id, 'grant-extension');
    expect([mute.status, mute.body.details?.[0]?.field]).toEqual([400, 'note']);
    const granted = await act('supervisor', id, 'grant-extension', { note: '同意' });
    expect(granted).toMatchObject({ dueOn: '2024-11-08', firstDueOn: '2024-10-30', extensionTo: null });
    t.clock.set('2024-11-11T10:00:00+08:00');
    const late = await attempt('handler', id, 'request-extension', { note: '又延', dueOn: '2024-11-29' });
    expect(late.body.code).toBe('issue.extension-too-late');
  });

  it('a suspended issue stands still, and its deadline moves by the working days it stood', async () => {
    const { id } = await at('in-progress');
    t.clock.set('2024-10-21T10:00:00+08:00');
    const suspended = await act('supervisor', id, 'suspend', { note: '等省厅批复', reviewOn: '2024-11-04' });
    expect(suspended).toMatchObject({ state: 'suspended', light: 'none', daysLeft: null });
    t.clock.set('2024-10-28T10:00:00+08:00');
    const resumed = await act('supervisor', id, 'resume', { note: '批复已到' });
    // Monday to Monday: five working days.
    expect(resumed).toMatchObject({
      state: 'in-progress',
      dueOn: '2024-11-06',
      firstDueOn: '2024-10-30',
      reviewOn: null,
    });
    expect(resumed.events.at(-1)?.details).toEqual(['停止计时（工作日）：5']);
  });

  it('a refused closure goes back to work; a closed one comes back as a second cycle', async () => {
    const { id } = await at('pending-verification');
    const rejected = await act('officer', id, 'reject-closure', { note: '仍跳闸' });
    expect(rejected).toMatchObject({ state: 'in-progress', dueOn: '2024-10-30' });
    await act('handler', id, 'apply-closure', { note: '更换开关' });
    await act('officer', id, 'verify', { note: '已正常' });
    const back = await act('officer', id, 'reopen', { note: '又跳闸' });
    expect(back).toMatchObject({
      state: 'registered',
      cycle: 2,
      dueOn: null,
      closedAt: null,
      suggestedUnitId: t.cast.units.power,
    });
    expect(
      await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.power, dueOn: '2024-10-20' }),
    ).toMatchObject({
      firstDueOn: '2024-10-20',
    });
  });

  it('urging is counted, a leader’s instruction is on the record', async () => {
    const { id } = await at('in-progress');
    await act('supervisor', id, 'urge', { note: '请加快' });
    expect((await act('leader', id, 'urge')).urged).toBe(2);
    const instructed = await act('leader', id, 'instruct', { note: '本周内解决' });
    expect(instructed.events.at(-1)).toMatchObject({
      action: 'instruct',
      note: '本周内解决',
      from: 'in-progress',
      to: 'in-progress',
    });
  });
});

describe('who may', () => {
  it('nobody verifies their own work, nor their department’s', async () => {
    const { id } = await registered();
    await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.bureau });
    await act('double', id, 'sign');
    await act('double', id, 'apply-closure', { note: '已协调' });
    const own = await attempt('double', id, 'verify', { note: '可以' });
    expect([own.status, own.body.code]).toEqual([403, 'issue.own-work']);
    // The supervisor works in the bureau, which leads this one: not theirs to verify either.
    expect((await attempt('supervisor', id, 'verify', { note: '可以' })).body.code).toBe('issue.own-work');
  });

  it('who handled it does not verify it from another post either', async () => {
    const { power, bureau } = t.cast.units;
    const [{ id: mover }] = (await t.database.query(
      `insert into person (username, name, unit_id, roles, password_hash)
       select 'mover', '先办后督', $1, '{handler}', password_hash from person where username = 'handler' returning id`,
      [power],
    )) as [{ id: string }];
    const { id } = await at('assigned');
    // Each time anew: a session knows the post that the person had when it was last looked up.
    const attemptAs = async (action: string, more: object = {}) => {
      const { body } = await t.anonymous.post<{ accessToken: string }>('/api/auth/login', {
        username: 'mover',
        password: PASSWORD,
      });
      const { version } = await read(id);
      const headers = { authorization: `Bearer ${body.accessToken}` };
      return t.anonymous.request<Refused>('POST', `/api/issues/${id}/actions/${action}`, { version, ...more }, headers);
    };
    expect((await attemptAs('sign')).status).toBe(200);
    await act('handler', id, 'apply-closure', { note: '已通电' });
    await t.database.query(`update person set unit_id = $2, roles = '{supervisor}' where id = $1`, [mover, bureau]);
    const own = await attemptAs('verify', { note: '可以' });
    expect([own.status, own.body.code]).toEqual([403, 'issue.own-work']);
    expect(await act('supervisor', id, 'verify', { note: '现场已通电' })).toMatchObject({ state: 'closed' });
  });

  it('a direct closure takes somebody else than the one who registered', async () => {
    const { id } = await registered({}, 'supervisor');
    expect((await attempt('supervisor', id, 'close', { note: '当场解决' })).status).toBe(403);
    expect(await act('supervisor2', id, 'close', { note: '当场解决' })).toMatchObject({ state: 'closed' });
  });

  it.each([
    ['officer', 'assign', 403],
    ['head', 'assign', 403],
    ['handler2', 'sign', 404],
    ['officer2', 'verify', 404],
    ['leader', 'assign', 403],
    ['admin', 'assign', 403],
  ] as const)('%s may not %s: %i', async (actor, action, status) => {
    const { id } = await at('assigned');
    const answer = await attempt(actor, id, action, { note: '试', leadUnitId: t.cast.units.land });
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/^[\p{Script=Han}“”：，。（）、0-9 ]+$/u);
  });

  it('shows departments their own and officers those of their projects', async () => {
    const { id } = await at('assigned');
    const seen = await Promise.all(
      (['supervisor', 'leader', 'admin', 'officer', 'officer2', 'handler', 'handler2', 'head'] as const).map(
        async (actor) => {
          const { body } = await (
            await t.as(actor)
          ).get<Page<{ id: string }>>('/api/issues?pageSize=200&sort=-registered');
          return [actor, body.items.some((item) => item.id === id)];
        },
      ),
    );
    expect(Object.fromEntries(seen)).toEqual({
      supervisor: true,
      leader: true,
      admin: true,
      officer: true,
      officer2: false,
      handler: true,
      handler2: false,
      head: true,
    });
  });

  it('lets supporting departments see and report, not apply', async () => {
    const { id } = await at('in-progress', { supportUnitIds: [t.cast.units.land] });
    expect((await read(id, 'handler2')).allowedActions).toEqual(['report']);
    await act('handler2', id, 'report', { note: '用地已核' });
    expect((await attempt('handler2', id, 'apply-closure', { note: '好了' })).status).toBe(403);
  });
});

describe('never lost, never twice', () => {
  it('the same id and body registers once; another body is refused, somebody else’s id is forbidden', async () => {
    const id = randomUUID();
    const first = await registered({ id });
    const second = await registered({ id });
    expect(second).toEqual(first);
    const officer = await t.as('officer');
    expect((await officer.post('/api/issues', { projectId, title: '另一个问题', id })).status).toBe(409);
    const supervisor = await t.as('supervisor');
    expect((await supervisor.post('/api/issues', { projectId, title: '另一个问题', id })).status).toBe(403);
  });

  it('another project under a known id is another body; the way an id is written is not', async () => {
    const id = randomUUID();
    const first = await registered({ id });
    const [{ id: other }] = (await t.database.query(
      `insert into project (name, total_investment, officer_id) values ('富锶项目', 1, $1) returning id`,
      [t.cast.people.officer],
    )) as [{ id: string }];
    const elsewhere = await (
      await t.as('officer')
    ).post('/api/issues', {
      projectId: other,
      title: first.title,
      description: first.description,
      categoryCode: 'power',
      severity: 'medium',
      id,
    });
    expect(elsewhere.status).toBe(409);
    expect(await registered({ id: id.toUpperCase() })).toEqual(first);
  });

  it('still answers when the project has passed to another officer since', async () => {
    const id = randomUUID();
    const first = await registered({ id });
    const pass = (to: Actor) =>
      t.database.query('update project set officer_id = $2 where id = $1', [projectId, t.cast.people[to]]);
    await pass('officer2');
    const again = await (
      await t.as('officer')
    ).post<IssueView>('/api/issues', {
      projectId,
      title: first.title,
      description: first.description,
      categoryCode: 'power',
      severity: 'medium',
      id,
    });
    await pass('officer');
    expect([again.status, again.body.number]).toEqual([201, first.number]);
  });

  it('the same action under the same id happens once, also when sent together', async () => {
    const { id, version } = await at('assigned');
    const handler = await t.as('handler');
    const key = randomUUID();
    const send = () => handler.post<IssueView>(`/api/issues/${id}/actions/sign`, { version, id: key });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await send()).body.version).toBe(version + 1);
    expect((await handler.post(`/api/issues/${id}/actions/report`, { version, id: key, note: '别的' })).status).toBe(
      409,
    );
  });

  it('a stale version answers 409 with the present state', async () => {
    const { id, version } = await at('in-progress');
    const supervisor = await t.as('supervisor');
    const { status, body } = await supervisor.post<{ code: string; details: IssueView }>(
      `/api/issues/${id}/actions/urge`,
      {
        version: version - 1,
      },
    );
    expect([status, body.code, body.details.version, body.details.state]).toEqual([
      409,
      'stale',
      version,
      'in-progress',
    ]);
  });

  it('twenty verifications at once are one', async () => {
    const { id, version } = await at('pending-verification');
    const voices = await Promise.all([t.as('supervisor'), t.as('supervisor2'), t.as('officer')]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (voices[index % 3] as (typeof voices)[0]).post(`/api/issues/${id}/actions/verify`, {
          version,
          note: '核验通过',
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    const [{ count }] = (await t.database.query(
      `select count(*)::int as count from issue_event where issue_id = $1 and action = 'verify'`,
      [id],
    )) as [{ count: number }];
    expect(count).toBe(1);
  });

  it('fifty clerks at once, some of them failing, leave no gap and no double', async () => {
    const officer = await t.as('officer');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        officer.post('/api/issues', {
          projectId,
          title: '同时登记',
          categoryCode: index % 5 === 0 ? 'nothing' : 'power',
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(10);
    const rows: { sequence: number }[] = await t.database.query('select sequence from issue order by sequence');
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  });

  it('the record cannot be changed or cut', async () => {
    const { id } = await at('assigned');
    await expect(t.database.query(`update issue_event set note = '改' where issue_id = $1`, [id])).rejects.toThrow(
      'append only',
    );
    await expect(t.database.query('delete from issue_event where issue_id = $1', [id])).rejects.toThrow('append only');
  });
});

describe('lists', () => {
  it('filter by state, light, unit, project, words, and what waits for me', async () => {
    const issue = await at('assigned');
    const ids = async (actor: Actor, query: string) => {
      const { status, body } = await (await t.as(actor)).get<Page<{ id: string }>>(`/api/issues?pageSize=200&${query}`);
      expect(status).toBe(200);
      return body.items.map(({ id }) => id);
    };
    for (const query of [
      'state=assigned,returned',
      'light=green',
      `unitId=${t.cast.units.power}`,
      `projectId=${projectId}`,
      `q=${encodeURIComponent('用电')}`,
      `q=${issue.number}`,
      'ledger=project-issue&categoryCode=power&sort=-number',
    ]) {
      expect(await ids('supervisor', query)).toContain(issue.id);
    }
    expect(await ids('supervisor', 'light=red')).not.toContain(issue.id);
    expect(await ids('supervisor', `q=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await ids('handler', 'mine=true')).toContain(issue.id);
    expect(await ids('supervisor', 'mine=true')).not.toContain(issue.id);
  });

  it('count by state what the list shows', async () => {
    const supervisor = await t.as('supervisor');
    const { body } = await supervisor.get<IssueCounts>('/api/issues/counts');
    for (const { state, count } of body.states) {
      expect((await supervisor.get<Page<unknown>>(`/api/issues?state=${state}&pageSize=1`)).body.total).toBe(count);
    }
    for (const [light, count] of [
      ['red', body.overdue],
      ['yellow', body.dueSoon],
    ] as const) {
      expect((await supervisor.get<Page<unknown>>(`/api/issues?light=${light}&pageSize=1`)).body.total).toBe(count);
    }
    expect((await supervisor.get<Page<unknown>>('/api/issues?mine=true&pageSize=1')).body.total).toBe(body.mine);
  });

  it.each(['sort=due;drop', 'pageSize=201', 'state=gone', 'light=blue', 'page=0', 'unknown=1', 'page=1&page=2'])(
    'refuse %s with a Chinese sentence',
    async (query) => {
      const { status, body } = await (await t.as('supervisor')).get<Refused>(`/api/issues?${query}`);
      expect(status).toBe(400);
      expect(body.message).toMatch(/\p{Script=Han}/u);
      expect(body.details).toHaveLength(1);
    },
  );
});

describe('bad input', () => {
  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['a title too long', { title: '长'.repeat(101) }, 'title'],
    ['a NUL', { description: 'a\u0000b' }, 'description'],
    ['half an emoji', { title: '停电了\ud83d' }, 'title'],
    ['an unknown category', { categoryCode: 'nothing' }, 'categoryCode'],
    ['an unknown ledger', { ledger: 'nothing' }, 'ledger'],
    ['an unknown severity', { severity: 'huge' }, 'severity'],
    ['a field nobody knows', { state: 'closed' }, 'state'],
    ['an unknown project', { projectId: randomUUID() }, 'projectId'],
    ['a malformed id', { id: 'x' }, 'id'],
    ['null where text belongs', { description: null }, 'description'],
  ])('%s is refused and named', async (_, change, field) => {
    const { status, body } = await (
      await t.as('officer')
    ).post<Refused>('/api/issues', {
      projectId,
      title: '施工用电容量不足',
      ...change,
    });
    expect(status).toBe(400);
    expect(body.details?.map((fault) => fault.field)).toEqual([field]);
    expect(body.message).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['assign', {}, 'leadUnitId'],
    ['assign', { leadUnitId: randomUUID() }, 'leadUnitId'],
    ['assign', { dueOn: '2024-10-15' }, 'dueOn'],
    ['assign', { dueOn: '2026-02-31' }, 'dueOn'],
    ['assign', { dueOn: '2099-01-01' }, 'dueOn'],
  ])('%s with %j names %s', async (action, more: object, field) => {
    const { id } = await registered();
    const lead = field === 'leadUnitId' ? {} : { leadUnitId: t.cast.units.power };
    const { status, body } = await attempt('supervisor', id, action, { ...lead, ...more });
    expect([status, body.details?.[0]?.field]).toEqual([400, field]);
  });

  it('an unknown action, a body that is no JSON, and one that is too large', async () => {
    const { id } = await registered();
    expect((await attempt('supervisor', id, 'destroy')).status).toBe(400);
    const broken = await t.app.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: '{"username":',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.statusCode, broken.json<Refused>().code]).toEqual([400, 'bad-request']);
    const large = await (
      await t.as('officer')
    ).post<Refused>('/api/issues', { projectId, title: '大'.repeat(600_000) });
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
  });

  it('no body where one is needed, and an address that cannot be read', async () => {
    for (const payload of [undefined, '你好', '[]', 'null']) {
      const headers = { 'content-type': payload?.startsWith('你') ? 'text/plain' : 'application/json' };
      const request = { method: 'POST', url: '/api/ratings/look' } as const;
      const answer = await t.app.inject(payload === undefined ? request : { ...request, payload, headers });
      expect([answer.statusCode, answer.json<Refused>().message]).toEqual([400, '请以 JSON 对象提交内容。']);
    }
    for (const url of ['/api/issues/%ff', `/api/issues/${'0'.repeat(3000)}`]) {
      const answer = await t.app.inject({ url });
      expect([answer.statusCode, answer.json<Refused>().code]).toEqual([404, 'not-found']);
    }
  });

  it('a body without end, and a version no row can have', async () => {
    const deep = await t.app.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: `{"username":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      headers: { 'content-type': 'application/json' },
    });
    expect([deep.statusCode, deep.json<Refused>().code]).toEqual([400, 'validation']);
    const { id } = await registered();
    const huge = await (
      await t.as('supervisor')
    ).post<Refused>(`/api/issues/${id}/actions/urge`, { version: Number.MAX_SAFE_INTEGER });
    expect([huge.status, huge.body.details?.[0]?.field]).toEqual([400, 'version']);
  });
});
