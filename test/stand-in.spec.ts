import { randomUUID } from 'node:crypto';
import type { DutyRow } from '@app/duty';
import type { IssueView } from '@app/ledger';
import type { MeView, StandInView } from '@app/org';
import type { ProjectRow, ProjectView } from '@app/project';
import type { VisitView } from '@app/visit';
import { type Actor, type Answer, IssueDesk, NOW, startApp, type TestApp } from './support';

interface List<T> {
  items: T[];
  total: number;
}
interface Refusal {
  code: string;
  message: string;
  details?: { field: string; message: string }[];
}

let app: TestApp;
let projectId: string;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'stand_in', 'ledger_counter', 'seal_queue');
  const [project] = (await app.database.query(
    `insert into project (name, total_investment, officer_id) values ('甲', 100, $1) returning id`,
    [app.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
  await app.database.query(
    `with l as (insert into project_list (name, year, kind, visit_every) values ('省重点', 2024, 'other', 'week') returning id)
     insert into list_member (list_id, project_id, from_month) select id, $1, '2024-10' from l`,
    [projectId],
  );
  await app.repairDuties();
});

const send = async <T = Refusal>(
  actor: Actor,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  url: string,
  body?: object,
): Promise<Answer<T>> => (await app.as(actor)).request<T>(method, url, body);
const away = (more: object = {}): object => ({
  personId: app.cast.people.officer,
  standInId: app.cast.people.officer2,
  reason: 'leave',
  from: '2024-10-21',
  until: '2024-10-25',
  note: '年休假',
  ...more,
});
const arrange = async (more: object = {}, actor: Actor = 'supervisor'): Promise<StandInView> => {
  const { status, body, text } = await send<StandInView>(actor, 'POST', '/api/stand-ins', away(more));
  if (status !== 201) throw new Error(text);
  return body;
};
const visit = async (actor: Actor, at: string): Promise<number> =>
  (await send(actor, 'POST', '/api/visits', { projectId, visitedAt: at, note: '代为走访。' })).status;
const goers = (): Promise<{ period: string; username: string | null; excuse: string | null }[]> =>
  app.database.query(
    `select d.period, o.username, d.excuse from visit_duty d left join person o on o.id = d.officer_id order by d.starts`,
  );

describe('who stands in', () => {
  it('sees, logs and writes exactly in those days, not before and not after', async () => {
    await arrange();
    const tried = async (now: string): Promise<unknown[]> => {
      app.clock.set(now);
      const voice = await app.as('officer2');
      const month = now.slice(0, 7);
      return [
        (await voice.get<MeView>('/api/me')).body.standsInFor.map(({ name }) => name).join(),
        (await voice.get<List<ProjectRow>>('/api/projects')).body.total,
        (await voice.get<List<DutyRow>>('/api/visits/duties')).body.total,
        (await voice.get(`/api/projects/${projectId}`)).status,
        await visit('officer2', now),
        (
          await voice.put(`/api/projects/${projectId}/progress/${month}`, {
            completed: '1',
            basis: 'with-preliminary',
            physicalProgress: now,
          })
        ).status,
      ];
    };
    expect(await tried('2024-10-20T23:59:00+08:00')).toEqual(['', 0, 0, 404, 404, 404]);
    expect(await tried('2024-10-21T00:00:00+08:00')).toEqual(['李专员', 1, 1, 200, 201, 200]);
    expect(await tried('2024-10-25T23:59:00+08:00')).toEqual(['李专员', 1, 1, 200, 201, 200]);
    // The week's duty was theirs, so a visit of its Saturday is still taken; a look at the project is not.
    expect(await tried('2024-10-26T00:00:00+08:00')).toEqual(['', 0, 0, 404, 201, 404]);
    expect(await tried('2024-10-28T00:00:00+08:00')).toEqual(['', 0, 0, 404, 404, 404]);
    // What was seen in those days may arrive when they are over.
    expect(await visit('officer2', '2024-10-24T15:00:00+08:00')).toBe(201);
    // The officer has it all the while.
    app.clock.set('2024-10-22T10:00:00+08:00');
    expect((await send('officer', 'GET', `/api/projects/${projectId}`)).status).toBe(200);
  });

  it('works on the problems of those projects as their officer would', async () => {
    const desk = await IssueDesk.open(app, '乙');
    const issue = await desk.at('pending-verification');
    expect((await send('officer2', 'GET', `/api/issues/${issue.id}`)).status).toBe(404);
    await arrange({ from: '2024-10-16' });
    const { body } = await send<IssueView>('officer2', 'GET', `/api/issues/${issue.id}`);
    expect(body.allowedActions).toContain('verify');
    expect((await send<ProjectView>('officer2', 'GET', `/api/projects/${desk.projectId}`)).body.allowedActions).toEqual(
      [...['progress', 'milestone']],
    );
    const inbox = await send<{ items: { id: string }[] }>('officer2', 'GET', '/api/inbox/todo');
    expect(JSON.stringify(inbox.body)).toContain(issue.id);
    expect((await desk.act('officer2', issue.id, 'verify', { note: '现场已通电' })).state).toBe('closed');
    const found = await send<VisitView>('officer2', 'POST', '/api/visits', {
      projectId,
      visitedAt: '2024-10-16T09:00:00+08:00',
      note: '发现新问题。',
      issues: [{ title: '用电容量不足', categoryCode: 'power' }],
    });
    expect([found.status, found.body.issues.length]).toEqual([201, 1]);
  });

  it('takes one step only: not the projects of somebody they stand in for who stands in', async () => {
    await arrange({ from: '2024-10-16' });
    // The supervisor with two hats becomes an officer for this story, and stands in for the one who stands in.
    await app.database.query(`update person set roles = array['officer'] where id = $1`, [app.cast.people.double]);
    await arrange({ personId: app.cast.people.officer2, standInId: app.cast.people.double, from: '2024-10-16' });
    expect((await send('double', 'GET', `/api/projects/${projectId}`)).status).toBe(404);
    await app.database.query(`update person set roles = array['supervisor', 'handler'] where id = $1`, [
      app.cast.people.double,
    ]);
  });
});

describe('duties', () => {
  it('pass to the stand-in for the periods that their days cover, and back when it is taken back', async () => {
    const made = await arrange({ until: '2024-10-30' });
    const week = (period: string, username: string) => ({ period, username, excuse: null });
    const before = ['2024-W40', '2024-W41', '2024-W42'].map((period) => week(period, 'officer'));
    expect((await goers()).slice(0, 5)).toEqual([...before, week('2024-W43', 'officer2'), week('2024-W44', 'officer')]);
    // On Thursday of the second week the officer is back: who is there at the end can go.
    const changed = await send<StandInView>('supervisor', 'PATCH', `/api/stand-ins/${made.id}`, {
      version: made.version,
      until: '2024-11-01',
    });
    expect(changed.body).toMatchObject({ until: '2024-11-01', version: 2, running: false });
    expect((await goers())[4]).toEqual(week('2024-W44', 'officer2'));
    // What is over stays with who had it.
    app.clock.set('2024-10-28T09:00:00+08:00');
    await app.repairDuties();
    expect((await send('supervisor', 'DELETE', `/api/stand-ins/${made.id}?version=1`)).status).toBe(409);
    expect((await send('supervisor', 'DELETE', `/api/stand-ins/${made.id}?version=2`)).status).toBe(204);
    expect((await send('supervisor', 'DELETE', `/api/stand-ins/${made.id}`)).status).toBe(204);
    expect((await goers()).slice(3, 5)).toEqual([week('2024-W43', 'officer2'), week('2024-W44', 'officer')]);
  });

  it('are nobody’s in a week of leave without a stand-in, and say why', async () => {
    await arrange({ standInId: null });
    expect((await goers())[3]).toEqual({ period: '2024-W43', username: 'officer', excuse: 'leave' });
    const { body } = await send<List<DutyRow>>('officer', 'GET', '/api/visits/duties?week=2024-W43');
    expect(body.items).toMatchObject([
      { state: 'excused', excuseReason: '项目专员 2024-10-21 至 2024-10-25 请假，无人代访' },
    ]);
  });
});

describe('an arrangement', () => {
  it('is answered again under its id, changed under its version, and listed for whom it concerns', async () => {
    const id = randomUUID();
    const first = await arrange({ id });
    expect(first).toMatchObject({
      ...{ id, personName: '李专员', standInName: '王专员', reason: 'leave', from: '2024-10-21', until: '2024-10-25' },
      ...{ note: '年休假', version: 1, createdByName: '赵督办', running: false },
    });
    expect(await arrange({ id })).toEqual(first);
    expect((await send('supervisor', 'POST', '/api/stand-ins', away({ id, note: '别的' }))).status).toBe(409);
    const total = async (actor: Actor, query = ''): Promise<number> =>
      (await send<List<StandInView>>(actor, 'GET', `/api/stand-ins${query}`)).body.total;
    expect([await total('officer'), await total('officer2'), await total('admin')]).toEqual([1, 1, 1]);
    expect(await total('supervisor', `?personId=${app.cast.people.double}`)).toBe(0);
    app.clock.set('2024-10-26T09:00:00+08:00');
    expect([await total('supervisor'), await total('supervisor', '?current=true')]).toEqual([1, 0]);
    expect((await send('handler', 'GET', '/api/stand-ins')).status).toBe(403);
  });

  it('has no day in common with another of the same person, however many are sent at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        send<Refusal>('supervisor', 'POST', '/api/stand-ins', away({ from: `2024-10-2${index}`, until: '2024-10-25' })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('stand-in-overlap');
    expect(refused?.body.message).toContain('已有安排');
    await arrange({ from: '2024-10-26', until: '2024-10-30' });
  });

  it('is made by an officer for themself only, by a supervisor or administrator for anybody', async () => {
    expect((await arrange({}, 'officer')).createdByName).toBe('李专员');
    const status = async (actor: Actor) =>
      (await send(actor, 'POST', '/api/stand-ins', away({ from: '2024-12-02', until: '2024-12-03' }))).status;
    expect([await status('officer2'), await status('handler'), await status('admin')]).toEqual([403, 403, 201]);
  });

  it('excuses no days that are over, unless a supervisor says so', async () => {
    app.clock.set('2024-10-20T22:00:00+08:00');
    const week = { standInId: null, from: '2024-10-14', until: '2024-10-20' };
    const status = async (more: object, actor: Actor = 'officer') =>
      (await send(actor, 'POST', '/api/stand-ins', away(more))).status;
    expect(await status(week)).toBe(400);
    // Nor by a detour: first with somebody, then with nobody; first for tomorrow, then for the days before.
    const patch = async ({ id, version }: StandInView, body: object) =>
      (await send('officer', 'PATCH', `/api/stand-ins/${id}`, { ...body, version })).status;
    const made = await arrange({ ...week, standInId: app.cast.people.officer2 }, 'officer');
    expect(await patch(made, { standInId: null })).toBe(400);
    await send('officer', 'DELETE', `/api/stand-ins/${made.id}`);
    const ahead = await arrange({ ...week, from: '2024-10-20', until: '2024-10-27' }, 'officer');
    expect(await patch(ahead, { from: '2024-10-14' })).toBe(400);
    const excuses = new Map((await goers()).map(({ period, excuse }) => [period, excuse]));
    expect([excuses.get('2024-W42'), excuses.get('2024-W43')]).toEqual([null, 'leave']);
    // Longer than was thought is said when it is known.
    app.clock.set('2024-10-22T09:00:00+08:00');
    expect(await patch(ahead, { until: '2024-11-03' })).toBe(200);
    await send('officer', 'DELETE', `/api/stand-ins/${ahead.id}`);
    expect(await status({ standInId: null, from: '2024-10-21', until: '2024-10-27' }, 'supervisor')).toBe(201);
  });

  it.each([
    ['personId', { personId: randomUUID() }],
    ['standInId', { standInId: randomUUID() }],
    ['standInId', { standInId: 'handler' }],
    ['standInId', { standInId: 'officer' }],
    ['standInId', { standInId: null, reason: 'hand-over' }],
    ['until', { until: '2024-10-20' }],
    ['until', { from: '2024-10-01', until: '2024-10-15' }],
    ['from', { from: '2024-02-31' }],
    ['reason', { reason: 'sick' }],
  ])('with a wrong %s is refused with a sentence: %j', async (field, wrong) => {
    const named = Object.fromEntries(
      Object.entries(wrong).map(([key, value]) => [key, app.cast.people[value as Actor] ?? value]),
    );
    const { status, body } = await send<Refusal>('supervisor', 'POST', '/api/stand-ins', away(named));
    expect([status, body.details?.[0]?.field]).toEqual([400, field]);
  });
});
