import type { DonePage, InboxCounts, InboxPage, InboxRow, StartedPage } from '@app/desk';
import type { IssueView } from '@app/ledger';
import { type Actor, CAST, empty, startApp, type TestApp } from './support';

const ACTORS = Object.keys(CAST) as Actor[];

let t: TestApp;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set('2024-10-16T10:00:00+08:00');
  await empty(t.database, ['issue']);
  await t.database.query('update project set leader_id = null');
});

async function registered(title = '施工用电容量不足', more: object = {}): Promise<string> {
  const { status, body } = await (
    await t.as('officer')
  ).post<IssueView>('/api/issues', { projectId, title, categoryCode: 'power', ...more });
  expect(status).toBe(201);
  return body.id;
}

async function act(actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> {
  const voice = await t.as(actor);
  const { body: issue } = await voice.get<IssueView>(`/api/issues/${id}`);
  const { status, body } = await voice.post<IssueView>(`/api/issues/${id}/actions/${action}`, {
    version: issue.version,
    ...more,
  });
  if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
  return body;
}

const toPower = (id: string, more: object = {}) =>
  act('supervisor', id, 'assign', { leadUnitId: t.cast.units.power, ...more });

const todo = async (actor: Actor, query = ''): Promise<InboxPage> => {
  const { status, body } = await (await t.as(actor)).get<InboxPage>(`/api/inbox/todo?pageSize=100${query}`);
  expect(status).toBe(200);
  return body;
};
const waits = async (actor: Actor, id: string): Promise<string[]> =>
  (await todo(actor)).items.filter((row) => row.id === id).flatMap((row) => row.reasons.map(({ wait }) => wait));
/** Whose turn it is, and for what. */
async function turns(id: string): Promise<Record<string, string[]>> {
  const all = await Promise.all(ACTORS.map(async (actor) => [actor, await waits(actor, id)] as const));
  return Object.fromEntries(all.filter(([, reasons]) => reasons.length > 0));
}
const row = async (actor: Actor, id: string): Promise<InboxRow | undefined> =>
  (await todo(actor)).items.find((one) => one.id === id);

/** Every way an issue can wait, reached over the API, and who should have it in 待办 for what. */
const SITUATIONS: Record<string, { reach: () => Promise<string>; whose: Partial<Record<Actor, string[]>> }> = {
  'registered, to be assigned': {
    reach: () => registered(),
    whose: { supervisor: ['assign'], supervisor2: ['assign'], double: ['assign'] },
  },
  'assigned, to be signed for': {
    reach: async () => (await toPower(await registered())).id,
    whose: { handler: ['sign'], head: ['sign'] },
  },
  'given to somebody else of the department': {
    reach: async () => {
      const id = await registered();
      await toPower(id);
      await act('head', id, 'delegate', { handlerId: t.cast.people.head });
      return id;
    },
    whose: { head: ['sign'] },
  },
  'in progress': { reach: signed, whose: { handler: ['work'], head: ['work'] } },
  'in progress with a supporting department': {
    reach: async () => {
      const id = await registered();
      await toPower(id, { supportUnitIds: [t.cast.units.land] });
      await act('handler', id, 'sign');
      return id;
    },
    whose: { handler: ['work'], head: ['work'], handler2: ['support'] },
  },
  'the supporting part done': {
    reach: async () => {
      const id = await registered();
      await toPower(id, { supportUnitIds: [t.cast.units.land] });
      await act('handler', id, 'sign');
      await act('handler2', id, 'report', { note: '已配合完成', done: true });
      return id;
    },
    whose: { handler: ['work'], head: ['work'] },
  },
  'returned once': {
    reach: async () => {
      const id = await registered();
      await toPower(id);
      await act('handler', id, 'return', { note: '不属于本单位' });
      return id;
    },
    whose: { supervisor: ['ruling'], supervisor2: ['ruling'], double: ['ruling'] },
  },
  'returned twice': { reach: returnedTwice, whose: { leader: ['ruling'] } },
  'an extension asked for': {
    reach: async () => {
      const id = await signed();
      await act('handler', id, 'request-extension', { note: '材料未到', dueOn: '2024-11-20', measures: '已催' });
      return id;
    },
    whose: {
      handler: ['work'],
      head: ['work'],
      supervisor: ['extension'],
      supervisor2: ['extension'],
      double: ['extension'],
    },
  },
  'closure applied for': {
    reach: applied,
    whose: {
      supervisor: ['verification'],
      supervisor2: ['verification'],
      double: ['verification'],
      officer: ['verification'],
    },
  },
  'urged and instructed': {
    reach: async () => {
      const id = await signed();
      await act('supervisor', id, 'urge');
      await act('leader', id, 'instruct', { note: '抓紧', dueOn: '2024-10-17' });
      return id;
    },
    // An instruction by tomorrow, the urging two days from now, the work in October.
    whose: { handler: ['instruction', 'urge', 'work'], head: ['instruction', 'urge', 'work'] },
  },
  'an instruction on what nobody works on yet': {
    reach: async () => {
      const id = await registered();
      await act('leader', id, 'instruct', { note: '请研究', dueOn: '2024-10-18' });
      return id;
    },
    whose: {
      supervisor: ['assign', 'instruction'],
      supervisor2: ['assign', 'instruction'],
      double: ['assign', 'instruction'],
    },
  },
  'closed, the enterprise dissatisfied': {
    reach: async () => {
      const id = await applied();
      await act('supervisor', id, 'verify', { note: '已通电' });
      await t.database.query(`update issue set rating_due_on = '2024-10-18' where id = $1`, [id]);
      return id;
    },
    whose: { supervisor: ['rating'], supervisor2: ['rating'], double: ['rating'] },
  },
  suspended: {
    reach: async () => {
      const id = await signed();
      await act('supervisor', id, 'suspend', { note: '等上级批复', reviewOn: '2024-11-01' });
      return id;
    },
    whose: {},
  },
  closed: {
    reach: async () => (await act('supervisor', await applied(), 'verify', { note: '已通电' })).id,
    whose: {},
  },
};

async function signed(): Promise<string> {
  const id = await registered();
  await toPower(id);
  await act('handler', id, 'sign');
  return id;
}

async function applied(): Promise<string> {
  const id = await signed();
  await act('handler', id, 'apply-closure', { note: '已增容' });
  return id;
}

async function returnedTwice(): Promise<string> {
  const id = await registered();
  await toPower(id);
  await act('handler', id, 'return', { note: '不属于本单位' });
  await act('supervisor', id, 'insist', { note: '请办理' });
  await act('handler', id, 'return', { note: '仍不属于本单位' });
  return id;
}

describe('whose turn it is', () => {
  it.each(Object.entries(SITUATIONS))('%s', async (_name, { reach, whose }) => {
    const id = await reach();
    expect(await turns(id)).toEqual(whose);
  });

  it('is what the issue itself allows: every row offers an action that is allowed, every open issue has somebody', async () => {
    const ids: string[] = [];
    for (const { reach } of Object.values(SITUATIONS)) ids.push(await reach());
    const had = new Set<string>();
    for (const actor of ACTORS) {
      for (const { id, actions, reasons, number } of (await todo(actor)).items) {
        had.add(id);
        const { body } = await (await t.as(actor)).get<IssueView>(`/api/issues/${id}`);
        expect({ actor, number, reasons: reasons.map(({ wait }) => wait), offered: actions.length > 0 }).toMatchObject({
          offered: true,
        });
        expect(body.allowedActions).toEqual(expect.arrayContaining(actions));
        // The list of issues asks by the same rules.
        const { body: list } = await (
          await t.as(actor)
        ).get<{ items: { id: string }[] }>(`/api/issues?mine=true&pageSize=100`);
        expect(list.items.map((issue) => issue.id)).toContain(id);
      }
    }
    for (const id of ids) {
      const { body } = await (await t.as('supervisor')).get<IssueView>(`/api/issues/${id}`);
      // The page says whose turn it is: where it names somebody, somebody has it.
      const waitsForSomebody = !/^(已办结|挂起至)/.test(body.heldBy);
      expect({ number: body.number, state: body.state, had: had.has(id) }).toMatchObject({ had: waitsForSomebody });
    }
  });

  it('is nobody’s who handled it, nor of a department that did', async () => {
    const id = await registered();
    await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.bureau });
    await act('double', id, 'sign');
    await act('double', id, 'apply-closure', { note: '已办结' });
    // All supervisors and officers of the cast belong to the bureau, which handled it.
    expect(await turns(id)).toEqual({});
    await t.database.query('update issue set lead_unit_id = $1 where id = $2', [t.cast.units.land, id]);
    expect(Object.keys(await turns(id))).toEqual(['officer', 'supervisor', 'supervisor2']);
  });

  it('is only the leader’s in charge after the second return, where the project has one', async () => {
    const id = await returnedTwice();
    expect(await waits('leader', id)).toEqual(['ruling']);
    await t.database.query('update project set leader_id = $1 where id = $2', [t.cast.people.leader, projectId]);
    expect(await waits('leader', id)).toEqual(['ruling']);
    const [another] = (await t.database.query(
      `insert into person (username, name, unit_id, roles) values ('leader2', '另一位', $1, '{leader}') returning id`,
      [t.cast.units.leadership],
    )) as [{ id: string }];
    await t.database.query('update project set leader_id = $1 where id = $2', [another.id, projectId]);
    expect(await waits('leader', id)).toEqual([]);
  });

  it('comes back to the whole department when the person it was given to has left', async () => {
    const id = await registered();
    await toPower(id);
    await act('head', id, 'delegate', { handlerId: t.cast.people.head });
    expect(await waits('handler', id)).toEqual([]);
    await t.database.query('update person set active = false where id = $1', [t.cast.people.head]);
    expect(await waits('handler', id)).toEqual(['sign']);
    await t.database.query('update person set active = true where id = $1', [t.cast.people.head]);
  });

  it('is the owner’s of an open step of a task, on the issue they may see', async () => {
    const id = await signed();
    await t.database.query(
      `insert into issue_step (issue_id, place, title, owner_unit_id, planned_on) values ($1, 1, '完成设计', $2, '2024-10-17')`,
      [id, t.cast.units.power],
    );
    expect(await waits('handler', id)).toEqual(['step', 'work']);
    await t.database.query(`update issue_step set done_on = '2024-10-16', done_by = $1`, [t.cast.people.handler]);
    expect(await waits('handler', id)).toEqual(['work']);
  });
});

describe('待办', () => {
  it('puts the least working time first, in groups, with the reason in words', async () => {
    const late = await registered('已超期');
    const today = await registered('今日到期');
    const soon = await registered('三日内');
    const later = await registered('以后');
    for (const [id, day] of [
      [later, '2024-10-22'],
      [soon, '2024-10-21'],
      [late, '2024-10-11'],
      [today, '2024-10-16'],
    ]) {
      await t.database.query('update issue set turn_due_on = $2 where id = $1', [id, day]);
    }
    const page = await todo('supervisor');
    expect(page.items.map(({ title, group, reasons }) => [title, group, reasons[0]?.text])).toEqual([
      // Friday; Saturday the 12th was worked in exchange.
      ['已超期', 'overdue', '待交办，已超期 4 个工作日'],
      ['今日到期', 'today', '待交办，今日到期'],
      ['三日内', 'soon', '待交办，还有 3 个工作日'],
      ['以后', 'later', '待交办，还有 4 个工作日'],
    ]);
    expect(page.groups).toEqual([
      { group: 'overdue', count: 1 },
      { group: 'today', count: 1 },
      { group: 'soon', count: 1 },
      { group: 'later', count: 1 },
    ]);
    const only = await todo('supervisor', '&group=soon');
    expect(only).toMatchObject({ total: 1, items: [{ id: soon }] });
    expect(only.groups).toEqual(page.groups);
  });

  it('has one row with several reasons; the earliest counts and its action comes first', async () => {
    const id = await signed();
    await act('handler', id, 'request-extension', { note: '材料未到', dueOn: '2024-11-20' });
    await act('supervisor', id, 'urge');
    const mine = await row('handler', id);
    expect(mine).toMatchObject({ group: 'soon', actions: ['answer-urge', 'report', 'apply-closure'] });
    expect(mine?.reasons.map(({ text }) => text)).toEqual(['催办待答复，还有 2 个工作日', '待办结，还有 10 个工作日']);
    expect(await row('supervisor', id)).toMatchObject({
      actions: ['grant-extension', 'refuse-extension'],
      reasons: [{ wait: 'extension', dueOn: '2024-10-18', text: '延期申请待批，还有 2 个工作日' }],
    });
  });

  it('says that a day over a weekend has passed', async () => {
    const id = await registered();
    await t.database.query(`update issue set turn_due_on = '2024-10-18' where id = $1`, [id]);
    t.clock.set('2024-10-20T10:00:00+08:00');
    expect((await row('supervisor', id))?.reasons[0]?.text).toBe('待交办，已超期（2024-10-18 到期）');
  });

  it('is found by number, title and reason, page by page', async () => {
    for (let n = 0; n < 3; n += 1) await registered(`问题 ${n}`);
    const id = await applied();
    expect((await todo('supervisor', '&wait=verification')).items.map((one) => one.id)).toEqual([id]);
    expect((await todo('supervisor', `&q=${encodeURIComponent('问题 1')}`)).total).toBe(1);
    const { body } = await (await t.as('supervisor')).get<InboxPage>('/api/inbox/todo?page=2&pageSize=3');
    expect(body).toMatchObject({ total: 4, page: 2 });
    expect(body.items).toHaveLength(1);
    expect((await (await t.as('supervisor')).get('/api/inbox/todo?wait=everything')).status).toBe(400);
  });

  it('is empty for who has no part in it', async () => {
    await registered();
    expect(await todo('admin')).toMatchObject({ total: 0, items: [] });
    expect((await t.anonymous.get('/api/inbox/todo')).status).toBe(401);
  });
});

describe('我发起的', () => {
  const started = async (actor: Actor): Promise<StartedPage> =>
    (await (await t.as(actor)).get<StartedPage>('/api/inbox/started')).body;

  it('is what I registered, assigned, urged or instructed on, until it ends', async () => {
    const id = await signed();
    const other = await registered('别的问题');
    await act('supervisor2', id, 'urge');
    await act('leader', id, 'instruct', { note: '抓紧' });
    expect((await started('officer')).items.map((one) => one.id).sort()).toEqual([id, other].sort());
    expect((await started('supervisor')).items).toMatchObject([{ id, mine: ['assign'], heldBy: '供电公司' }]);
    expect((await started('supervisor2')).items).toMatchObject([{ id, mine: ['urge'] }]);
    expect((await started('leader')).items).toMatchObject([{ id, mine: ['instruct'] }]);
    expect((await started('handler')).items).toEqual([]);
    await act('handler', id, 'apply-closure', { note: '已增容' });
    await act('officer', id, 'verify', { note: '已通电' });
    expect((await started('supervisor')).total).toBe(0);
  });
});

describe('已办', () => {
  const done = async (actor: Actor): Promise<DonePage> =>
    (await (await t.as(actor)).get<DonePage>('/api/inbox/done')).body;

  it('is what I did a step in, the newest of my steps first, with that step', async () => {
    const first = await signed();
    t.clock.set('2024-10-16T11:00:00+08:00');
    const second = await signed();
    t.clock.set('2024-10-16T12:00:00+08:00');
    await act('handler', first, 'report', { note: '已下达增容方案' });
    await act('supervisor', second, 'urge');
    const mine = await done('handler');
    expect(mine).toMatchObject({ total: 2 });
    expect(mine.items.map(({ id, action, note, at }) => [id, action, note, at])).toEqual([
      [first, 'report', '已下达增容方案', '2024-10-16T12:00:00+08:00'],
      [second, 'sign', '', '2024-10-16T11:00:00+08:00'],
    ]);
    expect((await done('head')).total).toBe(0);
  });

  it('does not show what I may no longer see', async () => {
    const id = await registered();
    await toPower(id);
    await act('handler', id, 'return', { note: '不属于本单位' });
    expect((await done('handler')).total).toBe(1);
    await act('supervisor', id, 'assign', { leadUnitId: t.cast.units.land, note: '请自然资源局办理' });
    expect((await done('handler')).total).toBe(0);
    expect((await (await t.as('handler')).get(`/api/issues/${id}`)).status).toBe(404);
  });
});

describe('the counts of the badge', () => {
  it('are those of the tabs', async () => {
    const id = await signed();
    await act('supervisor', id, 'urge');
    await registered('别的问题');
    t.clock.set('2024-10-21T10:00:00+08:00');
    const counts = async (actor: Actor): Promise<InboxCounts> =>
      (await (await t.as(actor)).get<InboxCounts>('/api/inbox/counts')).body;
    expect(await counts('handler')).toEqual({ todo: 1, overdue: 1, unread: 0 });
    expect(await counts('supervisor')).toEqual({ todo: 1, overdue: 1, unread: 0 });
    expect(await counts('officer')).toEqual({ todo: 0, overdue: 0, unread: 0 });
    expect(await counts('admin')).toEqual({ todo: 0, overdue: 0, unread: 0 });
    await t.database.query(
      `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
       values ('issue-urged', 'issue', $1, 'x', $2, '催办', '催办', now())`,
      [id, t.cast.people.handler],
    );
    expect(await counts('handler')).toMatchObject({ unread: 1 });
  });
});
