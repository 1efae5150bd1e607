import type { IssueTimeView, UnitTimePage } from '@app/time';
import { type IssueView, ResumeService, type ResumeService as Resumer } from '@app/ledger';
import type { FieldFault } from '@app/platform';
import { CalendarService, Clock } from '@app/platform';
import { SweepService } from '@app/reminder';
import { handlersOf } from '../apps/worker/handlers';
import { type Actor, empty, startApp, type TestApp } from './support';

let t: TestApp;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  await empty(t.database, ['delivery', 'reminder', 'project']);
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
});

const at = (time: string): Date => new Date(`2024-${time}:00+08:00`);

/** Registers an issue at that time; the clock stays there. */
async function registered(time: string): Promise<string> {
  t.clock.set(at(time));
  const { status, body } = await (
    await t.as('officer')
  ).post<IssueView>('/api/issues', { projectId, title: '施工用电容量不足', categoryCode: 'power', severity: 'medium' });
  expect(status).toBe(201);
  return body.id;
}

/** One step at that time. */
async function act(time: string, actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> {
  t.clock.set(at(time));
  const [{ version }] = (await t.database.query('select version from issue where id = $1', [id])) as [
    { version: number },
  ];
  const { status, body } = await (
    await t.as(actor)
  ).post<IssueView>(`/api/issues/${id}/actions/${action}`, { version, note: '见办理记录', ...more });
  if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function timeOf(id: string, time: string, actor: Actor = 'supervisor'): Promise<IssueTimeView> {
  t.clock.set(at(time));
  const { status, body } = await (await t.as(actor)).get<IssueTimeView>(`/api/issues/${id}/time`);
  expect(status).toBe(200);
  return body;
}

const sharesOf = ({ shares }: IssueTimeView): string[] =>
  shares.map(({ name, workingHours, workingDays, share }) => `${name} ${workingHours} ${workingDays} ${share ?? '—'}`);

describe('GET /api/issues/:id/time', () => {
  it('says who held it how long, department by department, with the supporting one beside', async () => {
    const id = await registered('10-14T10:00');
    const { power, land } = t.cast.units;
    await act('10-14T15:00', 'supervisor', id, 'assign', { leadUnitId: power, supportUnitIds: [land] });
    await act('10-15T09:00', 'handler', id, 'sign');
    await act('10-16T18:00', 'handler2', id, 'report', { done: true });
    await act('10-17T09:00', 'handler', id, 'apply-closure');
    await act('10-18T12:00', 'supervisor', id, 'reject-closure');
    await act('10-21T18:00', 'handler', id, 'apply-closure');
    await act('10-22T13:00', 'supervisor', id, 'verify');

    const time = await timeOf(id, '11-20T09:00');
    // Monday 10:00–15:00 less lunch; the rest of Monday and two days; one day and a morning; and so on.
    expect(sharesOf(time)).toEqual([
      '督办专员 4 0.5 8',
      '供电公司 32 4 64',
      '核验人 14 1.8 28',
      '自然资源和规划局 19 2.4 —',
    ]);
    expect(time.intervals.map(({ name, from, to }) => `${name} ${from.slice(5, 16)} ${to?.slice(5, 16)}`)).toEqual([
      '督办专员 10-14T10:00 10-14T15:00',
      '供电公司 10-14T15:00 10-17T09:00',
      '核验人 10-17T09:00 10-18T12:00',
      '供电公司 10-18T12:00 10-21T18:00',
      '核验人 10-21T18:00 10-22T13:00',
      '自然资源和规划局 10-14T15:00 10-16T18:00',
    ]);
    expect(time.cycles).toEqual([
      {
        cycle: 1,
        from: '2024-10-14T10:00:00+08:00',
        to: '2024-10-22T13:00:00+08:00',
        minutes: 50 * 60,
        workingHours: 50,
        workingDays: 6.3,
      },
    ]);
    expect(time.estimated).toBe(false);
  });

  it('goes on with a second cycle, and counts nobody between', async () => {
    const id = await registered('10-14T09:00');
    await act('10-14T18:00', 'supervisor', id, 'close');
    await act('10-17T09:00', 'supervisor', id, 'reopen');
    const time = await timeOf(id, '10-17T12:00');
    expect(time.cycles.map(({ cycle, to, workingHours }) => [cycle, to?.slice(5, 16), workingHours])).toEqual([
      [1, '10-14T18:00', 8],
      [2, undefined, 3],
    ]);
    expect(sharesOf(time)).toEqual(['督办专员 11 1.4 100']);
  });

  it('gives the time of a second return to the leader in charge, and that of a return taken back to nobody twice', async () => {
    const id = await registered('10-14T09:00');
    const { power } = t.cast.units;
    await act('10-14T09:00', 'supervisor', id, 'assign', { leadUnitId: power });
    await act('10-14T10:00', 'handler', id, 'return');
    await act('10-14T11:00', 'handler', id, 'withdraw');
    await act('10-14T12:00', 'handler', id, 'return');
    await act('10-14T18:00', 'supervisor', id, 'insist');
    await act('10-15T10:00', 'handler', id, 'return');
    const time = await timeOf(id, '10-15T18:00');
    expect(time.intervals.map(({ name, workingHours }) => `${name} ${workingHours}`)).toEqual([
      '督办专员 0',
      '供电公司 1',
      '督办专员 1',
      '供电公司 1',
      '督办专员 5',
      '供电公司 1',
      '包联领导 7',
    ]);
  });

  it('is for those who may see the issue', async () => {
    const id = await registered('10-14T09:00');
    await act('10-14T10:00', 'supervisor', id, 'assign', { leadUnitId: t.cast.units.power });
    for (const [actor, status] of [
      ['officer', 200],
      ['handler', 200],
      ['leader', 200],
      ['officer2', 404],
      ['handler2', 404],
    ] as const) {
      expect((await (await t.as(actor)).get(`/api/issues/${id}/time`)).status).toBe(status);
    }
    expect((await (await t.as('supervisor')).get(`/api/issues/${projectId}/time`)).status).toBe(404);
  });
});

describe('GET /api/ledger-time', () => {
  const read = async (query: string, actor: Actor = 'supervisor') =>
    (await t.as(actor)).get<UnitTimePage & { details?: FieldFault[] }>(`/api/ledger-time?${query}`);
  const lines = ({ items }: UnitTimePage): string[] =>
    items.map((row) =>
      [row.unitName, row.issues, row.averageDays, row.medianDays, row.returned, row.lateSignings].join(' '),
    );

  it('adds up what each department had in its hands, its returns and late signatures', async () => {
    const { power, land } = t.cast.units;
    const first = await registered('10-14T09:00');
    await act('10-14T09:00', 'supervisor', first, 'assign', { leadUnitId: power });
    await act('10-16T09:00', 'handler', first, 'sign');
    await act('10-18T09:00', 'handler', first, 'apply-closure');
    await act('10-18T18:00', 'supervisor', first, 'verify');
    const second = await registered('10-14T09:00');
    await act('10-14T09:00', 'supervisor', second, 'assign', { leadUnitId: power });
    await act('10-15T09:00', 'handler', second, 'return');
    await act('10-15T18:00', 'supervisor', second, 'assign', { leadUnitId: land });
    await act('10-16T09:00', 'handler2', second, 'sign');
    t.clock.set(at('10-18T18:00'));

    const { status, body } = await read('from=2024-10-01&to=2024-10-31');
    expect(status).toBe(200);
    expect(lines(body)).toEqual(['自然资源和规划局 1 3 3 0 0', '供电公司 2 2.5 2.5 1 1']);
    expect(body.asOf).toBe('2024-10-18T18:00:00+08:00');
    const sorted = await read('from=2024-10-01&to=2024-10-31&sort=-late&pageSize=1');
    expect(lines(sorted.body)).toEqual(['供电公司 2 2.5 2.5 1 1']);
    expect(sorted.body.total).toBe(2);
    expect(lines((await read('from=2024-10-01&to=2024-10-31&sort=-late&pageSize=1&page=2')).body)).toHaveLength(1);
    // Power had given both away by the 19th; up to the 15th it had held them one day each.
    expect(lines((await read('from=2024-10-19&to=2024-10-31')).body)).toEqual(['自然资源和规划局 1 3 3 0 0']);
    expect(lines((await read('from=2024-10-14&to=2024-10-14')).body)).toEqual(['供电公司 2 1 1 0 0']);
    expect(lines((await read('from=2024-10-01&to=2024-10-31&ledger=nothing')).body)).toEqual([]);
    expect(lines((await read('from=2023-01-01&to=2023-12-31')).body)).toEqual([]);
  });

  it.each([
    ['from=2024-10-02&to=2024-10-01', 'to', '结束日期不能早于开始日期。'],
    ['from=2023-10-01&to=2024-10-01', 'to', '一次最多统计一年，请缩短时间范围。'],
    ['to=2024-10-01', 'from', '开始日期应为存在的日期，写作 2024-10-18。'],
    ['from=2024-10-01&to=2024-10-02&sort=name,id', 'sort', '排序方式不在可选范围内。'],
  ])('%s: %s %s', async (query, field, message) => {
    const { status, body } = await read(query);
    expect(status).toBe(400);
    expect(body.details).toEqual([{ field, message }]);
  });

  it('is for those who supervise', async () => {
    for (const actor of ['leader', 'admin'] as const) {
      expect((await read('from=2024-10-01&to=2024-10-31', actor)).status).toBe(200);
    }
    for (const actor of ['handler', 'head', 'officer'] as const) {
      expect((await read('from=2024-10-01&to=2024-10-31', actor)).status).toBe(403);
    }
  });
});

describe('own judgement', () => {
  it('stands beside the computed light until its day, and on the record for ever', async () => {
    const id = await registered('10-14T09:00');
    await act('10-14T09:00', 'supervisor', id, 'assign', { leadUnitId: t.cast.units.power });
    await act('10-14T10:00', 'handler', id, 'sign');
    const judged = await act('10-15T10:00', 'supervisor', id, 'judge', {
      light: 'red',
      until: '2024-10-17',
      note: '变压器到货无期',
    });
    expect(judged).toMatchObject({
      light: 'green',
      lightReason: '还有 9 个工作日到期，承办：供电公司',
      judgement: { light: 'red', reason: '变压器到货无期', until: '2024-10-17', byName: '赵督办', on: '2024-10-15' },
    });
    const read = async (time: string) => {
      t.clock.set(at(time));
      return (await (await t.as('handler')).get<IssueView>(`/api/issues/${id}`)).body;
    };
    expect((await read('10-17T23:00')).judgement?.light).toBe('red');
    const later = await read('10-18T00:30');
    expect(later.judgement).toBeNull();
    expect(later.events.at(-1)).toMatchObject({
      action: 'judge',
      note: '变压器到货无期',
      details: ['研判：红灯（超期）', '研判有效期：2024-10-17'],
    });
  });
});

describe('a suspension ends on its day of review', () => {
  /** Suspended on Wednesday the 16th until Monday the 21st: three working days. */
  async function suspended(): Promise<string> {
    const id = await registered('10-14T09:00');
    await act('10-14T09:00', 'supervisor', id, 'assign', { leadUnitId: t.cast.units.power });
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-16T09:00', 'supervisor', id, 'suspend', { reviewOn: '2024-10-21' });
    return id;
  }
  const resume = (time: string): ReturnType<Resumer['resume']> =>
    t.database.transaction((tx) => t.app.get(ResumeService).resume(tx, at(time)));
  const read = async (id: string): Promise<IssueView> =>
    (await (await t.as('supervisor')).get<IssueView>(`/api/issues/${id}`)).body;

  it('by the system, once, however many workers look', async () => {
    const id = await suspended();
    expect(await resume('10-20T23:59')).toEqual({ resumed: 0, more: false });
    const runs = await Promise.all(Array.from({ length: 5 }, () => resume('10-21T00:01')));
    expect(runs.reduce((sum, { resumed }) => sum + resumed, 0)).toBe(1);
    expect(await resume('10-21T00:02')).toEqual({ resumed: 0, more: false });
    const issue = await read(id);
    // Ten working days from the 14th are the 28th, and three more.
    expect(issue).toMatchObject({
      state: 'in-progress',
      dueOn: '2024-10-31',
      firstDueOn: '2024-10-28',
      reviewOn: null,
    });
    expect(issue.events.filter(({ action }) => action === 'resume')).toMatchObject([
      { actorName: null, unitName: null, note: '到复核日自动恢复计时', from: 'suspended', to: 'in-progress' },
    ]);
  });

  it('on that day, also when the worker comes days later', async () => {
    const id = await suspended();
    await resume('10-24T15:00');
    expect((await read(id)).dueOn).toBe('2024-10-31');
    const { shares } = await timeOf(id, '10-24T18:00');
    // Suspended 16th to 21st: three days. The department holds it again from the morning of the 21st.
    expect(shares.map(({ name, workingDays }) => `${name} ${workingDays}`)).toEqual([
      '督办专员 0',
      '供电公司 6',
      '挂起（停止计时） 3',
    ]);
  });

  it('and a person who was quicker stays the one who did it', async () => {
    const id = await suspended();
    await act('10-21T08:00', 'supervisor', id, 'resume');
    expect(await resume('10-21T08:01')).toEqual({ resumed: 0, more: false });
    expect((await read(id)).dueOn).toBe('2024-10-31');
  });

  it('by the job of the worker, by the clock of the database', async () => {
    const id = await suspended();
    const handlers = handlersOf(t.app);
    await handlers.resume({});
    await handlers.resume({});
    const { events, state } = await read(id);
    expect(state).toBe('in-progress');
    expect(events.filter(({ action }) => action === 'resume')).toHaveLength(1);
  });
});

describe('reminders of steps', () => {
  const sweep = (time: string): Promise<number> => {
    const sweeper = new SweepService(new CalendarService(t.database, t.app.get(Clock)));
    return t.database.transaction((tx) => sweeper.sweep(tx, at(time)));
  };
  /** `rule person`, of these rules. */
  const told = async (...rules: string[]): Promise<string[]> => {
    const rows: { line: string }[] = await t.database.query(
      `select r.rule || ' ' || p.username as line from reminder r join person p on p.id = r.person_id
        where r.rule = any ($1) order by 1`,
      [rules],
    );
    return rows.map(({ line }) => line);
  };
  const words = async (rule: string): Promise<string> => {
    const [row] = (await t.database.query(`select title || ' | ' || body as words from reminder where rule = $1`, [
      rule,
    ])) as [{ words: string }];
    return row.words.replace(/WT-2024-\d+/, 'WT');
  };
  const assigned = async (): Promise<string> => {
    const id = await registered('10-14T09:00');
    await act('10-14T09:00', 'supervisor', id, 'assign', { leadUnitId: t.cast.units.power });
    return id;
  };

  it('not signed in time: the department, once', async () => {
    await assigned();
    await sweep('10-15T10:00');
    expect(await told('sign-overdue')).toEqual([]);
    await sweep('10-16T10:00');
    expect(await sweep('10-17T10:00')).toBe(0);
    expect(await told('sign-overdue')).toEqual(['sign-overdue handler', 'sign-overdue head']);
    expect(await words('sign-overdue')).toBe(
      '超期未签收：WT 施工用电容量不足 | 项目：磐升项目。主办单位：供电公司。签收期限为10月15日，请立即签收；办理期限自交办之日起计算，不因未签收顺延。',
    );
  });

  it('a return to rule on: the supervisors; a second one: the leader in charge', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'return');
    await sweep('10-15T10:00');
    expect(await told('ruling-due')).toEqual([]);
    await sweep('10-16T10:00');
    const supervisors = ['ruling-due double', 'ruling-due supervisor', 'ruling-due supervisor2'];
    expect(await told('ruling-due')).toEqual(supervisors);
    await act('10-16T11:00', 'supervisor', id, 'insist');
    await act('10-16T12:00', 'handler', id, 'return');
    await sweep('10-18T10:00');
    expect(await told('ruling-due')).toEqual(['ruling-due double', 'ruling-due leader', ...supervisors.slice(1)]);
    expect(await words('ruling-due')).toContain('退回待裁定：WT');
  });

  it('an extension to rule on', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-14T11:00', 'handler', id, 'request-extension', { dueOn: '2024-11-15' });
    await sweep('10-16T10:00');
    expect(await told('ruling-due')).toHaveLength(3);
    expect(await words('ruling-due')).toContain('延期待审批：WT');
  });

  it('a closure to verify: supervisors and the officer of the project', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-14T11:00', 'handler', id, 'apply-closure');
    await sweep('10-17T10:00');
    expect(await told('verify-due')).toEqual([
      'verify-due double',
      'verify-due officer',
      'verify-due supervisor',
      'verify-due supervisor2',
    ]);
    await sweep('10-18T10:00');
    expect(await told('verify-due')).toHaveLength(4);
  });

  it('a report that is due, in a ledger that asks for them', async () => {
    await t.database.query('update ledger set report_every = 2');
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await t.database.query('update ledger set report_every = null');
    await sweep('10-15T10:00');
    expect(await told('report-due')).toEqual([]);
    await sweep('10-16T10:00');
    expect(await told('report-due')).toEqual(['report-due handler', 'report-due head']);
  });

  it('an urging and an instruction that wait for their answer, each for itself', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-14T11:00', 'supervisor', id, 'urge');
    await act('10-14T11:00', 'leader', id, 'instruct', { dueOn: '2024-10-16' });
    await sweep('10-16T10:00');
    expect(await told('answer-due')).toEqual([
      ...['answer-due handler', 'answer-due handler', 'answer-due head', 'answer-due head'],
    ]);
    await act('10-16T11:00', 'handler', id, 'answer-urge');
    await act('10-16T11:00', 'handler', id, 'answer-instruction');
    await t.database.query('truncate delivery, reminder');
    await sweep('10-17T10:00');
    expect(await told('answer-due')).toEqual([]);
  });

  it('a risk: the supervisors at once', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-14T11:00', 'handler', id, 'report', { risk: '变压器十一月才到货' });
    await sweep('10-14T11:01');
    await sweep('10-14T11:02');
    expect(await told('issue-risk')).toEqual(['issue-risk double', 'issue-risk supervisor', 'issue-risk supervisor2']);
    expect(await words('issue-risk')).toContain('反馈的风险：变压器十一月才到货');
  });

  it('resumed by the system: the department and the supervisors; by a person: nobody', async () => {
    const id = await assigned();
    await act('10-14T10:00', 'handler', id, 'sign');
    await act('10-14T11:00', 'supervisor', id, 'suspend', { reviewOn: '2024-10-16' });
    await act('10-15T11:00', 'supervisor', id, 'resume');
    await act('10-15T12:00', 'supervisor', id, 'suspend', { reviewOn: '2024-10-16' });
    await sweep('10-15T15:00');
    expect(await told('issue-resumed')).toEqual([]);
    await t.database.transaction((tx) => t.app.get(ResumeService).resume(tx, at('10-16T00:01')));
    await sweep('10-16T08:45');
    expect(await told('issue-resumed')).toEqual(
      ['double', 'handler', 'head', 'supervisor', 'supervisor2'].map((name) => `issue-resumed ${name}`),
    );
    expect(await words('issue-resumed')).toContain('已到复核日，系统已恢复计时，办理期限为10月30日，请继续办理。');
  });
});
