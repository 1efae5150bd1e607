import { FigureCache, FigureKeeper, QuantityReader } from '@app/figure';
import type { IssueView } from '@app/ledger';
import { snapshot } from '@app/platform';
import { SweepService } from '@app/reminder';
import type { RollupView } from '@app/rollup';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { type Answer, startApp, type TestApp, type Voice } from './support';

let t: TestApp;
let supervisor: Voice;
let handler: Voice;
let cache: FigureCache;
let keeper: FigureKeeper;
let app: DataSource;
const MONTHS = ['2024-08', '2024-09', '2024-10', '2023-10'];
const projects: string[] = [];
const lists: string[] = [];

beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 24 * 366 });
  supervisor = await t.as('supervisor');
  handler = await t.as('handler');
  cache = t.app.get(FigureCache);
  keeper = t.app.get(FigureKeeper);
  app = t.app.get(DataSource);
  for (const [year, kind, rule] of [
    [2024, 'provincial-key', 'week'],
    [2024, 'three-batches', 'month'],
    [2023, 'city-key', 'none'],
  ] as const) {
    const body = { name: `清单${kind}`, year, kind, visitEvery: rule };
    lists.push((await must(supervisor.post<{ id: string }>('/api/project-lists', body))).id);
  }
  for (let n = 0; n < 5; n += 1) {
    const body = { name: `项目${n}`, totalInvestment: `${n + 1}000.5`, officerId: t.cast.people.officer };
    projects.push((await must(supervisor.post<{ id: string }>('/api/projects', body))).id);
  }
});
afterAll(() => t.close());

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const issues: { id: string; version: number; state: string }[] = [];

/** The next step of an issue's life, refused and reopened as the number says. */
async function moveIssue(which: number, turn: number): Promise<void> {
  const issue = issues[which % Math.max(1, issues.length)];
  if (!issue || turn === 0) {
    const made = await must(
      supervisor.post<IssueView>('/api/issues', {
        ...{ ledger: 'project-issue', projectId: projects[which % projects.length], title: '需要协调' },
        ...{ description: '影响进度', categoryCode: which % 2 ? 'power' : 'land', severity: 'high' },
      }),
    );
    issues.push({ id: made.id, version: made.version, state: made.state });
    return;
  }
  const acts: Record<string, [Voice, string, object]> = {
    registered: [supervisor, 'assign', { leadUnitId: t.cast.units.power }],
    assigned: [handler, 'sign', {}],
    'in-progress': turn === 1 ? [supervisor, 'urge', {}] : [handler, 'apply-closure', {}],
    'pending-verification': [supervisor, turn === 1 ? 'reject-closure' : 'verify', {}],
    closed: [supervisor, 'reopen', {}],
  };
  const act = acts[issue.state];
  if (!act) return;
  const [who, action, body] = act;
  const { version } = issue;
  const answer = await who.post<IssueView>(`/api/issues/${issue.id}/actions/${action}`, {
    version,
    note: '说明',
    ...body,
  });
  // An issue cannot be urged twice a day, for one: what is refused changes nothing.
  if (answer.status < 300) Object.assign(issue, { version: answer.body.version, state: answer.body.state });
}

const month = fc.constantFrom(...MONTHS);
const small = fc.integer({ min: -9999, max: 9999 });
const place = fc.nat({ max: 9 });
const day = fc.integer({ min: 1, max: 28 }).map((n) => String(n).padStart(2, '0'));
const write = fc.oneof(
  fc.record({ kind: fc.constant('plan'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('entry'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('member'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('step'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('project'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('visit'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('issue'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('moved'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('carried'), on: place, month, amount: small, flag: fc.boolean(), day }),
  fc.record({ kind: fc.constant('gone'), on: place, month, amount: small, flag: fc.boolean(), day }),
);
type Write = { kind: string; on: number; month: string; amount: number; flag: boolean; day: string };

/** Straight into the tables, as imports and corrections do: what is marked must not depend on who writes. */
async function apply({ kind, on, month: at, amount, flag, day: dd }: Write): Promise<void> {
  const project = projects[on % projects.length] as string;
  const list = lists[Math.abs(amount) % lists.length] as string;
  const basis = flag ? 'with-preliminary' : 'without-preliminary';
  const put = (sql: string, values: unknown[]): Promise<unknown> => t.database.query(sql, values);
  const amountText = `${amount}.${String(Math.abs(amount) % 10_000).padStart(4, '0')}`;
  switch (kind) {
    case 'plan':
      return put(
        `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at) values ($1, $2, $3, abs($4::numeric), $5, now())
         on conflict on constraint annual_plan_pk do update set amount = excluded.amount, basis = excluded.basis`,
        [project, Number(at.slice(0, 4)), at, amountText, basis],
      ).then(() => undefined);
    case 'entry':
      await put(
        `insert into progress_entry (project_id, month, completed, basis, funds_received, registry_completed, entered_at)
         values ($1, $2, $3, $4, $5, $6, now()) on conflict on constraint progress_entry_pk do update
           set completed = excluded.completed, basis = excluded.basis, funds_received = excluded.funds_received,
               registry_completed = excluded.registry_completed`,
        [project, at, amountText, basis, flag ? amountText : null, amount % 3 === 0 ? '1.5' : null],
      );
      return;
    case 'member':
      await put(
        `insert into list_member (list_id, project_id, from_month, to_month, batch) values ($1, $2, $3, $4, $5)
         on conflict on constraint list_member_pk do update set from_month = excluded.from_month,
           to_month = excluded.to_month, batch = excluded.batch`,
        [
          list,
          project,
          at,
          flag ? `${at.slice(0, 4)}-12` : null,
          ['signed', 'started', null][Math.abs(amount) % 3] ?? null,
        ],
      );
      await t.repairDuties();
      return;
    case 'step':
      await put(
        `insert into milestone (project_id, kind, planned_on, actual_on) values ($1, $2, $3, $4)
         on conflict on constraint milestone_pk do update set planned_on = excluded.planned_on, actual_on = excluded.actual_on`,
        [
          ...[project, ['started', 'fulfilled', 'production', 'completed'][Math.abs(amount) % 4]],
          ...[`${at}-${dd}`, flag ? `${at}-${dd}` : null],
        ],
      );
      return;
    case 'project':
      await put(
        `update project set total_investment = abs($2::numeric), unit_id = $3, industry = $4, leader_id = $5,
                statistics_eligible_on = $6, statistics_entered_on = $7 where id = $1`,
        [
          ...[project, amountText, flag ? t.cast.units.power : null, flag ? '装备制造' : ''],
          ...[
            flag ? null : t.cast.people.leader,
            flag ? `${at}-${dd}` : null,
            flag && amount % 2 ? `${at}-${dd}` : null,
          ],
        ],
      );
      return;
    case 'visit':
      await put(
        `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
         values (uuidv7(), $1, $2, $3::date + time '10:00', $3, '查看', 'x', now())`,
        [project, t.cast.people.officer, `${at}-${dd}`],
      );
      return;
    case 'issue':
      return moveIssue(on, Math.abs(amount) % 3);
    case 'moved': {
      // From one year to another or within one: both months are others than they were.
      const [from = '', to = ''] = flag
        ? [at, at === '2023-10' ? '2024-09' : '2023-10']
        : [MONTHS[Math.abs(amount) % 4], at];
      await put(
        `update progress_entry e set month = $3 where e.project_id = $1 and e.month = $2
            and not exists (select from progress_entry o where o.project_id = $1 and o.month = $3)`,
        [project, from, to],
      );
      await put(
        `update annual_plan a set year = left($3, 4)::int, from_month = $3 where a.project_id = $1 and a.from_month = $2
            and not exists (select from annual_plan o where o.project_id = $1 and o.from_month = $3)`,
        [project, from, to],
      );
      return;
    }
    case 'carried':
      await put('update issue set project_id = $2 where id = $1', [
        issues[Math.abs(amount) % Math.max(1, issues.length)]?.id ?? null,
        flag ? project : null,
      ]);
      return;
    default: {
      const table = ['annual_plan', 'progress_entry', 'list_member', 'milestone'][Math.abs(amount) % 4] as string;
      await put(`delete from ${table} where project_id = $1`, [project]);
      if (table === 'list_member') await t.repairDuties();
    }
  }
}

/** Everything that is read, against everything added up from the facts, in one snapshot. */
async function expectSame(): Promise<void> {
  const now = t.clock.now();
  for (const at of MONTHS) {
    const found = await snapshot(app, (tx) => keeper.differences(tx, at, now));
    expect(found).toEqual([]);
  }
}

test('what is kept is what the facts say, whatever is written in whatever order, and however it is caught up with', async () => {
  t.clock.set('2024-10-10T10:00:00+08:00');
  await cache.refresh(app, MONTHS);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ writes: fc.array(write, { minLength: 1, maxLength: 5 }), then: fc.nat({ max: 4 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (rounds) => {
        // Each case begins on the same day: days that add up over the cases end the sessions and hide what was found.
        t.clock.set('2024-10-10T10:00:00+08:00');
        for (const { writes, then } of rounds) {
          for (const one of writes) await apply(one);
          // Read as it is; caught up with; by two at once; after some days; after a month.
          if (then === 1) await cache.refresh(app, MONTHS);
          if (then === 2) await Promise.all([cache.refresh(app, MONTHS), cache.refresh(app, MONTHS.slice(0, 2))]);
          if (then === 3) t.clock.set(new Date(t.clock.now().getTime() + 3 * 86_400_000).toISOString());
          if (then === 4) {
            t.clock.set(
              t.clock.now() < new Date('2024-11-01') ? '2024-11-06T10:00:00+08:00' : '2024-10-20T10:00:00+08:00',
            );
            await cache.refresh(app, MONTHS);
          }
          await expectSame();
        }
      },
    ),
    { numRuns: 25 },
  );
  const [{ count }] = (await t.database.query('select count(*)::int as count from rollup_sum')) as [{ count: number }];
  expect(count).toBeGreaterThan(20);
  // And the other way round: a sum that is not true is seen.
  await cache.refresh(app, MONTHS);
  await t.database.query(
    `update rollup_sum set sums[1] = sums[1] + 1 where family = 'investment' and month = '2024-10'`,
  );
  const seen = await snapshot(app, (tx) => keeper.differences(tx, '2024-10', t.clock.now()));
  expect(seen.length).toBeGreaterThan(0);
}, 240_000);

test('a duty of October that goes makes a visit count for the week of September before it', async () => {
  await t.empty('rollup_kept', 'rollup_sum', 'rollup_mark', 'visit', 'visit_duty');
  t.clock.set('2024-10-10T10:00:00+08:00');
  const put = (period: string, starts: string, ends: string, at: string): Promise<unknown> =>
    t.database.query(
      `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id, unit_id)
       select id, $2, 'week', $3, $4, $5, $6, $7 from project where id = $1`,
      [projects[0], period, starts, ends, at, t.cast.people.officer, t.cast.units.bureau],
    );
  await put('2024-W39', '2024-09-23', '2024-09-29', '2024-09');
  await put('2024-W40', '2024-09-30', '2024-10-06', '2024-10');
  await apply({ kind: 'visit', on: 0, month: '2024-10', amount: 0, flag: false, day: '01' });
  await cache.refresh(app, MONTHS);
  await expectSame();
  await t.database.query(`delete from visit_duty where period = '2024-W40'`);
  await expectSame();
}, 60_000);

describe('the month', () => {
  const completed = async (): Promise<string> =>
    (await must(supervisor.get<RollupView>('/api/rollups/2024-10'))).total.completed;

  beforeEach(async () => {
    t.clock.set('2024-10-16T10:00:00+08:00');
    await t.empty('rollup_kept', 'rollup_sum', 'rollup_mark');
    await must(
      supervisor.put(`/api/project-lists/${lists[0]}/members/${projects[0]}`, { from: '2024-01', to: '2024-12' }),
    );
  });

  const tell = (amount: string): Promise<unknown> =>
    must(
      supervisor.put(`/api/projects/${projects[0]}/progress/2024-10`, { completed: amount, basis: 'with-preliminary' }),
    );

  test('shows a write at once, without any worker, also while somebody else holds the sums', async () => {
    await tell('100');
    const before = Number(await completed());
    await tell('107.5');
    expect(Number(await completed())).toBe(before + 7.5);
    await t.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('rollup-cache', 0))`);
      await tell('110');
      expect(Number(await completed())).toBe(before + 10);
      await tell('111');
      expect(Number(await completed())).toBe(before + 11);
    });
    expect(Number(await completed())).toBe(before + 11);
    expect(await t.database.query('select count(*)::int as n from rollup_mark')).toEqual([{ n: 0 }]);
  });

  test('the jobs of the night twice and together change nothing, and mend what is wrong, with a record of it', async () => {
    await tell('100');
    const now = t.clock.now();
    await keeper.follow(app, now);
    const sums = () =>
      t.database.query('select * from rollup_sum order by family, month, scope_kind, scope_id, bucket');
    const first = await sums();
    await Promise.all([
      keeper.follow(app, now),
      keeper.recompute(app, now),
      keeper.follow(app, now),
      keeper.recompute(app, now),
    ]);
    expect(await sums()).toEqual(first);
    expect(await keeper.compare(app, now)).toEqual([]);
    await t.database.query(
      `update rollup_sum set sums[4] = sums[4] + 5 where family = 'investment' and month = '2024-10' and scope_kind = 'total'`,
    );
    const [found] = await Promise.all([keeper.compare(app, now), keeper.follow(app, now)]);
    expect(found).toMatchObject([{ family: 'investment', month: '2024-10' }]);
    expect(await sums()).toEqual(first);
    expect(await keeper.compare(app, now)).toEqual([]);
    expect(
      await t.database.query(`select subject_id, actor_id from change_record where subject_kind = 'figure-cache'`),
    ).toEqual([{ subject_id: '2024-10', actor_id: null }]);
    // Supervisor and administrator are told, once.
    const sweep = () =>
      app.transaction((tx) => t.app.get(SweepService).sweep(tx, new Date('2024-10-17T10:00:00+08:00')));
    await sweep();
    await sweep();
    expect(
      await t.database.query(
        `select p.username, r.title from reminder r join person p on p.id = r.person_id
          where r.rule = 'figures-differ' order by p.username`,
      ),
    ).toEqual(
      ['admin', 'double', 'supervisor', 'supervisor2'].map((username) => ({
        username,
        title: '汇总核对有差异：2024年10月',
      })),
    );
  });

  test('a row that moves to another year, and an issue to another project, leave nothing where they were', async () => {
    const last = '2023-10';
    const [one, other] = [projects[0], projects[1]];
    for (const [list, project, year] of [
      [lists[2], one, '2023'],
      [lists[0], other, '2024'],
    ]) {
      const dates = { from: `${year}-01`, to: `${year}-12` };
      await must(supervisor.put(`/api/project-lists/${list}/members/${project}`, dates));
    }
    await t.database.query('delete from annual_plan; delete from progress_entry');
    await tell('100');
    await must(
      supervisor.put(`/api/projects/${one}/plans/2024`, { amount: '500', basis: 'with-preliminary', from: '2024-03' }),
    );
    await moveIssue(0, 0);
    await cache.refresh(app, MONTHS);
    for (const to of [last, '2024-10']) {
      await t.database.query('update progress_entry set month = $2 where project_id = $1', [one, to]);
      await t.database.query('update annual_plan set year = left($2, 4)::int, from_month = $2 where project_id = $1', [
        one,
        to,
      ]);
      const moved = [to === last ? other : one, issues.at(-1)?.id];
      await t.database.query('update issue set project_id = $1 where id = $2', moved);
      await expectSame();
      await cache.refresh(app, MONTHS);
      await expectSame();
    }
  });

  test('a month that ended long ago is given up at night, and added up again for whoever asks', async () => {
    await t.database.query('delete from progress_entry where project_id = $1', [projects[0]]);
    await tell('100');
    await cache.refresh(app, MONTHS);
    // Nobody's session lasts that long: the sums are read as the page reads them.
    const reads = async (): Promise<string | undefined> => {
      await cache.refresh(app, ['2024-10']);
      const found = await snapshot(app, (tx) => t.app.get(QuantityReader).read(tx, ['2024-10']));
      return found.get('2024-10')?.of('investment', 'total', '')?.values.completed;
    };
    const before = await reads();
    expect(before).toBe('100');
    const kept = async (): Promise<unknown> =>
      (
        (await t.database.query(
          `select (select count(*)::int from rollup_kept where month = '2024-10') as kept,
                  (select count(*)::int from rollup_sum where month = '2024-10') as sums,
                  (select count(*)::int from investment_part where month = '2024-10') as parts`,
        )) as unknown[]
      )[0];
    t.clock.set('2026-10-05T10:00:00+08:00');
    const some = { kept: 5, sums: expect.any(Number) as number, parts: expect.any(Number) as number };
    await keeper.recompute(app, t.clock.now());
    expect(await kept()).toEqual(some);
    expect(await kept()).not.toMatchObject({ parts: 0 });
    t.clock.set('2026-11-05T10:00:00+08:00');
    await keeper.recompute(app, t.clock.now());
    expect(await kept()).toEqual({ kept: 0, sums: 0, parts: 0 });
    expect(await reads()).toBe(before);
    expect(await kept()).toEqual(some);
    await expectSame();
    // Whoever asked may ask again.
    t.clock.set('2026-11-10T10:00:00+08:00');
    await keeper.recompute(app, t.clock.now());
    expect(await kept()).toEqual(some);
  });

  test('a process that dies between the steps leaves nothing half done', async () => {
    await tell('100');
    await cache.refresh(app, ['2024-10']);
    const before = Number(await completed());
    await tell('120');
    const died = t.database.transaction(async (tx) => {
      await tx.query('delete from rollup_mark');
      await tx.query(`update rollup_sum set sums[9] = 0`);
      throw new Error('gone');
    });
    await expect(died).rejects.toThrow('gone');
    expect(Number(await completed())).toBe(before + 20);
  });

  test('sums of another program are added up again', async () => {
    await tell('100');
    await cache.refresh(app, ['2024-10']);
    const before = await completed();
    await t.database.query(`update rollup_kept set shape = 'older'`);
    await t.database.query(`update rollup_sum set sums = array[1, 2, 3]::numeric[] where family = 'investment'`);
    expect(await completed()).toBe(before);
  });

  test('another definition takes effect without another sum', async () => {
    await tell('100');
    await completed();
    const reader = t.app.get(QuantityReader);
    const sums = () => snapshot(app, (tx) => reader.read(tx, ['2024-10']));
    const before = (await sums()).get('2024-10');
    const body = { fromMonth: '2024-10', basis: 'without-preliminary', reason: '改按不含前期统计' };
    await must(supervisor.post('/api/measures/investment.completed/versions', body));
    expect(await completed()).not.toBe('');
    expect((await sums()).get('2024-10')).toEqual(before);
  });
});
