import {
  type CountedDuty,
  countedDuties,
  coverage,
  DUTY_RHYTHMS,
  type DutyState,
  dutySql,
  periodHolding,
} from '@app/duty';
import { addDays, type Day, dayNumber, Parameters, type Tx } from '@app/platform';
import fc from 'fast-check';
import { startApp, type TestApp } from './support';

// What came of duties is asked of the visits in sets. Here it is told once more, duty by duty, as one would tell a person.

let t: TestApp;
let projects: string[];
beforeAll(async () => {
  t = await startApp();
  const rows: { id: string }[] = await t.database.query(
    `insert into project (name, total_investment) values ('甲', 1), ('乙', 1), ('丙', 1) returning id`,
  );
  projects = rows.map(({ id }) => id).sort();
});
afterAll(() => t.close());

interface Duty {
  project: string;
  period: string;
  every: string;
  starts: Day;
  ends: Day;
  month: string;
  excused: boolean;
}
interface Visit {
  id: string;
  project: string;
  day: Day;
  at: string;
}
interface World {
  duties: Duty[];
  visits: Visit[];
  today: Day;
}

const FIRST = '2024-08-20';
const someDay = (days: number): fc.Arbitrary<Day> => fc.nat(days).map((number) => addDays(FIRST, number));
const hex = (number: number): string => number.toString(16).padStart(12, '0');

/** Rules that changed leave periods of several rhythms that overlap, some of which end on the same day. */
const worlds: fc.Arbitrary<World> = fc
  .record({
    duties: fc.array(
      fc.record({
        project: fc.nat(2),
        every: fc.constantFrom(...DUTY_RHYTHMS, 'week', 'week'),
        day: someDay(75),
        excused: fc.nat(5),
      }),
      { maxLength: 30 },
    ),
    // Several visits of one day, even of one minute, and in an order that is not that of their ids.
    visits: fc.array(
      fc.record({ project: fc.nat(2), day: someDay(85), hour: fc.integer({ min: 8, max: 9 }), id: fc.nat(0xffff) }),
      {
        maxLength: 30,
      },
    ),
    today: someDay(85),
  })
  .map(({ duties, visits, today }) => ({
    duties: unique(
      duties.map(({ project, every, day, excused }) => ({
        project: projects[project] ?? '',
        excused: excused === 0,
        ...periodHolding(every, day),
      })),
      ({ project, period }) => `${project} ${period}`,
    ),
    visits: unique(
      visits.map(({ project, day, hour, id }) => ({
        id: `00000000-0000-7000-8000-${hex(id)}`,
        project: projects[project] ?? '',
        day,
        at: `${day}T0${hour}:00:00Z`,
      })),
      ({ id }) => id,
    ),
    today,
  }));

const unique = <T>(rows: T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];
const inOrder = (a: Visit, b: Visit): number => (a.at + a.id < b.at + b.id ? -1 : 1);
const within = ({ day }: Visit, { starts, ends }: Duty): boolean => starts <= day && day <= ends;

/** What came of one duty, and by which visit. */
function told({ duties, visits, today }: World, duty: Duty): { state: DutyState; visit: string | null } {
  const there = visits.filter(({ project }) => project === duty.project).sort(inOrder);
  const own = duties.filter(({ project }) => project === duty.project);
  const met = there.find((visit) => within(visit, duty));
  if (met) return { state: 'met', visit: met.id };
  if (duty.excused) return { state: 'excused', visit: null };
  if (duty.ends >= today) return { state: 'open', visit: null };
  const needed = (visit: Visit): boolean =>
    own.some((period) => within(visit, period) && there.find((one) => within(one, period)) === visit);
  const lapsed = own
    .filter((one) => !one.excused && !there.some((visit) => within(visit, one)))
    .sort((a, b) => (a.ends + a.starts < b.ends + b.starts ? -1 : 1));
  const late = there.find(
    (visit) =>
      dayNumber(visit.day) - dayNumber(duty.ends) <= 7 &&
      !needed(visit) &&
      lapsed.filter(({ ends }) => ends < visit.day).at(-1) === duty,
  );
  return late ? { state: 'late', visit: late.id } : { state: 'missed', visit: null };
}

async function fill(tx: Tx, { duties, visits }: World): Promise<void> {
  await tx.query(
    `insert into visit_duty (project_id, period, every, starts, ends, month, excuse, excuse_reason)
     select project::uuid, period, every, starts, ends, month, case when excused then 'leave' end, case when excused then '请假' end
       from jsonb_to_recordset($1::jsonb) as d (project text, period text, every text, starts date, ends date, month text, excused boolean)`,
    [JSON.stringify(duties)],
  );
  await tx.query(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     select id, project, $2, at, day, '看过现场', '', now()
       from jsonb_to_recordset($1::jsonb) as v (id uuid, project uuid, at timestamptz, day date)`,
    [JSON.stringify(visits), t.cast.people.officer],
  );
}

/** Plays in a world that is taken back afterwards. */
async function inWorld(world: World, play: (tx: Tx) => Promise<void>): Promise<void> {
  await expect(
    t.database.transaction(async (tx) => {
      await fill(tx, world);
      await play(tx);
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
}

const sorted = <T extends { project: string; period: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => (a.project + a.period < b.project + b.period ? -1 : 1));

async function states(tx: Tx, where: (p: Parameters) => string, today: Day): Promise<object[]> {
  const p = new Parameters();
  const rows: { project: string; period: string; state: DutyState; visit: string | null }[] = await tx.query(
    `${dutySql(p, where(p), today)} select project_id as project, period, state, visit_id as visit from duty`,
    p.values,
  );
  return sorted(rows);
}

const toldOf = (world: World, which: (duty: Duty) => boolean): object[] =>
  sorted(
    world.duties.filter(which).map((duty) => ({ project: duty.project, period: duty.period, ...told(world, duty) })),
  );

test('states in sets are those that one tells duty by duty, whatever part is asked for', async () => {
  const met: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(worlds, (world) =>
      inWorld(world, async (tx) => {
        const { today, duties } = world;
        const all = toldOf(world, () => true) as { state: string }[];
        for (const { state } of all) met[state] = (met[state] ?? 0) + 1;
        expect(await states(tx, () => 'true', today)).toEqual(all);
        const parts: [(p: Parameters) => string, (duty: Duty) => boolean][] = [
          [(p) => `d.month = ${p.add('2024-09')}`, ({ month }) => month === '2024-09'],
          [(p) => `d.project_id = ${p.add(projects[0])}`, ({ project }) => project === projects[0]],
          [(p) => `d.every = ${p.add('week')}`, ({ every }) => every === 'week'],
          [
            (p) => `${p.add(today)}::date between d.starts and d.ends`,
            ({ starts, ends }) => starts <= today && today <= ends,
          ],
          [
            (p) => `d.ends < ${p.add(today)}::date and d.excuse is null`,
            ({ ends, excused }) => ends < today && !excused,
          ],
        ];
        for (const duty of duties.slice(0, 3)) {
          parts.push([
            (p) => `d.project_id = ${p.add(duty.project)} and d.period = ${p.add(duty.period)}`,
            (one) => one === duty,
          ]);
        }
        for (const [where, which] of parts) expect(await states(tx, where, today)).toEqual(toldOf(world, which));
      }),
    ),
    { numRuns: 150 },
  );
  // The worlds are rich enough to say something.
  expect(Object.keys(met).sort()).toEqual(['excused', 'late', 'met', 'missed', 'open']);
}, 240_000);

test('coverage and the rows behind a month count these states', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, (world) =>
      inWorld(world, async (tx) => {
        const { today } = world;
        const due = world.duties.filter(({ month, starts }) => month === '2024-09' && starts <= today);
        const count = (state: DutyState): number => due.filter((duty) => told(world, duty).state === state).length;
        const view = await coverage(tx, { month: '2024-09' }, today);
        expect([view.due, view.done, view.late, view.missed, view.excused]).toEqual([
          ...[due.length, count('met'), count('late'), count('missed'), count('excused')],
        ]);
        const rows: CountedDuty[] = await countedDuties(tx, '2024-09', today);
        expect(
          sorted(
            rows.map(({ projectId: project, period, state, visitId: visit }) => ({ project, period, state, visit })),
          ),
        ).toEqual(toldOf(world, (duty) => due.includes(duty)));
      }),
    ),
    { numRuns: 40 },
  );
}, 240_000);
