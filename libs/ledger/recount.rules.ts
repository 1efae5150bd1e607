import type { Day, WorkingCalendar } from '@app/platform';
import type { State } from './ledger.workflow';

/** The days of an issue that the ledger's rule counts, in the order people read them. */
export const COUNTED_DAYS = [
  'dueOn',
  'signDueOn',
  'returnUntil',
  'rulingDueOn',
  'verifyDueOn',
  'reportDueOn',
  'urgeDueOn',
  'instructionDueOn',
  'turnDueOn',
] as const;
export type CountedField = (typeof COUNTED_DAYS)[number];

export const COUNTED_LABELS: Record<CountedField, string> = {
  dueOn: '办理期限',
  signDueOn: '签收期限',
  returnUntil: '退回期限',
  rulingDueOn: '裁定期限',
  verifyDueOn: '核验期限',
  reportDueOn: '反馈期限',
  urgeDueOn: '催办答复期限',
  instructionDueOn: '批示答复期限',
  turnDueOn: '交办期限',
};

/** The day until which the one whose turn it is should act, where it is one of the others. */
export const TURN_DAYS: Partial<Record<State, CountedField>> = {
  assigned: 'signDueOn',
  returned: 'rulingDueOn',
  'in-progress': 'dueOn',
  'pending-verification': 'verifyDueOn',
};

/** How an event counted a day: so many working days after `from` it reached `day`. */
export interface Count {
  from: Day;
  days: number;
  day: Day;
}

/** How a new calendar changed a day: by the rule it is `counted`; it never gets shorter than it `was`. */
export interface Recounted {
  was: Day;
  counted: Day;
  day: Day;
}

/** What an event says about days. `resume` counts on from the deadline before. */
export interface CountingEvent {
  action: string;
  counted?: Partial<Record<CountedField, Count>>;
  recounted?: Partial<Record<CountedField, Recounted>>;
}

export type Days = Record<CountedField, Day | null>;

/** An open issue, as far as its days go. */
export interface CountedState {
  state: State;
  days: Days;
  /** What its last step changed, as it was before: for the one who takes the step back. */
  undo: (Partial<Days> & { state?: State }) | null;
}

export type Recount = Partial<Record<CountedField, Recounted>>;

/** Days that nobody waits for any more: it is signed for, or it cannot be returned. */
const OVER: Partial<Record<CountedField, readonly State[]>> = {
  signDueOn: ['assigned'],
  returnUntil: ['assigned', 'in-progress'],
};

/**
 * Counts the days of one issue again. Pure.
 *
 * A day is the rule's as long as it stands where an event, or an earlier recount, has put it; one that a person gave is
 * left alone. What was told before is not told again, so that counting twice changes nothing.
 *
 * @param events what counted its days, oldest first
 */
export function recount(
  { state, days }: Pick<CountedState, 'state' | 'days'>,
  events: readonly CountingEvent[],
  calendar: WorkingCalendar,
): Recount {
  const changed: Recount = {};
  for (const field of COUNTED_DAYS) {
    const was = OVER[field]?.includes(state) === false ? null : days[field];
    const place = was === null ? -1 : placeOf(field, was, events, events.length);
    if (was === null || place < 0) continue;
    const counted = again(field, place, events, calendar);
    const told = events[place]?.recounted?.[field]?.counted ?? events[place]?.counted?.[field]?.day;
    if (counted === undefined || counted === told || counted === was) continue;
    changed[field] = { was, counted, day: counted > was ? counted : was };
  }
  return changed;
}

/**
 * What the recount changes: the days that got later, whose turn it is until when where it follows one of them, and the
 * same in what a step taken back would bring again.
 */
export function changeOf(
  issue: CountedState,
  recounted: Recount,
  events: readonly CountingEvent[],
  calendar: WorkingCalendar,
): Partial<Days> & { undo?: CountedState['undo'] } {
  const change = laterOf(issue, recounted);
  if (issue.undo === null) return change;
  const before = { state: issue.undo.state ?? issue.state, days: { ...issue.days, ...issue.undo } };
  const again = laterOf(before, recount(before, events, calendar));
  const kept = Object.entries(again).filter(([field]) => issue.undo !== null && field in issue.undo);
  return kept.length > 0 ? { ...change, undo: { ...issue.undo, ...Object.fromEntries(kept) } } : change;
}

function laterOf({ state, days }: Pick<CountedState, 'state' | 'days'>, recounted: Recount): Partial<Days> {
  const change: Partial<Days> = {};
  for (const field of COUNTED_DAYS) {
    const one = recounted[field];
    if (one && one.day !== one.was) change[field] = one.day;
  }
  const turn = TURN_DAYS[state];
  if (turn && change[turn] !== undefined && days.turnDueOn === days[turn]) change.turnDueOn = change[turn];
  return change;
}

/** The latest event before `end` that put the day where it is; -1 when a person did. */
function placeOf(field: CountedField, day: Day, events: readonly CountingEvent[], end: number): number {
  for (let place = end - 1; place >= 0; place -= 1) {
    const event = events[place];
    if ((event?.recounted?.[field] ?? event?.counted?.[field])?.day === day) return place;
  }
  return -1;
}

/** The day that the event gives by this calendar; undefined when the record does not tell. */
function again(
  field: CountedField,
  place: number,
  events: readonly CountingEvent[],
  calendar: WorkingCalendar,
): Day | undefined {
  const earlier = (day: Day): number => placeOf(field, day, events, place);
  const recounted = events[place]?.recounted?.[field];
  if (recounted) {
    const before = earlier(recounted.was);
    return before < 0 ? undefined : again(field, before, events, calendar);
  }
  const count = events[place]?.counted?.[field];
  if (!count) return undefined;
  const before = events[place]?.action === 'resume' ? earlier(count.from) : -1;
  const counted = before < 0 ? undefined : again(field, before, events, calendar);
  // A deadline that was not shortened once is what the next days were added to.
  const kept = before < 0 ? undefined : events[before]?.recounted?.[field]?.day;
  const from = counted === undefined ? count.from : kept !== undefined && kept > counted ? kept : counted;
  return calendar.addWorkingDays(from, count.days).day;
}

const chineseDay = (day: Day): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** The recount in words, one for each day. */
export function recountWords(changed: Recount): string[] {
  return COUNTED_DAYS.flatMap((field) => {
    const one = changed[field];
    if (!one) return [];
    const label = COUNTED_LABELS[field];
    return one.day === one.counted
      ? `${label}由${chineseDay(one.was)}改为${chineseDay(one.day)}`
      : `${label}重算后应为${chineseDay(one.counted)}，不缩短，保留${chineseDay(one.day)}`;
  });
}
