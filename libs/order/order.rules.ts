import { type Day, type WorkingCalendar } from '@app/platform';
import { type Escalation, ESCALATIONS, type EscalationStep, type Label } from '@app/ledger';

/** 提示单, 督办单, 督办函, 约谈通知书: from mild to grave. */
export const ORDER_KINDS = ESCALATIONS;
export type OrderKind = Escalation;

/** Which deadline was missed: 签收, 办结. */
export const MISSED = ['sign', 'due'] as const;
export type Missed = (typeof MISSED)[number];

export const ORDER_LABELS: Record<OrderKind, Label> = {
  notice: { zh: '提示单', en: 'Notice' },
  order: { zh: '督办单', en: 'Supervision order' },
  letter: { zh: '督办函', en: 'Supervision letter' },
  talk: { zh: '约谈通知书', en: 'Summons to a talk' },
};

/** What the number of a kind begins with (机关代字). */
const MARKS: Record<OrderKind, string> = { notice: '提示', order: '督办', letter: '督函', talk: '约谈' };

/** `督办〔2024〕12号`: as numbers of official papers are written, without zeros in front. */
export const orderNumber = (kind: OrderKind, year: number, sequence: number): string =>
  `${MARKS[kind]}〔${year}〕${sequence}号`;

const rank = (kind: OrderKind): number => ORDER_KINDS.indexOf(kind);

/** The deadline that counts against a department. */
export interface Deadline {
  missed: Missed;
  day: Day;
}

/**
 * The deadline by which the lead department is measured: while it has not signed, the earlier of the day to sign and the
 * day to solve, for who never signs must not win by it.
 */
export function deadlineOf(issue: { state: string; signDueOn: Day | null; dueOn: Day | null }): Deadline | undefined {
  const { signDueOn, dueOn } = issue;
  if (issue.state === 'assigned' && signDueOn !== null && (dueOn === null || signDueOn < dueOn)) {
    return { missed: 'sign', day: signDueOn };
  }
  return dueOn === null ? undefined : { missed: 'due', day: dueOn };
}

/** The gravest step that lateness of so many working days has reached, and the lower ones it passed on the way. */
export function reachedStep(
  steps: readonly EscalationStep[],
  lateDays: number,
): { kind: OrderKind; passed: OrderKind[] } | undefined {
  const reached = steps
    .filter((step) => step.lateDays <= lateDays)
    .map(({ kind }) => kind)
    .sort((a, b) => rank(b) - rank(a));
  const [kind] = reached;
  return kind && { kind, passed: reached.slice(1).reverse() };
}

/**
 * What is to be sent now for this deadline: the gravest step reached, once, and never a milder one after a graver.
 *
 * @param sent what was sent for this deadline before
 * @returns the kind with the lower steps that it covers because they were never sent; undefined when nothing is due
 */
export function orderDue(
  steps: readonly EscalationStep[],
  lateDays: number,
  sent: readonly OrderKind[],
): { kind: OrderKind; covers: OrderKind[] } | undefined {
  const reached = lateDays > 0 ? reachedStep(steps, lateDays) : undefined;
  if (!reached || sent.some((kind) => rank(kind) >= rank(reached.kind))) return undefined;
  return { kind: reached.kind, covers: reached.passed.filter((kind) => !sent.includes(kind)) };
}

/** Working days that have passed since the deadline; 0 while it has not passed. */
export const lateBy = (calendar: WorkingCalendar, deadline: Day, today: Day): number =>
  deadline < today ? calendar.workingDaysBetween(deadline, today) : 0;
