import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type CalendarException, WorkingCalendar } from './calendar';
import { Clock } from './clock';

const KEEP_MS = 60_000;

/** The calendar table as a {@link WorkingCalendar}, read again each minute: a new year's notice needs no restart. */
@Injectable()
export class CalendarService {
  private kept?: { calendar: Promise<WorkingCalendar>; since: number };

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  current(): Promise<WorkingCalendar> {
    const now = this.clock.now().getTime();
    if (!this.kept || Math.abs(this.kept.since - now) > KEEP_MS) {
      const calendar = readCalendar(this.database);
      calendar.catch(() => this.forget());
      this.kept = { calendar, since: now };
    }
    return this.kept.calendar;
  }

  /** Call after the table was changed. */
  forget(): void {
    this.kept = undefined;
  }
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
