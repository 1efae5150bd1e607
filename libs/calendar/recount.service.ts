import { firstDayOf, readCalendar, type Tx, type WorkingCalendar } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { appendToIssue, changeOf, recount, recountWords } from '@app/ledger';
import { lockPendingRecount, type PendingRecount, saveRecount } from './calendar-year.queries';
import { type CountedIssue, findCounted } from './recount.queries';

const BATCH = 100;
/** So many batches in one run: a request does not last longer than that, the worker goes on. */
const MOST = 100;
/** By then every process knows the new calendar: what one has still counted by that of before is found in a second pass. */
const SETTLE_MS = 10_000;

/** Counts open deadlines again after a year of the calendar was published or corrected, each with an event. */
@Injectable()
export class RecountService {
  /** All that waits, batch by batch; what is left over is found by the next run. Returns how many issues got an event. */
  async run(database: DataSource, now: () => Promise<Date>): Promise<number> {
    let recounted = 0;
    for (let batches = 0; batches < MOST; batches += 1) {
      const done = await database.transaction(async (tx) => this.batch(tx, await now()));
      if (done === undefined) break;
      recounted += done;
    }
    return recounted;
  }

  /**
   * One batch of what waits: whoever dies leaves whole batches, and another goes on behind them. Counting an issue twice
   * changes nothing.
   *
   * @returns how many issues got an event; undefined when nothing waits
   */
  async batch(tx: Tx, now: Date): Promise<number | undefined> {
    const pending = await lockPendingRecount(tx, new Date(now.getTime() - SETTLE_MS));
    if (!pending) return undefined;
    const calendar = await readCalendar(tx);
    const issues = await findCounted(tx, firstDayOf(pending.year), { after: pending.after, limit: BATCH, lock: true });
    let recounted = 0;
    for (const issue of issues) if (await this.recount(tx, pending, issue, calendar, now)) recounted += 1;
    const last = issues.length === BATCH ? issues.at(-1) : undefined;
    if (last) await saveRecount(tx, pending.year, { pass: pending.pass, after: last.id });
    else await saveRecount(tx, pending.year, { pass: pending.pass === 1 ? 2 : null, after: null });
    return recounted;
  }

  private async recount(
    tx: Tx,
    pending: PendingRecount,
    issue: CountedIssue,
    calendar: WorkingCalendar,
    at: Date,
  ): Promise<boolean> {
    const recounted = recount(issue, issue.events, calendar);
    if (Object.keys(recounted).length === 0) return false;
    const { year, notice, version } = pending;
    await appendToIssue(tx, {
      issueId: issue.id,
      action: 'recalculate',
      actor: pending.actor,
      at,
      note: `按${numberOf(notice)}重算期限`,
      data: { recounted, recountedDays: recountWords(recounted), calendar: { year, notice, version } },
      change: changeOf(issue, recounted, issue.events, calendar),
    });
    return true;
  }
}

/** 国办发明电〔2026〕7号 out of whatever the notice was called in full. */
export const numberOf = (notice: string): string => /[一-鿿]+〔\d{4}〕\d+号/.exec(notice)?.[0] ?? notice;
