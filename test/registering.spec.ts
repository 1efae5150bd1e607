import { randomUUID } from 'node:crypto';
import type { IssueView } from '@app/ledger';
import type { DataSource } from 'typeorm';
import { seedReference } from '../seeds/reference/reference';
import { type Actor, startApp, type TestApp, type Voice } from './support';

let app: TestApp;
let database: DataSource;
let voices: Record<Actor, Voice>;
let own: string;
let ofPower: string;

beforeAll(async () => {
  app = await startApp();
  ({ database } = app);
  await database.transaction(seedReference);
  const actors: Actor[] = [
    'officer',
    'officer2',
    'supervisor',
    'supervisor2',
    'handler',
    'handler2',
    'head',
    'leader',
    'admin',
  ];
  voices = Object.fromEntries(
    await Promise.all(actors.map(async (actor) => [actor, await app.as(actor)] as const)),
  ) as Record<Actor, Voice>;
  const project = async (name: string, officerId: string | null, unitId: string | null): Promise<string> => {
    const [row] = (await database.query(
      `insert into project (name, total_investment, officer_id, unit_id) values ($1, 1, $2, $3) returning id`,
      [name, officerId, unitId],
    )) as [{ id: string }];
    return row.id;
  };
  own = await project('李专员的项目', app.cast.people.officer, null);
  ofPower = await project('供电公司的项目', null, app.cast.units.power);
});
afterAll(() => app.close());

type Refused = { code: string; message: string; details?: { field: string }[] };
const register = (actor: Actor, body: object) =>
  voices[actor].post<IssueView & Refused>('/api/issues', { title: '需要办理的事项', ...body });

describe('a ledger says who registers in it', () => {
  it.each([
    ['officer', 'key-task'],
    ['handler', 'project-issue'],
    ['handler', 'major-issue'],
    ['leader', 'enterprise-request'],
    ['admin', 'livelihood-issue'],
  ] as const)('not %s in %s', async (actor, ledger) => {
    const { status, body } = await register(actor, { ledger, subjectName: '某处' });
    expect([status, body.code]).toEqual([403, 'issue.not-registrar']);
  });

  it.each([
    ['leader', 'key-task', {}, /^RW-2024-\d{4}$/],
    ['supervisor', 'livelihood-item', {}, /^SS-2024-\d{4}$/],
    ['leader', 'major-issue', { subjectName: '跨区排水' }, /^ZD-2024-\d{4}$/],
    ['handler', 'livelihood-issue', { subjectName: '文苑小区' }, /^MS-2024-\d{4}$/],
    ['head', 'enterprise-request', { subjectName: '某某机械公司' }, /^QS-2024-\d{4}$/],
  ] as const)('%s in %s, with its own number', async (actor, ledger, about, number) => {
    const { status, body } = await register(actor, { ledger, ...about });
    expect([status, body.message]).toEqual([201, undefined]);
    expect(body).toMatchObject({ ledger, projectId: null, subjectName: '', ...about, state: 'registered' });
    expect(body.number).toMatch(number);
    // Who registered it may know of it, whatever the role.
    expect((await voices[actor].get(`/api/issues/${body.id}`)).status).toBe(200);
  });

  it('an officer for their own projects, a department for its own, leaders for all', async () => {
    const ledger = 'enterprise-request';
    expect((await register('officer', { ledger, projectId: own })).status).toBe(201);
    expect((await register('officer2', { ledger, projectId: own })).body.details?.[0]?.field).toBe('projectId');
    expect((await register('head', { ledger, projectId: ofPower })).status).toBe(201);
    expect((await register('handler2', { ledger, projectId: ofPower })).status).toBe(400);
    expect((await register('leader', { ledger: 'major-issue', projectId: own })).status).toBe(201);
  });
});

describe('a ledger says what an issue is about', () => {
  it.each([
    ['project-issue', {}, 'projectId', '请选择项目。'],
    ['enterprise-request', {}, 'subjectName', '请选择项目，或填写企业、地点或事项。'],
    ['no-such-ledger', {}, 'ledger', '没有这本台账，请重新选择。'],
    ['livelihood-issue', { categoryCode: 'no-such' }, 'categoryCode', '没有这个问题类别，请重新选择。'],
  ])('%s with %j is refused at %s', async (ledger, about, field, message) => {
    const { status, body } = await register('supervisor', { ledger, ...about });
    expect([status, body.details?.[0]?.field, body.message]).toEqual([400, field, message]);
  });

  it('a project where there is none is refused, and so are a ledger and a category out of use', async () => {
    const none = await register('supervisor', { ledger: 'livelihood-item', projectId: own });
    expect([none.status, none.body.details?.[0]?.field]).toEqual([400, 'projectId']);
    await database.query(`update issue_category set active = false where code = 'culture'`);
    const category = await register('supervisor', { ledger: 'livelihood-issue', categoryCode: 'culture' });
    expect(category.body.message).toBe('类别“文化体育”已停用，请重新选择。');
    await database.query(`update ledger set active = false where code = 'major-issue'`);
    const ledger = await register('supervisor', { ledger: 'major-issue', projectId: own });
    expect(ledger.body.message).toBe('“重大问题清单”已停用，不能再登记，请选择另一本台账。');
    await database.query(`update ledger set active = true where code = 'major-issue'`);
  });

  it('sent again under its id it is registered once; about something else it is another body', async () => {
    const body = { id: randomUUID(), ledger: 'livelihood-issue', subjectName: '李湾村' };
    const first = await register('handler', body);
    expect((await register('handler', body)).body.number).toBe(first.body.number);
    expect((await register('handler', { ...body, subjectName: '马坊村' })).body.code).toBe('same-id-other-body');
    expect((await register('handler2', body)).status).toBe(403);
  });
});

describe('an issue without a project', () => {
  it('is known to who registered it, to the departments that have it, and to the bureau; its registrant confirms it', async () => {
    const { body: issue } = await register('handler2', { ledger: 'livelihood-issue', subjectName: '文苑小区路灯' });
    const sees = async (actor: Actor) => (await voices[actor].get(`/api/issues/${issue.id}`)).status === 200;
    const seen = async () => {
      const all: Actor[] = ['officer', 'handler', 'handler2', 'head', 'supervisor', 'leader', 'admin'];
      return (await Promise.all(all.map(async (actor) => ((await sees(actor)) ? actor : '')))).filter(Boolean);
    };
    expect(await seen()).toEqual(['handler2', 'supervisor', 'leader', 'admin']);
    let version = 1;
    const act = async (actor: Actor, action: string, body: object = {}) => {
      const answer = await voices[actor].post<IssueView & Refused>(`/api/issues/${issue.id}/actions/${action}`, {
        version,
        note: '已按要求办理',
        ...body,
      });
      if (answer.status === 200) version = answer.body.version;
      return answer;
    };
    await act('supervisor', 'assign', { leadUnitId: app.cast.units.power });
    expect(await seen()).toEqual(['handler', 'handler2', 'head', 'supervisor', 'leader', 'admin']);
    await act('handler', 'sign');
    await act('handler', 'apply-closure');
    expect((await act('handler', 'verify')).status).toBe(403);
    const { body: counts } = await voices.handler2.get<{ mine: number }>('/api/issues/counts');
    expect(counts.mine).toBe(1);
    expect((await act('handler2', 'verify')).body.state).toBe('closed');
  });
});

describe('numbers', () => {
  it('are without gap or double per ledger when 50 clerks register at once in four ledgers', async () => {
    const ledgers = ['livelihood-issue', 'enterprise-request', 'key-task', 'project-issue'];
    const before = await last();
    const clerks = Array.from({ length: 50 }, (_, clerk) => async () => {
      const ledger = ledgers[clerk % ledgers.length] as string;
      const about = ledger === 'project-issue' ? { projectId: own } : { subjectName: '某处' };
      const statuses: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        // Every seventh is refused after its number was taken: there is no such category.
        const broken = (clerk + round) % 7 === 0 ? { categoryCode: 'no-such' } : {};
        statuses.push(
          (await register('supervisor', { ledger, ...(ledger === 'key-task' ? {} : about), ...broken })).status,
        );
      }
      return statuses;
    });
    const statuses = (await Promise.all(clerks.map((clerk) => clerk()))).flat();
    expect(new Set(statuses)).toEqual(new Set([201, 400]));
    const rows: { code: string; sequence: number; number: string }[] = await database.query(
      `select l.code, i.sequence, i.number from issue i join ledger l on l.id = i.ledger_id order by l.code, i.sequence`,
    );
    const after = await last();
    for (const code of ledgers) {
      const mine = rows.filter((row) => row.code === code);
      expect(mine.map(({ sequence }) => sequence)).toEqual(mine.map((_, index) => index + 1));
      expect(mine.every(({ number, sequence }) => number.endsWith(`-2024-${String(sequence).padStart(4, '0')}`))).toBe(
        true,
      );
      expect((after.get(code) ?? 0) - (before.get(code) ?? 0)).toBeGreaterThan(25);
      expect(after.get(code)).toBe(mine.length);
    }
  });
});

async function last(): Promise<Map<string, number>> {
  const rows: { code: string; last: number }[] = await database.query(
    'select l.code, c.last from ledger_counter c join ledger l on l.id = c.ledger_id',
  );
  return new Map(rows.map(({ code, last: number }) => [code, number]));
}
