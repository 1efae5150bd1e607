import type { Role } from '@app/org';
import { addMonths, type Day, type WorkingCalendar } from '@app/platform';
import type { Action } from './ledger.workflow';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
/** 一般, 较重, 严重. The ledger has a deadline for each. */
export type Severity = (typeof SEVERITIES)[number];

/** The steps that have a deadline of their own: 交办, 签收, 办结, 退回, 裁定, 核验, 答复. */
export const TIMED_STEPS = ['assign', 'sign', 'due', 'return', 'ruling', 'verify', 'answer'] as const;
export type TimedStep = (typeof TIMED_STEPS)[number];
/** How long each step may take, in working days. */
export type StepDays = Record<TimedStep, Record<Severity, number>>;

/** What an application for closure must show: nothing beside words, any attachment, a photo, a document. */
export const EVIDENCES = ['none', 'any', 'photo', 'document'] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** The rule of a ledger; all deadlines in working days. */
export interface LedgerRule {
  id: string;
  code: string;
  name: string;
  days: StepDays;
  /** Yellow from so many working days before the deadline. */
  soonDays: number;
  /** So many extensions may be granted in one cycle. */
  extensionMax: number;
  /** In the last so many working days the supervisor must consent before one may ask. */
  extensionFreeze: number;
  /** A report is due each so many working days, or on that day of each month. */
  reportEvery: number | null;
  reportDay: number | null;
  evidence: Evidence;
  /** The actions that it uses; null: all. */
  actions: Action[] | null;
  hasSteps: boolean;
  /** Whether an issue is about a project: always, perhaps, never. */
  subject: 'project' | 'optional' | 'none';
  /** Roles that may register. */
  registrars: Role[];
}

/** The first day on which asking for an extension needs the supervisor's consent; null where it never does. */
export function freezeFrom(rule: LedgerRule, dueOn: Day | null, calendar: WorkingCalendar): Day | null {
  if (rule.extensionFreeze === 0 || dueOn === null) return null;
  // On a deadline that is no working day the last working day before it is the last one.
  const last = calendar.isWorkday(dueOn) ? dueOn : calendar.addWorkingDays(dueOn, -1).day;
  return calendar.addWorkingDays(last, 1 - rule.extensionFreeze).day;
}

/** When the next report is due after `day`; null where the ledger asks for none. */
export function nextReport(rule: LedgerRule, day: Day, calendar: WorkingCalendar): Day | null {
  if (rule.reportEvery !== null) return calendar.addWorkingDays(day, rule.reportEvery).day;
  if (rule.reportDay === null) return null;
  const on = `${day.slice(0, 7)}-${String(rule.reportDay).padStart(2, '0')}`;
  return on > day ? on : `${addMonths(day.slice(0, 7), 1)}${on.slice(7)}`;
}
