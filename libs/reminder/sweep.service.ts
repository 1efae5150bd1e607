import { CalendarService, type Tx, type WorkingCalendar } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { findDue } from './find.queries';
import { databaseNow, findActiveRules, insertReminders, noteFault } from './reminder.queries';
import type { ReminderRule } from './rule';
import { isOpen, nextSlot } from './rule.time';

/** So many rules are swept at once: one that takes long or waits for a lock does not hold up the others. */
const LANES = 4;

/**
 * Finds every reminder that is due under the rule and not written yet: safe to run twice, at once, or late.
 *
 * @param now the database's time; nothing happens outside the hours of the rule
 * @returns how many reminders were new
 */
export async function sweepRule(tx: Tx, rule: ReminderRule, calendar: WorkingCalendar, now: Date): Promise<number> {
  if (!isOpen(calendar, rule, now)) return 0;
  const digestAt = nextSlot(calendar, rule, now, rule.digestAt);
  let made = 0;
  await findDue(tx, rule, { calendar, now, until: now, since: rule.since }, async (found) => {
    made += await insertReminders(tx, rule, found, now, digestAt);
  });
  return made;
}

/** All rules in one transaction. @returns how many reminders were new */
export async function sweep(tx: Tx, calendar: WorkingCalendar, now: Date): Promise<number> {
  let made = 0;
  for (const rule of await findActiveRules(tx)) made += await sweepRule(tx, rule, calendar, now);
  return made;
}

export interface SweepResult {
  made: number;
  /** Rules that could not be swept. */
  faults: number;
}

/** The sweep with this installation's calendar. */
@Injectable()
export class SweepService {
  private readonly logger = new Logger('Sweep');

  constructor(private readonly calendars: CalendarService) {}

  /** See {@link sweep}. */
  async sweep(tx: Tx, now: Date): Promise<number> {
    return sweep(tx, await this.calendars.current(), now);
  }

  /** Each rule in a transaction of its own, several at once: one that fails or waits leaves the others alone. */
  async run(database: DataSource): Promise<SweepResult> {
    const calendar = await this.calendars.current();
    const waiting = await findActiveRules(database.manager);
    const result: SweepResult = { made: 0, faults: 0 };
    const lane = async (): Promise<void> => {
      for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
        const outcome = await this.one(database, rule, calendar);
        if (outcome === undefined) result.faults += 1;
        else result.made += outcome;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return result;
  }

  private async one(database: DataSource, rule: ReminderRule, calendar: WorkingCalendar): Promise<number | undefined> {
    try {
      const made = await database.transaction(async (tx) => sweepRule(tx, rule, calendar, await databaseNow(tx)));
      await noteFault(database, rule.code, null);
      return made;
    } catch (error) {
      const fault = (error as Error).message;
      this.logger.error(`rule ${rule.code}: ${fault}`);
      await noteFault(database, rule.code, fault.slice(0, 500)).catch(() => undefined);
      return undefined;
    }
  }
}
