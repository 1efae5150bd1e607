import {
  type Day,
  addDays,
  firstDay,
  lastDay,
  mondaysOfMonth,
  type Month,
  monthOfWeek,
  weekOf,
  weekStart,
  type Week,
  type WorkingCalendar,
} from '@app/platform';
import type { DutyRhythm } from './duty.dto';

/** A week or month within which a project has to be visited once. */
export interface DutyPeriod {
  /** `2024-W42`, or `2024-10`. */
  period: Week | Month;
  every: DutyRhythm;
  starts: Day;
  ends: Day;
}

/** The month whose membership decides, and its periods. */
export interface DutyPeriods {
  month: Month;
  periods: DutyPeriod[];
}

const ofWeek = (monday: Day): DutyPeriod => ({
  period: weekOf(monday),
  every: 'week',
  starts: monday,
  ends: addDays(monday, 6),
});
const ofMonth = (month: Month): DutyPeriod => ({
  period: month,
  every: 'month',
  starts: firstDay(month),
  ends: lastDay(month),
});

/** The periods of a month that have begun on the day; a week without a working day asks nothing of anyone. */
export function periodsOfMonth(calendar: WorkingCalendar, month: Month, asOf: Day): DutyPeriods {
  const weeks = mondaysOfMonth(month).filter((monday) => calendar.hasWorkday(monday));
  const periods = [...weeks.map(ofWeek), ofMonth(month)].filter(({ starts }) => starts <= asOf);
  return { month, periods };
}

/** One week, with the month it counts for. */
export function periodsOfWeek(calendar: WorkingCalendar, week: Week): DutyPeriods {
  const monday = weekStart(week);
  const month = monthOfWeek(monday);
  return { month, periods: [...(calendar.hasWorkday(monday) ? [ofWeek(monday)] : []), ofMonth(month)] };
}
