import type { Relation, Rule, RuleBody, Watch, WatchCode } from './queries';
import type { Side } from './rule-words';

/** A rule as its form holds it. */
export interface RuleValues {
  what: WatchCode;
  name: string;
  active: boolean;
  /** '' stands for all ledgers. */
  ledgerId: string;
  ladder: boolean;
  whom: Relation[];
  /** Before, on or after the day: with `amount` the offset. */
  side: Side | 'soon';
  amount: number;
  unit: 'working-day' | 'working-hour';
  atTime: string;
  again: boolean;
  repeatEvery: number;
  repeatTimes: number;
  channels: string[];
  mode: Rule['mode'];
  digestAt: string;
  title: string;
  body: string;
  sendFrom: string;
  sendUntil: string;
  workdaysOnly: boolean;
  mandatory: boolean;
}

/** What a rule says, whatever else is known of it. */
export type RuleFacts = Omit<RuleBody, 'what'> & { what: WatchCode };

export function factsOf(rule: RuleFacts): RuleFacts {
  const { what, name, active, ledgerId, ladder, whom, offset, unit, atTime, repeatEvery, repeatTimes } = rule;
  const { channels, mode, digestAt, title, body, sendFrom, sendUntil, workdaysOnly, mandatory } = rule;
  return {
    ...{ what, name, active, ledgerId, ladder, whom, offset, unit, atTime, repeatEvery, repeatTimes },
    ...{ channels, mode, digestAt, title, body, sendFrom, sendUntil, workdaysOnly, mandatory },
  };
}

const sideOf = ({ unit, offset }: RuleFacts): RuleValues['side'] => {
  if (unit === 'soon') return 'soon';
  if (offset === 0) return 'on';
  return offset < 0 ? 'before' : 'after';
};

export function valuesOf(rule: RuleFacts): RuleValues {
  const { offset, unit, ledgerId, repeatEvery, repeatTimes, ...same } = factsOf(rule);
  return {
    ...same,
    ledgerId: ledgerId ?? '',
    side: sideOf(rule),
    amount: Math.abs(offset) || 1,
    unit: unit === 'soon' ? 'working-day' : unit,
    again: repeatEvery !== null,
    repeatEvery: repeatEvery ?? 2,
    repeatTimes: repeatTimes || 3,
  };
}

/** What the form says; where a field is not shown for this choice, what it held before says nothing. */
export function factsIn(values: RuleValues, watch: Watch): RuleFacts {
  const { side, amount, unit, again, ledgerId, repeatEvery, repeatTimes, ...same } = values;
  const soon = side === 'soon';
  const signed = { before: -amount, on: 0, after: amount, soon: 0 }[side];
  return {
    ...same,
    name: same.name.trim(),
    what: watch.code,
    ledgerId: watch.byLedger && ledgerId !== '' ? ledgerId : null,
    ladder: mayBeLadder(watch) && same.ladder,
    offset: signed,
    unit: soon ? 'soon' : side === 'on' ? 'working-day' : unit,
    repeatEvery: again && !soon ? repeatEvery : null,
    repeatTimes: again && !soon ? repeatTimes : 0,
  };
}

export const mayBeLadder = (watch: Watch): boolean => watch.code === 'issue-overdue';

/** What a new rule starts with: as the first rule about the same, and without one as most rules are. */
export function startOf(watch: Watch, like: Rule | undefined): RuleValues {
  const [first = 'supervisor' as const] = watch.whom;
  const plain: RuleFacts = {
    ...{ what: watch.code, name: '', active: true, ledgerId: null, ladder: false, whom: [first], offset: 0 },
    ...{ unit: 'working-day', atTime: '08:30', repeatEvery: null, repeatTimes: 0, channels: [], mode: 'single' },
    ...{ digestAt: '08:30', title: watch.zh, body: '', sendFrom: '08:30', sendUntil: '18:00', workdaysOnly: true },
    mandatory: false,
  };
  // It is another rule: whose ledger it is and whether it is a step are for this form to say.
  return valuesOf({
    ...plain,
    ...(like && { ...factsOf(like), name: '', active: true, ledgerId: null, ladder: false }),
  });
}
