import { CalendarService, dayOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { appendToIssue } from './act.queries';
import { effectOf } from './ledger.effects';
import { lockReviewed } from './resume.queries';

/** So many in one transaction: none holds its locks for long. */
const BATCH = 100;
const NOTE = '到复核日自动恢复计时';

/** A suspension ends by itself on its day of review (挂起到期自动恢复). */
@Injectable()
export class ResumeService {
  constructor(private readonly calendars: CalendarService) {}

  /**
   * Resumes what is due, as a person would, but in the name of the system. The deadline moves by the working days up to
   * the day of review, also when the run comes days later. Safe to run twice, at once, or after an outage.
   *
   * @param now the database's time
   * @returns how many it resumed; as many as one run takes means that there may be more
   */
  async resume(tx: Tx, now: Date): Promise<{ resumed: number; more: boolean }> {
    const today = dayOf(now);
    const calendar = await this.calendars.current();
    const due = await lockReviewed(tx, today, BATCH);
    for (const { id, rule, severity, ...issue } of due) {
      const moment = { now, today, calendar, rule, severity, actor: null };
      const { change, data } = effectOf('resume', issue, 'in-progress', { note: NOTE }, moment);
      await appendToIssue(tx, { issueId: id, action: 'resume', actor: null, at: now, note: NOTE, data, change });
    }
    return { resumed: due.length, more: due.length === BATCH };
  }
}
