import { uuidv7 } from '../../client/uuid';
import { t } from '../words';
import { database, isFull } from './database';
import { isSecure, sha256 } from './hash';
import type { Photo } from './model';
import { shrink } from './photo-image';
import { takePosition } from './position';
import { rows } from './rows';
import { afterFirstSave, saidFull } from './storage-health';

const MOST = 20;
/** A photo whose fix never came (the page was closed) is sent without one after this time. */
const POSITION_MS = 20_000;

/**
 * Adds a photo to a visit: it is kept as it was taken before anything else is done with it, then made smaller.
 *
 * @throws Error with a sentence when there are 20 already, the address is not encrypted or the phone is full
 */
export async function addPhoto(draftId: string, file: File, source: Photo['source']): Promise<Photo> {
  if (!isSecure()) throw new Error(t('store.photo.insecure'));
  const draft = await database.drafts.get(draftId);
  if (!draft) throw new Error(t('store.failed'));
  if ((await database.photos.where('visitId').equals(draftId).count()) >= MOST) {
    throw new Error(t('store.photo.tooMany'));
  }
  const now = Date.now();
  const photo: Photo = {
    id: uuidv7(),
    visitId: draftId,
    ownerId: draft.ownerId,
    projectId: draft.projectId,
    state: 'raw',
    source,
    // What the gallery gives was taken when its file was written.
    takenAt: new Date(source === 'gallery' && file.lastModified > 0 ? file.lastModified : now).toISOString(),
    addedAt: now,
    width: 0,
    height: 0,
    size: 0,
    sha256: '',
    location: null,
    positioning: source === 'camera',
    sent: 0,
  };
  const raw = await file.arrayBuffer();
  await store(photo, raw);
  if (photo.positioning) void settlePosition(photo.id);
  void prepare(photo.id, raw);
  void afterFirstSave();
  return photo;
}

async function store(photo: Photo, raw: ArrayBuffer): Promise<void> {
  try {
    await put(photo, raw, null);
  } catch (error) {
    if (!isFull(error)) throw error;
    // No room for the large original: perhaps for the small one.
    const small = await shrink(raw).catch(() => undefined);
    if (!small) throw new Error(t('store.photo.unreadable'));
    try {
      await put(photo, small.bytes, small.thumbnail);
    } catch (again) {
      saidFull(true);
      throw new Error(t('store.storage.full'), { cause: again });
    }
  }
}

const put = (photo: Photo, bytes: ArrayBuffer, thumbnail: ArrayBuffer | null): Promise<void> =>
  database.transaction('rw', database.photos, database.photoBytes, async () => {
    await database.photos.add(photo);
    await database.photoBytes.add({ id: photo.id, bytes, thumbnail });
  });

/** Where it was taken: asked once, now; what comes after the photo went is not used. */
async function settlePosition(id: string): Promise<void> {
  const location = await takePosition();
  await database.photos
    .where('id')
    .equals(id)
    .modify((photo) => {
      if (!photo.positioning) return;
      photo.location = location;
      photo.positioning = false;
    });
}

/** Makes it smaller; in whichever tab is first. */
async function prepare(id: string, raw: ArrayBuffer): Promise<void> {
  try {
    const { bytes, thumbnail, width, height } = await shrink(raw);
    const hash = await sha256(bytes);
    await database.transaction('rw', database.photos, database.photoBytes, async () => {
      if ((await database.photos.get(id))?.state !== 'raw') return;
      await database.photoBytes.put({ id, bytes, thumbnail });
      await database.photos.update(id, { state: 'ready', width, height, size: bytes.byteLength, sha256: hash });
    });
  } catch (error) {
    // No room for another copy: the original stays, and the next start tries again.
    if (isFull(error)) return saidFull(true);
    await database.photos.update(id, { state: 'unreadable' });
  }
}

/** Goes on with what the last session left half done. */
export async function resumePhotos(): Promise<void> {
  const late = Date.now() - POSITION_MS;
  await database.photos
    .filter(({ positioning, addedAt }) => positioning && addedAt < late)
    .modify({ positioning: false });
  for (const id of await database.photos.where('state').equals('raw').primaryKeys()) {
    const raw = (await database.photoBytes.get(id))?.bytes;
    if (raw) await prepare(id, raw);
    else await database.photos.update(id, { state: 'unreadable' });
  }
}

/** Removes a photo from a visit that is not on its way. */
export async function removePhoto(id: string): Promise<void> {
  await database.transaction('rw', database.drafts, database.photos, database.photoBytes, async () => {
    const photo = await database.photos.get(id);
    const draft = photo && (await database.drafts.get(photo.visitId));
    if (draft?.state !== 'draft' && draft?.state !== 'needs-attention') return;
    await database.photoBytes.delete(id);
    await database.photos.delete(id);
  });
}

/** A picture to show: the small one, or the original while that is being made. */
export async function pictureOf(id: string): Promise<Blob | null> {
  const kept = await database.photoBytes.get(id);
  const bytes = kept?.thumbnail ?? kept?.bytes;
  return bytes ? new Blob([bytes], { type: 'image/jpeg' }) : null;
}

export const photoState = (id: string): Photo['state'] | undefined =>
  rows.get()?.photos.find((photo) => photo.id === id)?.state;
