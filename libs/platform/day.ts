import { DateTime } from 'luxon';

/** A calendar day in Shanghai, `YYYY-MM-DD`. Text compares as time does. */
export type Day = string;
/** A month in Shanghai, `YYYY-MM`. */
export type Month = string;
/** An ISO week, `YYYY-Www`, Monday to Sunday. */
export type Week = string;

/** China keeps one zone without summer time since 1991, so the fixed offset is exact and much cheaper than the name. */
export const ZONE = 'UTC+8';

const at = (day: Day): DateTime => DateTime.fromISO(day, { zone: 'utc' });
const text = (date: DateTime): Day => date.toFormat('yyyy-MM-dd');

/** The day it is in Shanghai at that instant. */
export const dayOf = (instant: Date): Day => text(DateTime.fromJSDate(instant, { zone: ZONE }));
/** The month it is in Shanghai at that instant. */
export const monthOf = (instant: Date): Month => dayOf(instant).slice(0, 7);
/** The instant of that Shanghai day at `time` (`HH:mm`). */
export const instantAt = (day: Day, time = '00:00'): Date => new Date(`${day}T${time}:00+08:00`);
/** ISO 8601 with Shanghai's offset, as the API answers instants. */
export const isoInstant = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: ZONE }).toISO({ suppressMilliseconds: true }) ?? '';

export const addDays = (day: Day, days: number): Day => text(at(day).plus({ days }));
export const addMonths = (month: Month, months: number): Month =>
  at(`${month}-01`).plus({ months }).toFormat('yyyy-MM');
/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round(at(to).diff(at(from), 'days').days);
/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: Day): number => at(day).weekday;

export const firstDay = (month: Month): Day => `${month}-01`;
export const lastDay = (month: Month): Day => text(at(`${month}-01`).endOf('month'));
export const yearOf = (dayOrMonth: Day | Month): number => Number(dayOrMonth.slice(0, 4));

export const weekOf = (day: Day): Week => at(day).toFormat("kkkk-'W'WW");
/** Monday of the week that holds the day. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));
/** Monday of an ISO week. */
export const weekStart = (week: Week): Day => text(DateTime.fromISO(week, { zone: 'utc' }));
/** The month a week counts for: the one that holds its Thursday, as ISO 8601 gives a week to its year. */
export const monthOfWeek = (monday: Day): Month => addDays(monday, 3).slice(0, 7);

/** Mondays of the weeks that count for a month. */
export function mondaysOfMonth(month: Month): Day[] {
  const mondays: Day[] = [];
  for (let monday = mondayOf(firstDay(month)); monday <= lastDay(month); monday = addDays(monday, 7)) {
    if (monthOfWeek(monday) === month) mondays.push(monday);
  }
  return mondays;
}

/** Whether the text is a day that exists: `2026-02-31` is not. */
export function isDay(value: unknown): value is Day {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && at(value).isValid;
}

/** Whether the text is a month of this or a near century. */
export function isMonth(value: unknown): value is Month {
  return typeof value === 'string' && /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(value);
}
