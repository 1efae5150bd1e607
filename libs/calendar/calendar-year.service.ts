import type { Principal } from '@app/org';
import {
  type CalendarException,
  Clock,
  dayOf,
  faultsOfDays,
  fingerprint,
  firstDayOf,
  invalid,
  isoInstant,
  lock,
  type NoticeReading,
  problem,
  readNotice,
  readNoticeIcs,
  readNoticeJson,
  recordChange,
  type Tx,
  WorkingCalendar,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type {
  CalendarMove,
  CalendarPreview,
  CalendarPreviewBody,
  CalendarYearBody,
  CalendarYearView,
  NoticeFormat,
} from './calendar-year.dto';
import {
  findKnownYears,
  findStoredDays,
  findYear,
  findYearChanges,
  saveYear,
  type StoredDay,
} from './calendar-year.queries';
import { differencesOf, plainDay, workingDaysOf } from './calendar-year.view';
import { findCounted } from './recount.queries';
import { COUNTED_DAYS, COUNTED_LABELS, recount } from '@app/ledger';

const READERS: Record<NoticeFormat, (year: number, content: string, whole: boolean) => NoticeReading> = {
  text: readNotice,
  json: readNoticeJson,
  ics: readNoticeIcs,
};
/** So many issues are looked through at once, and so many deadlines are shown by name. */
const STEP = 1000;
const SHOWN = 100;

/** The years of the calendar: what is published, what a notice would change, and publishing it. */
@Injectable()
export class CalendarYearService {
  constructor(private readonly clock: Clock) {}

  /** The year as it is published, or by weekends while it is not. */
  async year(tx: Tx, year: number): Promise<CalendarYearView> {
    const published = await findYear(tx, year);
    const days = await findStoredDays(tx);
    const changes = await findYearChanges(tx, year);
    return {
      year,
      notice: published?.notice ?? null,
      publishedOn: published?.publishedOn ?? null,
      version: published?.version ?? 0,
      estimated: published === undefined,
      days: days.filter(({ day }) => yearOf(day) === year).map(plainDay),
      ...workingDaysOf(new WorkingCalendar([], days), year),
      changes: changes.map(({ at, byName, after, reason }) => ({
        at: isoInstant(at),
        byName,
        notice: after.notice,
        reason,
      })),
    };
  }

  /** Reads a notice and says what it would change; writes nothing. */
  async preview(tx: Tx, { year, format, content, keepOthers }: CalendarPreviewBody): Promise<CalendarPreview> {
    const read = READERS[format](year, content, !keepOthers);
    const stored = await findStoredDays(tx);
    const published = await findYear(tx, year);
    const mine = stored.filter((day) => day.year === year);
    const named = new Set(read.days.map(({ name }) => name));
    const days = unique([...(keepOthers ? mine.filter(({ name }) => !named.has(name)) : []), ...read.days]);
    const faults = [...read.faults, ...clashes(year, days, stored)];
    if (keepOthers && !published) faults.push(`${year} 年还没有录入，不能只调整其中几个节日，请录入全年的通知。`);
    const others = stored.filter((day) => day.year !== year);
    const calendar = new WorkingCalendar([...(await findKnownYears(tx)), year], [...others, ...days]);
    return {
      year,
      notice: read.notice,
      publishedOn: read.publishedOn,
      days,
      faults,
      ...workingDaysOf(calendar, year),
      storedWorkingDays: workingDaysOf(new WorkingCalendar([], stored), year).workingDays,
      differences: differencesOf(mine, days),
      ...(await this.moves(tx, year, calendar)),
      corrects: published !== undefined,
      token: tokenOf(year, days, published?.version ?? 0),
    };
  }

  /**
   * Publishes the year, or corrects it: the days take the place of the stored ones, and open deadlines wait to be
   * counted again. The same sent again changes nothing.
   *
   * @throws Problem 400 for days that cannot be, 409 with the year as it is when it changed since the preview
   */
  async confirm(tx: Tx, principal: Principal, year: number, body: CalendarYearBody): Promise<void> {
    await lock(tx, `calendar ${year}`);
    const { notice, publishedOn, reason } = body;
    const days = unique(body.days.map(plainDay));
    const before = await findYear(tx, year);
    const stored = await findStoredDays(tx);
    const mine = stored.filter((day) => day.year === year).map(plainDay);
    const same = before?.notice === notice && before.publishedOn === publishedOn;
    if (same && fingerprint(mine) === fingerprint(days)) return;
    const now = this.clock.now();
    if (publishedOn > dayOf(now)) throw invalid('publishedOn', '印发日期不能晚于今天，请核对通知末尾的日期。');
    const fault = [...faultsOfDays(year, body.days, false), ...clashes(year, days, stored)][0];
    if (fault !== undefined) throw invalid('days', fault);
    if (body.token !== tokenOf(year, days, before?.version ?? 0)) {
      throw problem.stale({}, await this.year(tx, year));
    }
    if (before && reason === '') throw invalid('reason', `${year} 年的日历已经公布，更正请写明理由。`);
    await saveYear(tx, { year, notice, publishedOn }, days, { personId: principal.id, at: now });
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'calendar',
      subjectId: String(year),
      action: before ? 'update' : 'create',
      ...(before ? { before: { ...before, days: mine } } : {}),
      after: { notice, publishedOn, version: (before?.version ?? 0) + 1, days },
      ...(reason === '' ? {} : { reason }),
    });
  }

  /** The deadlines of open issues that this calendar would count differently. */
  private async moves(
    tx: Tx,
    year: number,
    calendar: WorkingCalendar,
  ): Promise<Pick<CalendarPreview, 'movedIssues' | 'laterCount' | 'later' | 'earlierCount' | 'earlier'>> {
    const moved = {
      movedIssues: 0,
      laterCount: 0,
      later: [] as CalendarMove[],
      earlierCount: 0,
      earlier: [] as CalendarMove[],
    };
    for (let after: string | null = null; ;) {
      const issues = await findCounted(tx, firstDayOf(year), { after, limit: STEP, lock: false });
      for (const issue of issues) {
        const { id, number, title } = issue;
        const changed = recount(issue, issue.events, calendar);
        let later = false;
        for (const field of COUNTED_DAYS) {
          const one = changed[field];
          if (!one) continue;
          const move = {
            issueId: id,
            number,
            title,
            field,
            label: COUNTED_LABELS[field],
            from: one.was,
            to: one.counted,
          };
          const kind = one.day === one.counted ? 'later' : 'earlier';
          if (kind === 'later') later = true;
          moved[`${kind}Count`] += 1;
          if (moved[kind].length < SHOWN) moved[kind].push(move);
        }
        if (later) moved.movedIssues += 1;
      }
      after = issues.at(-1)?.id ?? null;
      if (issues.length < STEP) return moved;
    }
  }
}

/** Each day once, by day: what is stored and previewed is the same whatever order it came in. */
const unique = (days: readonly CalendarException[]): CalendarException[] =>
  [...new Map(days.map((day) => [day.day, plainDay(day)])).values()].sort((a, b) => (a.day < b.day ? -1 : 1));

const tokenOf = (year: number, days: readonly CalendarException[], version: number): string =>
  fingerprint({ year, days, version });

/** Days that stand in the notice of another year already. */
const clashes = (year: number, days: readonly CalendarException[], stored: readonly StoredDay[]): string[] =>
  stored
    .filter((other) => other.year !== year && days.some(({ day }) => day === other.day))
    .map(({ day, year: other, name }) => `${day}（${name}）已在 ${other} 年的通知中，请核对年份。`);
