import type { OpenChannel } from '@app/channel';
import type { Tx } from '@app/platform';
import { type SubjectKind } from './reminder.kinds';
import { RULE_COLUMNS, type ReminderRule } from './rule';
import type { Hours } from './rule.time';

type Database = Pick<Tx, 'query'>;

/** A delivery that is ours to send now, with what it says, and when its rule may tell people at all. */
export interface ClaimedDelivery extends Hours {
  id: string;
  /** Says that it is ours; whoever claims next gets another one. One for all that go out as one message. */
  token: string;
  /** 1 for the first. */
  attempt: number;
  reminderId: string;
  title: string;
  subjectKind: SubjectKind;
  subjectId: string;
  occurrence: string;
  rule: string;
  /** Of the person it is for; of a group whoever was reminded first. */
  personId: string;
  /** Null: a group or a program. */
  receiver: string | null;
  username: string;
  name: string;
  createdAt: Date;
  /** Why nobody needs to be told any more, as far as one row says it. */
  moot: string | null;
}

/** How a delivery goes on. */
export type Settled =
  | { state: 'sent' }
  | { state: 'failed' | 'unknown'; fault: string; sentence: string }
  | { state: 'cancelled'; fault: string; sentence: string }
  /** `untried`: nothing was sent, so that it counts as no attempt. */
  | { state: 'due'; fault: string; sentence: string; nextAt: Date; untried?: true };

/** So many rows are looked at, or twice as many as may go out: rows of one receiver among them may become one. */
const AHEAD = 200;
/** At most so many reminders in one message. */
const DIGEST_MAX = 50;

/**
 * Takes what is due of a channel: up to so many messages, a message being one delivery, or all those of one receiver
 * that are to go out together. Where the receiver knows a repetition by its key, one that is repeated keeps its own.
 *
 * One statement on its own: it is committed as `sending` before anything is sent, so a
 * process that dies leaves a trace, and nobody else takes it.
 */
export async function claimDeliveries(
  database: Database,
  channelId: string,
  messages: number,
  { digestAbove, deduplicates }: Pick<OpenChannel, 'digestAbove' | 'deduplicates'>,
  now: Date,
): Promise<ClaimedDelivery[]> {
  const [rows] = (await database.query(
    `with head as (
       select id, coalesce(receiver::text, '') as receiver, digest, next_at, attempt from delivery
        where channel_id = $1 and state = 'due' and next_at <= $2 and (select active from channel where id = $1)
        order by next_at, id limit $3
     ), counted as (
       select *, count(*) over w as n, count(*) filter (where digest) over w as digests,
              row_number() over (partition by receiver order by next_at, id) as place
         from head window w as (partition by receiver)
     ), keyed as (
       select id, next_at,
              case when (n > $4 or (digest and digests > 1)) and not ($7 and attempt > 0) then receiver else id::text end as message,
              gen_random_uuid() as token
         from counted where place <= $5
     ), ranked as (
       select *, dense_rank() over (order by first, message) as rank
         from (select id, message, min(next_at) over w as first, first_value(token) over w as token
                 from keyed window w as (partition by message)) k
     ), chosen as materialized (
       select id, token from ranked where rank <= $6
     ), locked as materialized (
       select d.id, c.token from delivery d join chosen c on c.id = d.id
        where d.state = 'due' order by d.id for update of d skip locked
     )
     update delivery d
        set state = 'sending', token = l.token, attempt = d.attempt + 1, started_at = $2, fault = null, sentence = null
       from locked l, reminder r join person p on p.id = r.person_id join reminder_rule u on u.code = r.rule
       left join reminder_tuning t on t.person_id = r.person_id and t.rule = r.rule
      where d.id = l.id and r.id = d.reminder_id
      returning d.id, d.token, d.attempt, r.id as "reminderId", r.title, r.subject_kind as "subjectKind",
                r.subject_id as "subjectId", r.occurrence, r.rule, r.person_id as "personId", d.receiver, p.username, p.name,
                r.created_at as "createdAt",
                u.send_from as "sendFrom", u.send_until as "sendUntil", u.workdays_only as "workdaysOnly",
                case when r.cancelled_at is not null and (d.receiver is not null or not exists (
                       select from reminder o where o.rule = r.rule and o.subject_id = r.subject_id
                          and o.occurrence = r.occurrence and o.cancelled_at is null)) then r.cancel_reason
                     when not u.active then '规则已停用'
                     when not p.active and d.receiver is not null then '人员已停用'
                     when t.muted and not u.mandatory and d.receiver is not null then '本人已关闭这类提醒'
                     when r.read_at is not null and d.receiver is not null then '本人已在站内看过' end as moot`,
    [channelId, now, Math.max(messages * 2, AHEAD), digestAbove, DIGEST_MAX, messages, deduplicates],
  )) as [ClaimedDelivery[], number];
  return rows;
}

/** The rules of these codes, to ask again whether a reminder still holds. */
export const findRules = (database: Database, codes: readonly string[]): Promise<ReminderRule[]> =>
  database.query(`select ${RULE_COLUMNS} from reminder_rule r where r.code = any ($1)`, [codes]);

/** What happened to one delivery. */
export interface Settlement {
  id: string;
  token: string;
  settled: Settled;
}

/**
 * Writes down how they went. Only for the token: the answer of an earlier attempt changes nothing.
 *
 * @returns ids of those that were written
 */
export async function settleDeliveries(
  database: Database,
  channelId: string,
  settlements: readonly Settlement[],
  now: Date,
): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `with done as (
       update delivery d
          set state = s.state, fault = s.fault, sentence = s.sentence, next_at = coalesce(s.next_at, d.next_at),
              settled_at = case when s.state <> 'due' then $6::timestamptz end, attempt = d.attempt - s.untried::int
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $7::timestamptz[], $9::boolean[])
           as s (id, token, state, fault, sentence, next_at, untried)
        where d.id = s.id and d.token = s.token and d.state in ('sending', 'unknown')
       returning d.id, d.state
     ), tallied as (
       insert into delivery_tally (channel_id, state, count)
       select $8, state, count(*) from done where state <> 'due' group by state order by state
       on conflict on constraint delivery_tally_pk do update set count = delivery_tally.count + excluded.count
     )
     select id from done`,
    [
      settlements.map(({ id }) => id),
      settlements.map(({ token }) => token),
      settlements.map(({ settled }) => settled.state),
      settlements.map(({ settled }) => ('fault' in settled ? settled.fault : null)),
      settlements.map(({ settled }) => ('sentence' in settled ? settled.sentence : null)),
      now,
      settlements.map(({ settled }) => ('nextAt' in settled ? settled.nextAt : null)),
      channelId,
      settlements.map(({ settled }) => 'untried' in settled),
    ],
  );
  return rows.map(({ id }) => id);
}

/** Cancels reminders that are no longer true and were not read, so that the inbox does not tell them either. */
export const cancelReminders = (
  database: Database,
  ids: readonly string[],
  reason: string,
  now: Date,
): Promise<unknown> =>
  database.query(
    `update reminder set cancelled_at = $3, cancel_reason = $2
      where id = any ($1::uuid[]) and cancelled_at is null and read_at is null`,
    [ids, reason, now],
  );

/**
 * Deliveries whose sender has gone silent: nobody knows whether they arrived, so they are not repeated, unless the
 * receiver knows a repetition by its key.
 */
export async function giveUpSilent(
  database: Database,
  startedBefore: Date,
  now: Date,
  deduplicating: readonly string[],
): Promise<void> {
  // Of a digest nobody knows the key any more: it is not repeated.
  await database.query(
    `with silent as (
       select id, channel_id = any ($3::uuid[]) and count(*) over (partition by token) = 1 and attempt < 5 as again
         from delivery where state = 'sending' and started_at < $1
     ), done as (
       update delivery d set state = case when s.again then 'due' else 'unknown' end, fault = 'sender ended before the answer',
              sentence = '发送程序在收到答复前中断，不能确定是否已送达。', next_at = $2,
              settled_at = case when not s.again then $2::timestamptz end
         from silent s where d.id = s.id and d.state = 'sending' and d.started_at < $1
       returning d.channel_id, d.state
     )
     insert into delivery_tally (channel_id, state, count)
     select channel_id, state, count(*) from done where state <> 'due' group by 1, 2 order by 1, 2
     on conflict on constraint delivery_tally_pk do update set count = delivery_tally.count + excluded.count`,
    [startedBefore, now, deduplicating],
  );
}

/** What waited for a channel that was switched off will not go out through it. @returns ids of these, so many at once */
export async function cancelSwitchedOff(database: Database, now: Date): Promise<string[]> {
  const [rows] = (await database.query(
    `update delivery set state = 'cancelled', settled_at = $1, fault = 'channel off', sentence = '渠道已停用'
      where id in (select d.id from delivery d join channel c on c.id = d.channel_id and not c.active
                    where d.state = 'due' order by d.id limit 1000 for update of d skip locked)
      returning id`,
    [now],
  )) as [{ id: string }[], number];
  return rows.map(({ id }) => id);
}

/** Who else was told of the same, for a group that mentions them. */
export const findConcerned = (database: Database, claimed: ClaimedDelivery): Promise<{ personId: string }[]> =>
  database.query(
    `select person_id as "personId" from reminder
      where rule = $1 and subject_id = $2 and occurrence = $3 and cancelled_at is null limit 20`,
    [claimed.rule, claimed.subjectId, claimed.occurrence],
  );

/** How many are due of a channel, counted up to `most`. */
export async function countDue(database: Database, channelId: string, most: number, now: Date): Promise<number> {
  const [{ n }] = (await database.query(
    `select count(*)::int as n from (
       select from delivery where channel_id = $1 and state = 'due' and next_at <= $2 limit $3) d`,
    [channelId, now, most],
  )) as [{ n: number }];
  return n;
}

/** Channels with anything that is due or lost its sender; the others need not be opened. */
export const findBusyChannels = async (database: Database, now: Date): Promise<string[]> => {
  const rows: { id: string }[] = await database.query(
    `select c.id from channel c where c.active and exists (
       select from delivery d where d.channel_id = c.id and d.state = 'due' and d.next_at <= $1)`,
    [now],
  );
  return rows.map(({ id }) => id);
};
