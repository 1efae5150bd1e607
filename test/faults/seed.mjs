// What falls due, put into the tables, and, from that alone, who is to be told of what.
import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';

export const PASSWORD = 'Xiaohao-2024';
const UNITS = 10;

/** A day as text, so many days later. */
const plus = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Working days counted by hand: the week, and the days that the table says differ from it. */
async function countingDays(eye) {
  const rows = await eye.rows('select day::text, kind from calendar_day');
  const differs = new Map(rows.map(({ day, kind }) => [day, kind === 'makeup']));
  const worked = (day) => differs.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  return (day, count) => {
    let reached = day;
    for (let left = Math.abs(count); left > 0;) {
      reached = plus(reached, Math.sign(count));
      if (worked(reached)) left -= 1;
    }
    return reached;
  };
}

/** The rules that the drills use; all others are switched off. */
const RULES = [
  ...['sign-overdue', 'issue-due-soon', 'issue-overdue', 'issue-overdue-head', 'verify-due', 'report-due'],
  'issue-mentioned',
];

/** Rules that may tell people at any hour of any day, through the channel. */
export async function seedRules(eye, channelId) {
  await eye.rows('update reminder_rule set active = code = any ($1)', [RULES]);
  await eye.rows(
    `update reminder_rule set at_time = '00:00', send_from = '00:00', send_until = '24:00', workdays_only = false,
            since = '2000-01-01', channels = array[$1::uuid] where active`,
    [channelId],
  );
}

/** Units, people, and a ledger without steps of its own. */
export async function seedPeople(eye) {
  const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
  const person = async (username, unitId, roles) => {
    const { id } = await eye.row(
      'insert into person (username, name, unit_id, roles, password_hash) values ($1, $1, $2, $3, $4) returning id',
      [username, unitId, roles, passwordHash],
    );
    return id;
  };
  const unit = async (name, kind) =>
    (await eye.row('insert into unit (name, kind) values ($1, $2) returning id', [name, kind])).id;
  const bureau = await unit('演练局', 'bureau');
  const supervisors = [await person('drill-supervisor-1', bureau, ['supervisor'])];
  supervisors.push(await person('drill-supervisor-2', bureau, ['supervisor']));
  await person('drill-admin', bureau, ['administrator']);
  const units = [];
  for (let n = 1; n <= UNITS; n += 1) {
    const id = await unit(`演练单位${n}`, 'department');
    units.push({
      id,
      handler: await person(`drill-handler-${n}`, id, ['handler']),
      head: await person(`drill-head-${n}`, id, ['head']),
    });
  }
  const { id: ledgerId } = await eye.row(
    `insert into ledger (code, name, number_pattern, step_days, soon_days, subject, escalation)
     select 'drill', '演练台账', 'YL-{year}-{5}', step_days, 3, 'none', '[]' from ledger where code = 'project-issue'
     returning id`,
  );
  // Numbers of what people register meanwhile come after those that are seeded.
  await eye.rows(
    `insert into ledger_counter (ledger_id, year, last) values ($1, extract(year from now())::int, 50000)`,
    [ledgerId],
  );
  // Nobody is to be reminded of a year whose holidays are not entered.
  await eye.rows(
    `insert into calendar_year (year, notice, published_on)
     select extract(year from now())::int + n, '演练', now() from generate_series(0, 1) n on conflict do nothing`,
  );
  await eye.rows(
    `insert into calendar_day (day, year, kind, name)
     select d, extract(year from d)::int, 'makeup', '演练'
       from (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as d) today
      where extract(isodow from d) > 5 on conflict do nothing`,
  );
  return { supervisors, units, ledgerId };
}

/**
 * Kinds of issues, each with the days that make it due, and who is told by which rule.
 * `day` counts working days from today.
 */
const KINDS = [
  {
    columns: ({ day, late }) => ({ state: 'assigned', sign_due_on: day(-1 - late), due_on: day(30) }),
    told: ({ sign_due_on }, { handler, head }) => [['sign-overdue', sign_due_on, [handler, head]]],
  },
  {
    columns: ({ day }) => ({ state: 'in-progress', due_on: day(2) }),
    told: ({ due_on }, { handler, head }) => [['issue-due-soon', due_on, [handler, head]]],
  },
  {
    columns: ({ day, late }) => ({ state: 'pending-verification', verify_due_on: day(-late), due_on: day(30) }),
    told: ({ verify_due_on }, _, supervisors) => [['verify-due', verify_due_on, supervisors]],
  },
  {
    columns: ({ day, late }) => ({ state: 'in-progress', report_due_on: day(-late), due_on: day(30) }),
    told: ({ report_due_on }, { handler, head }) => [['report-due', report_due_on, [handler, head]]],
  },
  {
    columns: ({ day, late }) => ({ state: 'in-progress', due_on: day(-1 - late), late: 1 + late }),
    told: ({ due_on, late }, { handler, head }) => [
      ['issue-overdue', due_on, [handler]],
      ...(late >= 3 ? [['issue-overdue-head', due_on, [head]]] : []),
    ],
  },
];
/** Nothing of these is due for a month. */
const LATER = {
  columns: ({ day }) => ({ state: 'in-progress', due_on: day(25), report_due_on: day(22) }),
  told: () => [],
};

const keyOf = ({ rule, subjectId, personId }) => `${rule} ${subjectId} ${personId}`;

/**
 * Issues of which so many reminders fall due now.
 *
 * @param {object} options
 * @param {number} options.reminders how many at least
 * @param {number[]} [options.late] so many working days ago they fell due, in turn
 * @param {number} [options.later] so many issues besides, of which nothing is due
 * @returns {Promise<{expected: Map<string, {rule: string, subjectId: string, personId: string, day: string}>, next: number}>}
 *   by rule, subject and person, what must come of it; and the number of the next issue
 */
export async function seedDue(eye, cast, { reminders, late = [0], later = 0, from = 1 }) {
  const { today } = await eye.row(`select (clock_timestamp() at time zone 'Asia/Shanghai')::date::text as today`);
  const count = await countingDays(eye);
  const expected = new Map();
  const rows = [];
  const add = (kind, n) => {
    const unit = cast.units[n % UNITS];
    const columns = kind.columns({ day: (days) => count(today, days), late: late[n % late.length] });
    const row = { id: randomUUID(), n, unit: unit.id, handler: unit.handler, ...columns };
    rows.push(row);
    for (const [rule, day, people] of kind.told(columns, unit, cast.supervisors))
      for (const personId of people) {
        const due = { rule, subjectId: row.id, personId, day };
        expected.set(keyOf(due), due);
      }
  };
  let n = from;
  for (; expected.size < reminders; n += 1) add(KINDS[n % KINDS.length], n);
  for (let left = later; left > 0; left -= 1, n += 1) add(LATER, n);
  await eye.rows(
    `insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state,
                        registered_by, registered_at, lead_unit_id, handler_id, assigned_on, sign_due_on, first_due_on,
                        due_on, verify_due_on, report_due_on, touched_at, body_hash)
     select i.id, $2, 'YL-' || y.year || '-' || lpad(i.n::text, 5, '0'), y.year, i.n, '演练问题', '', 'other', 'medium', i.state,
            $3, now() - interval '9 days', i.unit, i.handler, now()::date - 9, i.sign_due_on, i.due_on,
            i.due_on, i.verify_due_on, i.report_due_on, now(), ''
       from jsonb_to_recordset($1::jsonb) as i (id uuid, n int, unit uuid, handler uuid, state text, sign_due_on date,
            due_on date, verify_due_on date, report_due_on date),
            extract(year from now()) as y (year)`,
    [JSON.stringify(rows), cast.ledgerId, cast.supervisors[0]],
  );
  return { expected, next: n };
}

/** What stands in the tables for a reminder, by the same key. */
export const remindersOf = async (eye) =>
  (
    await eye.rows(
      'select id, rule, subject_id as "subjectId", occurrence, person_id as "personId", title from reminder order by id',
    )
  ).map((row) => ({ ...row, key: keyOf(row) }));
