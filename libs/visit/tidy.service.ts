import { Settings } from '@app/platform';
import { inBatches } from '@app/photo';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { forgetVisitPlaces } from './visit.queries';

const DAY_MS = 86_400_000;

/** Forgets where people were, when its time is over. */
@Injectable()
export class VisitTidyService {
  constructor(private readonly settings: Settings) {}

  /** May run twice. @returns how many visits lost their position */
  tidy(database: DataSource, now: Date): Promise<number> {
    const before = new Date(now.getTime() - this.settings.POSITION_KEPT_DAYS * DAY_MS);
    return inBatches((limit) => forgetVisitPlaces(database.manager, before, limit));
  }
}
