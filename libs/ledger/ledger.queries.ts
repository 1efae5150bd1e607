import type { Principal } from '@app/org';
import { containing, type Day, fingerprint, offset, Parameters, type Tx } from '@app/platform';
import type { IssueDraft, IssueQuery, Severity, Sort } from './ledger.dto';
import type { IssueFields, LedgerRule } from './ledger.effects';
import { issueScope, type Relation, turnScope } from './ledger.policy';
import type { Action, EventAction, Light, State } from './ledger.workflow';

/** Actions by which a person takes part in solving; who did one of them does not verify. */
const HANDLING = `('sign', 'return', 'delegate', 'report', 'request-extension', 'apply-closure')`;

const RULE = `jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'signDays', l.sign_days,
  'dueDays', jsonb_build_object('low', l.due_days_low, 'medium', l.due_days_medium, 'high', l.due_days_high),
  'returnDays', l.return_days, 'soonDays', l.soon_days)`;

const FIELDS = `i.state, i.cycle, i.lead_unit_id as "leadUnitId", i.support_unit_ids as "supportUnitIds",
  i.handler_id as "handlerId", i.assigned_on as "assignedOn", i.sign_due_on as "signDueOn",
  i.return_until as "returnUntil", i.first_due_on as "firstDueOn", i.due_on as "dueOn",
  i.extension_to as "extensionTo", i.suspended_on as "suspendedOn", i.review_on as "reviewOn",
  i.closed_at as "closedAt", i.urged`;

/** Every ledger with its rule. */
export async function findLedgers(tx: Tx): Promise<LedgerRule[]> {
  const rows: { rule: LedgerRule }[] = await tx.query(`select ${RULE} as rule from ledger l order by l.name`);
  return rows.map(({ rule }) => rule);
}

export interface LockedIssue extends IssueFields, Omit<Relation, 'handled'> {
  id: string;
  version: number;
  severity: Severity;
  rule: LedgerRule;
}

/** Locks the issue for the length of the transaction; undefined when there is none that the person may know of. */
export async function lockIssue(tx: Tx, principal: Principal, id: string): Promise<LockedIssue | undefined> {
  const parameters = new Parameters();
  const where = `i.id = ${parameters.add(id)} and ${issueScope(principal, parameters)}`;
  const [row]: LockedIssue[] = await tx.query(
    `select i.id, i.version, i.severity, ${FIELDS}, i.registered_by as "registeredBy", p.officer_id as "officerId",
            ${RULE} as rule
       from issue i join ledger l on l.id = i.ledger_id left join project p on p.id = i.project_id
      where ${where} for update of i`,
    parameters.values,
  );
  return row;
}

/** Whether the person took part in solving the issue. Asked after the lock, so it sees what was waited for. */
export async function hasHandled(tx: Tx, issueId: string, personId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from issue_event where issue_id = $1 and actor_id = $2 and action in ${HANDLING} limit 1`,
    [issueId, personId],
  );
  return rows.length > 0;
}

/** The event under an id that a client chose, if it was written already. */
export async function findEvent(tx: Tx, id: string): Promise<{ bodyHash: string } | undefined> {
  const [row]: { bodyHash: string }[] = await tx.query(
    'select body_hash as "bodyHash" from issue_event where id = $1',
    [id],
  );
  return row;
}

export interface NewEvent {
  id: string | undefined;
  action: Action;
  from: State;
  to: State;
  principal: Principal;
  at: Date;
  note: string;
  data: Record<string, unknown>;
  bodyHash: string;
}

const COLUMNS: Record<keyof IssueFields, string> = {
  state: 'state',
  cycle: 'cycle',
  leadUnitId: 'lead_unit_id',
  supportUnitIds: 'support_unit_ids',
  handlerId: 'handler_id',
  assignedOn: 'assigned_on',
  signDueOn: 'sign_due_on',
  returnUntil: 'return_until',
  firstDueOn: 'first_due_on',
  dueOn: 'due_on',
  extensionTo: 'extension_to',
  suspendedOn: 'suspended_on',
  reviewOn: 'review_on',
  closedAt: 'closed_at',
  urged: 'urged',
};

/** Saves the change and appends its event in one statement: there is never one without the other. */
export async function saveAndAppend(
  tx: Tx,
  issue: LockedIssue,
  change: Partial<IssueFields>,
  event: NewEvent,
): Promise<void> {
  const p = new Parameters();
  const sets = (Object.keys(change) as (keyof IssueFields)[]).map((key) => `${COLUMNS[key]} = ${p.add(change[key])}`);
  const id = p.add(issue.id);
  const at = p.add(event.at);
  await tx.query(
    `with saved as (
       update issue set ${[...sets, 'version = version + 1', `touched_at = ${at}`].join(', ')}
        where id = ${id} returning id, due_on, version)
     insert into issue_event (id, issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash)
     select coalesce(${p.add(event.id ?? null)}::uuid, uuidv7()), saved.id, saved.version, ${p.add(event.action)}, ${p.add(event.from)},
            ${p.add(event.to)}, ${p.add(event.principal.id)}::uuid, ${p.add(event.principal.unitId)}::uuid, ${at},
            ${p.add(event.note)}, saved.due_on, ${p.add(JSON.stringify(event.data))}::jsonb, ${p.add(event.bodyHash)}
       from saved`,
    p.values,
  );
}

/** Names of units by id; ids that are unknown or of units no longer active are missing. */
export async function unitNames(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = await tx.query(
    'select id, name from unit where id = any ($1::uuid[]) and active',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A person of the unit who may handle issues. */
export async function findHandler(tx: Tx, id: string, unitId: string): Promise<{ name: string } | undefined> {
  const [row]: { name: string }[] = await tx.query(
    `select name from person where id = $1 and unit_id = $2 and active and roles && array['handler', 'head']`,
    [id, unitId],
  );
  return row;
}

/** Whether the project is there and the person may register its problems. */
export async function mayRegister(tx: Tx, principal: Principal, projectId: string, all: boolean): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from project where id = $1 and ($2 or officer_id = $3)', [
    projectId,
    all,
    principal.id,
  ]);
  return rows.length === 1;
}

export interface KnownIssue {
  id: string;
  bodyHash: string;
  registeredBy: string;
}

/** Which of the ids chosen by a client are taken, after making everybody else with the same ids wait. */
export async function claimIds(tx: Tx, ids: string[]): Promise<KnownIssue[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended(id, 1)) from unnest($1::text[]) id order by id`, [ids]);
  return tx.query(
    'select id, body_hash as "bodyHash", registered_by as "registeredBy" from issue where id = any ($1::uuid[])',
    [ids],
  );
}

/**
 * Takes the next numbers of a ledger's year. The counter row stays locked until the transaction ends, so a number is
 * used exactly when it is committed: no gap, no double, whatever dies.
 *
 * @returns the ledger and the last number taken, or undefined for an unknown ledger
 */
export async function takeNumbers(
  tx: Tx,
  ledger: string,
  year: number,
  count: number,
): Promise<{ ledgerId: string; prefix: string; last: number } | undefined> {
  const [row]: { ledgerId: string; prefix: string; last: number }[] = await tx.query(
    `with taken as (
       insert into ledger_counter (ledger_id, year, last) select id, $2, $3 from ledger where code = $1
       on conflict on constraint ledger_counter_pk do update set last = ledger_counter.last + $3
       returning ledger_id, last)
     select l.id as "ledgerId", l.number_prefix as prefix, taken.last from taken join ledger l on l.id = taken.ledger_id`,
    [ledger, year, count],
  );
  return row;
}

/** Writes new issues with the first row of each record; answers their ids in the order given. */
export async function insertIssues(
  tx: Tx,
  principal: Principal,
  at: Date,
  place: {
    ledgerId: string;
    prefix: string;
    year: number;
    firstSequence: number;
    projectId: string | null;
    visitId: string | null;
  },
  drafts: IssueDraft[],
): Promise<string[]> {
  const rows = drafts.map((draft, index) => {
    const sequence = place.firstSequence + index;
    return {
      ...draft,
      id: draft.id ?? null,
      sequence,
      number: `${place.prefix}-${place.year}-${String(sequence).padStart(4, '0')}`,
      hash: fingerprint(draft),
    };
  });
  const inserted: { id: string }[] = await tx.query(
    `with row as (
       select coalesce(r.id, uuidv7()) as id, r.sequence, r.number, r.title, r.description, r."categoryCode", r.severity, r.hash
         from jsonb_to_recordset($1::jsonb) as r (id uuid, sequence int, number text, title text, description text,
              "categoryCode" text, severity text, hash text)),
     issues as (
       insert into issue (id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code,
                          severity, state, registered_by, registered_at, touched_at, body_hash)
       select id, $2::uuid, number, $3, sequence, $4::uuid, $5::uuid, title, description, "categoryCode", severity,
              'registered', $6::uuid, $7::timestamptz, $7::timestamptz, hash from row),
     events as (
       insert into issue_event (issue_id, seq, action, to_state, actor_id, unit_id, at, body_hash)
       select id, 1, 'register', 'registered', $6::uuid, $8::uuid, $7::timestamptz, hash from row)
     select id from row order by sequence`,
    [
      JSON.stringify(rows),
      place.ledgerId,
      place.year,
      place.projectId,
      place.visitId,
      principal.id,
      at,
      principal.unitId,
    ],
  );
  return inserted.map(({ id }) => id);
}

/** What the row of a list is made from; the clock's part (light, days left) is added by the service. */
export interface IssueRecord extends IssueFields {
  id: string;
  number: string;
  title: string;
  ledger: string;
  ledgerId: string;
  projectId: string | null;
  projectName: string | null;
  categoryCode: string;
  categoryName: string;
  severity: Severity;
  version: number;
  leadUnitName: string | null;
  handlerName: string | null;
  registeredAt: Date;
}

const ROW = `i.id, i.number, i.title, l.code as ledger, l.id as "ledgerId", i.project_id as "projectId", p.name as "projectName",
  i.category_code as "categoryCode", c.name as "categoryName", i.severity, i.version, ${FIELDS},
  u.name as "leadUnitName", h.name as "handlerName", i.registered_at as "registeredAt"`;
const NAMES = `join ledger l on l.id = i.ledger_id join issue_category c on c.code = i.category_code
  left join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id left join person h on h.id = i.handler_id`;

/** Sort keys come from this table, never from what a person typed. */
const ORDER: Record<Sort, string> = {
  due: 'i.due_on asc nulls last, i.id',
  '-due': 'i.due_on desc nulls last, i.id',
  registered: 'i.registered_at asc, i.id',
  '-registered': 'i.registered_at desc, i.id',
  number: 'i.year asc, i.sequence asc, i.id',
  '-number': 'i.year desc, i.sequence desc, i.id',
  touched: 'i.touched_at asc, i.id',
  '-touched': 'i.touched_at desc, i.id',
};

/** Today, and for each ledger the last day that counts as soon. */
export interface Horizon {
  today: Day;
  soonUntil: Record<string, Day>;
}

const RUNNING = `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`;

function lightCondition(light: Light, horizon: Horizon, p: Parameters): string {
  if (light === 'none') return `not ${RUNNING}`;
  const today = (): string => `${p.add(horizon.today)}::date`;
  const soon = (): string => `(${p.add(JSON.stringify(horizon.soonUntil))}::jsonb ->> i.ledger_id::text)::date`;
  if (light === 'red') return `${RUNNING} and i.due_on < ${today()}`;
  return light === 'yellow'
    ? `${RUNNING} and i.due_on >= ${today()} and i.due_on <= ${soon()}`
    : `${RUNNING} and i.due_on > ${soon()}`;
}

function filterOf(principal: Principal, query: IssueQuery, horizon: Horizon, p: Parameters): string {
  const conditions = [issueScope(principal, p)];
  if (query.ledger) conditions.push(`i.ledger_id = (select id from ledger where code = ${p.add(query.ledger)})`);
  if (query.state) conditions.push(`i.state = any (${p.add(query.state.split(','))})`);
  if (query.unitId) {
    const unit = p.add(query.unitId);
    conditions.push(`(i.lead_unit_id = ${unit} or i.support_unit_ids @> array[${unit}::uuid])`);
  }
  if (query.projectId) conditions.push(`i.project_id = ${p.add(query.projectId)}`);
  if (query.categoryCode) conditions.push(`i.category_code = ${p.add(query.categoryCode)}`);
  if (query.light) conditions.push(lightCondition(query.light, horizon, p));
  if (query.mine === 'true') conditions.push(turnScope(principal, p));
  if (query.q) {
    const text = p.add(containing(query.q));
    conditions.push(`(i.title ilike ${text} or i.number ilike ${text} or p.name ilike ${text})`);
  }
  return conditions.join(' and ');
}

/** One page of issues, and how many there are in all. */
export async function findIssues(
  tx: Tx,
  principal: Principal,
  query: IssueQuery,
  horizon: Horizon,
): Promise<{ rows: IssueRecord[]; total: number }> {
  const p = new Parameters();
  const from = `from issue i left join project p on p.id = i.project_id where ${filterOf(principal, query, horizon, p)}`;
  const filter = [...p.values];
  // The page is cut before the names are joined: 50 rows carry names, not 20 000.
  const [rows, [count]] = (await Promise.all([
    tx.query(
      `with page as (select i.id ${from} order by ${ORDER[query.sort]} limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
       select ${ROW} from page join issue i on i.id = page.id ${NAMES} order by ${ORDER[query.sort]}`,
      p.values,
    ),
    tx.query(`select count(*)::int as total ${from}`, filter),
  ])) as [IssueRecord[], [{ total: number }]];
  return { rows, total: count.total };
}

export interface EventRecord {
  id: string;
  seq: number;
  action: EventAction;
  from: State | null;
  to: State;
  actorName: string;
  unitName: string;
  at: string;
  note: string;
  dueOn: Day | null;
  data: Record<string, unknown>;
}

const EVENT = `jsonb_build_object('id', e.id, 'seq', e.seq, 'action', e.action, 'from', e.from_state, 'to', e.to_state,
  'actorName', a.name, 'unitName', eu.name, 'at', e.at, 'note', e.note, 'dueOn', e.due_on, 'data', e.data)`;
const EVENT_NAMES = 'join person a on a.id = e.actor_id join unit eu on eu.id = e.unit_id';

export interface WholeIssue extends IssueRecord, Relation {
  description: string;
  visitId: string | null;
  ownerName: string | null;
  address: string | null;
  officerName: string | null;
  registeredByName: string;
  suggestedUnitId: string | null;
  supportUnits: { id: string; name: string }[];
  events: EventRecord[];
  rule: LedgerRule;
}

/** One issue with its record, in one statement; undefined when the person may not know of it. */
export async function findIssue(tx: Tx, principal: Principal, id: string): Promise<WholeIssue | undefined> {
  const p = new Parameters();
  const me = p.add(principal.id);
  const where = `i.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const [row]: WholeIssue[] = await tx.query(
    `select ${ROW}, i.description, i.visit_id as "visitId", p.owner_name as "ownerName", p.address,
            p.officer_id as "officerId", o.name as "officerName", i.registered_by as "registeredBy",
            r.name as "registeredByName", c.unit_id as "suggestedUnitId", ${RULE} as rule,
            (select coalesce(jsonb_agg(jsonb_build_object('id', su.id, 'name', su.name) order by su.name), '[]')
               from unit su where su.id = any (i.support_unit_ids)) as "supportUnits",
            record.events, record.handled
       from issue i ${NAMES} join person r on r.id = i.registered_by left join person o on o.id = p.officer_id
       cross join lateral (
         select jsonb_agg(${EVENT} order by e.seq) as events,
                coalesce(bool_or(e.actor_id = ${me} and e.action in ${HANDLING}), false) as handled
           from (select * from issue_event where issue_id = i.id order by seq desc limit 200) e ${EVENT_NAMES}) record
      where ${where}`,
    p.values,
  );
  return row;
}

/** One page of the record, oldest first. */
export async function findEvents(
  tx: Tx,
  principal: Principal,
  id: string,
  query: { page: number; pageSize: number },
): Promise<{ rows: EventRecord[]; total: number } | undefined> {
  const p = new Parameters();
  const where = `i.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const [issue]: { total: number }[] = await tx.query(
    `select i.version as total from issue i left join project p on p.id = i.project_id where ${where}`,
    p.values,
  );
  if (!issue) return undefined;
  const rows: { event: EventRecord }[] = await tx.query(
    `select ${EVENT} as event from issue_event e ${EVENT_NAMES} where e.issue_id = $1 order by e.seq limit $2 offset $3`,
    [id, query.pageSize, offset(query)],
  );
  return { rows: rows.map(({ event }) => event), total: issue.total };
}

/** How many issues in each state, late, due soon and waiting for the person. */
export async function countIssues(
  tx: Tx,
  principal: Principal,
  horizon: Horizon,
): Promise<{ state: State; count: number; overdue: number; dueSoon: number; mine: number }[]> {
  const p = new Parameters();
  const scope = issueScope(principal, p);
  return tx.query(
    `select i.state, count(*)::int as count,
            (count(*) filter (where ${lightCondition('red', horizon, p)}))::int as overdue,
            (count(*) filter (where ${lightCondition('yellow', horizon, p)}))::int as "dueSoon",
            (count(*) filter (where ${turnScope(principal, p)}))::int as mine
       from issue i left join project p on p.id = i.project_id where ${scope} group by i.state`,
    p.values,
  );
}

/** The categories in the order they are offered. */
export const findCategories = (tx: Tx): Promise<{ code: string; name: string; unitId: string | null }[]> =>
  tx.query('select code, name, unit_id as "unitId" from issue_category order by sort, code');

/** The people of a unit who may be given issues. */
export const findHandlers = (tx: Tx, unitId: string): Promise<{ id: string; name: string; title: string }[]> =>
  tx.query(
    `select id, name, title from person where unit_id = $1 and active and roles && array['handler', 'head']
      order by name collate "zh-x-icu", id limit 200`,
    [unitId],
  );
