import type { DataSource } from 'typeorm';

/** Rules of which the reminders are, each with the column that makes an issue due: two people of a department each. */
const RULES = { 'sign-overdue': 'sign_due_on', 'report-due': 'report_due_on', 'issue-due-soon': 'due_on' } as const;
type MeasuredRule = keyof typeof RULES;
export const MEASURED_RULES = Object.keys(RULES) as MeasuredRule[];

/** What `fillReminders` made once: a department's two people, two channels, and rules that tell people at any hour. */
export interface Ground {
  /** The channels, in the order they were made. */
  channels: { id: string; name: string }[];
}

const UNITS = 500;

/** People, departments, channels and rules; as the owner of the tables. Nothing is due yet. */
export async function layGround(owner: DataSource): Promise<Ground> {
  return owner.transaction(async (tx) => {
    await tx.query(
      `insert into unit (name, kind) select '测量单位' || n, 'department' from generate_series(1, $1::int) n`,
      [UNITS],
    );
    await tx.query(
      `insert into person (username, name, unit_id, roles)
       select 'measured-' || role || '-' || row_number() over (order by u.id), '测量人员', u.id, array[role]
         from unit u cross join unnest(array['handler', 'head']) role where u.name like '测量单位%'`,
    );
    await tx.query(
      `insert into ledger (code, name, number_pattern, step_days, soon_days, subject, escalation)
       select 'measured', '测量台账', 'CL-{year}-{6}', step_days, 3, 'none', '[]' from ledger where code = 'project-issue'`,
    );
    // Today is worked, whatever day it is.
    await tx.query(
      `insert into calendar_day (day, year, kind, name)
       select now()::date, extract(year from now())::int, 'makeup', '测量' where extract(isodow from now()) > 5
       on conflict do nothing`,
    );
    const channels: { id: string; name: string }[] = await tx.query(
      `insert into channel (kind, name, active, sealed, digest_above, created_at)
       select 'webhook', '测量渠道' || n, true, '\\x00', 1000, now() from generate_series(1, 2) n returning id, name`,
    );
    await tx.query(
      `update reminder_rule set active = code = any ($1), at_time = '00:00', send_from = '00:00', send_until = '24:00',
              workdays_only = false, since = '2000-01-01', channels = array[$2::uuid]`,
      [MEASURED_RULES, channels[0]?.id],
    );
    return { channels };
  });
}

/** Puts issues into the table of which so many reminders fall due now, by these rules in turn. */
export async function fallDue(
  owner: DataSource,
  reminders: number,
  rules: readonly MeasuredRule[] = MEASURED_RULES,
): Promise<void> {
  const state: Record<MeasuredRule, string> = {
    'sign-overdue': 'assigned',
    'report-due': 'in-progress',
    'issue-due-soon': 'in-progress',
  };
  await owner.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0');
    // Sums of the month are no matter here.
    await tx.query('alter table issue disable trigger rollup_marked');
    // Two people hear of each issue.
    const issues = Math.floor(reminders / 2);
    for (const [place, rule] of rules.entries()) {
      const share = Math.floor(issues / rules.length) + (place < issues % rules.length ? 1 : 0);
      await tx.query(
        `with first as (select coalesce(max(i.sequence), 0) as sequence from issue i join ledger l on l.id = i.ledger_id
                         where l.code = 'measured'),
              department as (select array_agg(u.id order by u.id) as ids, array_agg(h.id order by u.id) as handlers
                               from unit u join person h on h.unit_id = u.id and 'handler' = any (h.roles)
                              where u.name like '测量单位%')
         insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state,
                            registered_by, registered_at, lead_unit_id, handler_id, first_due_on, due_on, sign_due_on,
                            report_due_on, touched_at, body_hash)
         select uuidv7(), l.id, 'CL-2026-' || lpad((f.sequence + n)::text, 6, '0'), 2026, f.sequence + n, '临时用电容量不足', '',
                'power', 'medium', $2, d.handlers[1], now() - interval '9 days', d.ids[k.place], d.handlers[k.place], w.due,
                w.due, case when $3 = 'sign_due_on' then now()::date - 5 end,
                case when $3 = 'report_due_on' then now()::date - 5 end, now(), 'measured'
           from generate_series(1, $1::int) n cross join first f cross join department d
           cross join lateral (select 1 + n % ${UNITS} as place) k
           cross join lateral (select case when $3 = 'due_on' then now()::date else now()::date + 60 end as due) w
           join ledger l on l.code = 'measured'`,
        [share, state[rule], RULES[rule]],
      );
    }
    await tx.query('alter table issue enable trigger rollup_marked');
  });
}

/** Takes all of it away again, so that the next measurement begins where this one began. */
export async function clearReminders(owner: DataSource): Promise<void> {
  await owner.query(`truncate delivery, delivery_tally, reminder`);
  await owner.query(`delete from issue where body_hash = 'measured'`);
  const runner = owner.createQueryRunner();
  try {
    await runner.query('vacuum analyze issue, reminder, delivery');
  } finally {
    await runner.release();
  }
}
