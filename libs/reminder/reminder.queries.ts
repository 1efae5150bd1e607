import { type Day, Parameters, type Tx, weekOf, type WorkingCalendar } from '@app/platform';
import { type DutyRhythm, dutySql } from '@app/duty';
import { type DueReminder, subjectOfYear, WORDS } from './reminder.rules';

/** The time by which things are due: the database's, so that a machine whose clock is wrong reminds nobody early. */
export async function databaseNow(tx: Pick<Tx, 'query'>): Promise<Date> {
  const [{ now }] = (await tx.query('select clock_timestamp() as now')) as [{ now: Date }];
  return now;
}

const ACTIVE_HANDLER = 'exists (select 1 from person h where h.id = i.handler_id and h.active)';
/** Persons to be told of `issue i`: the handler, or without one all handlers of the lead department; and its heads. */
export const LEAD = `select h.id from person h where h.id = i.handler_id and h.active
  union select m.id from person m where m.unit_id = i.lead_unit_id and m.active
    and ('head' = any (m.roles) or ('handler' = any (m.roles) and not ${ACTIVE_HANDLER}))`;
export const SUPERVISORS = `select s.id from person s where s.active and 'supervisor' = any (s.roles)`;

interface IssueDue {
  id: string;
  number: string;
  title: string;
  dueOn: Day;
  projectName: string | null;
  leadUnitName: string | null;
  personId: string;
}

const ISSUE = `i.id, i.number, i.title, i.due_on as "dueOn", p.name as "projectName", u.name as "leadUnitName"`;
export const PLACES = 'left join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id';
export const notYet = (rule: string, subject: string, occurrence: string, person: string): string =>
  `not exists (select 1 from reminder r where r.rule = '${rule}' and r.subject_id = ${subject}
     and r.occurrence = ${occurrence} and r.person_id = ${person})`;

/** Issues with their department whose deadline is near, by each ledger's own number of working days, and not over. */
export async function dueSoon(tx: Tx, calendar: WorkingCalendar, today: Day): Promise<DueReminder[]> {
  const ledgers: { id: string; days: number }[] = await tx.query('select id, soon_days as days from ledger');
  const rows: IssueDue[] = await tx.query(
    `select ${ISSUE}, who.id as "personId"
       from unnest($1::uuid[], $2::date[]) as l (id, until)
       join issue i on i.ledger_id = l.id and i.due_on between $3 and l.until
       ${PLACES} cross join lateral (${LEAD}) who
      where i.state in ('assigned', 'in-progress') and ${notYet('issue-due-soon', 'i.id', 'i.due_on::text', 'who.id')}`,
    [ledgers.map(({ id }) => id), ledgers.map(({ days }) => calendar.addWorkingDays(today, days).day), today],
  );
  return rows.map((row) => ofIssue('issue-due-soon', row, WORDS['issue-due-soon'](row, calendar, today)));
}

/**
 * Issues whose deadline has passed while their clock runs: the department and the supervisors are told; where it is the
 * bureau's turn (returned, to be verified) the supervisors only.
 */
export async function overdue(tx: Tx, _calendar: WorkingCalendar, today: Day): Promise<DueReminder[]> {
  const rows: IssueDue[] = await tx.query(
    `select ${ISSUE}, who.id as "personId"
       from issue i ${PLACES} cross join lateral (
         select lead.id from (${LEAD}) lead where i.state in ('assigned', 'in-progress')
         union ${SUPERVISORS}) who
      where i.due_on < $1 and i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')
        and ${notYet('issue-overdue', 'i.id', 'i.due_on::text', 'who.id')}`,
    [today],
  );
  return rows.map((row) => ofIssue('issue-overdue', row, WORDS['issue-overdue'](row)));
}

/** So far back a sweep looks for words that nobody was told of: longer than any outage or holiday. */
const URGED_SINCE = '14 days';

/** What a supervisor or leader has said to the department that works on an issue: 催办, 批示. */
export async function urged(tx: Tx, _calendar: WorkingCalendar, today: Day): Promise<DueReminder[]> {
  const rows: (Omit<IssueDue, 'dueOn'> & { eventId: string; action: 'urge' | 'instruct'; by: string; note: string })[] =
    await tx.query(
      `select i.id, i.number, i.title, p.name as "projectName", u.name as "leadUnitName", who.id as "personId",
              e.id as "eventId", e.action, a.name as by, e.note
         from issue_event e join issue i on i.id = e.issue_id join person a on a.id = e.actor_id
         ${PLACES} cross join lateral (${LEAD}) who
        where e.at >= $1::date - interval '${URGED_SINCE}' and e.action in ('urge', 'instruct')
          and i.state in ('assigned', 'in-progress', 'suspended')
          and ${notYet('issue-urged', 'i.id', 'e.id::text', 'who.id')}`,
      [today],
    );
  return rows.map((row) => ({
    rule: 'issue-urged',
    subjectKind: 'issue',
    subjectId: row.id,
    occurrence: row.eventId,
    personId: row.personId,
    ...WORDS['issue-urged'](row, row),
  }));
}

/** Who was mentioned in a comment by somebody else. */
export async function mentioned(tx: Tx, _calendar: WorkingCalendar, today: Day): Promise<DueReminder[]> {
  const rows: {
    id: string;
    number: string;
    title: string;
    commentId: string;
    by: string;
    text: string;
    personId: string;
  }[] = await tx.query(
    `select i.id, i.number, i.title, c.id as "commentId", a.name as by, c.text, m.id as "personId"
         from issue_comment c join issue i on i.id = c.issue_id join person a on a.id = c.author_id
         cross join unnest(c.mention_ids) mention (id) join person m on m.id = mention.id and m.active
        where c.at >= $1::date - interval '${URGED_SINCE}' and c.mention_ids <> '{}' and m.id <> c.author_id
          and ${notYet('issue-mentioned', 'i.id', 'c.id::text', 'm.id')}`,
    [today],
  );
  return rows.map((row) => ({
    rule: 'issue-mentioned',
    subjectKind: 'issue',
    subjectId: row.id,
    occurrence: row.commentId,
    personId: row.personId,
    ...WORDS['issue-mentioned'](row, row),
  }));
}

interface VisitDue {
  projectId: string;
  projectName: string;
  address: string;
  period: string;
  every: DutyRhythm;
  ends: Day;
  personId: string;
}

/** Duties of these periods that wait for a visit, for whoever is to go: the officer, or who stands in for them. */
export async function missingVisits(tx: Tx, periods: readonly string[], today: Day): Promise<DueReminder[]> {
  const p = new Parameters();
  const rows: VisitDue[] = await tx.query(
    `${dutySql(p, `d.period = any (${p.add(periods)}) and d.ends >= ${p.add(today)}::date`, today)}
     select d.project_id as "projectId", p.name as "projectName", p.address, d.period, d.every, d.ends,
            o.id as "personId"
       from duty d join project p on p.id = d.project_id join person o on o.id = d.officer_id and o.active
      where d.state = 'open' and ${notYet('visit-missing', 'd.project_id', 'd.period', 'o.id')}`,
    p.values,
  );
  return rows.map((row) => ({
    rule: 'visit-missing',
    subjectKind: 'project',
    subjectId: row.projectId,
    occurrence: row.period,
    personId: row.personId,
    ...WORDS['visit-missing'](row),
  }));
}

/** Administrators, once a week, while the notice of a year is asked for that nobody has entered. */
export async function missingCalendar(tx: Tx, calendar: WorkingCalendar, today: Day): Promise<DueReminder[]> {
  const year = calendar.wanted(today);
  if (year === null) return [];
  const subjectId = subjectOfYear(year);
  const occurrence = weekOf(today);
  const rows: { id: string }[] = await tx.query(
    `select a.id from person a
      where a.active and 'administrator' = any (a.roles) and ${notYet('calendar-missing', '$1', '$2', 'a.id')}`,
    [subjectId, occurrence],
  );
  return rows.map(({ id }) => ({
    rule: 'calendar-missing',
    subjectKind: 'calendar',
    subjectId,
    occurrence,
    personId: id,
    ...WORDS['calendar-missing'](year),
  }));
}

const ofIssue = (
  rule: 'issue-due-soon' | 'issue-overdue',
  row: IssueDue,
  words: { title: string; body: string },
): DueReminder => ({
  rule,
  subjectKind: 'issue',
  subjectId: row.id,
  occurrence: row.dueOn,
  personId: row.personId,
  ...words,
});

/**
 * Writes reminders, each with its delivery per outside channel, in one statement; those that exist already are left
 * alone. Always in the same order, so that two sweeps at once wait for each other instead of locking each other out.
 *
 * @returns how many were new
 */
export async function insertReminders(
  tx: Tx,
  due: readonly DueReminder[],
  now: Date,
  channels: readonly 'webhook'[],
): Promise<number> {
  const [{ made }] = (await tx.query(
    `with made as (
       insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
       select rule, kind, subject, occurrence, person, title, body, $8
         from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[])
           as d (rule, kind, subject, occurrence, person, title, body)
        order by rule, subject, occurrence, person
       on conflict on constraint reminder_once do nothing returning id
     ), sent as (
       insert into delivery (reminder_id, channel, state, next_at)
       select made.id, channel, 'due', $8 from made cross join unnest($9::text[]) as channel
     )
     select count(*)::int as made from made`,
    [
      due.map(({ rule }) => rule),
      due.map(({ subjectKind }) => subjectKind),
      due.map(({ subjectId }) => subjectId),
      due.map(({ occurrence }) => occurrence),
      due.map(({ personId }) => personId),
      due.map(({ title }) => title),
      due.map(({ body }) => body),
      now,
      channels,
    ],
  )) as [{ made: number }];
  return made;
}
