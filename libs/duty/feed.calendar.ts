import { type DueDay, WAIT_WORDS } from '@app/desk';
import { addDays, type Day, type WorkingCalendar } from '@app/platform';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { FeedDuty } from './feed.queries';
import { dueDay } from './plan.rules';

const HOUR = 3600;
const shortDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/**
 * Visits and days of issues as a calendar (RFC 5545), each an all-day event: a visit on the last working day on which it
 * can be made, an issue on the day by which it waits for the person. A calendar leaves the house: it names project,
 * address, number, title and days, and never persons or what was written.
 *
 * @param publicUrl where the links begin
 */
export function calendarOf(
  { duties, issues }: { duties: FeedDuty[]; issues: DueDay[] },
  calendar: WorkingCalendar,
  publicUrl: string,
  now: Date,
): string {
  const { hostname } = new URL(publicUrl);
  const feed = ical({
    name: '待办和走访',
    prodId: { company: 'xiaohao', product: 'calendar', language: 'ZH' },
    ttl: HOUR,
  });
  for (const { issueId, number, title, wait, dueOn } of issues) {
    feed.createEvent({
      // The same wait is the same event when its day moves; it goes away when somebody has acted.
      id: `${issueId}-${wait}@${hostname}`,
      stamp: now,
      start: dayStart(dueOn),
      end: dayStart(addDays(dueOn, 1)),
      allDay: true,
      summary: `${WAIT_WORDS[wait]}：${number} ${title}`,
      description: `${shortDay(dueOn)}到期，办理后自动消失。`,
      url: `${publicUrl}/issues/${issueId}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  for (const { projectId, projectName, address, period, starts, ends } of duties) {
    const due = dueDay({ starts, ends }, calendar);
    feed.createEvent({
      // The same duty is the same event, however often it is fetched and whatever the project is called by then.
      id: `${projectId}-${period.replace('/', '-')}@${hostname}`,
      stamp: now,
      start: dayStart(due),
      end: dayStart(addDays(due, 1)),
      allDay: true,
      summary: `走访：${projectName}`,
      description: `${shortDay(starts)}至${shortDay(ends)}之间走访一次。`,
      location: address === '' ? null : address,
      url: `${publicUrl}/field/p/${projectId}`,
      // Nobody is busy for a whole day because of a visit.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return feed.toString();
}

/** The library writes the day of an all-day event by its UTC date. */
const dayStart = (day: Day): Date => new Date(`${day}T00:00:00Z`);
