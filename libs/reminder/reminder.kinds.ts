import type { Month } from '@app/platform';

export const WATCH_CODES = [
  'sign-due',
  'report-due',
  'issue-due',
  'issue-overdue',
  'ruling-due',
  'verify-due',
  'review-due',
  'step-due',
  'answer-due',
  'issue-urged',
  'issue-mentioned',
  'issue-order',
  'issue-rated',
  'issue-risk',
  'issue-resumed',
  'visit-due',
  'visit-missing',
  'visit-missed',
  'photo-reused',
  'entry-missing',
  'month-open',
  'month-urged',
  'pipeline-stuck',
  'calendar-missing',
  'figures-differ',
  'channel-failing',
  'evaluation-announced',
  'objection-raised',
  'objection-ruled',
  'evaluation-published',
  'weekly-digest',
  'monthly-digest',
] as const;
/** What a rule reminds of. */
export type WatchCode = (typeof WATCH_CODES)[number];

export const RELATIONS = [
  'handler',
  'head',
  'supervisor',
  'leader',
  'officer',
  'administrator',
  'registrar',
  'ruler',
  'mentioned',
  'objector',
] as const;
/** Who a person is to what it is about: 承办人, 部门负责人, 督办专员, 区领导 (a project's own leader where it has one), 项目专员, 管理员, 登记人, 裁定人, 被提到的人, 申诉人. */
export type Relation = (typeof RELATIONS)[number];

export const SUBJECT_KINDS = [
  'issue',
  'project',
  'visit',
  'calendar',
  'month',
  'figures',
  'evaluation',
  'plan',
  'entries',
  'pipeline',
  'channel',
  'week',
] as const;
/** Which page it opens. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Ids that stand for no row: their last digits are a year, a month or a week. */
const NO_ROW = '00000000-0000-4000-8000-';
export const subjectOfYear = (year: number): string => `${NO_ROW}00000000${year}`;
export const subjectOfMonth = (month: Month): string => `${NO_ROW}000000${month.replace('-', '')}`;

/** The page of what a reminder is about. */
const PAGES: Record<SubjectKind, (id: string) => string> = {
  issue: (id) => `/issues/${id}`,
  project: (id) => `/projects/${id}`,
  visit: (id) => `/visits/${id}`,
  calendar: (id) => `/calendar?year=${id.slice(-4)}`,
  month: (id) => `/months/${id.slice(-6, -2)}-${id.slice(-2)}/confirm`,
  figures: (id) => `/months/${id.slice(-6, -2)}-${id.slice(-2)}`,
  evaluation: (id) => `/scoring/evaluations/${id}`,
  plan: () => '/field',
  entries: () => '/projects',
  pipeline: (id) => `/pipelines/${id}`,
  channel: () => '/channels',
  week: () => '/',
};
export const pageOfSubject = (kind: SubjectKind, id: string): string => PAGES[kind](id);

/** A reminder that is due for one person. The same rule, subject, occurrence and person is reminded of once. */
export interface DueReminder {
  rule: string;
  subjectKind: SubjectKind;
  subjectId: string;
  occurrence: string;
  personId: string;
  title: string;
  body: string;
  /** When it fell due, or was known to where that was later. */
  arisenAt: Date;
  /** Why nobody is told of it after all: a later repetition of the same is due already. */
  cancelled: string | null;
}
