import { liveQuery } from 'dexie';
import { database } from './database';
import { Live } from './live';
import type { Draft, Photo } from './model';

/** All visits and photos on this phone, without bytes; undefined until they have been read. */
export const rows = new Live<{ drafts: Draft[]; photos: Photo[] } | undefined>(undefined);

const read = () =>
  database.transaction('r', database.drafts, database.photos, async () => ({
    drafts: await database.drafts.toArray(),
    photos: await database.photos.toArray(),
  }));

/** Reads them, and follows them over all tabs. */
export async function startRows(): Promise<void> {
  rows.set(await read());
  liveQuery(read).subscribe({ next: (found) => rows.set(found) });
}
