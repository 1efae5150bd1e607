import { addDays, type Day, invalid, type WorkingCalendar } from '@app/platform';
import type { ActionBody } from './action.dto';
import type { IssueFields } from './ledger.fields';
import { type LedgerRule, nextReport, type Severity, type TimedStep } from './ledger.rule';
import { type Count, TURN_DAYS } from './recount.rules';
import { type Action, canBeTakenBack, RETURNS_TO_LEADER, type State } from './ledger.workflow';

export interface Moment {
  now: Date;
  today: Day;
  calendar: WorkingCalendar;
  rule: LedgerRule;
  severity: Severity;
  /** Who acts; null: the system. */
  actor: { id: string; name: string; unitId: string } | null;
}

/** Which days were counted by the rule, and how: a new calendar counts them again (`recount.rules.ts`). */
export type Counted = Partial<Record<keyof IssueFields, Count>>;

/** What an action changes, and what of it goes on the record. */
export interface Effect {
  change: Partial<IssueFields>;
  data: Record<string, unknown>;
}

type Body = Pick<
  ActionBody,
  | 'leadUnitId'
  | 'supportUnitIds'
  | 'handlerId'
  | 'dueOn'
  | 'reviewOn'
  | 'targetId'
  | 'light'
  | 'until'
  | 'risk'
  | 'done'
  | 'measures'
> & { note?: string };

/** The furthest a person may put a day, in calendar days: a slip of the year is caught. */
const FURTHEST_DAYS = 3 * 366;
/** A judgement is looked at again within that many calendar days. */
const JUDGED_DAYS = 31;

/**
 * What an action changes beside the state, and whose turn it is until when. Pure; the workflow has already said that it
 * may happen and where it leads.
 *
 * @throws Problem 400 that names the field when what the action needs is missing or impossible
 */
export function effectOf(action: Action, issue: IssueFields, to: State, body: Body, moment: Moment): Effect {
  const counted: Counted = {};
  const { change, data } = changeOf(action, issue, body, moment, counted);
  const after = { ...issue, ...change, state: to };
  if (action !== 'withdraw')
    Object.assign(change, turnOf(after, issue, moment, counted), undoOf(action, issue, to, change, moment));
  if (Object.keys(counted).length > 0) data.counted = counted;
  return { change: { ...change, state: to }, data };
}

/** Counts a deadline by the ledger's rule and remembers how. */
function count(
  counted: Counted,
  field: keyof IssueFields,
  { calendar, rule, severity, today }: Moment,
  step: TimedStep,
  from = today,
): Day {
  const days = rule.days[step][severity];
  const { day } = calendar.addWorkingDays(from, days);
  counted[field] = { from, days, day };
  return day;
}

/** When the next report is due; remembered like the others where the ledger counts it in working days. */
function countReport(counted: Counted, { calendar, rule, today }: Moment): Day | null {
  const day = nextReport(rule, today, calendar);
  if (day !== null && rule.reportEvery !== null) counted.reportDueOn = { from: today, days: rule.reportEvery, day };
  return day;
}

function changeOf(action: Action, issue: IssueFields, body: Body, moment: Moment, counted: Counted): Effect {
  const { today, calendar, rule } = moment;
  switch (action) {
    case 'assign': {
      if (issue.state === 'returned' && !body.note) throw invalid('note', '退回后改派，请写明裁定意见。');
      // The form sends the rule's day as it suggested it: that is still the rule's and not a day that a person gave.
      const ruled = calendar.addWorkingDays(today, rule.days.due[moment.severity]).day;
      const dueOn =
        body.dueOn && body.dueOn !== ruled
          ? futureDay('dueOn', '办理期限', body.dueOn, today)
          : count(counted, 'dueOn', moment, 'due');
      return {
        change: {
          ...givenTo(issue, body, moment, counted),
          assignedOn: today,
          firstDueOn: issue.firstDueOn ?? dueOn,
          dueOn,
          rulingDueOn: null,
        },
        data: { dueOn },
      };
    }
    case 'transfer': {
      const late = issue.dueOn === null || issue.dueOn < today;
      const given = body.dueOn ? futureDay('dueOn', '办理期限', body.dueOn, today) : null;
      const dueOn = given ?? (late ? count(counted, 'dueOn', moment, 'due') : issue.dueOn);
      const change = givenTo(issue, body, moment, counted);
      if (change.leadUnitId === issue.leadUnitId) throw invalid('leadUnitId', '已由这个单位主办，请选择另一个单位。');
      return { change: { ...change, assignedOn: today, dueOn }, data: { dueOn } };
    }
    case 'insist':
      return {
        change: {
          signDueOn: count(counted, 'signDueOn', moment, 'sign'),
          // After the leader's ruling there is none: the day before today is already over.
          returnUntil:
            issue.returns >= RETURNS_TO_LEADER ? addDays(today, -1) : count(counted, 'returnUntil', moment, 'return'),
          rulingDueOn: null,
        },
        data: {},
      };
    case 'sign':
      return { change: { reportDueOn: countReport(counted, moment) }, data: {} };
    case 'return':
      return {
        change: {
          handlerId: null,
          extensionTo: null,
          returns: issue.returns + 1,
          reportDueOn: null,
          rulingDueOn: count(counted, 'rulingDueOn', moment, 'ruling'),
        },
        data: {},
      };
    case 'delegate':
      return { change: { handlerId: required('handlerId', '承办人', body.handlerId) }, data: {} };
    case 'report':
      return reported(issue, body, moment, counted);
    case 'request-extension': {
      const asked = futureDay('dueOn', '申请延至', body.dueOn, today);
      if (issue.dueOn !== null && asked <= issue.dueOn) {
        throw invalid('dueOn', `申请延至的日期应晚于现期限 ${issue.dueOn}。`);
      }
      return {
        change: {
          extensionTo: asked,
          extensionConsent: false,
          rulingDueOn: count(counted, 'rulingDueOn', moment, 'ruling'),
        },
        data: { askedDueOn: asked, ...(body.measures ? { measures: body.measures } : {}) },
      };
    }
    case 'consent-extension':
      return { change: { extensionConsent: true }, data: {} };
    case 'grant-extension': {
      const asked = issue.extensionTo as Day;
      const dueOn = body.dueOn ?? asked;
      if (dueOn > asked) throw invalid('dueOn', `批准的期限不能晚于申请的 ${asked}。`);
      if (issue.dueOn !== null && dueOn <= issue.dueOn)
        throw invalid('dueOn', `批准的期限应晚于现期限 ${issue.dueOn}。`);
      return {
        change: { dueOn, extensionTo: null, extensions: issue.extensions + 1, rulingDueOn: null },
        data: { dueOn },
      };
    }
    case 'refuse-extension':
      return { change: { extensionTo: null, rulingDueOn: null }, data: {} };
    case 'suspend': {
      const reviewOn = futureDay('reviewOn', '复核日', body.reviewOn, addDays(today, 1));
      return {
        change: { suspendedOn: today, reviewOn, extensionTo: null, rulingDueOn: null, reportDueOn: null },
        data: { reviewOn },
      };
    }
    case 'resume': {
      // The clock starts again on the day of review, whenever somebody noticed.
      const until = issue.reviewOn !== null && issue.reviewOn < today ? issue.reviewOn : today;
      const stood = issue.suspendedOn === null ? 0 : Math.max(calendar.workingDaysBetween(issue.suspendedOn, until), 0);
      const dueOn = issue.dueOn === null ? null : calendar.addWorkingDays(issue.dueOn, stood).day;
      if (issue.dueOn !== null && dueOn !== null && stood > 0) {
        counted.dueOn = { from: issue.dueOn, days: stood, day: dueOn };
      }
      return {
        change: {
          dueOn,
          suspendedOn: null,
          reviewOn: null,
          reportDueOn: countReport(counted, moment),
        },
        data: { stoodDays: stood },
      };
    }
    case 'merge':
      return {
        change: { mergedIntoId: required('targetId', '并入的问题', body.targetId), ...nothingWaits },
        data: {},
      };
    case 'split':
      return { change: {}, data: {} };
    case 'withdraw':
      return {
        change: { ...(issue.undo ?? { ...nothingWaits, turnDueOn: null }), undo: null, lastStepBy: null },
        data: {},
      };
    case 'cancel':
      return { change: nothingWaits, data: {} };
    case 'apply-closure':
      return {
        change: {
          extensionTo: null,
          rulingDueOn: null,
          reportDueOn: null,
          verifyDueOn: count(counted, 'verifyDueOn', moment, 'verify'),
        },
        data: {},
      };
    case 'verify':
    case 'close':
      return { change: { ...nothingWaits, closedAt: moment.now }, data: {} };
    case 'reject-closure':
      return { change: { verifyDueOn: null, reportDueOn: countReport(counted, moment) }, data: {} };
    case 'reopen':
      return {
        change: {
          ...nothingWaits,
          cycle: issue.cycle + 1,
          closedAt: null,
          ratingDueOn: null,
          handlerId: null,
          assignedOn: null,
          signDueOn: null,
          returnUntil: null,
          firstDueOn: null,
          dueOn: null,
          returns: 0,
          extensions: 0,
          extensionConsent: false,
          supportDoneIds: [],
          reportedOn: null,
          pastUnitIds: past(issue),
        },
        data: {},
      };
    case 'urge':
      return { change: { urged: issue.urged + 1, urgeDueOn: count(counted, 'urgeDueOn', moment, 'answer') }, data: {} };
    case 'answer-urge':
      return { change: { urgeDueOn: null }, data: {} };
    case 'instruct': {
      const answerBy = body.dueOn
        ? futureDay('dueOn', '答复期限', body.dueOn, today)
        : count(counted, 'instructionDueOn', moment, 'answer');
      const first = issue.instructionDueOn;
      return {
        change: { instructionDueOn: first !== null && first < answerBy ? first : answerBy },
        data: { answerBy },
      };
    }
    case 'answer-instruction':
      return { change: { instructionDueOn: null }, data: {} };
    case 'answer-rating':
      return { change: { ratingDueOn: null }, data: {} };
    case 'judge':
      return judged(body, moment);
  }
}

/** What ends with the issue: nobody waits for anything any more. */
const nothingWaits: Partial<IssueFields> = {
  extensionTo: null,
  rulingDueOn: null,
  verifyDueOn: null,
  reportDueOn: null,
  urgeDueOn: null,
  instructionDueOn: null,
  atRisk: null,
  judgement: null,
  suspendedOn: null,
  reviewOn: null,
};

const past = ({ pastUnitIds, leadUnitId, supportUnitIds }: IssueFields): string[] => [
  ...new Set([...pastUnitIds, ...(leadUnitId === null ? [] : [leadUnitId]), ...supportUnitIds]),
];

/** A department begins with it: days to sign and to return are counted anew. */
function givenTo(issue: IssueFields, body: Body, moment: Moment, counted: Counted): Partial<IssueFields> {
  const leadUnitId = required('leadUnitId', '主办单位', body.leadUnitId);
  const supportUnitIds = body.supportUnitIds ?? [];
  if (supportUnitIds.includes(leadUnitId)) throw invalid('supportUnitIds', '协办单位不能包含主办单位，请去掉后重试。');
  return {
    leadUnitId,
    supportUnitIds,
    supportDoneIds: issue.supportDoneIds.filter((id) => supportUnitIds.includes(id)),
    pastUnitIds: past(issue),
    handlerId: null,
    signDueOn: count(counted, 'signDueOn', moment, 'sign'),
    returnUntil: count(counted, 'returnUntil', moment, 'return'),
    extensionTo: null,
    extensionConsent: false,
    reportDueOn: null,
  };
}

/** The lead's report answers an urging and says anew whether there is a risk; a supporting one tells its own part. */
function reported(issue: IssueFields, body: Body, moment: Moment, counted: Counted): Effect {
  const { today, actor } = moment;
  const supports = actor !== null && issue.supportUnitIds.includes(actor.unitId);
  if (body.done === true && !supports) throw invalid('done', '只有协办单位需要说明本单位部分已办结。');
  const done = supports && body.done === true && !issue.supportDoneIds.includes(actor.unitId);
  return {
    change: {
      ...(supports
        ? { ...(done ? { supportDoneIds: [...issue.supportDoneIds, actor.unitId] } : {}) }
        : {
            urgeDueOn: null,
            reportedOn: today,
            ...(issue.state === 'in-progress' ? { reportDueOn: countReport(counted, moment) } : {}),
          }),
      ...(body.risk ? { atRisk: body.risk } : supports ? {} : { atRisk: null }),
    },
    data: { ...(body.risk ? { risk: body.risk } : {}), ...(supports && body.done ? { partDone: true } : {}) },
  };
}

function judged({ light, until, note }: Body, { today, actor }: Moment): Effect {
  if (light === undefined) throw invalid('light', '请选择研判的灯色：红、黄或绿。');
  const last = futureDay('until', '研判有效期', until, today);
  if (last > addDays(today, JUDGED_DAYS)) throw invalid('until', `研判有效期不超过 ${JUDGED_DAYS} 天，到期再判断。`);
  if (actor === null) throw new Error('the system does not judge');
  return {
    change: { judgement: { light, reason: note ?? '', until: last, by: actor.id, byName: actor.name, on: today } },
    data: { light, until: last },
  };
}

/** Until when the one whose turn it is should have acted. */
function turnOf(after: IssueFields, before: IssueFields, moment: Moment, counted: Counted): Partial<IssueFields> {
  switch (after.state) {
    case 'registered':
      return before.state === 'registered' ? {} : { turnDueOn: count(counted, 'turnDueOn', moment, 'assign') };
    case 'suspended':
      return { turnDueOn: after.reviewOn };
    default: {
      const field = TURN_DAYS[after.state];
      return { turnDueOn: field ? after[field] : after.ratingDueOn };
    }
  }
}

/** Words that go beside the work: they do not keep anybody from taking the last step back. */
const ASIDE: readonly Action[] = ['urge', 'instruct', 'judge', 'split', 'consent-extension'];

/** What the last step changed, as it was; forgotten as soon as the next party acts. */
function undoOf(
  action: Action,
  issue: IssueFields,
  to: State,
  change: Partial<IssueFields>,
  { actor }: Moment,
): Partial<IssueFields> {
  if (to === issue.state && ASIDE.includes(action)) return {};
  if (to === issue.state || !canBeTakenBack(to) || actor === null) return { undo: null, lastStepBy: null };
  const keys = [...Object.keys(change), 'state', 'turnDueOn'] as (keyof IssueFields)[];
  return { undo: Object.fromEntries(keys.map((key) => [key, issue[key]])), lastStepBy: actor.id };
}

function required(field: string, label: string, value: string | undefined): string {
  if (!value) throw invalid(field, `请选择${label}。`);
  return value;
}

function futureDay(field: string, label: string, day: Day | undefined, first: Day): Day {
  if (!day) throw invalid(field, `请填写${label}，写作 2024-10-18。`);
  if (day < first) throw invalid(field, `${label}不能早于 ${first}。`);
  if (day > addDays(first, FURTHEST_DAYS)) throw invalid(field, `${label}过远，请核对年份。`);
  return day;
}
