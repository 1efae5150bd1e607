import type { Tx } from '@app/platform';
import type { Rule, SubjectKind } from './reminder.rules';

/** A delivery that is ours to send now, with what it says. */
export interface ClaimedDelivery {
  id: string;
  /** Says that it is ours; whoever claims next gets another one. */
  token: string;
  /** 1 for the first. */
  attempt: number;
  reminderId: string;
  rule: Rule;
  title: string;
  subjectKind: SubjectKind;
  subjectId: string;
  username: string;
  createdAt: Date;
}

/** How a delivery goes on; see `webhook.ts`. */
export type Settled =
  { state: 'sent' } | { state: 'failed' | 'unknown'; fault: string } | { state: 'due'; fault: string; nextAt: Date };

/**
 * Takes the next delivery that is due. One statement on its own: it is committed as `sending` before anything is sent,
 * so a process that dies leaves a trace, and nobody else takes it.
 */
export async function claimDelivery(database: Pick<Tx, 'query'>, now: Date): Promise<ClaimedDelivery | undefined> {
  const [rows] = (await database.query(
    `update delivery d
        set state = 'sending', token = gen_random_uuid(), attempt = d.attempt + 1, started_at = $1, fault = null
       from reminder r join person p on p.id = r.person_id
      where r.id = d.reminder_id and d.id = (
        select id from delivery where state = 'due' and next_at <= $1
         order by next_at, id limit 1 for update skip locked)
      returning d.id, d.token, d.attempt, r.id as "reminderId", r.rule, r.title, r.subject_kind as "subjectKind",
                r.subject_id as "subjectId", p.username, r.created_at as "createdAt"`,
    [now],
  )) as [ClaimedDelivery[], number];
  return rows[0];
}

/** Writes down how it went. Only for the token: the answer of an earlier attempt changes nothing. */
export async function settleDelivery(
  database: Pick<Tx, 'query'>,
  { id, token }: ClaimedDelivery,
  now: Date,
  settled: Settled,
): Promise<void> {
  const again = settled.state === 'due';
  await database.query(
    `update delivery set state = $3, fault = $4, next_at = coalesce($5, next_at), settled_at = $6
      where id = $1 and token = $2 and state in ('sending', 'unknown')`,
    [
      id,
      token,
      settled.state,
      'fault' in settled ? settled.fault : null,
      again ? settled.nextAt : null,
      again ? null : now,
    ],
  );
}

/** Deliveries whose sender has gone silent: nobody knows whether they arrived, so they are not repeated. */
export async function giveUpSilent(database: Pick<Tx, 'query'>, startedBefore: Date, now: Date): Promise<void> {
  await database.query(
    `update delivery set state = 'unknown', settled_at = $2, fault = 'sender ended before the answer'
      where state = 'sending' and started_at < $1`,
    [startedBefore, now],
  );
}
