import type { Day, WorkingCalendar } from '@app/platform';
import type { IssueFields } from './ledger.fields';
import { isUnsigned, type Light, type State } from './ledger.workflow';

export type ReasonFacts = Pick<
  IssueFields,
  'state' | 'dueOn' | 'signDueOn' | 'verifyDueOn' | 'rulingDueOn' | 'reviewOn'
> & { leadUnitName: string | null };

/** Why no clock runs. */
const RESTS: Partial<Record<State, (issue: ReasonFacts) => string>> = {
  suspended: ({ reviewOn }) => `已挂起，${reviewOn ?? ''} 复核，期间不计时`,
  closed: () => '已销号',
  merged: () => '已并案，随所并入的问题办理',
  cancelled: () => '已撤销',
};

/**
 * The light in words: how late or how near, who answers for it, and who is late beside the department: the one who
 * rules, the one who verifies.
 *
 * @param daysLeft working days to the day the clock runs to; negative: late by so many
 */
export function lightReason(
  issue: ReasonFacts,
  light: Light,
  daysLeft: number | null,
  today: Day,
  calendar: WorkingCalendar,
): string {
  if (light === 'none' || daysLeft === null) return RESTS[issue.state]?.(issue) ?? '待交办，尚未计时';
  return [ofDeadline(issue, light, daysLeft, today, calendar), answers(issue), ofTurn(issue, today, calendar)]
    .filter(Boolean)
    .join('，');
}

function ofDeadline(issue: ReasonFacts, light: Light, daysLeft: number, today: Day, calendar: WorkingCalendar): string {
  if (light !== 'red') {
    if (issue.dueOn === today) return '今日到期';
    const guessed = issue.dueOn !== null && calendar.rests(today, issue.dueOn);
    return `还有 ${daysLeft} 个工作日到期${guessed ? '（按周末推算）' : ''}`;
  }
  const unsigned = issue.dueOn !== null && issue.dueOn >= today && isUnsigned(issue, today);
  const what = unsigned ? '超期未签收' : '已超期';
  // Overdue over a weekend or holiday: late, though no working day has passed since.
  return daysLeft === 0
    ? `${what}（${(unsigned ? issue.signDueOn : issue.dueOn) ?? ''} 到期）`
    : `${what} ${-daysLeft} 个工作日`;
}

/** 主办 until it has signed for it, 承办 from then on. */
function answers({ state, leadUnitName }: ReasonFacts): string {
  if (leadUnitName === null) return '';
  return `${state === 'assigned' || state === 'returned' ? '主办' : '承办'}：${leadUnitName}`;
}

/** Whose turn it is, where it is not the department's, and whether they are late. */
function ofTurn(issue: ReasonFacts, today: Day, calendar: WorkingCalendar): string {
  if (issue.state === 'pending-verification') return late('待核验', issue.verifyDueOn, today, calendar);
  return issue.state === 'returned' ? late('退回待裁定', issue.rulingDueOn, today, calendar) : '';
}

function late(what: string, until: Day | null, today: Day, calendar: WorkingCalendar): string {
  if (until === null || until >= today) return what;
  const days = calendar.workingDaysBetween(until, today);
  return days === 0 ? `${what}已超期` : `${what}已超 ${days} 个工作日`;
}
