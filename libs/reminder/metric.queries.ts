import type { Tx } from '@app/platform';

/** More than so many are not counted: whoever looks knows enough, and the question stays cheap. */
const AT_MOST = 100_000;

/** What waits to leave, of all channels of a kind. */
export interface WaitingSends {
  kind: string;
  due: number;
  /** How long the oldest that is due has waited; 0 when none is. */
  oldestSeconds: number;
  /** Calls under way. */
  sending: number;
}

/** How many ended how, since ever. */
export interface EndedSends {
  kind: string;
  result: string;
  count: number;
}

export interface ReminderNumbers {
  waiting: WaitingSends[];
  ended: EndedSends[];
  /** Reminders that nobody has read, up to a hundred thousand. */
  unread: number;
  /** Rules whose last sweep failed. */
  failingRules: number;
}

/** The state of reminding in numbers, by the database's clock: each statement reads an index, none the whole log. */
export async function reminderNumbers(tx: Tx): Promise<ReminderNumbers> {
  const waiting: WaitingSends[] = await tx.query(
    `select c.kind, sum(w.due)::int as due, sum(w.sending)::int as sending,
            greatest(coalesce(max(extract(epoch from clock_timestamp() - w.oldest)), 0), 0)::float8 as "oldestSeconds"
       from channel c
      cross join lateral (
        select (select count(*) from (select from delivery d
                  where d.channel_id = c.id and d.state = 'due' and d.next_at <= clock_timestamp() limit ${AT_MOST}) x) as due,
               (select min(d.next_at) from delivery d where d.channel_id = c.id and d.state = 'due') as oldest,
               (select count(*) from delivery d where d.channel_id = c.id and d.state = 'sending') as sending) w
      group by c.kind order by c.kind`,
  );
  const ended: EndedSends[] = await tx.query(
    `select c.kind, t.state as result, sum(t.count)::float8 as count
       from delivery_tally t join channel c on c.id = t.channel_id group by c.kind, t.state order by c.kind, t.state`,
  );
  const [others] = (await tx.query(
    `select (select count(*)::int from (select from reminder
              where read_at is null and cancelled_at is null limit ${AT_MOST}) x) as unread,
            (select count(*)::int from reminder_rule where active and fault is not null) as "failingRules"`,
  )) as [Pick<ReminderNumbers, 'unread' | 'failingRules'>];
  return { waiting, ended, ...others };
}
