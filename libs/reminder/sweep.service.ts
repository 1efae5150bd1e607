import { CalendarService, dayOf, inHours, Settings, type Tx, type WorkingCalendar } from '@app/platform';
import { periodsBetween } from '@app/duty';
import { Injectable } from '@nestjs/common';
import { evaluationsAnnounced, evaluationsPublished, objectionsRaised, objectionsRuled } from './evaluation.queries';
import { figuresDiffered, monthsUrged } from './month.queries';
import { dissatisfied, ordered } from './order.queries';
import { photosReused } from './photo.queries';
import {
  dueSoon,
  insertReminders,
  mentioned,
  missingCalendar,
  missingVisits,
  overdue,
  urged,
} from './reminder.queries';
import { isMissing } from './reminder.rules';
import { stepsDue } from './step.queries';

/**
 * Finds every reminder that is due and not written yet: safe to run twice, at once, or late.
 *
 * @param now the database's time; nothing happens outside working hours
 * @param channels outside channels for which a delivery is put down with each reminder
 * @returns how many reminders were new
 */
export async function sweep(
  tx: Tx,
  calendar: WorkingCalendar,
  now: Date,
  channels: readonly 'webhook'[],
): Promise<number> {
  const today = dayOf(now);
  if (!inHours(calendar, today, now)) return 0;
  const due = [
    ...(await dueSoon(tx, calendar, today)),
    ...(await overdue(tx, calendar, today)),
    ...(await urged(tx, calendar, today)),
    ...(await stepsDue(tx, today)),
    ...(await mentioned(tx, calendar, today)),
    ...(await ordered(tx, today)),
    ...(await dissatisfied(tx)),
    ...(await photosReused(tx, today)),
    ...(await monthsUrged(tx, today)),
    ...(await figuresDiffered(tx, today)),
    ...(await evaluationsAnnounced(tx, now)),
    ...(await objectionsRaised(tx)),
    ...(await objectionsRuled(tx, today)),
    ...(await evaluationsPublished(tx, today)),
    ...(await missingCalendar(tx, calendar, today)),
  ];
  const missing = periodsBetween(calendar, today, today).filter((period) => isMissing(calendar, period, today, now));
  if (missing.length > 0) {
    const codes = missing.map(({ period }) => period);
    due.push(...(await missingVisits(tx, codes, today)));
  }
  return due.length === 0 ? 0 : insertReminders(tx, due, now, channels);
}

/** The sweep with this installation's calendar and channels. */
@Injectable()
export class SweepService {
  constructor(
    private readonly calendars: CalendarService,
    private readonly settings: Settings,
  ) {}

  /** See {@link sweep}. */
  async sweep(tx: Tx, now: Date): Promise<number> {
    return sweep(tx, await this.calendars.current(), now, this.settings.WEBHOOK_URL === undefined ? [] : ['webhook']);
  }
}
