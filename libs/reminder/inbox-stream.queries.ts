import type { Tx } from '@app/platform';
import type { InboxStateView } from './inbox-stream.dto';

/** The state of the inbox behind each of these sessions; one that is over, revoked or whose person has left is missing. */
export async function inboxStates(
  database: Pick<Tx, 'query'>,
  sessionIds: readonly string[],
  now: Date,
): Promise<Map<string, InboxStateView>> {
  const rows: (InboxStateView & { sessionId: string })[] = await database.query(
    `with good as materialized (
       select s.id, s.person_id from session s join person p on p.id = s.person_id
        where s.id = any ($1) and s.revoked_at is null and s.expires_at > $2 and p.active)
     select good.id as "sessionId", state.unread, newest.newest
       from (select distinct person_id from good) who
      cross join lateral (select count(*)::int as unread from reminder
                           where person_id = who.person_id and read_at is null and cancelled_at is null) state
       left join lateral (select jsonb_build_object('id', id, 'title', title) as newest from reminder
                           where person_id = who.person_id and read_at is null and cancelled_at is null
                           order by created_at desc, id desc limit 1) newest on true
       join good using (person_id)`,
    [sessionIds, now],
  );
  return new Map(rows.map(({ sessionId, ...state }) => [sessionId, state]));
}
