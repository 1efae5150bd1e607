import { Clock, lastBeat } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Without a sweep for so long something is wrong: one is due each minute. */
const SILENT_MS = 5 * 60_000;

/** Whether the sweep still comes by. */
@Injectable()
export class Sweeps {
  private since: Date;

  constructor(
    private readonly clock: Clock,
    @InjectDataSource() private readonly database: DataSource,
  ) {
    this.since = clock.now();
  }

  /**
   * A process that has just started gives the worker these minutes to start as well. Each time is measured by one clock:
   * how long we run by ours, how old the last sweep is by the database's, so a machine whose clock is wrong alarms nobody.
   */
  async come(): Promise<boolean> {
    const now = this.clock.now();
    if (now < this.since) this.since = now;
    if (now.getTime() - this.since.getTime() < SILENT_MS) return true;
    const last = await lastBeat(this.database, 'sweep').catch(() => undefined);
    return last !== undefined && last.ageMs < SILENT_MS;
  }
}
