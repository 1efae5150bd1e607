import dayjs, { type Dayjs } from 'dayjs';
import isoWeek from 'dayjs/plugin/isoWeek';

dayjs.extend(isoWeek);

/** An ISO week as the API writes it: `2024-W42`, Monday to Sunday. */
export type Week = string;

/** The week that holds the day. ISO 8601 gives a week to the year of its Thursday. */
export function weekOf(day: Dayjs | string): Week {
  const date = dayjs(day);
  return `${date.isoWeekday(4).year()}-W${String(date.isoWeek()).padStart(2, '0')}`;
}

export const isWeek = (text: string): boolean => /^20\d{2}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text);

/** Monday of a week. 4 January always lies in the first one. */
export const mondayOf = (week: Week): Dayjs =>
  dayjs(`${week.slice(0, 4)}-01-04`)
    .isoWeekday(1)
    .add(Number(week.slice(6)) - 1, 'week');

export const addWeeks = (week: Week, weeks: number): Week => weekOf(mondayOf(week).add(weeks, 'week'));

/** The month a week counts for: the one of its Thursday. */
export const monthOfWeek = (week: Week): string => mondayOf(week).add(3, 'day').format('YYYY-MM');
