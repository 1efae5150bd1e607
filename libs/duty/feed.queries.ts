import type { Principal } from '@app/org';
import { type Day, Parameters, type Tx } from '@app/platform';
import { dutySql } from './state.queries';

/** Since when the person's calendar can be subscribed to; undefined when it cannot. */
export async function findFeed(tx: Tx, personId: string): Promise<Date | undefined> {
  const [row]: { at: Date }[] = await tx.query(
    'select created_at as at from calendar_feed where person_id = $1 and revoked_at is null',
    [personId],
  );
  return row?.at;
}

/** Ends the address that is good now. */
export function revokeFeed(tx: Tx, personId: string, now: Date): Promise<unknown> {
  return tx.query('update calendar_feed set revoked_at = $2 where person_id = $1 and revoked_at is null', [
    personId,
    now,
  ]);
}

export function insertFeed(tx: Tx, feed: { tokenHash: string; personId: string; now: Date }): Promise<unknown> {
  return tx.query('insert into calendar_feed (token_hash, person_id, created_at) values ($1, $2, $3)', [
    feed.tokenHash,
    feed.personId,
    feed.now,
  ]);
}

/** Whose address it is, as they stand today, and whether they are still here; undefined for an unknown or revoked one. */
export async function findFeedOwner(
  tx: Tx,
  tokenHash: string,
  today: Day,
): Promise<{ active: boolean; principal: Principal } | undefined> {
  const [row]: (Principal & { active: boolean })[] = await tx.query(
    `select p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles, p.active, '' as "sessionId",
            array(select a.person_id from stand_in a where a.stand_in_id = p.id and a.cancelled_at is null
                   and $2::date between a.from_on and a.until_on) as "standsInFor"
       from calendar_feed f join person p on p.id = f.person_id join unit u on u.id = p.unit_id
      where f.token_hash = $1 and f.revoked_at is null`,
    [tokenHash, today],
  );
  if (!row) return undefined;
  const { active, ...principal } = row;
  return { active, principal };
}

/** A visit that is still to be made, as a calendar shows it. */
export interface FeedDuty {
  projectId: string;
  projectName: string;
  address: string;
  period: string;
  starts: Day;
  ends: Day;
}

/** A person has far fewer in nine weeks; more would be no calendar any more. */
const AT_MOST = 2000;

/**
 * Duties of the person whose period touches these days, neither met nor made up for nor excused. Those that are over only of projects
 * that are still theirs.
 */
export function findFeedDuties(
  tx: Tx,
  personId: string,
  { from, until, today }: { from: Day; until: Day; today: Day },
): Promise<FeedDuty[]> {
  const p = new Parameters();
  const person = p.add(personId);
  const where = `d.officer_id = ${person} and d.ends >= ${p.add(from)}::date and d.starts <= ${p.add(until)}::date`;
  return tx.query(
    `${dutySql(p, where, today)}
     select d.project_id as "projectId", p.name as "projectName", p.address, d.period, d.starts, d.ends
       from duty d join project p on p.id = d.project_id
      where d.state = 'open' or (d.state = 'missed' and p.officer_id = ${person})
      order by d.ends, p.name collate "zh-x-icu", p.id, d.starts limit ${AT_MOST}`,
    p.values,
  );
}
