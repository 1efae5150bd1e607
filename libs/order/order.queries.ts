import { hasRole, type Principal } from '@app/org';
import { type Day, offset, Parameters, type Tx } from '@app/platform';
import { type EscalationStep, issueScope, type Severity, type State } from '@app/ledger';
import type { OrderQuery } from './order.dto';
import { type Missed, ORDER_KINDS, type OrderKind } from './order.rules';

/** What a paper needs to know of its issue. */
export interface OrderedIssue {
  id: string;
  version: number;
  state: State;
  cycle: number;
  number: string;
  title: string;
  severity: Severity;
  projectName: string | null;
  ledgerName: string;
  leadUnitId: string | null;
  leadUnitName: string | null;
  assignedOn: Day | null;
  signDueOn: Day | null;
  dueOn: Day | null;
  steps: EscalationStep[];
  /** Working days in which it is to be answered. */
  answerDays: number;
  /** Papers of this cycle, oldest first. */
  sent: { kind: OrderKind; number: string; dueOn: Day; on: Day }[];
}

/** The same rule as {@link deadlineOf}: which deadline the lead department is measured by. */
const DEADLINE = `case when i.state = 'assigned' then least(i.sign_due_on, i.due_on) else i.due_on end`;
const RANKS = `array[${ORDER_KINDS.map((kind) => `'${kind}'`).join(', ')}]`;

/** Every step of every ledger's rule. */
export const findSteps = (tx: Tx): Promise<(EscalationStep & { ledgerId: string })[]> =>
  tx.query(
    `select l.id as "ledgerId", s.kind, s."lateDays" from ledger l
       cross join jsonb_to_recordset(l.escalation) as s (kind text, "lateDays" int)`,
  );

/** A step of a ledger with the last deadline that has reached it today. */
export type ReachedStep = EscalationStep & { ledgerId: string; until: Day };

/**
 * Issues at their lead department whose lateness has reached a step for which neither it nor a graver one was sent. A
 * request for extension that waits for its ruling was made in time: until then nothing is sent.
 */
export const findDue = (
  tx: Tx,
  steps: readonly ReachedStep[],
  now: Date,
  limit: number,
): Promise<{ id: string; version: number }[]> =>
  tx.query(
    `select distinct i.id, i.version
       from unnest($1::uuid[], $2::text[], $3::date[]) as s (ledger_id, kind, until)
       join issue i on i.ledger_id = s.ledger_id and i.state in ('assigned', 'in-progress') and ${DEADLINE} <= s.until
      where i.extension_to is null and i.touched_at <= $4
        and not exists (
          select from escalation_order o
           where o.issue_id = i.id and o.cycle = i.cycle and o.due_on = ${DEADLINE}
             and array_position(${RANKS}, o.kind) >= array_position(${RANKS}, s.kind))
      order by i.id limit $5`,
    [steps.map(({ ledgerId }) => ledgerId), steps.map(({ kind }) => kind), steps.map(({ until }) => until), now, limit],
  );

/** Locks the issue unless somebody works on it at this moment, or it has moved on since it was found. */
export async function takeIssue(tx: Tx, id: string, version: number): Promise<boolean> {
  const rows: unknown[] = await tx.query('select from issue where id = $1 and version = $2 for update skip locked', [
    id,
    version,
  ]);
  return rows.length > 0;
}

/** The issue with its rule and what was sent; to be read after it was locked. */
export async function findOrdered(tx: Tx, id: string): Promise<OrderedIssue | undefined> {
  const [row]: OrderedIssue[] = await tx.query(
    `select i.id, i.version, i.state, i.cycle, i.number, i.title, i.severity, p.name as "projectName",
            l.name as "ledgerName", i.lead_unit_id as "leadUnitId", u.name as "leadUnitName",
            i.assigned_on as "assignedOn", i.sign_due_on as "signDueOn", i.due_on as "dueOn", l.escalation as steps,
            (l.step_days -> 'answer' ->> i.severity)::int as "answerDays",
            (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'number', o.number, 'dueOn', o.due_on,
                                                          'on', o.issued_at::date) order by o.issued_at, o.id), '[]')
               from escalation_order o where o.issue_id = i.id and o.cycle = i.cycle) as sent
       from issue i join ledger l on l.id = i.ledger_id left join project p on p.id = i.project_id
       left join unit u on u.id = i.lead_unit_id
      where i.id = $1`,
    [id],
  );
  return row;
}

/** The bureau that signs, with the district in front of its name where it is not part of it. */
export async function findIssuer(tx: Tx): Promise<string> {
  const [row]: { bureau: string | null; district: string | null }[] = await tx.query(
    `select (select name from unit where kind = 'bureau' and active order by id limit 1) as bureau,
            (select value ->> 'name' from setting where key = 'district') as district`,
  );
  const bureau = row?.bureau ?? '经济发展局';
  const district = row?.district ?? '';
  return bureau.startsWith(district) ? bureau : `${district}${bureau}`;
}

/** The next number of a kind. Its row stays locked until the transaction ends: no gap, no double. */
export async function nextOrderNumber(tx: Tx, kind: OrderKind, year: number): Promise<number> {
  const [row] = (await tx.query(
    `insert into order_counter (kind, year, last) values ($1, $2, 1)
     on conflict on constraint order_counter_pk do update set last = order_counter.last + 1 returning last`,
    [kind, year],
  )) as [{ last: number }];
  return row.last;
}

export interface NewOrder {
  id: string | undefined;
  issueId: string;
  cycle: number;
  kind: OrderKind;
  covers: OrderKind[];
  year: number;
  sequence: number;
  number: string;
  unitId: string;
  missed: Missed;
  dueOn: Day;
  lateDays: number;
  replyBy: Day;
  issuedAt: Date;
  issuedBy: string | null;
  content: string;
  bodyHash: string;
}

/** @returns the id of the new row */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<string> {
  const [row] = (await tx.query(
    `insert into escalation_order (id, issue_id, cycle, kind, covers, year, sequence, number, unit_id, missed, due_on,
                                   late_days, reply_by, issued_at, issued_by, content, body_hash)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     returning id`,
    [
      order.id ?? null,
      order.issueId,
      order.cycle,
      order.kind,
      order.covers,
      order.year,
      order.sequence,
      order.number,
      order.unitId,
      order.missed,
      order.dueOn,
      order.lateDays,
      order.replyBy,
      order.issuedAt,
      order.issuedBy,
      order.content,
      order.bodyHash,
    ],
  )) as [{ id: string }];
  return row.id;
}

/** The paper under an id that a client chose. */
export async function findKnownOrder(tx: Tx, id: string): Promise<{ bodyHash: string } | undefined> {
  const [row]: { bodyHash: string }[] = await tx.query(
    'select body_hash as "bodyHash" from escalation_order where id = $1',
    [id],
  );
  return row;
}

export interface OrderRecord {
  id: string;
  kind: OrderKind;
  number: string;
  issueId: string;
  issueNumber: string;
  issueTitle: string;
  projectName: string | null;
  unitId: string;
  recipient: string;
  missed: Missed;
  dueOn: Day;
  lateDays: number;
  replyBy: Day;
  covers: OrderKind[];
  issuedAt: Date;
  issuedByName: string | null;
}

const FROM = `from escalation_order o join issue i on i.id = o.issue_id left join project p on p.id = i.project_id`;

/** Papers of issues that the person may know of, and for a department those it was sent itself. */
function orderScope(principal: Principal, p: Parameters): string {
  const scope = issueScope(principal, p);
  return hasRole(principal, 'handler', 'head') ? `(${scope} or o.unit_id = ${p.add(principal.unitId)})` : scope;
}

/** One page of papers, newest first. */
export async function findOrders(
  tx: Tx,
  principal: Principal,
  query: OrderQuery,
): Promise<{ rows: OrderRecord[]; total: number }> {
  const p = new Parameters();
  const conditions = [orderScope(principal, p)];
  if (query.kind) conditions.push(`o.kind = ${p.add(query.kind)}`);
  if (query.unitId) conditions.push(`o.unit_id = ${p.add(query.unitId)}`);
  if (query.issueId) conditions.push(`o.issue_id = ${p.add(query.issueId)}`);
  if (query.from) conditions.push(`o.issued_at >= ${p.add(query.from)}::date`);
  if (query.to) conditions.push(`o.issued_at < ${p.add(query.to)}::date + 1`);
  const where = `${FROM} where ${conditions.join(' and ')}`;
  const [count] = (await tx.query(`select count(*)::int as total ${where}`, [...p.values])) as [{ total: number }];
  const rows: OrderRecord[] = await tx.query(
    `with page as (select o.id ${where} order by o.issued_at desc, o.id desc
                    limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select o.id, o.kind, o.number, o.issue_id as "issueId", i.number as "issueNumber", i.title as "issueTitle",
            p.name as "projectName", o.unit_id as "unitId", o.content::jsonb ->> 'recipient' as recipient, o.missed,
            o.due_on as "dueOn", o.late_days as "lateDays", o.reply_by as "replyBy", o.covers,
            o.issued_at as "issuedAt", a.name as "issuedByName"
       from page join escalation_order o on o.id = page.id join issue i on i.id = o.issue_id
       left join project p on p.id = i.project_id left join person a on a.id = o.issued_by
      order by o.issued_at desc, o.id desc`,
    p.values,
  );
  return { rows, total: count.total };
}

/** What was printed; undefined when the person may not know of it. */
export async function findContent(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<{ kind: OrderKind; content: string; issuedAt: Date } | undefined> {
  const p = new Parameters();
  const where = `o.id = ${p.add(id)} and ${orderScope(principal, p)}`;
  const [row]: { kind: OrderKind; content: string; issuedAt: Date }[] = await tx.query(
    `select o.kind, o.content, o.issued_at as "issuedAt" ${FROM} where ${where}`,
    p.values,
  );
  return row;
}
