import {
  addDays,
  addWorkingMinutes,
  type Day,
  dayAt,
  dayNumber,
  dayOf,
  instantAt,
  isoInstant,
  type WorkingCalendar,
} from '@app/platform';

export const OFFSET_UNITS = ['working-day', 'working-hour', 'soon'] as const;
/** 工作日, 工作小时, 亮黄灯那天 (the ledger's own number of working days before). */
export type OffsetUnit = (typeof OFFSET_UNITS)[number];

/** When a rule falls due after (or before, with a negative offset) what it is about. */
export interface When {
  offset: number;
  unit: Exclude<OffsetUnit, 'soon'>;
  /** `HH:mm`, for offsets in days. */
  atTime: string;
}

/** When a rule may tell people at all: never at night, and as a rule on working days only. */
export interface Hours {
  sendFrom: string;
  sendUntil: string;
  workdaysOnly: boolean;
}

/** What a rule is about: a day, or with `at` a moment. */
export interface Anchor {
  day: Day;
  at: Date | null;
}

/** A deadline ends with the office hours of its day. */
const END_OF_DAY = '18:00';
const LAST_MOMENT = '23:59';
/** Between these days the calendar can count whatever the offset is. */
const EARLIEST = dayNumber('2002-01-01');
const LATEST = dayNumber('2098-12-31');

/** The moment at which it falls due. A later anchor never falls due earlier. */
export function dueAt(calendar: WorkingCalendar, { offset, unit, atTime }: When, { day, at }: Anchor): Date {
  if (unit === 'working-hour') return addWorkingMinutes(calendar, at ?? instantAt(day, END_OF_DAY), offset * 60);
  if (at !== null && offset === 0) return at;
  return instantAt(calendar.addWorkingDays(day, offset).day, atTime);
}

/** The first day of the calendar for which `holds` is true, when it stays true from there on. */
function firstDay(holds: (day: Day) => boolean): Day {
  let [low, high] = [EARLIEST, LATEST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(dayAt(middle))) high = middle;
    else low = middle + 1;
  }
  return dayAt(low);
}

/** The last day of which something falls due by `now`; moments of that day may still be to come. */
export const lastAnchorDay = (calendar: WorkingCalendar, when: When, now: Date): Day =>
  addDays(
    firstDay((day) => dueAt(calendar, when, { day, at: instantAt(day) }) > now),
    -1,
  );

/** The first day of which something falls due at `since` or later. */
export const firstAnchorDay = (calendar: WorkingCalendar, when: When, since: Date): Day =>
  firstDay((day) => dueAt(calendar, when, { day, at: instantAt(day, LAST_MOMENT) }) >= since);

const timeOf = (at: Date): string => isoInstant(at).slice(11, 16);

/** Whether people may be told now. */
export function isOpen(calendar: WorkingCalendar, { sendFrom, sendUntil, workdaysOnly }: Hours, now: Date): boolean {
  const time = timeOf(now);
  return time >= sendFrom && time < sendUntil && (!workdaysOnly || calendar.isWorkday(dayOf(now)));
}

/** The first moment from `at` on in which people may be told. */
export const nextOpen = (calendar: WorkingCalendar, hours: Hours, at: Date): Date =>
  isOpen(calendar, hours, at) ? at : nextSlot(calendar, hours, at, hours.sendFrom);

/** The first moment at or after `at` that has this time of day and lies on a day on which people may be told. */
export function nextSlot(calendar: WorkingCalendar, { workdaysOnly }: Hours, at: Date, time: string): Date {
  let day = dayOf(at);
  if (instantAt(day, time) < at) day = addDays(day, 1);
  if (workdaysOnly && !calendar.isWorkday(day)) day = calendar.addWorkingDays(day, 1).day;
  return instantAt(day, time);
}
