import { containing, offset, Parameters, type Tx } from '@app/platform';
import type { DeliveryQuery, DeliveryState, DeliveryView, LogEntry } from './delivery.dto';

type Row = Omit<LogEntry, 'createdAt' | 'readAt' | 'deliveries' | 'link'> & {
  createdAt: Date;
  readAt: Date | null;
  deliveries: DeliveryView[] | null;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'`;

/** One page of who was told what, newest first: ids are made in the order of time. */
export async function findLog(tx: Tx, query: DeliveryQuery): Promise<{ rows: Row[]; total: number }> {
  const p = new Parameters();
  const conditions = ['true'];
  if (query.personId) conditions.push(`m.person_id = ${p.add(query.personId)}`);
  if (query.subjectId) conditions.push(`m.subject_id = ${p.add(query.subjectId)}`);
  if (query.q) {
    const text = p.add(containing(query.q));
    conditions.push(
      `(m.title ilike ${text} or m.person_id in (select id from person where name ilike ${text} or username ilike ${text}))`,
    );
  }
  const mine: string[] = [];
  if (query.channelId) mine.push(`d.channel_id = ${p.add(query.channelId)}`);
  if (query.state === 'unwell') mine.push(`d.state in ('failed', 'unknown')`);
  else if (query.state && query.state !== 'inbox') mine.push(`d.state = ${p.add(query.state)}`);
  if (mine.length > 0) {
    conditions.push(`exists (select from delivery d where d.reminder_id = m.id and ${mine.join(' and ')})`);
  }
  if (query.state === 'inbox') conditions.push('not exists (select from delivery d where d.reminder_id = m.id)');
  const where = `from reminder m where ${conditions.join(' and ')}`;
  const [{ total }] = (await tx.query(`select count(*)::int as total ${where}`, [...p.values])) as [{ total: number }];
  const rows: Row[] = await tx.query(
    `with page as (select m.* ${where} order by m.id desc limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select m.id, r.name as "ruleName", m.title, m.subject_kind as "subjectKind", m.subject_id as "subjectId",
            m.person_id as "personId", p.name as "personName", u.name as "unitName", m.created_at as "createdAt",
            m.read_at as "readAt", m.cancel_reason as "cancelReason",
            (select jsonb_agg(jsonb_build_object('id', d.id, 'channelId', c.id, 'channelName', c.name, 'state', d.state,
                      'attempt', d.attempt, 'nextAt', case when d.state = 'due' then to_char(d.next_at, ${ISO}) end,
                      'startedAt', to_char(d.started_at, ${ISO}), 'settledAt', to_char(d.settled_at, ${ISO}),
                      'sentence', d.sentence) order by d.id)
               from delivery d join channel c on c.id = d.channel_id where d.reminder_id = m.id) as deliveries
       from page m join reminder_rule r on r.code = m.rule join person p on p.id = m.person_id join unit u on u.id = p.unit_id
      order by m.id desc`,
    p.values,
  );
  return { rows, total };
}

export interface RetriedDelivery {
  id: string;
  reminderId: string;
  state: DeliveryState;
}

/** The delivery, locked. */
export async function lockDelivery(tx: Tx, id: string): Promise<RetriedDelivery | undefined> {
  const [row]: RetriedDelivery[] = await tx.query(
    'select id, reminder_id as "reminderId", state from delivery where id = $1 for update',
    [id],
  );
  return row;
}

export const retryDelivery = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  tx.query(
    `update delivery set state = 'due', attempt = 0, next_at = $2, settled_at = null, fault = null, sentence = null
      where id = $1 and state in ('failed', 'unknown')`,
    [id, now],
  );

export interface BacklogRow {
  channelId: string;
  channelName: string;
  active: boolean;
  pausedUntil: Date | null;
  due: number;
  later: number;
  oldestSeconds: number;
  byAge: number[];
  failed: number;
  unknown: number;
  lastSentAt: Date | null;
  lastFault: string | null;
  lastFaultAt: Date | null;
}

/** What waits in each channel, by age; how many ended badly in the last seven days. */
export const findBacklog = (tx: Tx, now: Date): Promise<BacklogRow[]> =>
  tx.query(
    `select c.id as "channelId", c.name as "channelName", c.active, c.paused_until as "pausedUntil", w.due, w.later,
            w.oldest as "oldestSeconds", array[w.a, w.b, w.c, w.d] as "byAge", x.failed, x.unknown,
            c.last_sent_at as "lastSentAt", c.last_fault as "lastFault", c.last_fault_at as "lastFaultAt"
       from channel c
       cross join lateral (
         select count(*) filter (where d.next_at <= $1)::int as due, count(*) filter (where d.next_at > $1)::int as later,
                coalesce(floor(extract(epoch from $1 - min(d.next_at) filter (where d.next_at <= $1))), 0)::int as oldest,
                count(*) filter (where d.next_at between $1::timestamptz - interval '1 minute' and $1)::int as a,
                count(*) filter (where d.next_at < $1::timestamptz - interval '1 minute' and d.next_at >= $1::timestamptz - interval '10 minutes')::int as b,
                count(*) filter (where d.next_at < $1::timestamptz - interval '10 minutes' and d.next_at >= $1::timestamptz - interval '1 hour')::int as c,
                count(*) filter (where d.next_at < $1::timestamptz - interval '1 hour')::int as d
           from delivery d where d.channel_id = c.id and d.state = 'due') w
       cross join lateral (
         select count(*) filter (where d.state = 'failed')::int as failed, count(*) filter (where d.state = 'unknown')::int as unknown
           from delivery d where d.channel_id = c.id and d.state in ('failed', 'unknown')
            and d.settled_at >= $1::timestamptz - interval '7 days') x
      order by c.name limit 200`,
    [now],
  );

export const findRuleFaults = (tx: Tx): Promise<{ code: string; name: string; fault: string; at: Date }[]> =>
  tx.query(
    'select code, name, fault, fault_at as at from reminder_rule where active and fault is not null order by fault_at desc limit 100',
  );

export async function findToday(tx: Tx, from: Date): Promise<{ today: number; read: number }> {
  const [row] = (await tx.query(
    `select count(*)::int as today, count(read_at)::int as read from reminder where created_at >= $1 and cancelled_at is null`,
    [from],
  )) as [{ today: number; read: number }];
  return row;
}

export interface HeartbeatRow {
  at: Date;
  tookMs: number;
  made: number;
  faults: number;
}

/** How the last sweep went. */
export async function findHeartbeat(tx: Tx): Promise<HeartbeatRow | undefined> {
  const [row]: HeartbeatRow[] = await tx.query(
    `select at, took_ms as "tookMs", made, faults from heartbeat where name = 'sweep'`,
  );
  return row;
}
