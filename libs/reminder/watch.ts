import type { Day, Parameters, WorkingCalendar } from '@app/platform';
import type { Relation, SubjectKind, WatchCode } from './reminder.kinds';

/** What a watch is asked about. */
export interface Scope {
  today: Day;
  now: Date;
  calendar: WorkingCalendar;
  /** The first day of which something may be due still: so far back as the rule comes again, and an outage lasts. */
  from: Day;
  /** The last day of which something may be asked for: today, or further ahead for a preview. */
  until: Day;
}

/**
 * One thing that people can be reminded of. SQL in parts, so that the sweep, the preview and the check before sending
 * all ask the same: who, of what, because of which day.
 */
export interface Watch {
  code: WatchCode;
  label: { zh: string; en: string };
  subjectKind: SubjectKind;
  /** Begins with `from`; everything but the day and the person. */
  from: string | ((p: Parameters, scope: Scope) => string);
  /** The condition under which it is true still; also asked again before something is sent later. */
  where: string | ((p: Parameters, scope: Scope) => string);
  /** Id of what it is about. */
  subject: string;
  /** What makes it another one: the deadline, the event, or the period. Text. */
  occurrence: string;
  /** The day (`date`) or moment (`timestamptz`) it is about. */
  on: string;
  /** Whether `on` is a moment: something that happened, which no preview can know of. */
  moment?: boolean;
  /** Since when the day is known (`timestamptz`); left out: since ever. */
  known?: string;
  /** Placeholder → its value (text). `期限`, `剩余` and `超期` are there by themselves. */
  words: Record<string, string>;
  /** More words that take some counting, as one jsonb: only for those who are told now. */
  figures?: { words: readonly string[]; sql: string };
  /** Makes words of what SQL cannot say. */
  refine?: (words: Record<string, string>) => Record<string, string>;
  /** Whether it says something else to each person, so that a group cannot be told. */
  personal?: true;
  /** Who can be told, as selects of one id. */
  people: Partial<Record<Relation, string>>;
  /** Id of the ledger, where rules may be about one. */
  ledger?: string;
}

/** What every watch may say beside its own words: the day it is about, how long until then, how many working days since. */
export const COMMON_WORDS = ['期限', '剩余', '超期'] as const;

export const placeholdersOf = (watch: Watch): string[] => [
  ...new Set([...Object.keys(watch.words), ...(watch.figures?.words ?? []), ...COMMON_WORDS]),
];
