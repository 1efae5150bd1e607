import type { WorkingCalendar } from './calendar';
import { type Day, isoInstant } from './day';

const OPENS = '08:30';
const CLOSES = '18:00';

/** People hear of things on working days between 08:30 and 18:00; what falls due outside waits for the next of them. */
export function inHours(calendar: WorkingCalendar, today: Day, now: Date): boolean {
  const time = isoInstant(now).slice(11, 16);
  return calendar.isWorkday(today) && time >= OPENS && time < CLOSES;
}
