import { addDays, type Day, firstDay, lock, readCalendar, type Tx, yearOf } from '@app/platform';
import { reliefs } from './absence.rules';
import { DUTY_RHYTHMS } from './duty.dto';
import { periodHolding, periodsBetween } from './duty.periods';
import { findAbsences, firstListed, nextProjects, REPAIR_LOCK, type Repaired, repairRows } from './repair.queries';

/** Periods that begin within so many days have their rows already, so that people can plan. */
export const AHEAD_DAYS = 35;
/** So many projects in one transaction: others do not wait for long. */
const BATCH = 2_000;

/**
 * Makes the duties of these projects what lists, officers, stand-ins and the calendar say; see {@link repairRows}. To be
 * called in the transaction that changes any of them.
 */
export async function repair(tx: Tx, today: Day, projectIds: readonly string[]): Promise<Repaired> {
  const repaired = { inserted: 0, updated: 0, deleted: 0 };
  if (projectIds.length === 0) return repaired;
  await lock(tx, REPAIR_LOCK);
  // Of the transaction, which may have changed it.
  const calendar = await readCalendar(tx);
  const first = await firstListed(tx, projectIds);
  const until = addDays(today, AHEAD_DAYS);
  const from = first !== null && firstDay(first) < today ? firstDay(first) : today;
  const periods = periodsBetween(calendar, from, until);
  const open = periods.filter(({ ends }) => ends >= today);
  const earliest = open.reduce((day, { starts }) => (starts < day ? starts : day), today);
  const away = reliefs(calendar, open, await findAbsences(tx, earliest), today);
  return repairRows(tx, today, projectIds, periods, away);
}

/**
 * The next projects after the one named, in a transaction of the caller's: the whole is repaired batch by batch.
 *
 * @returns where to go on; null when all are done
 */
export async function repairNext(
  tx: Tx,
  today: Day,
  after: string | null,
): Promise<{ repaired: Repaired; next: string | null }> {
  const projectIds = await nextProjects(tx, after, BATCH);
  const repaired = await repair(tx, today, projectIds);
  return { repaired, next: projectIds.length < BATCH ? null : (projectIds.at(-1) ?? null) };
}

/** Everything in one transaction, for whoever fills a database. */
export async function repairAll(tx: Tx, today: Day): Promise<void> {
  for (let after: string | null = null; ;) {
    const { next }: { next: string | null } = await repairNext(tx, today, after);
    if (next === null) return;
    after = next;
  }
}

/** Whether a year of the calendar has days in periods that are not over and have begun, or begin soon. */
export function asksNow(year: number, today: Day): boolean {
  const open = DUTY_RHYTHMS.map((every) => periodHolding(every, today).starts);
  return year >= Math.min(...open.map(yearOf)) && year <= yearOf(addDays(today, AHEAD_DAYS + 14));
}
