import { type Day, isoInstant, type WorkingCalendar } from '@app/platform';
import type { EventView, IssueRow } from './ledger.dto';
import { LIGHT_LABELS } from './ledger.labels';
import type { EventRecord, Horizon, IssueRecord } from './ledger.queries';
import { stepCounts } from './steps.rules';
import { lightReason } from './ledger.reason';
import { heldBy, isUnsigned, type Light, lightOf, type State } from './ledger.workflow';

/** What an event brought along, by the key under which it is kept. */
const DETAILS: Record<string, string> = {
  leadUnit: '主办单位',
  supportUnits: '协办单位',
  dueOn: '办理期限',
  askedDueOn: '申请延至',
  suggestedUnit: '建议主办单位',
  handler: '承办人',
  reviewOn: '复核日',
  stoodDays: '停止计时（工作日）',
  recountedDays: '重算',
  measures: '赶工措施',
  risk: '风险提示',
  partDone: '协办部分',
  answerBy: '答复期限',
  light: '研判',
  until: '研判有效期',
  target: '并入',
  source: '并入来源',
  parts: '拆分为',
  splitFrom: '拆分自',
  visitOn: '现场核验（走访日期）',
  attachments: '附件',
  subject: '事项对象',
  step: '节点',
  plannedOn: '计划完成日',
  doneOn: '完成日',
  undone: '撤回完成',
  plan: '节点计划',
  seenFrom: '发现途径',
  finding: '复核结果',
  recheckedOn: '走访日期',
};

function detail(key: string, value: unknown): string {
  if (key === 'light') return LIGHT_COLOURS[value as Light];
  if (value === true) return '已办结';
  return Array.isArray(value) ? value.join('、') : String(value);
}

const LIGHT_COLOURS: Record<Light, string> = {
  green: `绿灯（${LIGHT_LABELS.green.zh}）`,
  yellow: `黄灯（${LIGHT_LABELS.yellow.zh}）`,
  red: `红灯（${LIGHT_LABELS.red.zh}）`,
  none: LIGHT_LABELS.none.zh,
};

/** A row as people see it: with its light, the working days left and the reason in words. */
export function rowView(issue: IssueRecord, horizon: Horizon, calendar: WorkingCalendar): IssueRow {
  const { today } = horizon;
  const light = lightOf(issue, today, horizon.soonUntil[issue.ledgerId] ?? today);
  const daysLeft = daysLeftOf(issue, light, today, calendar);
  const dueEstimated = issue.dueOn !== null && light !== 'none' && calendar.rests(today, issue.dueOn);
  const judgement = issue.judgement !== null && issue.judgement.until >= today ? issue.judgement : null;
  return {
    id: issue.id,
    number: issue.number,
    title: issue.title,
    ledger: issue.ledger,
    ledgerName: issue.ledgerName,
    projectId: issue.projectId,
    projectName: issue.projectName,
    subjectName: issue.subjectName,
    steps: issue.steps && stepCounts(issue.steps, today),
    categoryCode: issue.categoryCode,
    categoryName: issue.categoryName,
    severity: issue.severity,
    state: issue.state,
    version: issue.version,
    cycle: issue.cycle,
    leadUnitId: issue.leadUnitId,
    leadUnitName: issue.leadUnitName,
    handlerName: issue.handlerName,
    dueOn: issue.dueOn,
    firstDueOn: issue.firstDueOn,
    light,
    daysLeft,
    lightReason: lightReason(issue, light, daysLeft, today, calendar),
    registeredAt: isoInstant(issue.registeredAt),
    closedAt: issue.closedAt === null ? null : isoInstant(issue.closedAt),
    urged: issue.urged,
    turnDueOn: issue.turnDueOn,
    dueEstimated,
    atRisk: issue.atRisk,
    judgement,
  };
}

type Clocked = Pick<IssueRecord, 'state' | 'dueOn' | 'signDueOn'>;

/** Working days that are left, negative when it is late; null where no clock runs. */
export function daysLeftOf(issue: Clocked, light: Light, today: Day, calendar: WorkingCalendar): number | null {
  const clock = clockOf(issue, today);
  return light === 'none' || clock === null ? null : calendar.workingDaysBetween(today, clock);
}

/** The day the clock runs to: the deadline, or the day to sign when that has passed unsigned. */
const clockOf = (issue: Clocked, today: Day): Day | null =>
  issue.dueOn !== null && issue.dueOn >= today && isUnsigned(issue, today) ? issue.signDueOn : issue.dueOn;

/** Whose turn it is, in words. */
export function heldByWords(
  issue: Pick<IssueRecord, 'state' | 'returns' | 'leadUnitName' | 'handlerName' | 'reviewOn' | 'ratingDueOn'>,
): string {
  switch (heldBy(issue.state, issue.returns)) {
    case 'leader':
      return '包联领导（第二次退回）';
    case 'supervisor':
      return '督办专员';
    case 'verifier':
      return '核验人（未参与办理的督办专员或项目专员）';
    case 'lead':
      return [issue.leadUnitName, issue.handlerName].filter(Boolean).join(' · ');
    case 'nobody':
      if (issue.ratingDueOn !== null) return '督办专员（企业评价不满意）';
      return HELD_BY_NOBODY[issue.state] ?? `挂起至 ${issue.reviewOn ?? ''} 复核`;
  }
}

const HELD_BY_NOBODY: Partial<Record<State, string>> = { closed: '已办结', merged: '已并案', cancelled: '已撤销' };

/** A row of the record as people read it. */
export function eventView({ data, ...event }: EventRecord): EventView {
  // In the order of the table above: PostgreSQL keeps the keys of jsonb in an order of its own.
  const details = Object.entries(DETAILS).flatMap(([key, label]) => {
    const value = data[key];
    if (value === undefined || value === null) return [];
    return `${label}：${detail(key, value)}`;
  });
  return { ...event, at: isoInstant(new Date(event.at)), details };
}
