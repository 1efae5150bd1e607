import { escalate } from '@app/order';
import { addDays, type Day, instantAt, type Tx, type WorkingCalendar } from '@app/platform';
import type { Issues, Origin } from './issues';
import { Random } from './random';

/** So many working days each is late; nobody urged, so only the ledger's rule speaks. */
const LATE = [12, 7, 4];
/** Given so many working days ago and never signed for. */
const UNSIGNED = 6;
/** So far back papers are sent one by one, as the worker would have sent them. */
const REPLAYED = 15;

/** Problems that a department lets lie, so that every step from 提示单 to 约谈 has been reached by some. */
export function makeLateIssues(issues: Issues, originOn: (daysAgo: number) => Origin): void {
  const { days } = issues.world.rule;
  for (const late of LATE) {
    const assigned = days.due.medium + late;
    issues
      .begin(originOn(assigned + 1), { category: 'power', severity: 'medium' })
      .assign(1)
      .sign(1)
      .report(3);
  }
  issues.begin(originOn(UNSIGNED + 1), { severity: 'low' }).assign(1);
}

/** The papers that the worker would have sent by yesterday, each on its day. */
export async function sendPapers(tx: Tx, calendar: WorkingCalendar, today: Day): Promise<void> {
  const random = new Random('papers');
  for (let ago = REPLAYED; ago > 0; ago -= 1) {
    const { day } = calendar.addWorkingDays(addDays(today, calendar.isWorkday(today) ? 0 : 1), -ago);
    // At the end of the day, after whatever people did on it.
    const at = instantAt(day, '17:55');
    if (day < today) await escalate(tx, calendar, at, () => random.id(at));
  }
}
