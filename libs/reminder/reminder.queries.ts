import { CHANNEL_SPECS } from '@app/channel';
import type { Tx } from '@app/platform';
import type { DueReminder } from './reminder.kinds';
import { type ReminderRule, RULE_COLUMNS } from './rule';
import { WATCHES } from './watches';

/** The time by which things are due: the database's, so that a machine whose clock is wrong reminds nobody early. */
export async function databaseNow(tx: Pick<Tx, 'query'>): Promise<Date> {
  const [{ now }] = (await tx.query('select clock_timestamp() as now')) as [{ now: Date }];
  return now;
}

/** The rules that are switched on; those that failed last time come last. */
export const findActiveRules = (tx: Pick<Tx, 'query'>): Promise<(ReminderRule & { faulty: boolean })[]> =>
  tx.query(
    `select ${RULE_COLUMNS}, r.fault is not null as faulty from reminder_rule r where r.active
      order by r.fault_at nulls first, r.sort, r.code`,
  );

/** Writes down that a rule cannot be swept, or that it can again. */
export const noteFault = (database: Pick<Tx, 'query'>, code: string, fault: string | null): Promise<unknown> =>
  database.query(
    `update reminder_rule set fault = $2, fault_at = case when $2::text is not null then clock_timestamp() end
      where code = $1 and fault is distinct from $2`,
    [code, fault],
  );

const specs = CHANNEL_SPECS;
const literals = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
/** A program that hands on to each person what is theirs: it hears of each reminder, and needs no address. */
const PROGRAM = 'webhook';
/** Kinds of channel with one receiver for everybody: it hears of each event once. */
const groups = specs.filter(({ kind, addressKind }) => addressKind === null && kind !== PROGRAM);
const GROUP_KINDS = `(${literals(groups.map(({ kind }) => kind))})`;
const ADDRESS_KINDS = `(values ${specs
  .filter(({ addressKind }) => addressKind !== null)
  .map(({ kind, addressKind }) => `('${kind}', '${addressKind}')`)
  .join(', ')}) as k (channel, address)`;

const PERSONAL = `(${literals(WATCHES.filter(({ personal }) => personal).map(({ code }) => code))})`;

/** Whether a channel of the kind tells everybody at once. */
export const isGroup = (kind: string): boolean => groups.some((group) => group.kind === kind);

/** Whether `channel c` can reach the person with what rule `r` says. */
export const reachesSql = (
  person: string,
): string => `((c.kind in ${GROUP_KINDS} and r.what not in ${PERSONAL}) or c.kind = '${PROGRAM}' or exists (
       select from ${ADDRESS_KINDS} join person_address a on a.kind = k.address
        where k.channel = c.kind and a.person_id = ${person} and a.gone_at is null))`;

/**
 * The first channel after `place` in the order of rule `r` that can reach the person and that they want: `id`, `kind`.
 * With place 0 the first of all.
 */
const nextChannel = (place: string, person: string): string => `(
  select c.id, c.kind from unnest(r.channels) with ordinality o (id, place)
    join channel c on c.id = o.id and c.active
    left join reminder_tuning t on t.person_id = ${person} and t.rule = r.code
   where o.place > ${place} and not (c.id = any (coalesce(t.without, '{}')))
     and ${reachesSql(person)}
   order by o.place limit 1)`;

/** For each of these people the channel that a rule, saved or not, would use first; null: the inbox only. */
export const findFirstChannels = (
  tx: Pick<Tx, 'query'>,
  { code, what, channels }: Pick<ReminderRule, 'code' | 'what' | 'channels'>,
  personIds: readonly string[],
): Promise<{ personId: string; channelName: string | null }[]> =>
  tx.query(
    `select x.id as "personId", c.name as "channelName" from unnest($1::uuid[]) x (id)
      cross join (select $2::text as code, $3::text as what, $4::uuid[] as channels) r
      left join lateral ${nextChannel('0', 'x.id')} n on true left join channel c on c.id = n.id`,
    [personIds, code, what, channels],
  );

/** Who does not want to hear of the rule. */
export async function findMuted(tx: Pick<Tx, 'query'>, code: string): Promise<Set<string>> {
  const rows: { id: string }[] = await tx.query(
    'select person_id as id from reminder_tuning where rule = $1 and muted',
    [code],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What arrives once: a group hears of an event once, however many of its people are reminded. */
const KEY = `case when n.kind in ${GROUP_KINDS} then concat_ws('|', m.rule, m.subject_id, m.occurrence) else m.id::text end`;
const RECEIVER = `case when n.kind in ${GROUP_KINDS} then null else m.person_id end`;

/**
 * Writes reminders, each with its first delivery, in one statement; those that exist already are left alone, and who
 * has muted the rule, or had until after it arose, is left out. Always in the same order, so that two sweeps at once wait for each other instead of
 * locking each other out.
 *
 * @param digestAt when a digest of these goes out
 * @returns how many were new
 */
export async function insertReminders(
  tx: Tx,
  rule: Pick<ReminderRule, 'mode' | 'mandatory'>,
  due: readonly DueReminder[],
  now: Date,
  digestAt: Date,
): Promise<number> {
  const [{ made }] = (await tx.query(
    `with made as (
       insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at, cancelled_at, cancel_reason)
       select d.rule, d.kind, d.subject, d.occurrence, d.person, d.title, d.body, $9::timestamptz,
              case when d.cancelled is not null then $9::timestamptz end, d.cancelled
         from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $13::timestamptz[])
           as d (rule, kind, subject, occurrence, person, title, body, cancelled, arisen)
         left join reminder_tuning t on t.person_id = d.person and t.rule = d.rule
        where ($11::boolean or t.muted is not true) and (t.since is null or d.arisen >= t.since)
        order by d.rule, d.subject, d.occurrence, d.person
       on conflict do nothing returning id, rule, subject_id, occurrence, person_id, cancelled_at
     ), sent as (
       insert into delivery (reminder_id, channel_id, key, receiver, digest, state, next_at)
       select m.id, n.id, ${KEY}, ${RECEIVER}, later, 'due', case when later then $10::timestamptz else $9::timestamptz end
         from made m join reminder_rule r on r.code = m.rule
         left join reminder_tuning t on t.person_id = m.person_id and t.rule = m.rule
         cross join lateral ${nextChannel('0', 'm.person_id')} n
         cross join lateral (select $12::boolean or (coalesce(t.digest, false) and n.kind not in ${GROUP_KINDS})) as w (later)
        where m.cancelled_at is null and r.channels <> '{}'
        order by m.id
       on conflict do nothing
     )
     select count(*)::int as made from made`,
    [
      due.map(({ rule: code }) => code),
      due.map(({ subjectKind }) => subjectKind),
      due.map(({ subjectId }) => subjectId),
      due.map(({ occurrence }) => occurrence),
      due.map(({ personId }) => personId),
      due.map(({ title }) => title),
      due.map(({ body }) => body),
      due.map(({ cancelled }) => cancelled),
      now,
      digestAt,
      rule.mandatory,
      rule.mode === 'digest',
      due.map(({ arisenAt }) => arisenAt),
    ],
  )) as [{ made: number }];
  return made;
}

/**
 * Puts down the next channel in the order of the rule for deliveries that did not arrive by the one before: of a group for
 * everybody who would have read it there.
 */
export const takeOver = (database: Pick<Tx, 'query'>, deliveryIds: readonly string[], now: Date): Promise<unknown> =>
  database.query(
    `insert into delivery (reminder_id, channel_id, key, receiver, digest, state, next_at)
     select m.id, n.id, ${KEY}, ${RECEIVER}, d.digest, 'due', $2::timestamptz
       from delivery d join reminder first on first.id = d.reminder_id
       cross join lateral (
         select first.* union
         select o.* from reminder o
          where d.receiver is null and o.rule = first.rule and o.subject_id = first.subject_id
            and o.occurrence = first.occurrence and o.cancelled_at is null) m
       join reminder_rule r on r.code = m.rule
       cross join lateral ${nextChannel('coalesce(array_position(r.channels, d.channel_id), cardinality(r.channels))', 'm.person_id')} n
      where d.id = any ($1::uuid[])
      order by d.id, m.id
     on conflict do nothing`,
    [deliveryIds, now],
  );
