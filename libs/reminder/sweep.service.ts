import { CalendarService, type Tx, within, type WorkingCalendar } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { findDue } from './find.queries';
import { databaseNow, findActiveRules, insertReminders, noteFault } from './reminder.queries';
import type { ReminderRule } from './rule';
import { isOpen, nextSlot } from './rule.time';

/** A run waits so long for the slowest rules; they go on after it. */
const PATIENCE_MS = 1_000;
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

/** A rule, and whether it could not be swept last time. */
type SweptRule = ReminderRule & { faulty: boolean };

export interface SweepResult {
  /** Reminders that are new; those of rules that take longer are not among them. */
  made: number;
  /** Rules that could not be swept, or were not done when the others were. */
  faults: number;
}

/** The sweep with this installation's calendar. */
@Injectable()
export class SweepService {
  private readonly logger = new Logger('Sweep');
  /** Rules that are being swept in this process → whether to do it again after that. */
  private readonly underWay = new Map<string, boolean>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private lanes = 0;

  constructor(private readonly calendars: CalendarService) {}

  /** See {@link sweep}. */
  async sweep(tx: Tx, now: Date): Promise<number> {
    return sweep(tx, await this.calendars.current(), now);
  }

  /**
   * Each rule in a transaction of its own, several at once: one that fails, waits or takes long leaves the others alone,
   * also those of the next run. Who comes while a rule is being swept has it swept once more.
   *
   * @param told is called whenever a rule has made reminders, also after the run has ended
   */
  async run(database: DataSource, told: () => void = () => undefined): Promise<SweepResult> {
    const calendar = await this.calendars.current();
    const result: SweepResult = { made: 0, faults: 0 };
    const rules = await findActiveRules(database.manager);
    let left = rules.length;
    const sweeps = rules.map(async (rule) => {
      const made = await this.inTurn(rule, () => this.one(database, rule, calendar));
      left -= 1;
      if (made === undefined) result.faults += 1;
      else result.made += made;
      if (made) told();
    });
    await within(PATIENCE_MS, Promise.all(sweeps));
    return { made: result.made, faults: result.faults + left };
  }

  /** As many at once as there are lanes; a rule that is under way already is done once more by whoever does it. */
  private inTurn(rule: SweptRule, work: () => Promise<number | undefined>): Promise<number | undefined> {
    if (this.underWay.has(rule.code)) {
      this.underWay.set(rule.code, true);
      return Promise.resolve(0);
    }
    this.underWay.set(rule.code, false);
    return new Promise((resolve) => {
      this.waiting.push(async () => {
        let made: number | undefined = 0;
        try {
          do {
            this.underWay.set(rule.code, false);
            const more = await work();
            made = more === undefined || made === undefined ? undefined : made + more;
          } while (made !== undefined && this.underWay.get(rule.code));
        } finally {
          this.underWay.delete(rule.code);
          resolve(made);
        }
      });
      this.fill();
    });
  }

  private fill(): void {
    while (this.lanes < LANES) {
      const next = this.waiting.shift();
      if (!next) return;
      this.lanes += 1;
      void next().finally(() => {
        this.lanes -= 1;
        this.fill();
      });
    }
  }

  private async one(database: DataSource, rule: SweptRule, calendar: WorkingCalendar): Promise<number | undefined> {
    try {
      const made = await database.transaction(async (tx) => sweepRule(tx, rule, calendar, await databaseNow(tx)));
      if (rule.faulty) await noteFault(database, rule.code, null);
      return made;
    } catch (error) {
      const { message, name, code = name } = error as Error & { code?: string };
      this.logger.error(`rule ${rule.code}: ${message}`);
      const sentence = `扫描这条规则时出错（${code}），下一分钟再试；一直出错的，请把后台任务的日志交给技术人员。`;
      await noteFault(database, rule.code, sentence.slice(0, 500)).catch(() => undefined);
      return undefined;
    }
  }
}
