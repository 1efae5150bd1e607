import { type Day, instantAt, type WorkingCalendar, workingMinutes } from '@app/platform';
import { END_STATES, RETURNS_TO_LEADER } from '@app/ledger';

/**
 * Who can hold an issue. `lead` … `suspended` take turns and add up; `support` and `enterprise` stand beside them;
 * `nobody`: between the end of a cycle and its reopening.
 */
export const HOLDERS = [
  'supervisor',
  'lead',
  'verifier',
  'leader',
  'suspended',
  'nobody',
  'support',
  'enterprise',
] as const;
export type Holder = (typeof HOLDERS)[number];

/** How each is called where it is no department with a name of its own. */
export const HOLDER_NAMES: Record<Holder, string> = {
  supervisor: '督办专员',
  lead: '主办单位',
  verifier: '核验人',
  leader: '包联领导',
  suspended: '挂起（停止计时）',
  nobody: '已办结',
  support: '协办单位',
  enterprise: '企业评价',
};

export interface TimeUnit {
  id: string;
  name: string;
}

/** What an event tells about time; `lead` and `supports` only where it names them. */
export interface TimeEvent {
  action: string;
  to: string;
  at: Date;
  /** The unit of the one who acted; null: the system itself. */
  unitId: string | null;
  lead: TimeUnit | null;
  supports: TimeUnit[] | null;
  /** A report by which a supporting department says that its part is done. */
  done: boolean;
  /** An assignment: the last day to sign for it. */
  signDueOn: Day | null;
  /** A suspension: the day on which the clock starts again by itself. */
  reviewOn: Day | null;
}

export interface Interval {
  party: Holder;
  unit: TimeUnit | null;
  cycle: number;
  from: Date;
  to: Date;
  /** Working minutes between them. */
  minutes: number;
  /** It still lasts. */
  open: boolean;
}

export interface CycleTime {
  cycle: number;
  from: Date;
  /** Null while it lasts. */
  to: Date | null;
  minutes: number;
}

export interface IssueTime {
  /** One after the other, without gap: who had to act. */
  main: Interval[];
  /** At the same time as those of `main`, and in no sum: supporting departments, the enterprise asked to rate. */
  beside: Interval[];
  cycles: CycleTime[];
}

/** What one has to remember of the events so far to say who holds the issue. */
interface Memory {
  cycle: number;
  /** Returns in this cycle: the second one is for the leader in charge to rule on. */
  returns: number;
  lead: TimeUnit | null;
  supports: readonly TimeUnit[];
  /** Supporting departments that have done their part. */
  done: readonly string[];
}

const START: Memory = { cycle: 0, returns: 0, lead: null, supports: [], done: [] };
const ENDED: readonly string[] = END_STATES;
const WITH_DEPARTMENT = ['assigned', 'in-progress'];

function remember(memory: Memory, event: TimeEvent): Memory {
  switch (event.action) {
    case 'register':
    case 'reopen':
      return { ...START, cycle: memory.cycle + 1 };
    case 'return':
      return { ...memory, returns: memory.returns + 1 };
    case 'report':
      return event.done && event.unitId !== null ? { ...memory, done: [...memory.done, event.unitId] } : memory;
    default: {
      const { lead, supports } = event;
      if (lead === null && supports === null) return memory;
      const helpers = supports ?? memory.supports;
      // Who has done its part and still helps has done it.
      const done = memory.done.filter((id) => helpers.some((helper) => helper.id === id));
      return { ...memory, lead: lead ?? memory.lead, supports: helpers, done };
    }
  }
}

/** Who holds an issue in that state. The days until a return is ruled on are those of the one who rules. */
function holderOf(state: string, memory: Memory): { party: Holder; unit: TimeUnit | null } {
  switch (state) {
    case 'registered':
      return { party: 'supervisor', unit: null };
    case 'returned':
      return { party: memory.returns >= RETURNS_TO_LEADER ? 'leader' : 'supervisor', unit: null };
    case 'suspended':
      return { party: 'suspended', unit: null };
    case 'pending-verification':
      return { party: 'verifier', unit: null };
    default:
      return ENDED.includes(state) ? { party: 'nobody', unit: null } : { party: 'lead', unit: memory.lead };
  }
}

/** Departments that help: from assignment until they have reported their part done, while the work goes on. */
const helpersOf = (state: string, memory: Memory): TimeUnit[] =>
  WITH_DEPARTMENT.includes(state) ? memory.supports.filter(({ id }) => !memory.done.includes(id)) : [];

/**
 * Who held an issue when, from its events and the calendar alone: nothing is read from a stored number, so that a share
 * of the time can be defended event by event.
 *
 * @param events of one issue in their order, the registration first
 * @param now where what still lasts is cut
 */
export function timeOf(events: readonly TimeEvent[], calendar: WorkingCalendar, now: Date): IssueTime {
  const main: Interval[] = [];
  const beside: Interval[] = [];
  const helping = new Map<string, Interval>();
  let memory = START;
  // As it was before the last step: taking the step back returns to it.
  let before = START;
  // As the record has it, and as it is: a suspension ends on its day of review, written down or not.
  let written = '';
  let state = '';
  let review: Date | null = null;
  let at = events[0]?.at ?? now;

  const begin = (line: Interval[], party: Holder, unit: TimeUnit | null, from = at): Interval => {
    const interval = { party, unit, cycle: memory.cycle, from, to: from, minutes: 0, open: true };
    line.push(interval);
    return interval;
  };
  const end = (interval: Interval | undefined, to: Date, open = false): void => {
    if (interval) Object.assign(interval, { to, minutes: workingMinutes(calendar, interval.from, to), open });
  };
  /** From `at` on the issue is in this state: closes what ends with it and begins what starts. */
  const enter = (next: string): void => {
    state = next;
    const last = main.at(-1);
    const { party, unit } = holderOf(state, memory);
    if (last?.party !== party || last.unit?.id !== unit?.id || last.cycle !== memory.cycle) {
      end(last, at);
      begin(main, party, unit);
    }
    const helpers = new Map(helpersOf(state, memory).map((helper) => [`${memory.cycle} ${helper.id}`, helper]));
    for (const [key, interval] of helping) {
      if (helpers.has(key)) continue;
      end(interval, at);
      helping.delete(key);
    }
    for (const [key, helper] of helpers) if (!helping.has(key)) helping.set(key, begin(beside, 'support', helper));
  };
  /** On the day of review the clock has started again, however late anybody or any machine noticed. */
  const passReview = (until: Date): void => {
    if (state !== 'suspended' || review === null || review > until) return;
    if (review > at) at = review;
    enter('in-progress');
  };

  for (const event of events) {
    passReview(event.at);
    // A machine whose clock lags does not make time run backwards.
    if (event.at > at) at = event.at;
    const step = remember(memory, event);
    if (event.action === 'withdraw') memory = before;
    else if (step !== memory || event.to !== written) [before, memory] = [memory, step];
    if (event.reviewOn !== null) review = instantAt(event.reviewOn);
    const last = main.at(-1);
    const over = event.to === 'suspended' && written === 'suspended' && state !== written;
    enter(over ? state : event.to);
    written = event.to;
    // The enterprise has rated: it was asked when the cycle ended.
    if (event.action === 'rate' && last?.party === 'nobody') end(begin(beside, 'enterprise', null, last.from), at);
  }

  const until = now > at ? now : at;
  passReview(until);
  for (const interval of helping.values()) end(interval, until, true);
  // What is over is over: nobody holds it, and no bar grows for ever.
  if (main.at(-1)?.party === 'nobody') main.pop();
  else end(main.at(-1), until, true);
  return { main, beside, cycles: cyclesOf(main) };
}

/** Each cycle from its beginning to its last end; the time in which nobody held it is not in its minutes. */
function cyclesOf(main: readonly Interval[]): CycleTime[] {
  const cycles = new Map<number, CycleTime>();
  for (const { party, cycle, from, to, minutes, open } of main) {
    if (party === 'nobody') continue;
    const known = cycles.get(cycle) ?? { cycle, from, to, minutes: 0 };
    cycles.set(cycle, { ...known, to: open ? null : to, minutes: known.minutes + minutes });
  }
  return [...cycles.values()];
}

export interface Share {
  party: Holder;
  unit: TimeUnit | null;
  minutes: number;
  /** Tenths of a percent of what the main intervals add up to; null for those beside them. */
  share: number | null;
}

/** The sum of each party and unit, in the order in which they first held it; those beside the main line last. */
export function sharesOf(time: IssueTime): Share[] {
  const counted = time.main.filter(({ party }) => party !== 'nobody');
  const total = counted.reduce((sum, { minutes }) => sum + minutes, 0);
  const shares = new Map<string, Share>();
  for (const { party, unit, minutes } of [...counted, ...time.beside]) {
    const key = `${party} ${unit?.id ?? ''}`;
    const share = shares.get(key) ?? { party, unit, minutes: 0, share: null };
    // The name it has by now, not the one it had at first.
    shares.set(key, { ...share, unit, minutes: share.minutes + minutes });
  }
  const beside = (party: Holder): boolean => party === 'support' || party === 'enterprise';
  return [...shares.values()].map((share) => ({
    ...share,
    share: beside(share.party) || total === 0 ? null : Math.floor((share.minutes * 2000 + total) / (2 * total)),
  }));
}
