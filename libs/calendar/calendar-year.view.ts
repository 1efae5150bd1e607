import { type CalendarException, lastDay, type WorkingCalendar } from '@app/platform';
import type { CalendarDifference, WorkingMonthView } from './calendar-year.dto';

/** A day without what only the table knows of it. */
export const plainDay = ({ day, kind, name }: CalendarException): CalendarException => ({ day, kind, name });

/** Working days of the year and of each of its months. */
export function workingDaysOf(
  calendar: WorkingCalendar,
  year: number,
): { workingDays: number; months: WorkingMonthView[] } {
  const ends = [`${year - 1}-12`];
  for (let month = 1; month <= 12; month += 1) ends.push(`${year}-${String(month).padStart(2, '0')}`);
  const months = ends.slice(1).map((month, index) => ({
    month,
    workingDays: calendar.workingDaysBetween(lastDay(ends[index] ?? ''), lastDay(month)),
  }));
  return { workingDays: months.reduce((sum, { workingDays }) => sum + workingDays, 0), months };
}

/** Day by day, what would differ from what is stored. */
export function differencesOf(
  before: readonly CalendarException[],
  after: readonly CalendarException[],
): CalendarDifference[] {
  const [old, next] = [before, after].map((days) => new Map(days.map((day) => [day.day, day])));
  const days = [...new Set([...before, ...after].map(({ day }) => day))].sort();
  return days.flatMap((day) => {
    const [was, is] = [old?.get(day), next?.get(day)];
    if (was?.kind === is?.kind) return [];
    return { day, before: was?.kind ?? null, after: is?.kind ?? null, name: is?.name ?? was?.name ?? '' };
  });
}
