import { addDays, type Day, type WorkingCalendar } from '@app/platform';
import type { DutyPeriod } from './duty.periods';

/** An officer is away for these days; `standInId` null: nobody goes instead. */
export interface Absence {
  personId: string;
  standInId: string | null;
  reason: 'leave' | 'hand-over';
  from: Day;
  until: Day;
}

/** What an absence changes for the duties of one officer in one period. */
export interface Relief {
  personId: string;
  period: string;
  /** Who goes instead; null: still the officer. */
  standInId: string | null;
  /** Why nobody has to go; null: somebody has to. */
  excuse: string | null;
}

/** The first and the last working day from one day to another, both included; undefined where none is worked. */
function workingSpan(calendar: WorkingCalendar, from: Day, until: Day): { first: Day; last: Day } | undefined {
  const first = calendar.addWorkingDays(addDays(from, -1), 1).day;
  return first > until ? undefined : { first, last: calendar.addWorkingDays(addDays(until, 1), -1).day };
}

/**
 * Who goes in each period instead of those who are away. A stand-in, where their days cover every working day of what is
 * left of the period: whoever is there at its end can still go. A leave without one excuses, where it covers the whole
 * period: whoever was there for a day could have gone.
 *
 * One step only: a stand-in who is away as well is not replaced by their own.
 */
export function reliefs(
  calendar: WorkingCalendar,
  periods: readonly DutyPeriod[],
  absences: readonly Absence[],
  today: Day,
): Relief[] {
  return periods.flatMap(({ period, starts, ends }) => {
    const whole = workingSpan(calendar, starts, ends);
    // A week that is all holiday asks nothing; a month always has working days.
    if (!whole) return [];
    // When no working day is left, whoever had the last one.
    const rest = workingSpan(calendar, starts < today ? today : starts, ends) ?? {
      first: whole.last,
      last: whole.last,
    };
    return absences.flatMap((absence): Relief[] => {
      const covers = ({ first, last }: { first: Day; last: Day }): boolean =>
        absence.from <= first && absence.until >= last;
      const { personId, standInId } = absence;
      if (standInId !== null) return covers(rest) ? [{ personId, period, standInId, excuse: null }] : [];
      return covers(whole) ? [{ personId, period, standInId: null, excuse: excuseOf(absence) }] : [];
    });
  });
}

/** Why nobody goes; departments read it, so it does not say who is away. */
const excuseOf = ({ from, until }: Absence): string => `项目专员 ${from} 至 ${until} 请假，无人代访`;
