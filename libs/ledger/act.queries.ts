import type { Principal } from '@app/org';
import { Parameters, type Tx } from '@app/platform';
import type { Severity } from './ledger.dto';
import type { IssueFields, LedgerRule } from './ledger.effects';
import { issueScope, type Relation } from './ledger.policy';
import { FIELDS, HANDLING, RULE } from './ledger.queries';
import type { Action, State } from './ledger.workflow';

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
