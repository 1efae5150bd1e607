import { type DutyRhythm, periodsBetween, repair, AHEAD_DAYS } from '@app/duty';
import { addDays, type Day, firstDay, readCalendar, type Tx } from '@app/platform';
import fc from 'fast-check';
import { startApp, type TestApp } from './support';

// Lists, officers, stand-ins, the calendar and time itself change in any order: what the rows must be all the same.

let t: TestApp;
let projects: string[];
let lists: string[];
let officers: string[];
beforeAll(async () => {
  t = await startApp();
  officers = [t.cast.people.officer, t.cast.people.officer2, t.cast.people.double];
  projects = await idsOf(
    `insert into project (name, total_investment) values ('甲项目', 1), ('乙项目', 1) returning id`,
  );
  lists = await idsOf(
    `insert into project_list (name, year, kind, visit_every)
     values ('一', 2024, 'other', 'week'), ('二', 2024, 'other', 'month'), ('三', 2025, 'other', 'week') returning id`,
  );
});
afterAll(() => t.close());

const idsOf = async (sql: string): Promise<string[]> =>
  ((await t.database.query(sql)) as { id: string }[]).map(({ id }) => id);

interface Row {
  project: string;
  period: string;
  every: DutyRhythm;
  starts: Day;
  ends: Day;
  month: string;
  officer: string | null;
  unit: string | null;
  excuse: string | null;
}
const rowsOf = (tx: Tx): Promise<Row[]> =>
  tx.query(`select project_id as project, period, every, starts, ends, month, officer_id as officer, unit_id as unit, excuse
              from visit_duty order by project_id, period`);

interface World {
  today: Day;
}
type Step = (tx: Tx, world: World) => Promise<unknown>;

const project = fc.nat(1);
const month = fc.nat(11);
const monthOf = (list: number, index: number): string =>
  `${list === 2 ? 2025 : 2024}-${String(index + 1).padStart(2, '0')}`;
/** Days around the end of a year with 52 weeks, in which the stories play. */
const day = fc.nat(150).map((number) => addDays('2024-09-20', number));

const step: fc.Arbitrary<[string, Step]> = fc.oneof(
  fc
    .record({ list: fc.nat(2), every: fc.constantFrom('week', 'fortnight', 'month', 'quarter', 'none') })
    .map((it): [string, Step] => [
      `rule ${JSON.stringify(it)}`,
      (tx) => tx.query('update project_list set visit_every = $2 where id = $1', [lists[it.list], it.every]),
    ]),
  fc.record({ list: fc.nat(2), project, from: month, months: fc.option(fc.nat(3)) }).map((it): [string, Step] => [
    `join ${JSON.stringify(it)}`,
    (tx) =>
      tx.query(
        `insert into list_member (list_id, project_id, from_month, to_month) values ($1, $2, $3, $4)
           on conflict on constraint list_member_pk do update set from_month = excluded.from_month, to_month = excluded.to_month`,
        [
          lists[it.list],
          projects[it.project],
          monthOf(it.list, it.from),
          it.months === null ? null : monthOf(it.list, Math.min(11, it.from + it.months)),
        ],
      ),
  ]),
  fc
    .record({ list: fc.nat(2), project })
    .map((it): [string, Step] => [
      `leave ${JSON.stringify(it)}`,
      (tx) =>
        tx.query('delete from list_member where list_id = $1 and project_id = $2', [
          lists[it.list],
          projects[it.project],
        ]),
    ]),
  fc
    .record({ project, officer: fc.option(fc.nat(2)), unit: fc.boolean() })
    .map((it): [string, Step] => [
      `officer ${JSON.stringify(it)}`,
      (tx) =>
        tx.query('update project set officer_id = $2, unit_id = $3 where id = $1', [
          projects[it.project],
          it.officer === null ? null : officers[it.officer],
          it.unit ? t.cast.units.power : null,
        ]),
    ]),
  fc
    .record({ officer: fc.nat(1), standIn: fc.option(fc.constant(2)), from: day, days: fc.nat(20) })
    .map((it): [string, Step] => [
      `away ${JSON.stringify(it)}`,
      (tx) =>
        // One at a time for each: the service sees to that.
        tx.query(
          `with gone as (update stand_in set cancelled_at = now() where person_id = $1)
           insert into stand_in (id, person_id, stand_in_id, reason, from_on, until_on, created_by, created_at)
           values (uuidv7(), $1, $2, 'leave', $3, $4, $1, now())`,
          [officers[it.officer], it.standIn === null ? null : officers[it.standIn], it.from, addDays(it.from, it.days)],
        ),
    ]),
  fc.record({ from: day, days: fc.nat(9) }).map((it): [string, Step] => [
    `holiday ${JSON.stringify(it)}`,
    (tx) =>
      tx.query(
        `insert into calendar_day (day, year, kind, name)
           select d::date, 2024, 'holiday', '测试' from generate_series($1::date, $2::date, '1 day') d on conflict do nothing`,
        [it.from, addDays(it.from, it.days)],
      ),
  ]),
  fc.record({ granted: fc.nat(20) }).map((it): [string, Step] => [
    `excuse ${JSON.stringify(it)}`,
    (tx) =>
      tx.query(
        `update visit_duty set excuse = 'granted', excuse_reason = '停产', excused_by = $2, excused_at = now()
            where (project_id, period) in (select project_id, period from visit_duty order by period offset $1 limit 1)`,
        [it.granted, t.cast.people.supervisor],
      ),
  ]),
  // Now and then for so long that nothing is left of what was made ahead.
  fc
    .oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.integer({ min: 50, max: 100 }))
    .map((days): [string, Step] => [
      `${days} days later`,
      (_, world) => {
        world.today = addDays(world.today, days);
        return Promise.resolve();
      },
    ]),
);

const STRICT: DutyRhythm[] = ['week', 'fortnight', 'month', 'quarter'];

/** What is asked of a project for a month, counted the plain way. */
async function ruleOf(
  tx: Tx,
  projectId: string,
  of: string,
): Promise<{ every: DutyRhythm | undefined; listed: boolean }> {
  const rules: { every: string }[] = await tx.query(
    `select l.visit_every as every from list_member m join project_list l on l.id = m.list_id
      where m.project_id = $1 and l.year = $2 and m.from_month <= $3 and coalesce(m.to_month, '9999-12') >= $3`,
    [projectId, Number(of.slice(0, 4)), of],
  );
  return { every: STRICT.find((every) => rules.some((rule) => rule.every === every)), listed: rules.length > 0 };
}

/** Who is to go, day by day: everybody who could still be asked to on the working days that are left. */
async function goerOf(tx: Tx, row: Row, today: Day): Promise<{ officer: string | null; leave: boolean }> {
  const calendar = await readCalendar(tx);
  const [{ officer }] = (await tx.query('select officer_id as officer from project where id = $1', [row.project])) as [
    { officer: string | null },
  ];
  const away: { standIn: string | null; from: Day; until: Day }[] = await tx.query(
    `select stand_in_id as "standIn", from_on as "from", until_on as "until" from stand_in
      where person_id = $1 and cancelled_at is null`,
    [officer],
  );
  const worked: Day[] = [];
  for (let at = row.starts; at <= row.ends; at = addDays(at, 1)) if (calendar.isWorkday(at)) worked.push(at);
  const left = worked.filter((at) => at >= today);
  const rest = left.length > 0 ? left : worked.slice(-1);
  const covering = (days: Day[]) =>
    away.find(({ from, until }) => days.length > 0 && days.every((at) => from <= at && at <= until));
  const standIn = covering(rest)?.standIn ?? null;
  const leave = covering(worked);
  return { officer: standIn ?? officer, leave: leave !== undefined && leave.standIn === null };
}

async function check(tx: Tx, before: Row[], today: Day): Promise<void> {
  const after = await rowsOf(tx);
  const keyOf = ({ project: id, period }: { project: string; period: string }): string => `${id} ${period}`;
  const was = new Map(before.map((row) => [keyOf(row), row]));
  const calendar = await readCalendar(tx);
  const ahead = periodsBetween(calendar, today, addDays(today, AHEAD_DAYS));
  const wanted: string[] = [];
  for (const id of projects) {
    for (const period of ahead) {
      if ((await ruleOf(tx, id, period.month)).every === period.every)
        wanted.push(keyOf({ project: id, period: period.period }));
    }
  }
  const open = after.filter(({ ends }) => ends >= today);
  expect(open.map(keyOf).sort()).toEqual(wanted.sort());
  for (const row of open) {
    const { officer, leave } = await goerOf(tx, row, today);
    const old = was.get(keyOf(row));
    expect([row.officer, row.excuse]).toEqual([
      officer,
      old?.excuse === 'granted' ? 'granted' : leave ? 'leave' : null,
    ]);
  }
  const over = after.filter(({ ends }) => ends < today);
  for (const row of over) {
    const old = was.get(keyOf(row));
    if (old) expect(row).toEqual(old);
    // A new one only where nothing was asked for in that month until now, but for what has gone meanwhile; or after all
    // that was asked for, since nobody looked for so long.
    else if (before.some((one) => one.project === row.project && one.ends >= row.starts)) {
      expect(
        before.filter((one) => one.project === row.project && one.month === row.month && one.ends < today),
      ).toEqual([]);
    }
  }
  // Of the days since, nothing is left out.
  for (const id of projects) {
    const newest = before
      .filter((one) => one.project === id)
      .reduce((last, { ends }) => (ends > last ? ends : last), '');
    if (newest === '' || newest >= today) continue;
    for (const period of periodsBetween(calendar, addDays(newest, 1), addDays(today, -1))) {
      if (period.starts <= newest || period.ends >= today) continue;
      if ((await ruleOf(tx, id, period.month)).every !== period.every) continue;
      expect(over.filter((row) => row.project === id && row.period === period.period)).toHaveLength(1);
    }
  }
  for (const old of before.filter(({ ends }) => ends < today)) {
    if (after.some((row) => keyOf(row) === keyOf(old))) continue;
    expect((await ruleOf(tx, old.project, old.month)).listed).toBe(false);
  }
}

test('rows are what the rules say for periods that are not over, stay for those that are, and a second repair changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const world: World = { today: '2024-10-16' };
      await expect(
        t.database.transaction(async (tx) => {
          for (const [, play] of steps) {
            await play(tx, world);
            const before = await rowsOf(tx);
            await repair(tx, world.today, projects);
            await check(tx, before, world.today);
            expect(await repair(tx, world.today, projects)).toEqual({ inserted: 0, updated: 0, deleted: 0 });
          }
          throw new Error('taken back');
        }),
      ).rejects.toThrow('taken back');
    }),
    { numRuns: 30 },
  );
}, 240_000);

test('a project on a list for months gets all of them, in order', async () => {
  await t.database.transaction(async (tx) => {
    await tx.query(`update project_list set visit_every = 'month' where id = $1`, [lists[1]]);
    await tx.query('insert into list_member (list_id, project_id, from_month) values ($1, $2, $3)', [
      lists[1],
      projects[0],
      '2024-07',
    ]);
    await repair(tx, '2024-10-16', projects);
    expect((await rowsOf(tx)).map(({ period }) => period)).toEqual([
      '2024-07',
      '2024-08',
      '2024-09',
      '2024-10',
      '2024-11',
    ]);
    expect((await rowsOf(tx))[0]).toMatchObject({ starts: firstDay('2024-07'), month: '2024-07', every: 'month' });
  });
});

test('when nobody looked for eighty days, what was to be visited meanwhile is asked for all the same, once', async () => {
  const [project, list] = [projects[1], lists[0]];
  await expect(
    t.database.transaction(async (tx) => {
      await tx.query(`update project_list set visit_every = 'week' where id = $1`, [list]);
      await tx.query('insert into list_member (list_id, project_id, from_month) values ($1, $2, $3)', [
        ...[list, project, '2024-06'],
      ]);
      const periods = async (): Promise<string[]> =>
        (await rowsOf(tx)).filter((row) => row.project === project).map(({ period }) => period);
      const week = (number: number): string => `2024-W${String(number).padStart(2, '0')}`;
      const weeks = (first: number, last: number): string[] =>
        Array.from({ length: last - first + 1 }, (_, index) => week(first + index));
      // From the week whose Thursday is in June to the one that begins within 35 days.
      await repair(tx, '2024-07-01', projects);
      expect(await periods()).toEqual(weeks(23, 32));
      // One that was not asked for at the time, in a month that has others, stays so.
      await tx.query('delete from visit_duty where project_id = $1 and period = $2', [project, week(28)]);
      const earlier = [...weeks(23, 27), ...weeks(29, 32)];
      const asked = (await rowsOf(tx)).filter((row) => row.project === project);
      await repair(tx, addDays('2024-07-01', 80), projects);
      // 2024-09-19 lies in W38; rows are made until W43 (2024-10-21).
      expect(await periods()).toEqual([...earlier, ...weeks(33, 43)]);
      expect((await rowsOf(tx)).filter((row) => row.project === project).slice(0, earlier.length)).toEqual(asked);
      expect(await repair(tx, addDays('2024-07-01', 80), projects)).toEqual({ inserted: 0, updated: 0, deleted: 0 });
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
});
