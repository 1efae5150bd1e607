import type { Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  dayOf,
  daysBetween,
  hoursOf,
  instantAt,
  invalid,
  isoInstant,
  offset,
  problem,
  type Tx,
  type WorkingCalendar,
  workingDaysOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type Holder,
  HOLDER_NAMES,
  type Interval,
  sharesOf,
  type TimeEvent,
  timeOf,
  type TimeUnit,
} from './time.intervals';
import type { IntervalView, IssueTimeView, UnitTimePage, UnitTimeQuery, UnitTimeSort } from './time.dto';
import { countWithin, findTimeEvents, findTimeUnits, findWithin, type TimeRecord } from './time.queries';
import { type UnitTime, UnitTimes } from './unit-time';

/** The longest period that is added up at once, in calendar days. */
const PERIOD_DAYS = 366;
/** More issues than a district has in a year; above it the answer would take too long. */
const MOST_ISSUES = 50_000;
/** So many issues are in memory at a time. */
const BATCH = 500;

const byName = (a: UnitTime, b: UnitTime): number => a.unit.name.localeCompare(b.unit.name, 'zh-CN');
const ORDER: Record<UnitTimeSort, (a: UnitTime, b: UnitTime) => number> = {
  '-average': (a, b) => b.averageDays - a.averageDays,
  '-median': (a, b) => b.medianDays - a.medianDays,
  '-issues': (a, b) => b.issues - a.issues,
  '-returned': (a, b) => b.returned - a.returned,
  '-late': (a, b) => b.lateSignings - a.lateSignings,
  name: byName,
};

/** Who held issues how long: read from the record each time, never from a stored number. */
@Injectable()
export class TimeService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  /** @throws Problem 404 when there is none that the person may know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<IssueTimeView> {
    const records = await findTimeEvents(tx, principal, id);
    if (!records) throw problem.notFound();
    const now = this.clock.now();
    const calendar = await this.calendars.current();
    const events = eventsOf(records, await findTimeUnits(tx), calendar);
    const time = timeOf(events, calendar, now);
    const last = time.main.at(-1)?.to ?? now;
    return {
      asOf: isoInstant(now),
      cycles: time.cycles.map(({ from, to, ...cycle }) => ({
        ...cycle,
        from: isoInstant(from),
        to: to && isoInstant(to),
        ...measured(cycle.minutes),
      })),
      intervals: [...time.main, ...time.beside].map(intervalView),
      shares: sharesOf(time).map(({ party, unit, minutes, share }) => ({
        ...holder(party, unit),
        minutes,
        ...measured(minutes),
        share: share === null ? null : share / 10,
      })),
      estimated: calendar.rests(dayOf(time.main[0]?.from ?? now), dayOf(last)),
    };
  }

  /**
   * How long each department had issues in its hands, for those who supervise all of them.
   *
   * @throws Problem 400 for a period that is turned round or too long, or holds too many issues
   */
  async units(tx: Tx, query: UnitTimeQuery): Promise<UnitTimePage> {
    const { from, to, ledger } = query;
    if (to < from) throw invalid('to', '结束日期不能早于开始日期。');
    if (daysBetween(from, to) >= PERIOD_DAYS) throw invalid('to', '一次最多统计一年，请缩短时间范围。');
    const now = this.clock.now();
    const filter = { ledger, from: instantAt(from), until: instantAt(addDays(to, 1)) };
    if ((await countWithin(tx, filter)) > MOST_ISSUES) {
      throw invalid('to', `这段时间的问题超过 ${MOST_ISSUES} 个，请缩短时间范围，或只选一本台账。`);
    }
    const units = await findTimeUnits(tx);
    const calendar = await this.calendars.current();
    const times = new UnitTimes(calendar, filter, now);
    for (let after: string | undefined; ;) {
      const batch = await findWithin(tx, filter, after, BATCH);
      for (const { events } of batch) times.add(eventsOf(events, units, calendar));
      after = batch.at(-1)?.id;
      if (batch.length < BATCH) break;
    }
    const rows = times.rows().sort((a, b) => ORDER[query.sort](a, b) || byName(a, b));
    const items = rows.slice(offset(query), offset(query) + query.pageSize).map(({ unit, ...row }) => ({
      unitId: unit.id === unit.name ? null : unit.id,
      unitName: unit.name,
      ...row,
    }));
    const { page, pageSize } = query;
    return { items, total: rows.length, page, pageSize, asOf: isoInstant(now < filter.until ? now : filter.until) };
  }
}

const measured = (minutes: number) => ({ workingHours: hoursOf(minutes), workingDays: workingDaysOf(minutes) });

const holder = (party: Holder, unit: TimeUnit | null): { party: Holder; unitId: string | null; name: string } => ({
  party,
  unitId: unit === null || unit.id === unit.name ? null : unit.id,
  name: unit?.name ?? HOLDER_NAMES[party],
});

const intervalView = ({ party, unit, cycle, from, to, minutes, open }: Interval): IntervalView => ({
  ...holder(party, unit),
  cycle,
  from: isoInstant(from),
  to: open ? null : isoInstant(to),
  minutes,
  ...measured(minutes),
  beside: party === 'support' || party === 'enterprise',
});

/** With the units' names of today; a unit that the record holds only by a name it no longer has stands for itself. */
function eventsOf(records: readonly TimeRecord[], units: readonly TimeUnit[], calendar: WorkingCalendar): TimeEvent[] {
  const known = new Map(units.flatMap((unit) => [[unit.id, unit] as const, [unit.name, unit] as const]));
  const unit = (key: string): TimeUnit => known.get(key) ?? { id: key, name: key };
  return records.map((record) => {
    const lead = record.leadUnitId ?? record.leadUnit;
    // Who gives it to a department names all who help: none named is none.
    const given = record.action === 'assign' || record.action === 'transfer' ? [] : null;
    const { signing } = record;
    return {
      action: record.action,
      to: record.to,
      at: new Date(record.at),
      unitId: record.unitId,
      lead: lead === null ? null : unit(lead),
      supports: (record.supportUnitIds ?? record.supportUnits)?.map(unit) ?? given,
      done: record.done,
      signDueOn: signing && calendar.addWorkingDays(signing.from, signing.days).day,
      reviewOn: record.reviewOn,
    };
  });
}
