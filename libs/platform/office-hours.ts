import type { WorkingCalendar } from './calendar';
import { addDays, type Day, dayOf, FIRST_YEAR, instantAt } from './day';

/**
 * When a working day is worked, in minutes of the Shanghai day: 09:00–12:00 and 13:00–18:00. Eight hours, as the
 * working-time rules give a day; one standard for the whole district, so that the shares of departments with different
 * summer hours can be compared.
 */
export const OFFICE_HOURS: readonly (readonly [opens: number, closes: number])[] = [
  [9 * 60, 12 * 60],
  [13 * 60, 18 * 60],
];
/** Minutes of a working day: 480. */
export const DAY_MINUTES = OFFICE_HOURS.reduce((sum, [opens, closes]) => sum + closes - opens, 0);

const MINUTE_MS = 60_000;
const OFFSET_MINUTES = 8 * 60;
/** Working time is counted from here; a difference of two sums does not show it. */
const ORIGIN = `${FIRST_YEAR}-01-01`;

/** Minutes of office hours since {@link ORIGIN}. The seconds of an instant do not count, so sums add up exactly. */
function worked(calendar: WorkingCalendar, instant: Date): number {
  const day = dayOf(instant);
  const minute = (Math.floor(instant.getTime() / MINUTE_MS) + OFFSET_MINUTES) % (24 * 60);
  const workday = calendar.isWorkday(day);
  const before = calendar.workingDaysBetween(ORIGIN, day) - (workday ? 1 : 0);
  if (!workday) return before * DAY_MINUTES;
  return OFFICE_HOURS.reduce(
    (sum, [opens, closes]) => sum + Math.max(0, Math.min(minute, closes) - opens),
    before * DAY_MINUTES,
  );
}

/**
 * Working minutes from one instant to another, by the calendar and {@link OFFICE_HOURS}; negative when `to` is earlier.
 * Exact to the minute: for any instant between, the two parts add up to the whole.
 */
export const workingMinutes = (calendar: WorkingCalendar, from: Date, to: Date): number =>
  worked(calendar, to) - worked(calendar, from);

/** The instant of that Shanghai day after so many minutes. */
const minuteOf = (day: Day, minute: number): Date => new Date(instantAt(day).getTime() + minute * MINUTE_MS);

/**
 * The instant after so many working minutes, or before when negative; the earliest one for which the count holds going
 * on, the latest going back. Whole minutes; 0 answers the instant itself.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, from: Date, minutes: number): Date {
  if (minutes === 0) return from;
  const goal = worked(calendar, from) + minutes;
  const ahead = minutes > 0;
  // Whole working days bring it near; the rest is looked for day by day.
  const whole = Math.trunc(minutes / DAY_MINUTES);
  let day = whole === 0 ? dayOf(from) : calendar.addWorkingDays(dayOf(from), whole).day;
  const before = (on: Day): number => worked(calendar, instantAt(on));
  const after = (on: Day): number => worked(calendar, instantAt(addDays(on, 1)));
  if (ahead) {
    while (before(day) >= goal) day = addDays(day, -1);
    while (after(day) < goal) day = addDays(day, 1);
  } else {
    while (after(day) <= goal) day = addDays(day, 1);
    while (before(day) > goal) day = addDays(day, -1);
  }
  let left = goal - before(day);
  for (const [opens, closes] of OFFICE_HOURS) {
    const length = closes - opens;
    if (ahead ? left <= length : left < length) return minuteOf(day, opens + left);
    left -= length;
  }
  return minuteOf(day, OFFICE_HOURS.at(-1)?.[1] ?? 0);
}

const tenths = (minutes: number, unit: number): number => Math.floor((minutes * 20 + unit) / (2 * unit)) / 10;
/** Hours with one decimal, rounded half up from whole minutes. */
export const hoursOf = (minutes: number): number => tenths(minutes, 60);
/** Working days with one decimal, rounded half up from whole minutes; with `among`, the mean of so many. */
export const workingDaysOf = (minutes: number, among = 1): number => tenths(minutes, DAY_MINUTES * among);
