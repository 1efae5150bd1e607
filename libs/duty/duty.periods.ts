import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  dayNumber,
  firstDay,
  lastDay,
  mondayOf,
  type Month,
  monthOfWeek,
  type Week,
  weekOf,
  weekStart,
  type WorkingCalendar,
} from '@app/platform';
import { DUTY_RHYTHMS, type DutyRhythm } from './duty.dto';

/** A stretch of the calendar within which a project has to be visited once. */
export interface DutyPeriod {
  /** `2024-W42`, `2024-W41/W42`, `2024-10` or `2024-Q4`: tells all the rest. */
  period: string;
  every: DutyRhythm;
  starts: Day;
  ends: Day;
  /** The month it counts for, whose lists decide: that of the Thursday of its last week, or its last month. */
  month: Month;
}

/** Fortnights are counted in pairs of weeks from this Monday on, so that no year breaks one, not even one of 53 weeks. */
const FIRST_PAIR = dayNumber('2000-01-03');

const HOLDING: Record<DutyRhythm, (day: Day) => DutyPeriod> = {
  week: (day) => weeks('week', mondayOf(day), 1),
  fortnight: (day) => {
    const number = dayNumber(day);
    return weeks('fortnight', dayAt(number - ((((number - FIRST_PAIR) % 14) + 14) % 14)), 2);
  },
  month: (day) => {
    const month = day.slice(0, 7);
    return { period: month, every: 'month', starts: firstDay(month), ends: lastDay(month), month };
  },
  quarter: (day) => {
    const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
    const month = `${day.slice(0, 4)}-${String(quarter * 3).padStart(2, '0')}`;
    const starts = firstDay(addMonths(month, -2));
    return { period: `${day.slice(0, 4)}-Q${quarter}`, every: 'quarter', starts, ends: lastDay(month), month };
  },
};

function weeks(every: DutyRhythm, monday: Day, count: 1 | 2): DutyPeriod {
  const last = addDays(monday, (count - 1) * 7);
  const period = count === 1 ? weekOf(monday) : `${weekOf(monday)}/${weekOf(last).slice(5)}`;
  return { period, every, starts: monday, ends: addDays(last, 6), month: monthOfWeek(last) };
}

/** The period of that rhythm in which the day lies. */
export const periodHolding = (every: DutyRhythm, day: Day): DutyPeriod => HOLDING[every](day);

/** Whether anything is asked for: a week or a fortnight that is all holiday asks nothing of anyone. */
export function asks(calendar: WorkingCalendar, { every, starts, ends }: DutyPeriod): boolean {
  if (every === 'month' || every === 'quarter') return true;
  return calendar.hasWorkday(starts) || calendar.hasWorkday(mondayOf(ends));
}

/** The periods of every rhythm that ask for a visit and have a day in common with the days named, by rhythm and time. */
export function periodsBetween(calendar: WorkingCalendar, from: Day, until: Day): DutyPeriod[] {
  return DUTY_RHYTHMS.flatMap((every) => {
    const periods: DutyPeriod[] = [];
    for (let it = periodHolding(every, from); it.starts <= until; it = periodHolding(every, addDays(it.ends, 1))) {
      if (asks(calendar, it)) periods.push(it);
    }
    return periods;
  });
}

/** Up to `count` weeks, the last one named included, oldest first; none from before the calendar begins. */
export function weeksUntil(last: Week, count: number): DutyPeriod[] {
  const monday = weekStart(last);
  return Array.from({ length: count }, (_, index) => addDays(monday, (index - count + 1) * 7))
    .filter((day) => dayNumber(day) >= FIRST_PAIR)
    .map((day) => periodHolding('week', day));
}

/** The ISO weeks of a year, 52 or 53 of them, whose Thursdays lie in it. */
export function weeksOfYear(year: number): DutyPeriod[] {
  const last = weekOf(`${year}-12-28`);
  return weeksUntil(last, Number(last.slice(6)));
}
