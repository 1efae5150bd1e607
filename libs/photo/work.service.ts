import { buffer } from 'node:stream/consumers';
import { FileMissing, FileStore, newFileKey, tryLock, type Tx } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { stamped } from './photo.stamp';
import { stampLines } from './stamp.words';
import { countAttempt, type DuePhoto, findDue, insertMatches, settlePhoto } from './work.queries';

/** A photo whose drawing ended the process so often is left alone. */
const MOST_ATTEMPTS = 5;

export interface PhotoRun {
  /** Photos that were seen to. */
  photos: number;
  /** The same pictures found in other visits. */
  matches: number;
}

/** Sees to the photos of visits: a copy with the watermark, and whether the picture was there before. */
@Injectable()
export class PhotoWorkService {
  private readonly logger = new Logger('Photos');

  constructor(private readonly store: FileStore) {}

  /**
   * Sees to every photo that is due, one after the other, each in a transaction of its own. May run twice and at once:
   * who comes second finds the work taken.
   */
  async run(database: DataSource, now: () => Promise<Date>): Promise<PhotoRun> {
    const done: PhotoRun = { photos: 0, matches: 0 };
    for (;;) {
      const at = await now();
      const matches = await database.transaction((tx) => this.next(database.manager, tx, at));
      if (matches === undefined) return done;
      done.photos += 1;
      done.matches += matches;
    }
  }

  /** @returns matches found; undefined when nothing is due, or another worker is at it */
  private async next(outside: Tx, tx: Tx, now: Date): Promise<number | undefined> {
    if (!(await tryLock(tx, 'photo work'))) return undefined;
    const photo = await findDue(tx);
    if (!photo) return undefined;
    // Committed at once, beside the transaction: what is written in it is gone when the process ends.
    await countAttempt(outside, photo.id, 1);
    const settled = photo.attempts >= MOST_ATTEMPTS ? { fault: 'tried too often' } : await this.draw(outside, photo);
    if ('fault' in settled) this.logger.warn(`photo ${photo.id}: ${settled.fault}`);
    await settlePhoto(tx, photo.id, now, settled);
    return insertMatches(tx, photo, now);
  }

  /** The file is in the store before its row says so: what dies in between leaves a file that does no harm. */
  private async draw(outside: Tx, photo: DuePhoto): Promise<{ stampedKey: string } | { fault: string }> {
    try {
      const original = await buffer(await this.store.get(photo.storageKey));
      const copy = await stamped(original, stampLines(photo)).catch((error: Error) => error);
      if (!copy || copy instanceof Error) return { fault: `cannot be drawn: ${copy ? copy.message : 'no picture'}` };
      const stampedKey = newFileKey();
      await this.store.put(stampedKey, copy);
      return { stampedKey };
    } catch (error) {
      // What is gone from the store does not come back by itself; a store that is away does, and was no try.
      if (error instanceof FileMissing) return { fault: 'not in the file store' };
      await countAttempt(outside, photo.id, -1);
      throw error;
    }
  }
}
