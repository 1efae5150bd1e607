import type { Principal } from '@app/org';
import { fingerprint, Parameters, type Tx } from '@app/platform';
import type { IssueFields } from './ledger.fields';
import { issueScope, type Relation } from './ledger.policy';
import { FIELDS, LEADER, RULE } from './ledger.queries';
import type { Evidence, LedgerRule, Severity } from './ledger.rule';
import { END_STATES, type EventAction, HANDLING, type State } from './ledger.workflow';

export interface LockedIssue extends IssueFields, Omit<Relation, 'handled'> {
  id: string;
  number: string;
  title: string;
  version: number;
  subjectName: string;
  severity: Severity;
  categoryCode: string;
  rule: LedgerRule;
  /** What an application for closure must show: the category's, or else the ledger's. */
  evidence: Evidence;
}

/** Locks the issue for the length of the transaction; undefined when there is none that the person may know of. */
export async function lockIssue(tx: Tx, principal: Principal, id: string): Promise<LockedIssue | undefined> {
  const parameters = new Parameters();
  const where = `i.id = ${parameters.add(id)} and ${issueScope(principal, parameters)}`;
  const [row]: LockedIssue[] = await tx.query(
    `select i.id, i.number, i.title, i.project_id as "projectId", i.version, i.severity, ${FIELDS},
            i.subject_name as "subjectName", i.category_code as "categoryCode", i.registered_by as "registeredBy", p.officer_id as "officerId",
            ${LEADER} as "leaderId", i.step_unit_ids as "stepUnitIds", ${RULE} as rule, coalesce(c.evidence, l.evidence) as evidence
       from issue i join ledger l on l.id = i.ledger_id join issue_category c on c.code = i.category_code
       left join project p on p.id = i.project_id
      where ${where} for update of i`,
    parameters.values,
  );
  return row;
}

/**
 * Locks both issues of a merge, always in the same order: two that are merged into each other at once do not wait for
 * ever.
 *
 * @returns the other issue when it is there, open, and the person may know of it
 */
export async function lockTarget(
  tx: Tx,
  principal: Principal,
  id: string,
  targetId: string,
): Promise<{ id: string; number: string; title: string } | undefined> {
  const p = new Parameters();
  const ids = p.add([id, targetId]);
  const rows: { id: string; number: string; title: string; state: State }[] = await tx.query(
    `select i.id, i.number, i.title, i.state from issue i left join project p on p.id = i.project_id
      where i.id = any (${ids}::uuid[]) and ${issueScope(principal, p)} order by i.id for update of i`,
    p.values,
  );
  return rows.find((row) => row.id === targetId && !END_STATES.includes(row.state));
}

/** Whether the person took part in solving the issue. Asked after the lock, so it sees what was waited for. */
export async function hasHandled(tx: Tx, issueId: string, personId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from issue_event where issue_id = $1 and actor_id = $2
        and (action = any ($3) or (action = 'step' and data ? 'doneOn')) limit 1`,
    [issueId, personId, HANDLING],
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

/** A visit of the project since the day on which closure was applied for: what a verification on site rests on. */
export async function findVisit(
  tx: Tx,
  id: string,
  issue: { id: string; projectId: string | null },
): Promise<{ visitedOn: string } | undefined> {
  const [row]: { visitedOn: string }[] = await tx.query(
    `select visited_on as "visitedOn" from visit
      where id = $1 and project_id = $2
        and visited_on >= (select max(at)::date from issue_event where issue_id = $3 and action = 'apply-closure')`,
    [id, issue.projectId, issue.id],
  );
  return row;
}

const COLUMNS: Record<keyof IssueFields, string> = {
  state: 'state',
  cycle: 'cycle',
  leadUnitId: 'lead_unit_id',
  supportUnitIds: 'support_unit_ids',
  supportDoneIds: 'support_done_ids',
  pastUnitIds: 'past_unit_ids',
  handlerId: 'handler_id',
  assignedOn: 'assigned_on',
  signDueOn: 'sign_due_on',
  returnUntil: 'return_until',
  firstDueOn: 'first_due_on',
  dueOn: 'due_on',
  turnDueOn: 'turn_due_on',
  rulingDueOn: 'ruling_due_on',
  verifyDueOn: 'verify_due_on',
  reportDueOn: 'report_due_on',
  reportedOn: 'reported_on',
  returns: 'returns',
  extensionTo: 'extension_to',
  extensions: 'extensions',
  extensionConsent: 'extension_consent',
  suspendedOn: 'suspended_on',
  reviewOn: 'review_on',
  closedAt: 'closed_at',
  urged: 'urged',
  urgeDueOn: 'urge_due_on',
  instructionDueOn: 'instruction_due_on',
  ratingDueOn: 'rating_due_on',
  atRisk: 'at_risk',
  judgement: 'judgement',
  mergedIntoId: 'merged_into_id',
  lastStepBy: 'last_step_by',
  undo: 'undo',
};
const JSON_FIELDS: readonly (keyof IssueFields)[] = ['judgement', 'undo'];

/** One row of the record, and the columns it changes. */
export interface NewEvent {
  issueId: string;
  action: EventAction;
  /** Null: the system itself. */
  actor: Pick<Principal, 'id' | 'unitId'> | null;
  at: Date;
  note: string;
  data: Record<string, unknown>;
  change: Partial<IssueFields>;
  /** Chosen by a client: the same step twice is one. */
  id?: string;
  bodyHash?: string;
}

/**
 * Changes the issue and appends the event in one statement: there is never one without the other. The state before is
 * what the statement itself found; the version goes up by one and is the event's number.
 */
export async function appendToIssue(tx: Tx, event: NewEvent): Promise<void> {
  const { issueId, action, actor, at, note, data, change } = event;
  const p = new Parameters();
  const sets = (Object.keys(change) as (keyof IssueFields)[]).map((key) => {
    const value = change[key];
    return JSON_FIELDS.includes(key) && value !== null
      ? `${COLUMNS[key]} = ${p.add(JSON.stringify(value))}::jsonb`
      : `${COLUMNS[key]} = ${p.add(value)}`;
  });
  const id = p.add(issueId);
  const moment = p.add(at);
  await tx.query(
    `with saved as (
       update issue set ${[...sets, 'version = version + 1', `touched_at = ${moment}`].join(', ')}
        where id = ${id} returning id, old.state as from_state, new.state as to_state, new.due_on, new.version)
     insert into issue_event (id, issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash)
     select coalesce(${p.add(event.id ?? null)}::uuid, uuidv7()), saved.id, saved.version, ${p.add(action)}, saved.from_state,
            saved.to_state, ${p.add(actor?.id ?? null)}::uuid, ${p.add(actor?.unitId ?? null)}::uuid, ${moment},
            ${p.add(note)}, saved.due_on, ${p.add(JSON.stringify(data))}::jsonb,
            ${p.add(event.bodyHash ?? fingerprint({ issueId, action, data }))}
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

/** What an action takes along as evidence. */
export interface AttachmentRef {
  id: string;
  kind: 'photo' | 'document';
  name: string;
  sha256: string;
}

/** Those of the ids that are attachments of this issue, in the order of upload; others are missing. */
export const findAttachments = (tx: Tx, issueId: string, ids: string[]): Promise<AttachmentRef[]> =>
  tx.query(
    `select id, kind, name, sha256 from attachment where issue_id = $1 and id = any ($2::uuid[]) order by at, id`,
    [issueId, ids],
  );

/** The enterprise is to be asked: an issue of a project was closed. Once for each time that it was solved. */
export async function inviteRating(tx: Tx, issueId: string, at: Date): Promise<void> {
  await tx.query(
    `insert into rating (issue_id, cycle, invited_at)
     select id, cycle, $2 from issue where id = $1 and state = 'closed' and project_id is not null
     on conflict on constraint rating_once do nothing`,
    [issueId, at],
  );
}
