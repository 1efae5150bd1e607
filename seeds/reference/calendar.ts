import { addDays, type CalendarException, type Day } from '@app/platform';
import published from './holidays.json';

/** One year's notice of the State Council, as it is printed: holidays from–to, and the weekend days worked for them. */
export interface HolidayNotice {
  year: number;
  notice: string;
  publishedOn: Day;
  holidays: { name: string; from: Day; to: Day; makeup: Day[] }[];
}

export const NOTICES: readonly HolidayNotice[] = published;

/** The days of a notice that differ from the plain week. */
export function exceptionsOf({ holidays }: HolidayNotice): CalendarException[] {
  return holidays.flatMap(({ name, from, to, makeup }) => {
    const days: CalendarException[] = makeup.map((day) => ({ day, kind: 'makeup', name }));
    for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, kind: 'holiday', name });
    return days;
  });
}
