import { type Amount, decimal, type Month, rounded } from '@app/platform';

/** Share of the year that has passed at the end of the month, in percent (时间进度), exactly. */
const passed = (month: Month) =>
  decimal(Number(month.slice(5)))
    .times(100)
    .dividedBy(12);

/** Share of the year that has passed at the end of the month, in percent, two digits (时间进度). */
export const timeSchedule = (month: Month): string => passed(month).toFixed(2);

/**
 * Points by which what was completed since January stands above the time schedule, two digits; negative: behind. Null
 * where no investment is planned.
 */
export function scheduleGap(completed: Amount, plan: Amount | null, month: Month): string | null {
  if (plan === null || decimal(plan).isZero()) return null;
  return rounded(decimal(completed).times(100).dividedBy(plan).minus(passed(month)), 2);
}
