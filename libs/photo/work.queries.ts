import { Parameters, type Tx } from '@app/platform';
import { nearby, SAME_LOOKS } from './photo.looks';
import { NUMBER } from './photo.queries';
import type { StampFacts } from './stamp.words';

/** A photo of a visit that the worker has not seen to yet. */
export interface DuePhoto extends StampFacts {
  id: string;
  storageKey: string;
  sha256: string;
  looks: string | null;
  /** Of its visit. */
  projectId: string;
  visitedOn: string;
  attempts: number;
}

/** The next photo that is due. */
export async function findDue(tx: Tx): Promise<DuePhoto | undefined> {
  const [row]: DuePhoto[] = await tx.query(
    `select f.id, f.storage_key as "storageKey", f.sha256, f.looks::text as looks, v.project_id as "projectId",
            v.visited_on as "visitedOn", w.attempts, p.name as "projectName", p.address, o.name as "officerName",
            u.name as "unitName", f.taken_at as "takenAt", f.clock_skew as "clockSkew",
            f.position_at is not null as positioned, f.distance, f.accuracy::float8 as accuracy, ${NUMBER} as number
       from photo_work w join visit_photo f on f.id = w.photo_id join visit v on v.id = f.visit_id
       join project p on p.id = v.project_id join person o on o.id = f.owner_id join unit u on u.id = o.unit_id
      where w.done_at is null order by w.attempts, w.photo_id limit 1`,
  );
  return row;
}

/** Counts a try before it is made, so that a picture that ends the process is not taken up for ever; or takes it back. */
export const countAttempt = (tx: Tx, id: string, by: 1 | -1): Promise<unknown> =>
  tx.query('update photo_work set attempts = attempts + $2 where photo_id = $1', [id, by]);

/** @returns false when somebody else was first */
export async function settlePhoto(
  tx: Tx,
  id: string,
  now: Date,
  { stampedKey = null, fault = null }: { stampedKey?: string | null; fault?: string | null },
): Promise<boolean> {
  const [, count] = (await tx.query(
    `update photo_work set stamped_key = $2, fault = $3, done_at = $4 where photo_id = $1 and done_at is null`,
    [id, stampedKey, fault, now],
  )) as [unknown, number];
  return count > 0;
}

const QUARTERS = [1, 17, 33, 49];

/**
 * Puts down where the same picture was seen in visits of another project or another ISO week: byte for byte, or by its
 * looks. The one of the later visit is the one that was used again.
 *
 * Hashes that differ in six bits at most have a quarter in common but for one bit, so each quarter is looked up in an
 * index with its sixteen neighbours, and what is found is compared whole.
 *
 * @returns how many were new
 */
export async function insertMatches(tx: Tx, photo: DuePhoto, now: Date): Promise<number> {
  const p = new Parameters();
  const id = p.add(photo.id);
  const ways = [
    `select o.id, 0 as distance from visit_photo o where o.sha256 = ${p.add(photo.sha256)} and o.id <> ${id}`,
  ];
  const { looks } = photo;
  if (looks !== null) {
    const whole = p.add(looks);
    for (const from of QUARTERS) {
      const near = p.add(nearby(looks.slice(from - 1, from + 15)));
      ways.push(`select o.id, bit_count(o.looks # ${whole}::text::bit(64))::int from visit_photo o
        where o.looks is not null and substring(o.looks from ${from} for 16) = any (${near}::text[]::bit(16)[])
          and o.id <> ${id} and bit_count(o.looks # ${whole}::text::bit(64)) <= ${SAME_LOOKS}`);
    }
  }
  const day = p.add(photo.visitedOn);
  const rows: unknown[] = await tx.query(
    `with found as (select id, min(distance) as distance from (${ways.join(' union all ')}) way group by id)
     insert into photo_match (photo_id, earlier_id, distance, found_at)
     select case when later.it then ${id}::uuid else o.id end, case when later.it then o.id else ${id}::uuid end,
            found.distance, ${p.add(now)}
       from found join visit_photo o on o.id = found.id join visit v on v.id = o.visit_id and o.id = any (v.photo_ids)
       join visit_photo f on f.id = ${id}
       cross join lateral (
         select (${day}::date, f.received_at, f.id) > (v.visited_on, o.received_at, o.id) as it) later
      where v.project_id <> ${p.add(photo.projectId)}
         or to_char(v.visited_on, 'IYYY-IW') <> to_char(${day}::date, 'IYYY-IW')
     on conflict on constraint photo_match_pk do nothing returning 1`,
    p.values,
  );
  return rows.length;
}
