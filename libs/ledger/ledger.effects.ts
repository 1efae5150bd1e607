import type { Role } from '@app/org';
import { addDays, type Day, invalid, type WorkingCalendar } from '@app/platform';
import type { ActionBody, Severity } from './ledger.dto';
import type { Action, State } from './ledger.workflow';

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

/** The columns of an issue that actions change. */
export interface IssueFields {
  state: State;
  cycle: number;
  leadUnitId: string | null;
  supportUnitIds: string[];
  handlerId: string | null;
  assignedOn: Day | null;
  signDueOn: Day | null;
  returnUntil: Day | null;
  firstDueOn: Day | null;
  dueOn: Day | null;
  extensionTo: Day | null;
  suspendedOn: Day | null;
  reviewOn: Day | null;
  closedAt: Date | null;
  urged: number;
}

export interface Moment {
  now: Date;
  today: Day;
  calendar: WorkingCalendar;
  rule: LedgerRule;
  severity: Severity;
}

/** The furthest a person may put a day, in calendar days: a slip of the year is caught. */
const FURTHEST_DAYS = 3 * 366;

/**
 * What an action changes besides the state. Pure; the workflow has already said that it may happen.
 *
 * @throws Problem 400 that names the field when what the action needs is missing or impossible
 */
export function effectOf(
  action: Action,
  issue: IssueFields,
  body: Pick<ActionBody, 'leadUnitId' | 'supportUnitIds' | 'handlerId' | 'dueOn' | 'reviewOn'>,
  moment: Moment,
): Partial<IssueFields> {
  const { today, calendar, rule } = moment;
  switch (action) {
    case 'assign': {
      const dueOn = body.dueOn
        ? futureDay('dueOn', '办理期限', body.dueOn, today)
        : calendar.addWorkingDays(today, rule.days.due[moment.severity]).day;
      const leadUnitId = required('leadUnitId', '主办单位', body.leadUnitId);
      const supportUnitIds = body.supportUnitIds ?? [];
      if (supportUnitIds.includes(leadUnitId))
        throw invalid('supportUnitIds', '协办单位不能包含主办单位，请去掉后重试。');
      return {
        leadUnitId,
        supportUnitIds,
        handlerId: null,
        assignedOn: today,
        signDueOn: calendar.addWorkingDays(today, rule.days.sign[moment.severity]).day,
        returnUntil: calendar.addWorkingDays(today, rule.days.return[moment.severity]).day,
        firstDueOn: issue.firstDueOn ?? dueOn,
        dueOn,
        extensionTo: null,
      };
    }
    case 'insist':
      // No second return: the day before today is already over.
      return { returnUntil: addDays(today, -1) };
    case 'return':
      return { handlerId: null, extensionTo: null };
    case 'delegate':
      return { handlerId: required('handlerId', '承办人', body.handlerId) };
    case 'request-extension': {
      const asked = futureDay('dueOn', '申请延至', body.dueOn, today);
      if (issue.dueOn !== null && asked <= issue.dueOn) {
        throw invalid('dueOn', `申请延至的日期应晚于现期限 ${issue.dueOn}。`);
      }
      return { extensionTo: asked };
    }
    case 'grant-extension':
      return { dueOn: issue.extensionTo, extensionTo: null };
    case 'refuse-extension':
      return { extensionTo: null };
    case 'suspend':
      return { suspendedOn: today, reviewOn: futureDay('reviewOn', '复核日', body.reviewOn, today), extensionTo: null };
    case 'resume': {
      const stood = issue.suspendedOn === null ? 0 : calendar.workingDaysBetween(issue.suspendedOn, today);
      return {
        dueOn: issue.dueOn === null ? null : calendar.addWorkingDays(issue.dueOn, Math.max(stood, 0)).day,
        suspendedOn: null,
        reviewOn: null,
      };
    }
    case 'apply-closure':
      return { extensionTo: null };
    case 'verify':
    case 'close':
      return { closedAt: moment.now };
    case 'reopen':
      return {
        cycle: issue.cycle + 1,
        closedAt: null,
        handlerId: null,
        assignedOn: null,
        signDueOn: null,
        returnUntil: null,
        firstDueOn: null,
        dueOn: null,
      };
    case 'urge':
      return { urged: issue.urged + 1 };
    case 'sign':
    case 'report':
    case 'reject-closure':
    case 'instruct':
      return {};
  }
}

function required(field: string, label: string, value: string | undefined): string {
  if (!value) throw invalid(field, `请选择${label}。`);
  return value;
}

function futureDay(field: string, label: string, day: Day | undefined, today: Day): Day {
  if (!day) throw invalid(field, `请填写${label}，写作 2024-10-18。`);
  if (day < today) throw invalid(field, `${label}不能早于今天（${today}）。`);
  if (day > addDays(today, FURTHEST_DAYS)) throw invalid(field, `${label}过远，请核对年份。`);
  return day;
}
