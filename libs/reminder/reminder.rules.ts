import type { DutyRhythm } from '@app/duty';
import { STEP_RULES } from './step.rules';
import { addDays, type Day, isoInstant, type Month, type WorkingCalendar } from '@app/platform';

export const RULES = [
  'issue-due-soon',
  'issue-overdue',
  'issue-urged',
  'issue-mentioned',
  'issue-order',
  'issue-rated',
  'visit-missing',
  'photo-reused',
  'calendar-missing',
  'month-urged',
  'figures-differ',
  'evaluation-announced',
  'objection-raised',
  'objection-ruled',
  'evaluation-published',
  ...STEP_RULES,
] as const;
/** 即将到期, 已逾期, 催办与批示, 留言中被提到, 督办文书, 企业不满意, 走访未完成, 照片重复使用, 工作日历未录入, 催报, 汇总核对有差异, 考核结果公示, 考核申诉, 申诉裁定, 考核结果发布. */
export type Rule = (typeof RULES)[number];

export const SUBJECT_KINDS = ['issue', 'project', 'visit', 'calendar', 'month', 'figures', 'evaluation'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** A reminder that is due for one person. The same rule, subject, occurrence and person is reminded of once. */
export interface DueReminder {
  rule: Rule;
  subjectKind: SubjectKind;
  subjectId: string;
  /** What makes it another one: the deadline it is about, the event, or the period. */
  occurrence: string;
  personId: string;
  title: string;
  body: string;
}

/** A visit is called missing from this time on, on the Thursday of its (last) week or the 25th of its (last) month. */
const MISSING_FROM = '09:00';

const timeOf = (now: Date): string => isoInstant(now).slice(11, 16);

/**
 * Whether a visit that has not happened yet is missing by now. Within its period only: one that is over can no longer be
 * met, and its coverage says so. Where no working day follows Thursday (or the 25th), the last one of the period counts.
 */
export function isMissing(
  calendar: WorkingCalendar,
  period: { every: DutyRhythm; starts: Day; ends: Day },
  today: Day,
  now: Date,
): boolean {
  if (today < period.starts || today > period.ends) return false;
  const byWeek = period.every === 'week' || period.every === 'fortnight';
  const usual = byWeek ? addDays(period.ends, -3) : `${period.ends.slice(0, 8)}25`;
  const lastWorked = calendar.addWorkingDays(addDays(period.ends, 1), -1).day;
  const from = lastWorked < usual ? lastWorked : usual;
  return today > from || (today === from && timeOf(now) >= MISSING_FROM);
}

const SPAN: Record<DutyRhythm, string> = { week: '本周', fortnight: '本期（两周）', month: '本月', quarter: '本季度' };

interface IssueFacts {
  number: string;
  title: string;
  dueOn: Day;
  projectName: string | null;
  leadUnitName: string | null;
}

const chineseDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const about = ({ projectName, leadUnitName, dueOn }: IssueFacts): string =>
  [
    projectName === null ? '' : `项目：${projectName}。`,
    leadUnitName === null ? '' : `主办单位：${leadUnitName}。`,
    `办理期限：${chineseDay(dueOn)}。`,
  ].join('');

/** A year as the subject of a reminder: subjects are ids. Its last four digits are the year. */
export const subjectOfYear = (year: number): string => `00000000-0000-4000-8000-00000000${year}`;

/** A month as the subject of a reminder: its last six digits are year and month. */
export const subjectOfMonth = (month: Month): string => `00000000-0000-4000-8000-000000${month.replace('-', '')}`;

/** What each rule says. */
export const WORDS = {
  'issue-due-soon': (issue: IssueFacts, calendar: WorkingCalendar, today: Day) => {
    const left = Math.max(1, calendar.workingDaysBetween(today, issue.dueOn));
    return {
      title: `${issue.dueOn === today ? '今天到期' : `${left} 个工作日内到期`}：${issue.number} ${issue.title}`,
      body: `${about(issue)}请抓紧办理并反馈进展；确实不能按期办结的，请在到期前申请延期。`,
    };
  },
  'issue-overdue': (issue: IssueFacts) => ({
    title: `已逾期：${issue.number} ${issue.title}`,
    body: `${about(issue)}已超过办理期限，请尽快办结并申请销号。`,
  }),
  'issue-urged': (
    issue: Omit<IssueFacts, 'dueOn'>,
    said: { action: 'urge' | 'instruct'; by: string; note: string },
  ) => ({
    title: `${said.action === 'urge' ? '催办' : '批示'}：${issue.number} ${issue.title}`,
    body: `${issue.projectName === null ? '' : `项目：${issue.projectName}。`}${said.by}${
      said.action === 'urge' ? '催办' : '批示'
    }${said.note === '' ? '，请抓紧办理并反馈进展。' : `：${said.note}`}`,
  }),
  'issue-mentioned': (issue: Pick<IssueFacts, 'number' | 'title'>, said: { by: string; text: string }) => ({
    title: `${said.by}在留言中提到您：${issue.number} ${issue.title}`,
    body: said.text,
  }),
  'visit-missing': (visit: { projectName: string; address: string; every: DutyRhythm; ends: Day }) => ({
    title: `${SPAN[visit.every]}走访未完成：${visit.projectName}`,
    body: `${visit.address === '' ? '' : `地址：${visit.address}。`}请在${chineseDay(visit.ends)}前完成走访并登记。`,
  }),
  'issue-order': (order: {
    kind: string;
    orderNumber: string;
    issueNumber: string;
    title: string;
    recipient: string;
    lateDays: number;
    replyBy: Day;
  }) => ({
    title: `${order.kind}（${order.orderNumber}）：${order.issueNumber} ${order.title}`,
    body: `主送：${order.recipient}。${order.lateDays > 0 ? `已超期 ${order.lateDays} 个工作日。` : ''}请于${chineseDay(order.replyBy)}前答复，文书可在问题页面下载。`,
  }),
  'issue-rated': (issue: { number: string; title: string; projectName: string | null; words: string; until: Day }) => ({
    title: `企业不满意：${issue.number} ${issue.title}`,
    body: `${issue.projectName === null ? '' : `项目：${issue.projectName}。`}${
      issue.words === '' ? '' : `企业意见：${issue.words}。`
    }请于${chineseDay(issue.until)}前重启问题或作出答复。`,
  }),
  'photo-reused': (visit: {
    projectName: string;
    visitedOn: Day;
    photos: number;
    earlier: { projectName: string; visitedOn: Day }[];
  }) => ({
    title: `照片与以前的走访相同：${visit.projectName}（${chineseDay(visit.visitedOn)}）`,
    body: `这次走访有 ${visit.photos} 张照片，与${visit.earlier
      .map(({ projectName, visitedOn }) => `${projectName} ${visitedOn}`)
      .join('、')}走访的照片相同或几乎相同。请核对，必要时向走访人了解情况。`,
  }),
  'calendar-missing': (year: number) => ({
    title: `请录入 ${year} 年放假安排`,
    body: `国务院办公厅一般在 11 月前后公布下一年的放假安排。${year} 年的尚未录入，跨入该年的期限暂按周末推算；通知公布后，请在“工作日历”中粘贴原文并确认。`,
  }),
  'month-urged': (month: Month, said: { by: string; note: string }) => ({
    title: `催报：${month.slice(0, 4)}年${Number(month.slice(5))}月数据待确认`,
    body: `${said.by}催报${said.note === '' ? '' : `：${said.note}`}。请核对本单位项目的计划和当月进展，确认无误后在月度汇总中确认。`,
  }),
  'figures-differ': (month: Month, differences: number) => ({
    title: `汇总核对有差异：${month.slice(0, 4)}年${Number(month.slice(5))}月`,
    body: `夜间核对发现留存的合计与逐项重算不一致（${differences} 处），已按重算的结果改正，页面上的数字现在是对的。请管理员查明原因，差异的明细在变更记录中。`,
  }),
  'evaluation-announced': (evaluation: string, until: string) => ({
    title: `考核结果公示：${evaluation}`,
    body: `请核对本单位得分及每一分的来源；有异议的，请在${chineseDay(until.slice(0, 10))} ${until.slice(11, 16)} 前提出申诉。`,
  }),
  'objection-raised': (evaluation: string, objection: { unitName: string; text: string }) => ({
    title: `待裁定的考核申诉：${objection.unitName}（${evaluation}）`,
    body: objection.text,
  }),
  'objection-ruled': (evaluation: string, ruling: { outcome: 'upheld' | 'refused'; reason: string }) => ({
    title: `申诉${ruling.outcome === 'upheld' ? '成立' : '不成立'}：${evaluation}`,
    body: `裁定理由：${ruling.reason}`,
  }),
  'evaluation-published': (
    evaluation: string,
    { unitName, rank, units, total }: { unitName: string; rank: number; units: number; total: string },
  ) => ({
    title: `考核结果已发布：${evaluation}`,
    body: `${unitName}得 ${total} 分，在参加考核的 ${units} 个单位中列第 ${rank} 位。`,
  }),
} as const;
