import type { Day, Tx } from '@app/platform';
import { type DueReminder, WORDS } from './reminder.rules';
import { notYet, SUPERVISORS } from './reminder.queries';

/** So far back a sweep looks for pictures that were found again: longer than any outage or holiday. */
const FOUND_SINCE = '14 days';
/** So many earlier visits are named; the page of the visit shows all. */
const MOST_NAMED = 3;

interface ReusedDue {
  id: string;
  projectName: string;
  visitedOn: Day;
  photos: number;
  earlier: { projectName: string; visitedOn: Day }[];
  personId: string;
}

/**
 * Visits with pictures that were there before, for another week or project: once for each visit, when all of its
 * photos have been looked at, so that one reminder speaks of all of them.
 */
export async function photosReused(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: ReusedDue[] = await tx.query(
    `with again as (
       select f.visit_id, count(distinct m.photo_id)::int as photos, array_agg(distinct e.visit_id) as earlier_ids
         from photo_match m join visit_photo f on f.id = m.photo_id join visit_photo e on e.id = m.earlier_id
        where m.found_at >= $1::date - interval '${FOUND_SINCE}' group by f.visit_id)
     select v.id, p.name as "projectName", v.visited_on as "visitedOn", a.photos,
            who.id as "personId",
            (select jsonb_agg(jsonb_build_object('projectName', ep.name, 'visitedOn', ev.visited_on) order by ev.visited_on desc)
               from (select * from visit where id = any (a.earlier_ids) order by visited_on desc limit ${MOST_NAMED}) ev
               join project ep on ep.id = ev.project_id) as earlier
       from again a join visit v on v.id = a.visit_id join project p on p.id = v.project_id
       cross join lateral (${SUPERVISORS}) who
      where not exists (select from photo_work w where w.photo_id = any (v.photo_ids) and w.done_at is null)
        and ${notYet('photo-reused', 'v.id', "'photos'", 'who.id')}`,
    [today],
  );
  return rows.map((row) => ({
    rule: 'photo-reused',
    subjectKind: 'visit',
    subjectId: row.id,
    occurrence: 'photos',
    personId: row.personId,
    ...WORDS['photo-reused'](row),
  }));
}
