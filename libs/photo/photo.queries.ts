import type { Principal } from '@app/org';
import { isoInstant, Parameters, type Tx } from '@app/platform';
import type { PhotoMatch, PhotoView } from './photo.dto';
import { photoScope, seesMatches } from './photo.policy';

/** When it was taken by a clock that is right, as SQL over `visit_photo f`. */
const TAKEN = `(f.taken_at - make_interval(secs => f.clock_skew))`;
/** `ZP-20241016-3FA9C2`. */
export const NUMBER = `'ZP-' || to_char(${TAKEN}, 'YYYYMMDD') || '-' || upper(left(f.sha256, 6))`;

/** Where the same picture was seen; `f` is later or earlier than the other one. */
const MATCHES = `coalesce((
  select jsonb_agg(jsonb_build_object('photoId', o.id, 'visitId', o.visit_id, 'projectName', op.name,
                                      'visitedOn', ov.visited_on, 'distance', m.distance) order by ov.visited_on, o.id)
    from photo_match m join visit_photo o on o.id = case when m.photo_id = f.id then m.earlier_id else m.photo_id end
    join project op on op.id = o.project_id join visit ov on ov.id = o.visit_id
   where m.photo_id = f.id or m.earlier_id = f.id), '[]')`;

type Row = Omit<PhotoView, 'takenAt' | 'receivedAt'> & { takenAt: Date; receivedAt: Date };

/** Those of the photos that the person may see, in the order in which they were taken. */
export async function findPhotos(tx: Tx, principal: Principal, ids: string[]): Promise<PhotoView[]> {
  const p = new Parameters();
  const rows: Row[] = await tx.query(
    `select f.id, f.visit_id as "visitId", f.sha256, f.size, f.width, f.height, f.source, f.taken_at as "takenAt",
            f.received_at as "receivedAt", f.clock_skew as "clockSkew", f.distance, f.accuracy::float8 as accuracy,
            f.position_at is not null as positioned, f.doubts,
            ${NUMBER} as number, w.stamped_key is not null as stamped,
            ${seesMatches(principal) ? MATCHES : `'[]'::jsonb`} as matches
       from visit_photo f join project p on p.id = f.project_id left join photo_work w on w.photo_id = f.id
      where f.id = any (${p.add(ids)}::uuid[]) and ${photoScope(principal, p)} order by f.taken_at, f.id`,
    p.values,
  );
  return rows.map((row) => ({
    ...row,
    takenAt: isoInstant(row.takenAt),
    receivedAt: isoInstant(row.receivedAt),
    matches: row.matches satisfies PhotoMatch[],
  }));
}

/** Where the files of a photo lie. */
export interface PhotoKeys {
  number: string;
  type: string;
  size: number;
  sha256: string;
  storageKey: string;
  thumbnailKey: string;
  stampedKey: string | null;
}

/** The files of a photo, when the person may see it. */
export async function findPhotoFile(tx: Tx, principal: Principal, id: string): Promise<PhotoKeys | undefined> {
  const p = new Parameters();
  const [row]: PhotoKeys[] = await tx.query(
    `select ${NUMBER} as number, f.type, f.size, f.sha256, f.storage_key as "storageKey",
            f.thumbnail_key as "thumbnailKey", w.stamped_key as "stampedKey"
       from visit_photo f join project p on p.id = f.project_id left join photo_work w on w.photo_id = f.id
      where f.id = ${p.add(id)} and ${photoScope(principal, p)}`,
    p.values,
  );
  return row;
}
