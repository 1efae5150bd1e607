import type { OffsetUnit, Hours } from './rule.time';
import type { Relation, WatchCode } from './reminder.kinds';

export const MODES = ['single', 'digest'] as const;
/** 逐条, 汇总. */
export type Mode = (typeof MODES)[number];

/** Who is reminded of what, when, how, in which words. */
export interface ReminderRule extends Hours {
  code: string;
  what: WatchCode;
  name: string;
  active: boolean;
  /** Only of this ledger; null: of all. */
  ledgerId: string | null;
  /** A step of the escalation ladder: a ledger with steps of its own leaves the general ones. */
  ladder: boolean;
  whom: Relation[];
  offset: number;
  unit: OffsetUnit;
  atTime: string;
  /** Again each so many working days or hours, so many times; null: once. */
  repeatEvery: number | null;
  repeatTimes: number;
  /** In this order: the next takes over from one that fails or knows no address. */
  channels: string[];
  mode: Mode;
  digestAt: string;
  title: string;
  body: string;
  mandatory: boolean;
  /** What fell due before is nobody reminded of. */
  since: Date;
  version: number;
}

export const RULE_COLUMNS = `r.code, r.what, r.name, r.active, r.ledger_id as "ledgerId", r.ladder, r.whom, r."offset", r.unit,
  r.at_time as "atTime", r.repeat_every as "repeatEvery", r.repeat_times as "repeatTimes", r.channels, r.mode,
  r.digest_at as "digestAt", r.title, r.body, r.send_from as "sendFrom", r.send_until as "sendUntil",
  r.workdays_only as "workdaysOnly", r.mandatory, r.since, r.version`;
