import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type CalendarException, WorkingCalendar } from './calendar';
import { Clock } from './clock';

const KEEP_MS = 60_000;
/** How often a process asks whether another one has published or corrected a year. */
const ASK_MS = 3_000;

/**
 * The calendar table as a {@link WorkingCalendar}: read again within seconds when a year was published or corrected, by
 * whichever process, and each minute in any case. A new year's notice needs no restart.
 *
 * It is asked for inside open transactions, so it never waits for a second connection there: it is read at start, and
 * later ones are read beside the one that is still answered.
 */
@Injectable()
export class CalendarService implements OnModuleInit, OnModuleDestroy {
  private kept?: WorkingCalendar;
  private since = 0;
  private stamp?: string;
  private timer?: NodeJS.Timeout;

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Without a schema yet there is nothing to read; the health check says so, not a failed start. */
  async onModuleInit(): Promise<void> {
    await this.reload().catch(() => undefined);
    // A database that is away for a moment is asked again; the health check tells of it.
    this.timer = setInterval(() => void this.renew().catch(() => undefined), ASK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async current(): Promise<WorkingCalendar> {
    const now = this.clock.now().getTime();
    if (!this.kept) return this.reload();
    if (Math.abs(now - this.since) > KEEP_MS) {
      this.since = now;
      this.reload().catch((error: Error) => new Logger('Calendar').warn(error.message));
    }
    return this.kept;
  }

  /** Call after the table was changed. */
  async reload(): Promise<WorkingCalendar> {
    const stamp = await readStamp(this.database);
    const calendar = await readCalendar(this.database);
    this.kept = calendar;
    this.stamp = stamp;
    this.since = this.clock.now().getTime();
    return calendar;
  }

  /** Reads the table again if a year was published or corrected since. */
  private async renew(): Promise<void> {
    if ((await readStamp(this.database)) !== this.stamp) await this.reload();
  }
}

/** Differs whenever a year was published or corrected. */
async function readStamp(database: Pick<DataSource, 'query'>): Promise<string> {
  const [{ stamp }] = (await database.query(
    `select coalesce(string_agg(year || '.' || version, ' ' order by year), '') as stamp from calendar_year`,
  )) as [{ stamp: string }];
  return stamp;
}

/** Reads the whole table: a few dozen rows a year. */
export async function readCalendar(database: Pick<DataSource, 'query'>): Promise<WorkingCalendar> {
  const years: { year: number }[] = await database.query('select year from calendar_year');
  const days: CalendarException[] = await database.query('select day::text as day, kind, name from calendar_day');
  return new WorkingCalendar(
    years.map(({ year }) => year),
    days,
  );
}
