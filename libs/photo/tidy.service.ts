import { Settings } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { forgetPhotoPlaces } from './tidy.queries';
import { deleteOldUploads } from './upload.queries';

const DAY_MS = 86_400_000;
/** A phone that has no signal for so long begins its uploads anew. */
const UPLOAD_DAYS = 14;
/** So many at a time, so that nobody waits for the nightly work. */
const BATCH = 500;

/** What is kept for some time only. */
@Injectable()
export class PhotoTidyService {
  constructor(private readonly settings: Settings) {}

  /** Forgets uploads that nobody goes on with, and where old photos were taken. May run twice. */
  async tidy(database: DataSource, now: Date): Promise<{ uploads: number; places: number }> {
    const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    const { manager } = database;
    const uploads = await inBatches((limit) => deleteOldUploads(manager, before(UPLOAD_DAYS), limit));
    const kept = before(this.settings.POSITION_KEPT_DAYS);
    const places = await inBatches((limit) => forgetPhotoPlaces(manager, kept, limit));
    return { uploads, places };
  }
}

/** Repeats a piece of work until it finds nothing more. @returns how much it did */
export async function inBatches(work: (limit: number) => Promise<number>): Promise<number> {
  for (let sum = 0; ;) {
    const done = await work(BATCH);
    sum += done;
    if (done < BATCH) return sum;
  }
}
