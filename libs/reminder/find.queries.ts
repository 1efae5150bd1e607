import { addDays, type Day, DAY_MINUTES, dayOf, Parameters, type Tx, type WorkingCalendar } from '@app/platform';
import type { DueReminder } from './reminder.kinds';
import type { ReminderRule } from './rule';
import { type Anchor, dueAt, firstAnchorDay, lastAnchorDay, type When } from './rule.time';
import { fill } from './rule.words';
import type { Scope, Watch } from './watch';
import { watchOf } from './watches';

/** So far back a sweep looks for what nobody was told of: longer than any outage or holiday. */
const MISSED_DAYS = 14;
/** So many rows are in memory at once, however many are due. */
export const BATCH = 2_000;
const TITLE_MAX = 200;
const BODY_MAX = 2_000;

interface FoundRow {
  subject: string;
  occurrence: string;
  day: Day;
  at: Date | null;
  known: Date | null;
  words: Record<string, string>;
  personId: string;
  passed: boolean;
}

/** A rule asks once for each repetition, and for the yellow light once for each number of days that ledgers have. */
interface Ask {
  when: When;
  repetition: number;
  ledgerIds: string[] | null;
}

/** Something that a rule would tell one person. */
export interface Found extends DueReminder {
  dueAt: Date;
}

const chineseDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function remainder(calendar: WorkingCalendar, today: Day, day: Day): string {
  if (day === today) return '今天到期';
  const left = calendar.workingDaysBetween(today, day);
  return day > today ? `${Math.max(1, left)} 个工作日内到期` : `已超期 ${-left} 个工作日`;
}

/** A person, or a group, is told of the n-th repetition under an occurrence of its own. */
const repeated = (occurrence: string, repetition: number): string =>
  repetition === 0 ? occurrence : `${occurrence} +${repetition}`;

/** What a rule asks, the last repetition first, so that those before it are known to be passed. */
async function asksOf(tx: Tx, rule: ReminderRule): Promise<Ask[]> {
  const { atTime, repeatEvery } = rule;
  if (rule.unit === 'soon') {
    const ledgers: { ids: string[]; days: number }[] = await tx.query(
      'select array_agg(id) as ids, soon_days as days from ledger group by soon_days',
    );
    return ledgers.map(({ ids, days }) => ({
      when: { offset: -days, unit: 'working-day', atTime },
      repetition: 0,
      ledgerIds: ids,
    }));
  }
  const { unit } = rule;
  return Array.from({ length: rule.repeatTimes + 1 }, (_, repetition) => ({
    when: { offset: rule.offset + repetition * (repeatEvery ?? 0), unit, atTime },
    repetition,
    ledgerIds: null,
  })).reverse();
}

/**
 * The first day of which something may be due still: an outage and the offset ago. Two days for a working day, with
 * {@link MISSED_DAYS} more, are enough over any holiday.
 */
function firstPossible(today: Day, { offset, unit }: Pick<When, 'offset' | 'unit'>): Day {
  const workingDays = Math.max(0, unit === 'working-hour' ? Math.ceil((offset * 60) / DAY_MINUTES) : offset);
  return addDays(today, -MISSED_DAYS - 2 * workingDays);
}

const textOf = (part: Watch['where'], p: Parameters, scope: Scope): string =>
  typeof part === 'string' ? part : part(p, scope);

/** The watch with the people of the rule: who, of what, because of which day. Without the days and what was told. */
function base(
  p: Parameters,
  watch: Watch,
  rule: Pick<ReminderRule, 'whom' | 'ledgerId' | 'ladder'>,
  scope: Scope,
): string {
  const people = rule.whom.map((relation) => watch.people[relation]).filter((sql) => sql !== undefined);
  const conditions = [textOf(watch.where, p, scope)];
  if (watch.ledger) {
    if (rule.ledgerId !== null) conditions.push(`${watch.ledger} = ${p.add(rule.ledgerId)}`);
    else if (rule.ladder) {
      conditions.push(
        `not exists (select from reminder_rule own where own.ladder and own.active and own.ledger_id = ${watch.ledger})`,
      );
    }
  }
  return `${textOf(watch.from, p, scope)} cross join lateral (${people.join(' union ')}) who
    where ${conditions.join(' and ')}`;
}

function statementOf(
  watch: Watch,
  rule: ReminderRule,
  ask: Ask,
  scope: Scope,
  span: { from: Day; until: Day; since: Date; all: boolean },
): { sql: string; values: unknown[] } {
  const p = new Parameters();
  const from = base(p, watch, rule, scope);
  // A parameter that no part uses would have no type.
  let code: string | undefined;
  const told = (occurrence: string): string =>
    `select from reminder told where told.rule = ${(code ??= p.add(rule.code))} and told.subject_id = ${watch.subject} and told.person_id = who.id and told.occurrence ${occurrence}`;
  const own = `${watch.occurrence}${ask.repetition === 0 ? '' : ` || ' +${ask.repetition}'`}`;
  const later = Array.from({ length: rule.repeatTimes - ask.repetition }, (_, index) => ask.repetition + index + 1);
  const day = watch.moment ? `(${watch.on})::date` : watch.on;
  // A moment is compared as it stands, so that an index on it serves.
  const conditions = [`${watch.on} < ${p.add(span.until)}::date + 1`];
  const early = `${watch.on} >= ${p.add(span.from)}::date`;
  conditions.push(watch.known ? `(${early} or ${watch.known} >= ${p.add(span.since)}::timestamptz)` : early);
  if (ask.ledgerIds && watch.ledger) conditions.push(`${watch.ledger} = any (${p.add(ask.ledgerIds)}::uuid[])`);
  if (!span.all) conditions.push(`not exists (${told(`= ${own}`)})`);
  const words = Object.entries(watch.words).map(([name, sql]) => `'${name}', ${sql}`);
  const sql = `select ${watch.subject} as subject, ${watch.occurrence} as occurrence, ${day} as day,
      ${watch.moment ? watch.on : 'null::timestamptz'} as at, ${watch.known ?? 'null::timestamptz'} as known,
      jsonb_build_object(${words.join(', ')})${watch.figures ? ` || ${watch.figures.sql}` : ''} as words, who.id as "personId",
      ${later.length === 0 ? 'false' : `exists (${told(`= any (array[${later.map((n) => `${watch.occurrence} || ' +${n}'`).join(', ')}])`)})`} as passed
    ${from} and ${conditions.join(' and ')}`;
  return { sql, values: p.values };
}

/**
 * Everything that falls due under the rule up to `until` (now, or later for a preview) and of which the person has not
 * been told, in batches.
 *
 * @param all also what was told: a preview of events shows what the rule would have said
 */
export async function findDue(
  tx: Tx,
  rule: ReminderRule,
  {
    calendar,
    now,
    until,
    since,
    all = false,
  }: { calendar: WorkingCalendar; now: Date; until: Date; since: Date; all?: boolean },
  take: (found: Found[]) => Promise<boolean | void>,
): Promise<void> {
  const watch = watchOf(rule.what);
  const today = dayOf(now);
  for (const ask of await asksOf(tx, rule)) {
    const last = lastAnchorDay(calendar, ask.when, until);
    const first = firstAnchorDay(calendar, ask.when, since);
    const oldest = firstPossible(today, ask.when);
    const from = watch.moment && first < oldest ? oldest : first;
    const scope: Scope = { today, now, calendar, from: oldest, until: last > today ? last : today };
    const { sql, values } = statementOf(watch, rule, ask, scope, { from, until: last, since, all });
    await tx.query(`declare found no scroll cursor for ${sql}`, values);
    for (let more = true; more;) {
      const rows: FoundRow[] = await tx.query(`fetch ${BATCH} from found`);
      more = rows.length === BATCH;
      const found = rows.flatMap((row) => {
        const due = dueAt(calendar, ask.when, anchorOf(row));
        const arisenAt = row.known !== null && row.known > due ? row.known : due;
        if (due > until || arisenAt < since) return [];
        return [{ ...reminderOf(rule, watch, row, ask, { calendar, today }), arisenAt, dueAt: due }];
      });
      if (found.length > 0 && (await take(found)) === false) more = false;
    }
    await tx.query('close found');
  }
}

const anchorOf = ({ day, at }: FoundRow): Anchor => ({ day, at });

function reminderOf(
  rule: ReminderRule,
  watch: Watch,
  row: FoundRow,
  ask: Ask,
  { calendar, today }: { calendar: WorkingCalendar; today: Day },
): Omit<DueReminder, 'arisenAt'> {
  const late = calendar.workingDaysBetween(row.day, today);
  const common = {
    期限: chineseDay(row.day),
    剩余: remainder(calendar, today, row.day),
    超期: late > 0 ? String(late) : '',
  };
  const own = Object.fromEntries(Object.entries(row.words).map(([name, value]) => [name, String(value ?? '')]));
  const words = { ...common, ...(watch.refine ? watch.refine(own) : own) };
  return {
    rule: rule.code,
    subjectKind: watch.subjectKind,
    subjectId: row.subject,
    occurrence: repeated(row.occurrence, ask.repetition),
    personId: row.personId,
    title: fill(rule.title, words).slice(0, TITLE_MAX),
    body: fill(rule.body, words).slice(0, BODY_MAX),
    cancelled: row.passed ? '同一事项已有更近的一次提醒' : null,
  };
}

/**
 * Of these reminders, those of which the reason still holds: the condition is asked again, without the days.
 *
 * @returns keys `subject occurrence person`, occurrences without the number of the repetition
 */
export async function findTrue(
  tx: Pick<Tx, 'query'>,
  rule: Pick<ReminderRule, 'what' | 'whom' | 'ledgerId' | 'ladder' | 'offset' | 'unit' | 'repeatEvery' | 'repeatTimes'>,
  subjects: readonly string[],
  { calendar, now }: { calendar: WorkingCalendar; now: Date },
): Promise<Set<string>> {
  const watch = watchOf(rule.what);
  const p = new Parameters();
  const today = dayOf(now);
  const unit = rule.unit === 'soon' ? 'working-day' : rule.unit;
  const first = firstPossible(today, { offset: rule.offset + rule.repeatTimes * (rule.repeatEvery ?? 0), unit });
  const from = base(p, watch, rule, { today, now, calendar, from: first, until: today });
  const rows: { key: string }[] = await tx.query(
    `select distinct ${watch.subject} || ' ' || ${watch.occurrence} || ' ' || who.id as key
       ${from} and ${watch.subject} = any (${p.add(subjects)}::uuid[])`,
    p.values,
  );
  return new Set(rows.map(({ key }) => key));
}

/** What a key of {@link findTrue} is about, whoever it concerns. */
export const matterOf = (key: string): string => key.slice(0, key.lastIndexOf(' '));

export const keyOf = ({
  subjectId,
  occurrence,
  personId,
}: Pick<DueReminder, 'subjectId' | 'occurrence' | 'personId'>): string =>
  `${subjectId} ${occurrence.replace(/ \+\d+$/, '')} ${personId}`;
