import type { Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  fingerprint,
  inHours,
  isoInstant,
  type Page,
  pageOf,
  problem,
  tryLock,
  type Tx,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { appendToIssue, IssueReader, lockIssue, STATE_LABELS } from '@app/ledger';
import { chineseDate, type OrderContent, orderContent } from './order.content';
import type { OrderBody, OrderQuery, OrderView } from './order.dto';
import { orderProblem } from './order.problems';
import {
  findContent,
  findDue,
  findIssuer,
  findKnownOrder,
  findOrdered,
  findOrders,
  findSteps,
  insertOrder,
  nextOrderNumber,
  type OrderedIssue,
  type OrderRecord,
  takeIssue,
} from './order.queries';
import { type Deadline, deadlineOf, lateBy, ORDER_LABELS, orderDue, type OrderKind, orderNumber } from './order.rules';

/** So many in one transaction: after a long outage the next minute goes on. */
const AT_ONCE = 100;

interface Issuing {
  kind: OrderKind;
  covers: OrderKind[];
  deadline: Deadline;
  now: Date;
  calendar: WorkingCalendar;
  note: string;
  by: Principal | null;
  id?: string;
  eventId?: string;
  bodyHash: string;
}

/** Numbers the paper, freezes its words and writes it on the record of its issue, all in the one transaction. */
async function issueOrder(tx: Tx, issue: OrderedIssue, issuing: Issuing): Promise<string> {
  const { kind, covers, deadline, now, calendar, note, by } = issuing;
  const today = dayOf(now);
  const year = yearOf(today);
  const lateDays = Math.max(lateBy(calendar, deadline.day, today), 0);
  const replyBy = calendar.addWorkingDays(today, issue.answerDays).day;
  const issuer = await findIssuer(tx);
  const sequence = await nextOrderNumber(tx, kind, year);
  const number = orderNumber(kind, year, sequence);
  const recipient = issue.leadUnitName ?? '';
  const before = issue.sent.filter(({ dueOn }) => dueOn === deadline.day);
  const content = orderContent({
    kind,
    number,
    issuer,
    recipient,
    ledgerName: issue.ledgerName,
    issueNumber: issue.number,
    issueTitle: issue.title,
    projectName: issue.projectName,
    assignedOn: issue.assignedOn,
    missed: deadline.missed,
    deadline: deadline.day,
    lateDays,
    replyBy,
    today,
    before,
    note,
  });
  const id = await insertOrder(tx, {
    id: issuing.id,
    issueId: issue.id,
    cycle: issue.cycle,
    kind,
    covers,
    year,
    sequence,
    number,
    unitId: issue.leadUnitId ?? '',
    missed: deadline.missed,
    dueOn: deadline.day,
    lateDays,
    replyBy,
    issuedAt: now,
    issuedBy: by?.id ?? null,
    content: JSON.stringify(content),
    bodyHash: issuing.bodyHash,
  });
  await appendToIssue(tx, {
    issueId: issue.id,
    id: issuing.eventId,
    action: 'order',
    actor: by,
    at: now,
    note: recordWords({ kind, number, recipient, lateDays, replyBy, covers, note }),
    data: { orderId: id, order: number, kind },
    change: {},
  });
  return id;
}

/** What the record of the issue says of the paper. */
function recordWords(order: {
  kind: OrderKind;
  number: string;
  recipient: string;
  lateDays: number;
  replyBy: Day;
  covers: OrderKind[];
  note: string;
}): string {
  const { kind, number, recipient, lateDays, replyBy, covers, note } = order;
  const late = lateDays > 0 ? `已超期${lateDays}个工作日，` : '';
  const instead =
    covers.length > 0 ? `（此前应发未发的${covers.map((one) => ORDER_LABELS[one].zh).join('、')}不再补发）` : '';
  const words = note === '' ? '' : `督办意见：${note}`;
  return `向${recipient}发${ORDER_LABELS[kind].zh}（${number}）${instead}：${late}请于${chineseDate(replyBy)}前答复。${words}`;
}

/**
 * Sends what the ledgers' rules ask for by now: for each issue that is late at its department the gravest step reached,
 * once for each deadline. Safe to run twice, at once, or late; only one run issues at a time.
 *
 * @param now the database's time; nothing is sent outside working hours
 * @param makeId ids for what is written; the database's own when left out
 * @returns how many were issued
 */
export async function escalate(tx: Tx, calendar: WorkingCalendar, now: Date, makeId?: () => string): Promise<number> {
  const today = dayOf(now);
  if (!inHours(calendar, today, now)) return 0;
  if (!(await tryLock(tx, 'escalate'))) return 0;
  const steps = (await findSteps(tx)).map((step) => ({
    ...step,
    // The last deadline that is late by so many working days today: the day before the one that counts as the first.
    until: addDays(calendar.addWorkingDays(today, 1 - step.lateDays).day, -1),
  }));
  if (steps.length === 0) return 0;
  let issued = 0;
  for (const { id, version } of await findDue(tx, steps, now, AT_ONCE)) {
    const issue = (await takeIssue(tx, id, version)) ? await findOrdered(tx, id) : undefined;
    const deadline = issue && deadlineOf(issue);
    if (!issue || !deadline) continue;
    const sent = issue.sent.filter(({ dueOn }) => dueOn === deadline.day).map(({ kind }) => kind);
    const due = orderDue(issue.steps, lateBy(calendar, deadline.day, today), sent);
    if (!due) continue;
    const bodyHash = fingerprint({ issue: id, cycle: issue.cycle, deadline, kind: due.kind });
    const ids = { id: makeId?.(), eventId: makeId?.() };
    await issueOrder(tx, issue, { ...due, ...ids, deadline, now, calendar, note: '', by: null, bodyHash });
    issued += 1;
  }
  return issued;
}

/** The papers sent to departments that are late: issued by hand, read, printed. */
@Injectable()
export class OrderService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  /** See {@link escalate}. */
  async escalate(tx: Tx, now: Date): Promise<number> {
    return escalate(tx, await this.calendars.current(), now);
  }

  /**
   * Sends one by hand, also before the rule would.
   *
   * @throws Problem 404 unknown, 409 stale, not at a department, or sent already for this deadline
   */
  async issue(tx: Tx, principal: Principal, issueId: string, body: OrderBody): Promise<void> {
    const locked = await lockIssue(tx, principal, issueId);
    const issue = locked && (await findOrdered(tx, issueId));
    if (!issue) throw problem.notFound();
    const { version, id, kind, note } = body;
    const bodyHash = fingerprint({ issue: issueId, kind, note, actor: principal.id });
    const known = id === undefined ? undefined : await findKnownOrder(tx, id);
    if (known?.bodyHash === bodyHash) return;
    if (known) throw problem.sameIdOtherBody();
    if (version !== issue.version) throw problem.stale({}, await this.reader.one(tx, principal, issueId));
    const name = ORDER_LABELS[kind].zh;
    const deadline = ['assigned', 'in-progress'].includes(issue.state) ? deadlineOf(issue) : undefined;
    if (!deadline) throw orderProblem.wrongState({ state: STATE_LABELS[issue.state].zh, kind: name });
    const now = this.clock.now();
    const today = dayOf(now);
    // Sent before anything is late, it is about the day to solve, not about the day to sign.
    const about =
      deadline.missed === 'sign' && deadline.day >= today && issue.dueOn !== null
        ? ({ missed: 'due', day: issue.dueOn } as const)
        : deadline;
    const earlier = issue.sent.find((order) => order.kind === kind && order.dueOn === about.day);
    if (earlier) throw orderProblem.sent({ kind: name, number: earlier.number });
    const calendar = await this.calendars.current();
    await issueOrder(tx, issue, {
      kind,
      covers: [],
      deadline: about,
      now,
      calendar,
      note,
      by: principal,
      id,
      bodyHash,
    });
  }

  /** One page of the papers that the person may know of, newest first. */
  async list(tx: Tx, principal: Principal, query: OrderQuery): Promise<Page<OrderView>> {
    const { rows, total } = await findOrders(tx, principal, query);
    return pageOf(query, rows.map(view), total);
  }

  /**
   * What was printed, word for word.
   *
   * @throws Problem 404 when there is none that the person may know of
   */
  async paper(
    tx: Tx,
    principal: Principal,
    id: string,
  ): Promise<{ name: string; content: OrderContent; issuedAt: Date }> {
    const found = await findContent(tx, principal, id);
    if (!found) throw problem.notFound();
    const content = JSON.parse(found.content) as OrderContent;
    return { name: `${ORDER_LABELS[found.kind].zh} ${content.number}`, content, issuedAt: found.issuedAt };
  }
}

const view = (row: OrderRecord): OrderView => ({ ...row, issuedAt: isoInstant(row.issuedAt) });
