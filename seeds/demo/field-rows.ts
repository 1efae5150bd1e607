import type { Principal } from '@app/org';
import { type Day, firstDay, type Month, type Tx } from '@app/platform';

interface Place {
  latitude: number;
  longitude: number;
}
interface Entered {
  completed: string;
  physicalProgress: string;
}

/** A plain visit that is to be told with all that a phone sends. */
export interface Candidate {
  id: string;
  projectId: string;
  username: string;
  visitedAt: Date;
  visitedOn: Day;
  arrivesAt: Date;
  note: string;
  place: Place | null;
  /** Of the month of the visit. */
  entry: Entered | null;
  /** Of the last month before it that has one. */
  previous: Entered | null;
  /** A problem of the project that had been struck off when the visit arrived. */
  closedIssueId: string | null;
}

const PLACE = `jsonb_build_object('latitude', p.latitude, 'longitude', p.longitude)`;
/** Visits without problems of their own, from a day on. */
const PLAIN = `
  plain as (
    select v.id, v.project_id, v.visited_on, v.visited_at, v.created_at, v.note, o.username
      from visit v join person o on o.id = v.officer_id
     where v.visited_on >= $1 and not exists (select from issue i where i.visit_id = v.id))`;
const ENTERED = `jsonb_build_object('completed', trim_scale(e.completed)::text, 'physicalProgress', e.physical_progress)`;
/** What is told of those that are `chosen`, with what was `closed` before them; in the order in which they arrived. */
const TOLD = `
  select v.id, v.project_id as "projectId", v.username, v.visited_at as "visitedAt", v.visited_on as "visitedOn",
         v.created_at as "arrivesAt", v.note, ${PLACE} as place, closed.issue_id as "closedIssueId",
         (select ${ENTERED} from progress_entry e
           where e.project_id = p.id and e.month = to_char(v.visited_on, 'YYYY-MM')) as entry,
         (select ${ENTERED} from progress_entry e where e.project_id = p.id and e.month < to_char(v.visited_on, 'YYYY-MM')
           order by e.month desc limit 1) as previous
    from chosen join plain v on v.id = chosen.id join project p on p.id = v.project_id left join closed on closed.id = v.id
   order by v.created_at, v.id`;

/**
 * Visits without problems of their own, the newest of each project and month of these people, all of the first of them; and one, whoever made it,
 * to a project whose problem was struck off shortly before. In the order in which they arrived.
 */
export const findCandidates = (
  tx: Tx,
  { officers, from, limit }: { officers: string[]; from: Day; limit: number },
): Promise<Candidate[]> =>
  tx.query(
    `with ${PLAIN},
     closed as (
       select v.id, i.id as issue_id from plain v join issue i on i.project_id = v.project_id
        where i.state = 'closed' and i.closed_at < v.visited_at and i.closed_at > v.visited_at - interval '60 days'
          and (select max(at) from issue_event where issue_id = i.id) < v.created_at
        order by v.visited_at desc, v.id, i.number desc limit 1),
     newest as (
       select distinct on (project_id, to_char(visited_on, 'YYYY-MM')) id, visited_at, username from plain
        where username = any ($2) order by project_id, to_char(visited_on, 'YYYY-MM'), visited_at desc),
     chosen as (
       select id from closed union select id from (select id from newest order by username = any ($2[1:1]) desc, visited_at desc, id limit $3) n)
     ${TOLD}`,
    [from, officers, limit],
  );

/** The last visit of that month to each provincial key project, where the figures of the month are photographed. */
export const findPublished = (tx: Tx, month: Month): Promise<Candidate[]> =>
  tx.query(
    `with ${PLAIN},
     closed as (select null::uuid as id, null::uuid as issue_id where false),
     chosen as (
       select distinct on (v.project_id) v.id
         from plain v join list_member m on m.project_id = v.project_id join project_list l on l.id = m.list_id
        where l.kind = 'provincial-key' and l.year = left($2, 4)::int and m.from_month <= $2
          and (m.to_month is null or m.to_month >= $2) and to_char(v.visited_on, 'YYYY-MM') = $2
        order by v.project_id, v.visited_at desc)
     ${TOLD}`,
    [firstDay(month), month],
  );

/** The plain ones make room for what the phones send under their ids. */
export const takeBack = (tx: Tx, ids: string[]): Promise<unknown> =>
  tx.query('delete from visit where id = any ($1::uuid[])', [ids]);

/** Problems of a project of whose record nothing is later than that moment: their record goes on there. */
export const findOpenIssues = (tx: Tx, projectId: string, at: Date): Promise<{ id: string; state: string }[]> =>
  tx.query(
    `select i.id, i.state from issue i
      where i.project_id = $1 and i.state in ('assigned', 'in-progress', 'pending-verification')
        and (select max(at) from issue_event where issue_id = i.id) < $2
      order by i.state = 'pending-verification' desc, i.number`,
    [projectId, at],
  );

/** A problem that is said to be solved, of a project whose officer has not been there about it yet. */
export async function findForVerdict(
  tx: Tx,
  at: Date,
): Promise<(Pick<Candidate, 'projectId' | 'username' | 'place'> & { id: string; version: number }) | undefined> {
  const [row]: (Pick<Candidate, 'projectId' | 'username' | 'place'> & { id: string; version: number })[] =
    await tx.query(
      `select i.id, i.version, i.project_id as "projectId", o.username, ${PLACE} as place
         from issue i join project p on p.id = i.project_id join person o on o.id = p.officer_id
         join ledger l on l.id = i.ledger_id
        where l.code = 'project-issue' and i.state = 'pending-verification'
          and (select max(at) from issue_event where issue_id = i.id) < $1
        order by o.username = 'officer' desc, i.registered_at desc, i.number limit 1`,
      [at],
    );
  return row;
}

/** Everybody by the name they sign in with. */
export async function findPeople(tx: Tx): Promise<Map<string, Principal>> {
  const people: Principal[] = await tx.query(
    `select p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles,
            '{}'::uuid[] as "standsInFor", '' as "sessionId"
       from person p join unit u on u.id = p.unit_id`,
  );
  return new Map(people.map((person) => [person.username, person]));
}
