import { DateTime } from 'luxon';

/** A calendar day in Shanghai, `YYYY-MM-DD`. Text compares as time does. */
export type Day = string;
/** A month in Shanghai, `YYYY-MM`. */
export type Month = string;
/** An ISO week, `YYYY-Www`, Monday to Sunday. */
export type Week = string;

const at = (day: Day): DateTime => DateTime.fromISO(day, { zone: 'utc' });
const text = (date: DateTime): Day => date.toFormat('yyyy-MM-dd');

/** The years in which days are accepted and counted. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;

const DAY_MS = 86_400_000;
/** China keeps one zone, without summer time since 1991, so a fixed offset is exact. */
const OFFSET_MS = 8 * 3_600_000;

/** Days since 1970-01-01, for arithmetic. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayAt = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);

const shanghai = (instant: Date): string => new Date(instant.getTime() + OFFSET_MS).toISOString();

/** The day it is in Shanghai at that instant. */
export const dayOf = (instant: Date): Day => shanghai(instant).slice(0, 10);
/** The month it is in Shanghai at that instant. */
export const monthOf = (instant: Date): Month => dayOf(instant).slice(0, 7);
/** The instant of that Shanghai day at `time` (`HH:mm`). */
export const instantAt = (day: Day, time = '00:00'): Date => new Date(`${day}T${time}:00+08:00`);
/** ISO 8601 with Shanghai's offset, as the API answers instants. */
export const isoInstant = (instant: Date): string => `${shanghai(instant).slice(0, 19)}+08:00`;

export const addDays = (day: Day, days: number): Day => dayAt(dayNumber(day) + days);
export const addMonths = (month: Month, months: number): Month =>
  at(`${month}-01`).plus({ months }).toFormat('yyyy-MM');
/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);
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

/** Whether the text is a day that exists (`2026-02-31` does not) within the years that are counted. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || !at(value).isValid) return false;
  return yearOf(value) >= FIRST_YEAR && yearOf(value) <= LAST_YEAR;
}

/** Whether the text is a month within the years that are counted. */
export function isMonth(value: unknown): value is Month {
  return typeof value === 'string' && /^20\d{2}-(0[1-9]|1[0-2])$/.test(value);
}

/** Whether the text is an instant within the years that are counted, ISO 8601 with an offset. */
export function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    DateTime.fromISO(value).isValid &&
    // An offset of a day or more is one for Luxon, but not for Date.
    !Number.isNaN(Date.parse(value))
  );
}

/** Whether the text is an ISO week that exists: most years have no `W53`. */
export function isWeek(value: unknown): value is Week {
  return typeof value === 'string' && /^20\d{2}-W\d{2}$/.test(value) && DateTime.fromISO(value).isValid;
}
