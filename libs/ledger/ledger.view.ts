import { type Day, isoInstant, type WorkingCalendar } from '@app/platform';
import type { EventView, IssueRow } from './ledger.dto';
import type { EventRecord, Horizon, IssueRecord } from './ledger.queries';
import { heldBy, type Light, lightOf } from './ledger.workflow';

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
};

/** A row as people see it: with its light, the working days left and the reason in words. */
export function rowView(issue: IssueRecord, horizon: Horizon, calendar: WorkingCalendar): IssueRow {
  const { today } = horizon;
  const light = lightOf(issue.state, issue.dueOn, today, horizon.soonUntil[issue.ledgerId] ?? today);
  const daysLeft = light === 'none' || issue.dueOn === null ? null : calendar.workingDaysBetween(today, issue.dueOn);
  return {
    id: issue.id,
    number: issue.number,
    title: issue.title,
    ledger: issue.ledger,
    projectId: issue.projectId,
    projectName: issue.projectName,
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
    lightReason: lightReason(issue, light, daysLeft, today),
    registeredAt: isoInstant(issue.registeredAt),
    closedAt: issue.closedAt === null ? null : isoInstant(issue.closedAt),
    urged: issue.urged,
  };
}

function lightReason(issue: IssueRecord, light: Light, daysLeft: number | null, today: Day): string {
  const lead = issue.leadUnitName ? `，主办：${issue.leadUnitName}` : '';
  if (light === 'none' || daysLeft === null) {
    if (issue.state === 'suspended') return `已挂起，${issue.reviewOn ?? ''} 复核，期间不计时`;
    return issue.state === 'closed' ? '已销号' : '待交办，尚未计时';
  }
  if (light !== 'red') return issue.dueOn === today ? `今日到期${lead}` : `还有 ${daysLeft} 个工作日到期${lead}`;
  // Overdue over a weekend or holiday: late, though no working day has passed since.
  return daysLeft === 0 ? `已超期（${issue.dueOn ?? ''} 到期）${lead}` : `已超期 ${-daysLeft} 个工作日${lead}`;
}

/** Whose turn it is, in words. */
export function heldByWords(issue: Pick<IssueRecord, 'state' | 'leadUnitName' | 'handlerName' | 'reviewOn'>): string {
  switch (heldBy(issue.state)) {
    case 'supervisor':
      return '督办专员';
    case 'verifier':
      return '核验人（未参与办理的督办专员或项目专员）';
    case 'lead':
      return [issue.leadUnitName, issue.handlerName].filter(Boolean).join(' · ');
    case 'nobody':
      return issue.state === 'suspended' ? `挂起至 ${issue.reviewOn ?? ''} 复核` : '已办结';
  }
}

/** A row of the record as people read it. */
export function eventView({ data, ...event }: EventRecord): EventView {
  // In the order of the table above: PostgreSQL keeps the keys of jsonb in an order of its own.
  const details = Object.entries(DETAILS).flatMap(([key, label]) => {
    const value = data[key];
    if (value === undefined || value === null) return [];
    return `${label}：${Array.isArray(value) ? value.join('、') : String(value)}`;
  });
  return { ...event, at: isoInstant(new Date(event.at)), details };
}
