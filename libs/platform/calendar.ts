import { type Day, dayAt, dayNumber, FIRST_YEAR, LAST_YEAR, yearOf } from './day';

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

const FIRST = dayNumber(`${FIRST_YEAR}-01-01`);
const LAST = dayNumber(`${LAST_YEAR}-12-31`);

const ASKED_FROM = '11-01';

/**
 * Working days after the State Council's yearly notice. Pure: it is handed the table's rows.
 *
 * A year without rows is counted by weekends only, and every answer that touched it says `estimated`. Counts are kept
 * as a running sum over the century, so that a list of deadlines costs two look-ups a row.
 */
export class WorkingCalendar {
  private readonly exceptions: Map<Day, CalendarException>;
  private readonly years: Set<number>;
  /** Working days from the first day of the range up to and with each day. */
  private readonly worked = new Int32Array(LAST - FIRST + 1);

  constructor(years: Iterable<number>, exceptions: Iterable<CalendarException>) {
    this.years = new Set(years);
    this.exceptions = new Map([...exceptions].map((exception) => [exception.day, exception]));
    const differs = new Map([...this.exceptions].map(([day, { kind }]) => [dayNumber(day), kind === 'makeup']));
    for (let day = FIRST, sum = 0; day <= LAST; day += 1) {
      // 1970-01-01 was a Thursday: (day + 3) % 7 is 0 on Mondays, 5 and 6 on weekends.
      if (differs.get(day) ?? (day + 3) % 7 < 5) sum += 1;
      this.worked[day - FIRST] = sum;
    }
  }

  knows(year: number): boolean {
    return this.years.has(year);
  }

  /** Why this day is off or worked, when it differs from the plain week. */
  exception(day: Day): CalendarException | undefined {
    return this.exceptions.get(day);
  }

  isWorkday(day: Day): boolean {
    return this.isWorked(dayNumber(day));
  }

  /**
   * The n-th working day after `day` (n ≥ 1), or before it (n ≤ -1); the day itself for 0. The start is not counted.
   *
   * @throws RangeError beyond the years the calendar can hold
   */
  addWorkingDays(day: Day, n: number): CountedDay {
    const step = Math.sign(n);
    let reached = dayNumber(day);
    for (let left = Math.abs(n); left > 0;) {
      reached += step;
      if (this.isWorked(reached)) left -= 1;
    }
    const end = dayAt(reached);
    return { day: end, estimated: this.rests(day, end) };
  }

  /** Working days after `from` up to and with `to`; negative when `to` is earlier; 0 on the same day. */
  workingDaysBetween(from: Day, to: Day): number {
    return this.sum(dayNumber(to)) - this.sum(dayNumber(from));
  }

  /** Whether counting from one day to the other rests on a year whose notice is not published (按周末推算). */
  rests(from: Day, to: Day): boolean {
    const [first, last] = from <= to ? [yearOf(from), yearOf(to)] : [yearOf(to), yearOf(from)];
    for (let year = first; year <= last; year += 1) if (!this.knows(year)) return true;
    return false;
  }

  /** Whether any day of the Monday-to-Sunday week is worked: a week that is all holiday asks nothing of anyone. */
  hasWorkday(monday: Day): boolean {
    const first = dayNumber(monday);
    return this.sum(first + 6) > this.sum(first - 1);
  }

  /**
   * The year whose notice is asked for: this one while it is missing, and from November on the next one, which the State
   * Council publishes about then.
   */
  wanted(today: Day): number | null {
    const year = yearOf(today);
    if (!this.knows(year)) return year;
    return today.slice(5) >= ASKED_FROM && !this.knows(year + 1) ? year + 1 : null;
  }

  /** The last year, from this one on, up to which every year is published; the one before when this one is not. */
  publishedUntil(year: number): number {
    let last = year - 1;
    while (this.knows(last + 1)) last += 1;
    return last;
  }

  private isWorked(day: number): boolean {
    return this.sum(day) > this.sum(day - 1);
  }

  private sum(day: number): number {
    if (day === FIRST - 1) return 0;
    const sum = this.worked[day - FIRST];
    if (sum === undefined) throw new RangeError(`the calendar holds ${FIRST_YEAR} to ${LAST_YEAR} only`);
    return sum;
  }
}
