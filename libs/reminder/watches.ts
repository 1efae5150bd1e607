import { ISSUE_WATCHES } from './issue.watches';
import { MONTH_WATCHES } from './month.watches';
import type { WatchCode } from './reminder.kinds';
import { VISIT_WATCHES } from './visit.watches';
import type { Watch } from './watch';

/** Everything that people can be reminded of. */
export const WATCHES: readonly Watch[] = [...ISSUE_WATCHES, ...VISIT_WATCHES, ...MONTH_WATCHES];
const BY_CODE = new Map(WATCHES.map((watch) => [watch.code, watch]));

/** @throws Error for a code that no program of this version knows */
export function watchOf(code: WatchCode): Watch {
  const watch = BY_CODE.get(code);
  if (!watch) throw new Error(`no watch “${code}”`);
  return watch;
}
