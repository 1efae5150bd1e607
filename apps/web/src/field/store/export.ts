import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { t } from '../words';
import { database } from './database';
import { sha256 } from './hash';
import type { Draft, Photo } from './model';
import { readArchive, writeArchive } from './archive';
import { session } from './session';

const zip = (files: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> => zipSync(files, { level: 0 });
const codec = { zip, unzip: unzipSync, encode: strToU8, decode: strFromU8, sha256 };

/** Everything of this person that has not arrived, as one file to take along: the last resort. */
export async function exportUnsent(): Promise<{ blob: Blob; name: string; visits: number; photos: number }> {
  const me = session.get().me;
  if (!me) throw new Error(t('store.failed'));
  const drafts = await database.drafts
    .where('ownerId')
    .equals(me.id)
    .filter(({ state }) => state !== 'delivered')
    .toArray();
  const photos = await database.photos
    .where('visitId')
    .anyOf(drafts.map(({ id }) => id))
    .toArray();
  const bytes = new Map<string, ArrayBuffer>();
  for (const { id } of photos) {
    const kept = (await database.photoBytes.get(id))?.bytes;
    if (kept) bytes.set(id, kept);
  }
  const at = new Date().toISOString();
  const file = await writeArchive({ owner: { id: me.id, name: me.name }, at, drafts, photos, bytes }, codec);
  const name = `走访未发送-${me.name}-${at.slice(0, 10)}.zip`;
  return { blob: new Blob([file], { type: 'application/zip' }), name, visits: drafts.length, photos: bytes.size };
}

export interface Imported {
  added: number;
  /** Visits that were here already: they stay as they are. */
  kept: number;
  photos: number;
  /** Files whose hash is wrong: left out. */
  damaged: string[];
}

/**
 * Takes in what this person exported elsewhere. What is here already stays as it is.
 *
 * @throws Error with a sentence when the file is not ours, is damaged, or belongs to somebody else
 */
export async function importUnsent(file: File): Promise<Imported> {
  const found = await readArchive(await file.arrayBuffer(), codec);
  if (found === 'damaged') throw new Error(t('store.import.damaged'));
  if (found === 'not-ours') throw new Error(t('store.import.notOurs'));
  if (found.owner.id !== session.get().me?.id) {
    throw new Error(t('store.import.otherOwner', { name: found.owner.name }));
  }
  return database.transaction('rw', database.drafts, database.photos, database.photoBytes, async () => {
    const here = new Set(await database.drafts.toCollection().primaryKeys());
    const drafts = found.drafts.filter(({ id }) => !here.has(id));
    const ids = new Set(drafts.map(({ id }) => id));
    await database.drafts.bulkAdd(drafts.map(rested));
    let photos = 0;
    for (const photo of found.photos) {
      if (!ids.has(photo.visitId)) continue;
      const bytes = found.bytes.get(photo.id) ?? null;
      await database.photos.put(bytes ? photo : ({ ...photo, state: 'unreadable' } satisfies Photo));
      await database.photoBytes.put({ id: photo.id, bytes, thumbnail: null });
      if (bytes) photos += 1;
    }
    return { added: drafts.length, kept: found.drafts.length - drafts.length, photos, damaged: found.damaged };
  });
}

/** Not on its way in this browser. */
const rested = (draft: Draft): Draft =>
  draft.state === 'sending' ? { ...draft, state: 'waiting', nextTryAt: 0 } : { ...draft, nextTryAt: 0 };
