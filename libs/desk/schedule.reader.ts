import type { Principal } from '@app/org';
import {
  addMonths,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  firstDay,
  lastDay,
  type Month,
  monthOf,
  pageOf,
  problem,
  type Tx,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { findLedger, type LedgerRecord, type Standing, standingOf, STANDINGS, stepCounts } from '@app/ledger';
import type { Reporting, ScheduleQuery, ScheduleRow, ScheduleView } from './schedule.dto';
import { findSchedule, type ScheduleRecord } from './schedule.queries';

/** What needs a look comes first. */
const FIRST: readonly Standing[] = ['behind', 'unplanned', 'on-time', 'ahead', 'done'];

/** Monthly scheduling (月调度): per item its reports, its steps of the month, and how it stands. */
@Injectable()
export class ScheduleReader {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  /** @throws Problem 404 for an unknown ledger */
  async schedule(tx: Tx, principal: Principal, ledgerId: string, query: ScheduleQuery): Promise<ScheduleView> {
    const ledger = await findLedger(tx, ledgerId);
    if (!ledger) throw problem.notFound();
    const today = dayOf(this.clock.now());
    const present = monthOf(this.clock.now());
    const month = query.month ?? present;
    const until = month === present ? today : lastDay(month);
    const found = await findSchedule(tx, principal, { ledgerId, year: yearOf(month), until });
    const calendar = await this.calendars.current();
    const rows = found
      .map((item) => rowOf(item, { ledger, month, until, today, calendar }))
      .sort((a, b) => FIRST.indexOf(a.standing) - FIRST.indexOf(b.standing));
    const count = (matches: (row: ScheduleRow) => boolean): number => rows.filter(matches).length;
    const from = (query.page - 1) * query.pageSize;
    return {
      ...pageOf(query, rows.slice(from, from + query.pageSize), rows.length),
      month,
      standings: Object.fromEntries(
        STANDINGS.map((standing) => [standing, count((row) => row.standing === standing)]),
      ) as Record<Standing, number>,
      reported: count(({ reporting }) => reporting === 'reported'),
      unreported: count(({ reporting }) => reporting === 'missing' || reporting === 'awaited'),
    };
  }
}

interface Sight {
  ledger: Pick<LedgerRecord, 'reportDay'>;
  month: Month;
  /** The last day that is looked at. */
  until: Day;
  today: Day;
  calendar: WorkingCalendar;
}

function rowOf(item: ScheduleRecord, sight: Sight): ScheduleRow {
  const { month, until, calendar } = sight;
  const { issueId, number, title, state, leadUnitName, lastReport } = item;
  // As it was at the end of the month that is looked at.
  const steps = item.steps.map((step) => ({
    ...step,
    doneOn: step.doneOn !== null && step.doneOn <= until ? step.doneOn : null,
  }));
  const open = steps.filter(({ doneOn }) => doneOn === null).sort((a, b) => (a.plannedOn < b.plannedOn ? -1 : 1));
  const counts = { total: steps.length, open: open.map(({ plannedOn }) => plannedOn) };
  const closed = item.closedOn !== null && item.closedOn <= until;
  const { standing, words } = standingOf(steps, { closed, on: until, calendar });
  const months = monthsTo(month).map((one) => {
    const planned = item.steps.filter(({ plannedOn }) => plannedOn.startsWith(one));
    const done = planned.filter(({ doneOn }) => doneOn !== null && doneOn <= until);
    return { month: one, reporting: reportingOf(item, one, sight), planned: planned.length, done: done.length };
  });
  return {
    issueId,
    number,
    title,
    state,
    leadUnitName,
    lastReport,
    steps: stepCounts(counts, until),
    months,
    reporting: months.at(-1)?.reporting ?? 'none',
    due: steps.filter(({ plannedOn }) => plannedOn.startsWith(month)),
    next: open[0] ?? null,
    standing,
    words,
  };
}

/** From January of its year to the month. */
function monthsTo(month: Month): Month[] {
  const months: Month[] = [];
  for (let one: Month = `${yearOf(month)}-01`; one <= month; one = addMonths(one, 1)) months.push(one);
  return months;
}

/** A report is due for each month between assigning and closing. */
function reportingOf(item: ScheduleRecord, month: Month, { ledger, today }: Sight): Reporting {
  if (item.reportedMonths.includes(month)) return 'reported';
  const begun = item.assignedOn !== null && item.assignedOn <= lastDay(month);
  const over = item.closedOn !== null && item.closedOn < firstDay(addMonths(month, 1));
  if (!begun || over || month > today.slice(0, 7)) return 'none';
  const day = String(ledger.reportDay ?? 31).padStart(2, '0');
  if (month === today.slice(0, 7)) return today <= `${month}-${day}` ? 'awaited' : 'missing';
  // Assigned after the day of the report: the first one is due in the month after.
  return item.assignedOn !== null && item.assignedOn > `${month}-${day}` ? 'none' : 'missing';
}
