import { addDays, type Day } from '@app/platform';
import { DUTY_RHYTHMS, type DutyCell, type DutyRhythm, type DutyState } from './duty.dto';
import type { DutyPeriod } from './duty.periods';

/** A duty of one project, as cells show it. */
export interface ShownDuty {
  period: string;
  every: DutyRhythm;
  starts: Day;
  ends: Day;
  state: DutyState;
  excuseReason: string | null;
}

/** A visit of one project with the problems it found. */
export interface ShownVisit {
  id: string;
  visitedOn: Day;
  found: number;
}

/**
 * A project's weeks. A week shows the duty that its Thursday lies in, so that a longer one is seen in all of its weeks;
 * where a rule has changed and two overlap, the strictest.
 */
export function cellsOf(
  weeks: readonly DutyPeriod[],
  duties: readonly ShownDuty[],
  visits: readonly ShownVisit[],
): DutyCell[] {
  const byRhythm = [...duties].sort((a, b) => DUTY_RHYTHMS.indexOf(a.every) - DUTY_RHYTHMS.indexOf(b.every));
  return weeks.map(({ period: week, starts, ends }) => {
    const thursday = addDays(starts, 3);
    const duty = byRhythm.find((one) => one.starts <= thursday && one.ends >= thursday);
    const seen = visits.filter(({ visitedOn }) => visitedOn >= starts && visitedOn <= ends);
    return {
      week,
      period: duty?.period ?? null,
      state: duty?.state ?? null,
      visitIds: seen.map(({ id }) => id),
      found: seen.reduce((sum, { found }) => sum + found, 0),
      excuseReason: duty?.excuseReason ?? null,
    };
  });
}

/** The rule that a matrix row names: of the duty that began last. */
export const newestRule = (duties: readonly Pick<ShownDuty, 'every' | 'starts'>[]): DutyRhythm =>
  duties.reduce<{ every: DutyRhythm; starts: Day } | undefined>(
    (newest, duty) => (newest === undefined || duty.starts >= newest.starts ? duty : newest),
    undefined,
  )?.every ?? 'week';

/** Rows of several projects, those of each together. */
export function byProject<T extends { projectId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.projectId);
    if (group) group.push(row);
    else groups.set(row.projectId, [row]);
  }
  return groups;
}
