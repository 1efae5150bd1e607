import { Parameters, type Tx } from '@app/platform';
import { askedOf } from '@app/project';
import type { PhotoBody, PhotoSource } from './photo.dto';
import type { Place } from './photo.distance';

/** A photo that is there under an id that a client chose. */
export interface KnownPhoto {
  ownerId: string;
  bodyHash: string;
}

export async function findKnownPhoto(tx: Tx, id: string): Promise<KnownPhoto | undefined> {
  const [row]: KnownPhoto[] = await tx.query(
    'select owner_id as "ownerId", body_hash as "bodyHash" from visit_photo where id = $1',
    [id],
  );
  return row;
}

/** What is to be known of the project before a photo of it is kept. */
export interface PhotoFacts {
  officerId: string | null;
  /** The person was the one to go on that day, whoever is responsible by now. */
  asked: boolean;
  place: Place | null;
  /** Photos that the person has sent for this visit. */
  count: number;
}

export async function findPhotoFacts(
  tx: Tx,
  ownerId: string,
  body: Pick<PhotoBody, 'projectId' | 'visitId'>,
  day: string,
): Promise<PhotoFacts | undefined> {
  const p = new Parameters();
  const me = p.add(ownerId);
  const [row]: PhotoFacts[] = await tx.query(
    `select p.officer_id as "officerId", ${askedOf(me, p.add(day))} as asked,
            case when p.latitude is not null then
              jsonb_build_object('latitude', p.latitude, 'longitude', p.longitude) end as place,
            (select count(*)::int from visit_photo f where f.visit_id = ${p.add(body.visitId)} and f.owner_id = ${me}) as count
       from project p where p.id = ${p.add(body.projectId)}`,
    p.values,
  );
  return row;
}

/** A photo of a visit, as far as its doubts ask; times put right. */
export interface EarlierShot {
  source: PhotoSource;
  takenAt: Date;
  latitude: number | null;
  longitude: number | null;
  accuracy: number | null;
}

/** The photos that came before for the same visit. */
export const findShots = (tx: Tx, ownerId: string, visitId: string): Promise<EarlierShot[]> =>
  tx.query(
    `select source, taken_at - make_interval(secs => clock_skew) as "takenAt", latitude::float8 as latitude,
            longitude::float8 as longitude, accuracy::float8 as accuracy
       from visit_photo where visit_id = $1 and owner_id = $2 order by received_at limit 40`,
    [visitId, ownerId],
  );

/** Where the original of a photo of the person with these bytes lies. */
export async function findKeptBytes(tx: Tx, ownerId: string, sha256: string): Promise<string | undefined> {
  const [row]: { key: string }[] = await tx.query(
    'select storage_key as key from visit_photo where sha256 = $1 and owner_id = $2 limit 1',
    [sha256, ownerId],
  );
  return row?.key;
}

export interface NewPhoto extends Pick<PhotoBody, 'visitId' | 'projectId' | 'sha256' | 'source' | 'location'> {
  id: string;
  ownerId: string;
  type: string;
  size: number;
  width: number;
  height: number;
  takenAt: Date;
  clockSkew: number;
  receivedAt: Date;
  distance: number | null;
  doubts: string[];
  looks: string | null;
  storageKey: string;
  thumbnailKey: string;
  bodyHash: string;
}

/** Its upload is forgotten in the same statement. @returns false when there is one under that id already */
export async function insertPhoto(tx: Tx, photo: NewPhoto): Promise<boolean> {
  const { location } = photo;
  const rows: unknown[] = await tx.query(
    `with arrived as (delete from upload where owner_id = $4 and sha256 = $5)
     insert into visit_photo (id, visit_id, project_id, owner_id, sha256, type, size, width, height, source, taken_at,
                              clock_skew, received_at, latitude, longitude, accuracy, position_at, distance, doubts,
                              looks, storage_key, thumbnail_key, body_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20::text::bit(64),
             $21, $22, $23)
     on conflict on constraint visit_photo_pk do nothing returning id`,
    [
      ...[photo.id, photo.visitId, photo.projectId, photo.ownerId, photo.sha256, photo.type, photo.size],
      ...[photo.width, photo.height, photo.source, photo.takenAt, photo.clockSkew, photo.receivedAt],
      ...[location?.latitude ?? null, location?.longitude ?? null, location?.accuracy ?? null],
      ...[location ? (location.at ?? photo.takenAt) : null, photo.distance, photo.doubts, photo.looks],
      ...[photo.storageKey, photo.thumbnailKey, photo.bodyHash],
    ],
  );
  return rows.length > 0;
}

/**
 * The photos of a visit that is just being logged, or corrected: from now on the worker sees to them.
 *
 * @returns those of the ids that are photos of this visit by this person
 */
export async function claimPhotos(
  tx: Tx,
  { visitId, projectId, ownerId, ids }: { visitId: string; projectId: string; ownerId: string; ids: string[] },
): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `with found as (
       select id from visit_photo
        where id = any ($1::uuid[]) and visit_id = $2 and project_id = $3 and owner_id = $4),
     due as (insert into photo_work (photo_id) select id from found order by id on conflict on constraint photo_work_pk do nothing)
     select id from found`,
    [ids, visitId, projectId, ownerId],
  );
  return rows.map(({ id }) => id);
}
