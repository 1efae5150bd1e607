import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CalendarService, type Page } from '@app/platform';
import type { ListView, ProjectView } from '@app/project';
import { sweep } from '@app/reminder';
import {
  type ConfirmationPage,
  type ConfirmationRow,
  type ConfirmedProject,
  type CountedProject,
  type MonthException,
  type ProjectChange,
  type RevisionCheck,
  type RevisionView,
  RollupService,
  type RollupView,
} from '@app/rollup';
import { type Answer, PASSWORD, startApp, type TestApp, type Voice } from './support';
import { freePort, Program } from './support/process';

interface Refused {
  code: string;
  message: string;
  details?: { months?: string[]; mayCorrect?: boolean };
}

const WITH = 'with-preliminary';
let t: TestApp;
let supervisor: Voice;
let officer: Voice;
let head: Voice;
let counter = 0;

/** Two lists of 2024, three projects: two of the power company on the key list, one of the land bureau on both. */
let key: ListView;
let other: ListView;
let first: ProjectView;
let second: ProjectView;
let land: ProjectView;

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
const project = (unit: 'power' | 'land', more: object = {}): Promise<ProjectView> =>
  must(
    supervisor.post<ProjectView>('/api/projects', {
      name: `项目${++counter}`,
      totalInvestment: '100000',
      unitId: t.cast.units[unit],
      officerId: t.cast.people.officer,
      ...more,
    }),
  );
const list = (kind: string, year = 2024): Promise<ListView> =>
  must(supervisor.post<ListView>('/api/project-lists', { name: `清单${++counter}`, year, kind, visitEvery: 'none' }));
const join = (on: ListView, one: ProjectView, body: object = { from: '2024-01' }) =>
  supervisor.put<Refused>(`/api/project-lists/${on.id}/members/${one.id}`, body);
const plan = (one: ProjectView, from: string, amount: string, more: object = {}, voice = supervisor) =>
  voice.put<Refused>(`/api/projects/${one.id}/plans/${from.slice(0, 4)}`, { from, amount, basis: WITH, ...more });
const done = (one: ProjectView, month: string, completed: string, more: object = {}, voice = supervisor) =>
  voice.put<Refused>(`/api/projects/${one.id}/progress/${month}`, { completed, basis: WITH, ...more });
const close = (month: string) => supervisor.post<RollupView & Refused>(`/api/rollups/${month}/close`);
const restate = (month: string, reason = '企业补报') =>
  supervisor.post<RollupView & Refused>(`/api/rollups/${month}/restate`, { reason });
const rollup = (month: string, query = '') => must(supervisor.get<RollupView>(`/api/rollups/${month}${query}`));
const confirmations = (month: string, voice = supervisor) =>
  must(voice.get<ConfirmationPage>(`/api/rollups/${month}/confirmations?pageSize=200`));
const confirm = (month: string, voice: Voice, body: object = {}) =>
  voice.post<ConfirmationRow & Refused>(`/api/rollups/${month}/confirm`, body);
const items = async <T>(url: string, voice = supervisor): Promise<T[]> =>
  (await must(voice.get<Page<T>>(`${url}${url.includes('?') ? '&' : '?'}pageSize=200`))).items;

/** What the worker tells people each minute. */
const remind = async (): Promise<number> => {
  const calendar = await t.app.get(CalendarService).current();
  return t.database.transaction((tx) => sweep(tx, calendar, t.clock.now()));
};

/** With what is kept of their sums: a table that is emptied beside its triggers leaves no mark. */
const SUMS = ['rollup_kept', 'rollup_sum', 'rollup_mark', 'investment_part', 'batch_part', 'issue_part', 'visit_part'];
const TABLES = [
  ...SUMS,
  'rollup_revision',
  'month_confirmation',
  'month_exception',
  'month_urge',
  'project',
  'project_list',
];

beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 24 * 366 * 100 });
  [supervisor, officer, head] = await Promise.all([t.as('supervisor'), t.as('officer'), t.as('head')]);
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.empty(...TABLES);
  t.clock.set('2024-10-16T10:00:00+08:00');
  [key, other] = [await list('provincial-key'), await list('city-key')];
  [first, second, land] = [await project('power'), await project('power'), await project('land')];
  for (const one of [first, second, land]) {
    await must(join(key, one));
    await must(plan(one, '2024-01', '20000'));
    await must(done(one, '2024-08', '5000'));
  }
  await must(join(other, land));
});

describe('a closed month', () => {
  /** What the database says to one statement, within a transaction that names these exceptions; nothing stays. */
  async function said(sql: string, values: unknown[], exceptions: string[] = []): Promise<string> {
    const runner = t.database.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(`select set_config('xiaohao.exceptions', $1, true)`, [exceptions.join()]);
      await runner.query(sql, values);
      return 'ok';
    } catch (error) {
      const { constraint, detail } = error as { constraint?: string; detail?: string };
      return `${constraint} ${detail}`;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }
  const open = async (unit: 'power' | 'land', on: ListView, month = '2024-08') => {
    const body = {
      id: randomUUID(),
      unitId: t.cast.units[unit],
      listId: on.id,
      reason: '企业报表更正',
      expiresAt: '2024-10-20T18:00:00+08:00',
    };
    return (await must(supervisor.post<MonthException>(`/api/rollups/${month}/exceptions`, body))).id;
  };

  type Fact = [what: string, sql: string, months: string | null];
  /** `$1`: a project of the power company on the key list with plan, entry, step, standing; `$2`: that list. */
  const FACTS: Fact[] = [
    [
      'plan inserted',
      `insert into annual_plan select project_id, 2024, '2024-08', 1, basis, 1, null, now() from annual_plan where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    [
      'plan inserted for later',
      `insert into annual_plan select project_id, 2024, '2024-09', 1, basis, 1, null, now() from annual_plan where project_id = $1 and $2::uuid is not null`,
      null,
    ],
    [
      'plan changed',
      `update annual_plan set amount = amount + 1 where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    ['plan deleted', `delete from annual_plan where project_id = $1 and $2::uuid is not null`, '2024-08'],
    [
      'plan entered anew by another',
      `update annual_plan set version = version + 1, entered_at = now() where project_id = $1 and $2::uuid is not null`,
      null,
    ],
    [
      'entry inserted',
      `insert into progress_entry (project_id, month, completed, basis, entered_at) select $1, '2024-07', 1, 'with-preliminary', now() where $2::uuid is not null`,
      '2024-08',
    ],
    [
      'entry inserted for later',
      `insert into progress_entry (project_id, month, completed, basis, entered_at) select $1, '2024-09', 1, 'with-preliminary', now() where $2::uuid is not null`,
      null,
    ],
    [
      'entry changed',
      `update progress_entry set completed = completed + 1 where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    [
      'funds of an entry changed',
      `update progress_entry set funds_received = 1 where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    [
      'words of an entry changed',
      `update progress_entry set physical_progress = '封顶' where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    ['entry deleted', `delete from progress_entry where project_id = $1 and $2::uuid is not null`, '2024-08'],
    [
      'membership ended before',
      `update list_member set to_month = '2024-07' where project_id = $1 and list_id = $2`,
      '2024-08',
    ],
    [
      'membership ended with it',
      `update list_member set to_month = '2024-08' where project_id = $1 and list_id = $2`,
      null,
    ],
    [
      'membership begun later',
      `update list_member set from_month = '2024-09' where project_id = $1 and list_id = $2`,
      '2024-08',
    ],
    [
      'membership begun later, still before',
      `update list_member set from_month = '2024-05' where project_id = $1 and list_id = $2`,
      null,
    ],
    ['membership deleted', `delete from list_member where project_id = $1 and list_id = $2`, '2024-08'],
    [
      'step inserted',
      `insert into milestone (project_id, kind, actual_on) select $1, 'started', '2024-08-31' where $2::uuid is not null`,
      '2024-08',
    ],
    [
      'step inserted for later',
      `insert into milestone (project_id, kind, actual_on) select $1, 'started', '2024-09-01' where $2::uuid is not null`,
      null,
    ],
    [
      'step moved out of it',
      `update milestone set actual_on = '2024-09-20' where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    [
      'step planned anew',
      `update milestone set planned_on = '2024-12-20' where project_id = $1 and $2::uuid is not null`,
      null,
    ],
    ['step deleted', `delete from milestone where project_id = $1 and $2::uuid is not null`, '2024-08'],
    [
      'standing inserted',
      `insert into project_standing select project_id, '2024-08', 1, unit_id, leader_id, industry from project_standing where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    [
      'standing inserted for later',
      `insert into project_standing select project_id, '2024-09', 1, unit_id, leader_id, industry from project_standing where project_id = $1 and $2::uuid is not null`,
      null,
    ],
    [
      'standing changed',
      `update project_standing set total_investment = 1 where project_id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    ['standing deleted', `delete from project_standing where project_id = $1 and $2::uuid is not null`, '2024-08'],
    [
      'project changed without saying since when',
      `update project set total_investment = 1 where id = $1 and $2::uuid is not null`,
      '2024-08',
    ],
    ['facts emptied', `truncate progress_entry`, '2024-08'],
  ];

  it('is held by the database: table by table, written, changed and deleted, with and without an exception', async () => {
    await t.database.query(
      `insert into milestone (project_id, kind, planned_on, actual_on) values ($1, 'capped', '2024-12-01', '2024-08-10')`,
      [first.id],
    );
    const emptied = (sql: string): unknown[] => (sql.startsWith('truncate') ? [] : [first.id, key.id]);
    const before = await Promise.all(FACTS.map(async ([what, sql]) => [what, await said(sql, emptied(sql))]));
    expect(before).toEqual(FACTS.map(([what]) => [what, 'ok']));
    await must(close('2024-08'));
    const right = await open('power', key);
    const wrong = [await open('land', key), await open('power', other)];
    for (const [what, sql, months] of FACTS) {
      const refused = months === null ? 'ok' : `month_closed ${months}`;
      expect([what, 'no exception', await said(sql, emptied(sql))]).toEqual([what, 'no exception', refused]);
      expect([what, 'another', await said(sql, emptied(sql), wrong)]).toEqual([what, 'another', refused]);
      // Nobody may empty a table; and with its last standing gone no unit answers for the project any more.
      const allowed = sql.startsWith('truncate') || what === 'standing deleted' ? refused : 'ok';
      expect([what, 'its own', await said(sql, emptied(sql), [...wrong, right])]).toEqual([what, 'its own', allowed]);
    }
    // Registry dates count for those on a list of 三个一批.
    const registry = `update project set statistics_eligible_on = '2024-08-20' where id = $1`;
    expect(await said(registry, [first.id])).toBe('ok');
    await t.database.query(`update project_list set kind = 'three-batches' where id = $1`, [key.id]);
    expect(await said(registry, [first.id])).toBe('month_closed 2024-08');
    expect(await said(registry.replace('08-20', '09-01'), [first.id])).toBe('ok');
    // A transaction that looks at an older state could not see that it was closed meanwhile.
    const late = t.database.transaction('REPEATABLE READ', (tx) =>
      tx.query(`update progress_entry set completed = 0 where project_id = $1`, [first.id]),
    );
    await expect(late).rejects.toThrow('read committed');
  });

  it('says which month it is and the two ways out; one second after closing is after closing', async () => {
    await must(close('2024-08'));
    t.clock.set('2024-10-16T10:00:01+08:00');
    const refused = await done(first, '2024-08', '6000', {}, officer);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'month-closed', details: { months: ['2024-08'], mayCorrect: false } },
    });
    expect(refused.body.message).toMatch(/2024-08 已月结.*填写更正原因.*开放补报/);
    expect((await plan(first, '2024-03', '1')).body).toMatchObject({
      code: 'month-closed',
      details: { mayCorrect: true },
    });
    expect((await plan(first, '2024-09', '1')).status).toBe(200);
    expect((await join(key, first, { from: '2024-01', to: '2024-07' })).status).toBe(409);
    expect((await join(key, first, { from: '2024-01', to: '2024-08' })).status).toBe(200);
    const step = (actualOn: string) =>
      officer.put<Refused>(`/api/projects/${first.id}/milestones/started`, { actualOn });
    expect([(await step('2024-08-31')).status, (await step('2024-09-01')).status]).toEqual([409, 200]);
    const facts = (more: object) => supervisor.patch<Refused>(`/api/projects/${first.id}`, more);
    expect((await facts({ totalInvestment: '120000' })).status).toBe(200);
    expect((await facts({ totalInvestment: '130000', countsFrom: '2024-08' })).body.code).toBe('month-closed');
    const { standings } = await must(supervisor.get<ProjectView>(`/api/projects/${first.id}`));
    expect(standings.map(({ from, totalInvestment }) => [from, totalInvestment])).toEqual([
      ['2024-10', '120000'],
      [null, '100000'],
    ]);
    // Visits come late from phones; they are never refused.
    const visit = { projectId: first.id, visitedAt: '2024-08-20T09:00:00+08:00', note: '补传' };
    expect((await officer.post('/api/visits', visit)).status).toBe(201);
  });

  it('takes a correction of a supervisor with its reason, and waits for a restatement to show it', async () => {
    await must(close('2024-08'));
    const published = (await supervisor.get('/api/rollups/2024-08?revision=1')).text;
    const because = { correctionReason: '企业更正报表' };
    expect((await done(first, '2024-08', '6000', because, officer)).body.code).toBe('not-yours-to-correct');
    expect((await done(first, '2024-08', '6000', because)).status).toBe(200);
    expect((await done(first, '2024-08', '6000', because)).status).toBe(200);
    expect((await plan(second, '2024-08', '36800', because)).status).toBe(200);
    expect((await done(first, '2024-09', '1', because)).status).toBe(200);
    // One per write that touched the month: neither for the repetition nor for the open month.
    const corrections = await items<MonthException>('/api/rollups/2024-08/exceptions');
    expect(
      corrections.map(({ kind, state, projectId, reason, uses }) => [kind, state, projectId, reason, uses]),
    ).toEqual(
      expect.arrayContaining([
        ['correction', 'done', first.id, '企业更正报表', 1],
        ['correction', 'done', second.id, '企业更正报表', 1],
      ]),
    );
    expect(corrections).toHaveLength(2);
    // Spent with its write: it opens nothing again.
    expect(
      await said(
        'update progress_entry set completed = 0 where project_id = $1',
        [first.id],
        corrections.map(({ id }) => id),
      ),
    ).toBe('month_closed 2024-08');
    const { items: changes } = await must(
      supervisor.get<Page<{ kind: string; reason: string | null }>>(`/api/projects/${first.id}/changes`),
    );
    expect(changes.find(({ kind, reason }) => kind === 'progress' && reason !== null)?.reason).toBe('企业更正报表');
    expect((await supervisor.get('/api/rollups/2024-08')).text).toBe(published);
    expect((await must(restate('2024-08'))).total).toMatchObject({ completed: '16000', annualPlan: '76800' });
    expect((await supervisor.get('/api/rollups/2024-08?revision=1')).text).toBe(published);
  });

  it('opens for one unit and one list until the exception expires or is withdrawn', async () => {
    await must(close('2024-08'));
    await open('power', key);
    expect((await done(land, '2024-08', '1')).status).toBe(409);
    expect((await done(first, '2024-08', '5001', {}, officer)).status).toBe(200);
    t.clock.set('2024-10-20T17:59:59+08:00');
    expect((await done(first, '2024-08', '5002', {}, officer)).status).toBe(200);
    t.clock.set('2024-10-20T18:00:00+08:00');
    expect((await done(first, '2024-08', '5003', {}, officer)).status).toBe(409);
    const [opened] = await items<MonthException>('/api/rollups/2024-08/exceptions');
    expect(opened).toMatchObject({ kind: 'opened', state: 'expired', unitName: '供电公司', uses: 1 });

    t.clock.set('2024-10-16T10:00:00+08:00');
    const body = {
      id: randomUUID(),
      unitId: t.cast.units.land,
      listId: other.id,
      reason: '漏报',
      expiresAt: '2024-10-17T00:00:00+08:00',
    };
    const ask = (more: object = {}, month = '2024-08') =>
      supervisor.post<MonthException & Refused>(`/api/rollups/${month}/exceptions`, { ...body, ...more });
    expect([(await ask()).status, (await ask()).status, (await ask({ reason: '别的' })).status]).toEqual([
      201, 201, 409,
    ]);
    expect((await ask({ id: randomUUID() }, '2024-09')).body.code).toBe('month-not-closed');
    expect((await ask({ id: randomUUID(), expiresAt: '2024-10-16T10:00:00+08:00' })).status).toBe(400);
    expect((await ask({ id: randomUUID(), listId: (await list('other', 2023)).id })).status).toBe(400);
    expect((await done(land, '2024-08', '5001', {}, officer)).status).toBe(200);
    const withdraw = () => supervisor.post<MonthException>(`/api/rollups/2024-08/exceptions/${body.id}/withdraw`);
    expect([(await withdraw()).body.state, (await withdraw()).body.state]).toEqual(['withdrawn', 'withdrawn']);
    expect((await done(land, '2024-08', '5002', {}, officer)).status).toBe(409);
    expect((await officer.post('/api/rollups/2024-08/exceptions', { ...body, id: randomUUID() })).status).toBe(403);
  });
});

describe('closing', () => {
  it('twenty times at once with writes all around makes one revision that counts what was written, and nothing more', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, () => project('power')));
    for (const one of many) await must(join(key, one));
    const before = Number((await rollup('2024-08')).total.completed);
    const writes = many.flatMap((one, at) =>
      Array.from({ length: 4 }, async (_, turn) => {
        await wait(turn * 25 + at * 3);
        const amount = 10 ** turn;
        return { id: one.id, amount, status: (await done(one, '2024-08', String(amount))).status };
      }),
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => close('2024-08')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    const written = await Promise.all(writes);
    expect(new Set(written.map(({ status }) => status))).toContain(409);
    const [{ there }] = (await t.database.query(
      `select sum(completed)::text as there from progress_entry where month = '2024-08'`,
    )) as [{ there: string }];
    const published = await rollup('2024-08');
    expect(published).toMatchObject({ status: 'closed', revision: 1 });
    expect(Number(published.total.completed)).toBe(Number(there));
    expect(Number(there)).toBeGreaterThanOrEqual(before);
    const check = await must(supervisor.get<RevisionCheck>('/api/rollups/2024-08/revisions/1/check'));
    expect(check).toMatchObject({ intact: true, changedProjects: 0, changedIssues: 0, changedDuties: 0 });
  });

  it('waits for a write that began before, and counts it; a write that began after waits, and is refused', async () => {
    const writer = t.database.createQueryRunner();
    await writer.startTransaction();
    await writer.query('update progress_entry set completed = 7000 where project_id = $1', [first.id]);
    let closed = false;
    const closing = close('2024-08').finally(() => (closed = true));
    await untilWaiting();
    expect(closed).toBe(false);
    const late = done(second, '2024-08', '9999');
    await writer.commitTransaction();
    await writer.release();
    expect((await closing).body.total.completed).toBe('17000');
    // It came while the closing waited: before it in the queue or after it, counted or refused.
    const { status } = await late;
    const [{ now }] = (await t.database.query(
      `select trim_scale(sum(completed))::text as now from progress_entry where month = '2024-08'`,
    )) as [{ now: string }];
    expect([status, now]).toEqual([409, '17000']);
  });

  async function untilWaiting(): Promise<void> {
    for (let turn = 0; turn < 200; turn++) {
      const [{ waiting }] = (await t.database.query(
        `select exists (select from pg_locks l join pg_database d on d.oid = l.database
            where not granted and relation = 'rollup_revision'::regclass and d.datname = current_database()) as waiting`,
      )) as [{ waiting: boolean }];
      if (waiting) return;
      await wait(20);
    }
    throw new Error('nobody waits');
  }

  it('that is cut off between any two of its steps leaves nothing, and can be done again', async () => {
    const service = t.app.get(RollupService);
    const who = { id: t.cast.people.supervisor } as Parameters<RollupService['close']>[1];
    const kept = async (): Promise<number[]> => {
      const [row] = (await t.database.query(
        `select (select count(*) from rollup_revision)::int as a, (select count(*) from rollup_row)::int as b,
                (select count(*) from rollup_figure)::int as c`,
      )) as [{ a: number; b: number; c: number }];
      return [row.a, row.b, row.c];
    };
    const open = (await supervisor.get('/api/rollups/2024-08')).text;
    /** Closes, and hears of each statement before it is sent, and of the end before it is committed. */
    const closing = (before: (place: number, sql: string | null, pid: () => Promise<number>) => Promise<void>) =>
      t.database.transaction('REPEATABLE READ', async (tx) => {
        const query = tx.query.bind(tx);
        let place = 0;
        tx.query = (async (sql: string, values?: unknown[]) => {
          await before(place++, sql, () => pidOf(query));
          return query(sql, values);
        }) as typeof tx.query;
        await service.close(tx, who, '2024-08');
        await before(place, null, () => pidOf(query));
      });
    const statements: string[] = [];
    const counted = closing((_, sql) =>
      sql === null ? Promise.reject(new Error('only counted')) : Promise.resolve(void statements.push(sql)),
    );
    await expect(counted).rejects.toThrow('only counted');
    const written = statements.flatMap((sql, place) => (/^\s*insert/.test(sql) ? [place + 1] : []));
    expect(written.length).toBeGreaterThanOrEqual(10);
    for (const step of new Set([1, 2, 3, ...written, statements.length])) {
      // As a power cut of the server does it: the connection is gone, whatever was sent on it before.
      const cut = closing(async (place, _, pid) => {
        if (place === step) await t.database.query('select pg_terminate_backend($1)', [await pid()]);
      });
      await expect(cut).rejects.toThrow();
      expect([step, await kept()]).toEqual([step, [0, 0, 0]]);
    }
    expect((await supervisor.get('/api/rollups/2024-08')).body).toMatchObject({
      ...JSON.parse(open),
      asOf: expect.anything() as string,
    });
    expect((await close('2024-08')).status).toBe(201);
    expect((await kept())[0]).toBe(1);
    expect((await close('2024-08')).status).toBe(409);
  });

  const pidOf = async (query: (sql: string) => Promise<unknown>): Promise<number> => {
    const [{ pid }] = (await query('select pg_backend_pid() as pid')) as [{ pid: number }];
    return pid;
  };

  it('ends at midnight in Shanghai', async () => {
    t.clock.set('2024-08-31T15:59:59Z');
    expect((await close('2024-08')).body.code).toBe('month-not-ended');
    expect((await confirm('2024-08', head)).body.code).toBe('month-not-ended');
    t.clock.set('2024-08-31T16:00:00Z');
    expect((await confirm('2024-08', head)).status).toBe(200);
    expect((await close('2024-08')).status).toBe(201);
  });

  it('keeps rows that open as they were, and says what has changed since', async () => {
    await must(close('2024-08'));
    const rows = `/api/rollups/2024-08/lists/${key.id}/projects`;
    const then = await items<CountedProject>(rows);
    const because = { correctionReason: '更正' };
    await must(plan(first, '2024-08', '36800', because));
    await must(done(second, '2024-08', '4000', because));
    await must(join(key, land, { from: '2024-01', to: '2024-07', ...because }));
    await must(
      supervisor.patch(`/api/projects/${second.id}`, { totalInvestment: '90000', countsFrom: '2024-08', ...because }),
    );
    const since = await items<ProjectChange>('/api/rollups/2024-08/revisions/1/changes-since');
    const check = await must(supervisor.get<RevisionCheck>('/api/rollups/2024-08/revisions/1/check'));
    expect(check).toMatchObject({ intact: true, broken: [], changedProjects: 3 });
    expect(await items(rows)).toEqual(then);
    await must(restate('2024-08', '区统计局要求'));
    expect(await items(`${rows}?revision=1`)).toEqual(then);
    expect(await items(rows)).toHaveLength(2);
    const [one, two] = await must(supervisor.get<RevisionView[]>('/api/rollups/2024-08/revisions'));
    expect(one).toMatchObject({ revision: 1, reason: null, words: [], projects: [] });
    expect(two).toMatchObject({ revision: 2, reason: '区统计局要求', changedProjects: 3 });
    const of = (changes: ProjectChange[] | undefined, id: string) =>
      changes?.find(({ projectId }) => projectId === id)?.changes;
    for (const changes of [
      since,
      two?.projects,
      await items<ProjectChange>('/api/rollups/2024-08/revisions/2/changes'),
    ]) {
      expect(of(changes, first.id)).toEqual(['计划 +1.68 亿元（8月起）']);
      expect(of(changes, second.id)).toEqual(['8月完成 −1000 万元', '总投资 −1 亿元']);
      expect(of(changes, land.id)).toEqual([`退出“${key.name}”`]);
    }
    expect(two?.words).toEqual([
      '1 个项目计划合计 +1.68 亿元（8月起）',
      '1 个项目累计完成合计 −1000 万元',
      '1 个项目总投资合计 −1 亿元',
      `1 个项目退出“${key.name}”`,
    ]);
    // Somebody with the keys of the database changes what was kept.
    await t.database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(
        `update rollup_row set content = replace(content, '20000', '10000') where revision = 1 and family = 'project' and project_id = $1`,
        [first.id],
      );
    });
    expect(await must(supervisor.get<RevisionCheck>('/api/rollups/2024-08/revisions/1/check'))).toMatchObject({
      intact: false,
      broken: [`project ${first.id}`],
    });
    await t.database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(`delete from rollup_row where revision = 2 and family = 'project' and project_id = $1`, [
        first.id,
      ]);
    });
    expect(await must(supervisor.get<RevisionCheck>('/api/rollups/2024-08/revisions/2/check'))).toMatchObject({
      intact: false,
      broken: [],
    });
    for (const sql of ['update rollup_row set place = 0', 'delete from rollup_row']) {
      await expect(t.database.query(sql)).rejects.toThrow('append only');
    }
  });
});

describe('units confirm', () => {
  it('by the fifth working day, holidays and days worked instead included; the first time counts', async () => {
    // After the holiday of 1 to 7 October: 8, 9, 10, 11 and Saturday the 12th, which is worked.
    expect(await confirmations('2024-09')).toMatchObject({
      dueOn: '2024-10-12',
      estimated: false,
      workingDay: 5,
      due: 2,
      reported: 0,
      rate: '0.00',
      withoutEntry: 3,
    });
    t.clock.set('2024-10-12T23:59:59+08:00');
    expect((await confirm('2024-09', head)).body).toMatchObject({
      unitName: '供电公司',
      projects: 2,
      withoutEntry: 2,
      onTime: true,
      changed: 0,
    });
    t.clock.set('2024-10-13T00:00:00+08:00');
    expect((await confirm('2024-09', await t.as('handler2'))).body).toMatchObject({
      onTime: false,
      confirmedByName: '周承办',
    });
    expect(await confirmations('2024-09')).toMatchObject({
      due: 2,
      reported: 2,
      onTime: 1,
      rate: '100.00',
      onTimeRate: '50.00',
    });

    const again = await confirm('2024-09', head);
    expect(again.body).toMatchObject({ againAt: null, confirmedAt: '2024-10-12T23:59:59+08:00' });
    await must(done(first, '2024-09', '300', { physicalProgress: '主体封顶' }));
    const rows = await items<ConfirmedProject>(`/api/rollups/2024-09/confirmations/${t.cast.units.power}`, head);
    expect(rows.map(({ projectId, completed, changes }) => [projectId, completed, changes])).toEqual([
      [second.id, null, []],
      [first.id, '300', ['新填当月完成 300 万元', '形象进度由“无”改为“主体封顶”']],
    ]);
    const changed = (await confirmations('2024-09')).items.find(({ unitId }) => unitId === t.cast.units.power);
    expect(changed).toMatchObject({ changed: 1, withoutEntry: 1 });
    expect((await confirm('2024-09', head)).body).toMatchObject({
      changed: 0,
      onTime: true,
      confirmedAt: '2024-10-12T23:59:59+08:00',
      againAt: '2024-10-13T00:00:00+08:00',
      againByName: '吴主任',
    });
  });

  it('each its own; a supervisor urges, and confirms in its place with a reason', async () => {
    const { power, land: landUnit, bureau } = t.cast.units;
    expect((await confirm('2024-09', head, { unitId: landUnit })).status).toBe(403);
    expect((await confirm('2024-09', officer)).status).toBe(403);
    expect((await confirm('2024-09', supervisor, { unitId: landUnit })).status).toBe(400);
    expect((await confirm('2024-09', supervisor, { unitId: bureau, reason: '代' })).body.code).toBe(
      'nothing-to-confirm',
    );
    expect((await (await t.as('handler')).get(`/api/rollups/2024-09/confirmations/${landUnit}`)).status).toBe(404);
    expect((await confirmations('2024-09', await t.as('handler'))).items.map(({ unitId }) => unitId)).toEqual([power]);
    const urge = { id: randomUUID(), unitId: power, note: '请今天下班前确认' };
    for (let turn = 0; turn < 2; turn++) {
      expect((await must(supervisor.post<ConfirmationRow>('/api/rollups/2024-09/urge', urge))).urged).toBe(1);
    }
    await remind();
    await remind();
    const inbox = await items<{ title: string; body: string; rule: string }>('/api/notifications', head);
    const told = inbox.filter(({ rule }) => rule === 'month-urged');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ title: '催报：2024年9月数据待确认' });
    expect(told[0]?.body).toContain('请今天下班前确认');
    const inPlace = await confirm('2024-09', supervisor, { unitId: power, reason: '单位来函确认' });
    expect(inPlace.body).toMatchObject({ confirmedByName: '赵督办', reason: '单位来函确认' });
    expect((await supervisor.post<Refused>('/api/rollups/2024-09/urge', { ...urge, id: randomUUID() })).body.code).toBe(
      'confirmed-already',
    );
  });

  it('until the month is closed; what was supplemented while it was opened is confirmed again', async () => {
    await must(confirm('2024-08', head));
    await must(close('2024-08'));
    expect((await confirm('2024-08', await t.as('handler2'))).body.code).toBe('month-closed');
    const opened = {
      id: randomUUID(),
      unitId: t.cast.units.power,
      listId: key.id,
      reason: '漏报',
      expiresAt: '2024-10-17T00:00:00+08:00',
    };
    await must(supervisor.post('/api/rollups/2024-08/exceptions', opened));
    await must(done(first, '2024-08', '5500', {}, officer));
    expect((await confirm('2024-08', head)).body).toMatchObject({ changed: 0, againByName: '吴主任' });
    await expect(
      t.database.query(`delete from month_confirmation where unit_id = $1`, [t.cast.units.power]),
    ).rejects.toMatchObject({ constraint: 'month_closed' });
  });

  it('by another working day, once it is set', async () => {
    expect((await head.put('/api/rollups/confirm-rule', { workingDay: 3 })).status).toBe(403);
    expect((await supervisor.put('/api/rollups/confirm-rule', { workingDay: 0 })).status).toBe(400);
    await must((await t.as('admin')).put('/api/rollups/confirm-rule', { workingDay: 1 }));
    expect((await confirmations('2024-09')).dueOn).toBe('2024-10-08');
    await must(supervisor.put('/api/rollups/confirm-rule', { workingDay: 5 }));
  });
});

describe('another process, in another zone of the world', () => {
  it('killed while it closes, leaves the old month or the new one; what it answers is the same to the byte', async () => {
    const port = await freePort();
    const api = new Program('apps/api/main.js', {
      DATABASE_URL: t.databaseUrl,
      PORT: String(port),
      TZ: 'America/Los_Angeles',
    });
    const address = `http://127.0.0.1:${port}`;
    const signIn = async (): Promise<string> => {
      const response = await fetch(`${address}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'supervisor', password: PASSWORD }),
      });
      return ((await response.json()) as { accessToken: string }).accessToken;
    };
    await api.start();
    try {
      const headers = { authorization: `Bearer ${await signIn()}` };
      const closing = fetch(`${address}/api/rollups/2024-02/close`, { method: 'POST', headers }).catch(() => undefined);
      await wait(30);
      await api.kill();
      await closing;
      const [kept] = (await t.database.query(
        `select (select count(*) from rollup_revision)::int as revisions, (select count(*) from rollup_row)::int as rows,
                coalesce((select row_count from rollup_revision), 0) as sealed`,
      )) as [{ revisions: number; rows: number; sealed: number }];
      expect(kept).toEqual({ revisions: kept.rows > 0 ? 1 : 0, rows: kept.sealed, sealed: kept.sealed });
      await api.start();
      t.clock.set(new Date());
      await must(close('2024-08'));
      for (const path of [
        '2024-08',
        '2024-08/revisions',
        '2024-08/revisions/1/check',
        '2024-09',
        `2024-09/confirmations`,
      ]) {
        const there = await (await fetch(`${address}/api/rollups/${path}`, { headers })).text();
        const here = (await supervisor.get(`/api/rollups/${path}`)).text;
        // An open month says when it was added up.
        const open = (text: string): string => (path === '2024-09' ? text.replace(/"asOf":"[^"]*"/, '') : text);
        expect([path, open(there)]).toEqual([path, open(here)]);
      }
    } finally {
      await api.stop();
    }
  }, 240_000);
});
