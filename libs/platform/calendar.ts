import { addDays, type Day, weekday, yearOf } from './day';

/** One day that differs from the plain week. `holiday`: statutory day off; `makeup`: a weekend day that is worked (调休). */
export interface CalendarException {
  day: Day;
  kind: 'holiday' | 'makeup';
  name: string;
}

/** A day reached by counting, and whether a year without a published notice was crossed on the way (按周末推算). */
export interface CountedDay {
  day: Day;
  estimated: boolean;
}

/**
 * Working days after the State Council's yearly notice. Pure: it is handed the table's rows.
 *
 * A year without rows is counted by weekends only, and every answer that touched it says `estimated`.
 */
export class WorkingCalendar {
  private readonly exceptions: Map<Day, CalendarException>;
  private readonly years: Set<number>;

  constructor(years: Iterable<number>, exceptions: Iterable<CalendarException>) {
    this.years = new Set(years);
    this.exceptions = new Map([...exceptions].map((exception) => [exception.day, exception]));
  }

  knows(year: number): boolean {
    return this.years.has(year);
  }

  /** Why this day is off or worked, when it differs from the plain week. */
  exception(day: Day): CalendarException | undefined {
    return this.exceptions.get(day);
  }

  isWorkday(day: Day): boolean {
    const exception = this.exceptions.get(day);
    return exception ? exception.kind === 'makeup' : weekday(day) <= 5;
  }

  /** The n-th working day after `day` (n ≥ 1), or before it (n ≤ -1); the day itself for 0. The start is not counted. */
  addWorkingDays(day: Day, n: number): CountedDay {
    const step = Math.sign(n);
    let reached = day;
    let estimated = !this.knows(yearOf(day));
    for (let left = Math.abs(n); left > 0;) {
      reached = addDays(reached, step);
      estimated ||= !this.knows(yearOf(reached));
      if (this.isWorkday(reached)) left -= 1;
    }
    return { day: reached, estimated };
  }

  /** Working days after `from` up to and with `to`; negative when `to` is earlier; 0 on the same day. */
  workingDaysBetween(from: Day, to: Day): number {
    if (to < from) return -this.workingDaysBetween(to, from);
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (this.isWorkday(day)) count += 1;
    return count;
  }

  /** Whether any day of the Monday-to-Sunday week is worked: a week that is all holiday asks nothing of anyone. */
  hasWorkday(monday: Day): boolean {
    return [0, 1, 2, 3, 4, 5, 6].some((offset) => this.isWorkday(addDays(monday, offset)));
  }
}
