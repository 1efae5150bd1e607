import { addDays, type Day, type WorkingCalendar } from '@app/platform';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { FeedDuty } from './feed.queries';
import { dueDay } from './plan.rules';

const HOUR = 3600;
const shortDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/**
 * The duties as a calendar (RFC 5545), each an all-day event on the last working day on which it can be met. A calendar
 * leaves the house: it names project, address and days, and neither persons nor problems.
 *
 * @param publicUrl where the links begin
 */
export function calendarOf(duties: FeedDuty[], calendar: WorkingCalendar, publicUrl: string, now: Date): string {
  const feed = ical({
    name: '走访安排',
    prodId: { company: 'xiaohao', product: 'visits', language: 'ZH' },
    ttl: HOUR,
  });
  for (const { projectId, projectName, address, period, starts, ends } of duties) {
    const due = dueDay({ starts, ends }, calendar);
    feed.createEvent({
      // The same duty is the same event, however often it is fetched and whatever the project is called by then.
      id: `${projectId}-${period.replace('/', '-')}@${new URL(publicUrl).hostname}`,
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
