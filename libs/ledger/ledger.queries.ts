import type { Principal } from '@app/org';
import { type Day, offset, Parameters, type Tx } from '@app/platform';
import type { IssueFields } from './ledger.fields';
import { issueScope, type Relation } from './ledger.policy';
import type { Finding } from './ledger.dto';
import type { Evidence, LedgerRule, Severity } from './ledger.rule';
import { type EventAction, HANDLING, type State } from './ledger.workflow';

const HANDLING_SQL = `(${HANDLING.map((action) => `'${action}'`).join(', ')})`;

/** The leader in charge of `project p`, while they are one: what waits for somebody who has left would wait for ever. */
export const LEADER = `(select ld.id from person ld where ld.id = p.leader_id and ld.active and 'leader' = any (ld.roles))`;

export const RULE = `jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'days', l.step_days,
  'soonDays', l.soon_days, 'extensionMax', l.extension_max, 'extensionFreeze', l.extension_freeze,
  'reportEvery', l.report_every, 'reportDay', l.report_day, 'evidence', l.evidence, 'actions', l.actions,
  'hasSteps', l.has_steps, 'subject', l.subject, 'registrars', l.registrars)`;

export const FIELDS = `i.state, i.cycle, i.lead_unit_id as "leadUnitId", i.support_unit_ids as "supportUnitIds",
  i.support_done_ids as "supportDoneIds", i.past_unit_ids as "pastUnitIds", i.handler_id as "handlerId",
  i.assigned_on as "assignedOn", i.sign_due_on as "signDueOn", i.return_until as "returnUntil",
  i.first_due_on as "firstDueOn", i.due_on as "dueOn", i.turn_due_on as "turnDueOn",
  i.ruling_due_on as "rulingDueOn", i.verify_due_on as "verifyDueOn", i.report_due_on as "reportDueOn",
  i.reported_on as "reportedOn", i.returns, i.extension_to as "extensionTo", i.extensions,
  i.extension_consent as "extensionConsent", i.suspended_on as "suspendedOn", i.review_on as "reviewOn",
  i.closed_at as "closedAt", i.urged, i.urge_due_on as "urgeDueOn", i.instruction_due_on as "instructionDueOn",
  i.rating_due_on as "ratingDueOn", i.at_risk as "atRisk", i.judgement, i.merged_into_id as "mergedIntoId",
  i.last_step_by as "lastStepBy", i.undo`;

/** Every ledger with its rule. */
export async function findLedgers(tx: Tx): Promise<LedgerRule[]> {
  const rows: { rule: LedgerRule }[] = await tx.query(`select ${RULE} as rule from ledger l order by l.sort, l.name`);
  return rows.map(({ rule }) => rule);
}

/** What the row of a list is made from; the clock's part (light, days left) is added by the service. */
export interface IssueRecord extends IssueFields {
  id: string;
  number: string;
  title: string;
  ledger: string;
  ledgerName: string;
  ledgerId: string;
  projectId: string | null;
  projectName: string | null;
  subjectName: string;
  /** How many steps, and the days for which those that are open are planned. */
  steps: { total: number; open: Day[] } | null;
  categoryCode: string;
  categoryName: string;
  severity: Severity;
  version: number;
  leadUnitName: string | null;
  handlerName: string | null;
  registeredAt: Date;
}

/** How far a task list's item is; null where the ledger knows no steps. */
const STEPS = `case when l.has_steps then (
  select jsonb_build_object('total', count(*), 'open',
           coalesce(jsonb_agg(s.planned_on order by s.planned_on) filter (where s.done_on is null), '[]'))
    from issue_step s where s.issue_id = i.id) end`;

export const ROW = `i.id, i.number, i.title, l.code as ledger, l.name as "ledgerName", l.id as "ledgerId", i.project_id as "projectId", p.name as "projectName",
  i.subject_name as "subjectName", ${STEPS} as steps,
  i.category_code as "categoryCode", c.name as "categoryName", i.severity, i.version, ${FIELDS},
  u.name as "leadUnitName", h.name as "handlerName", i.registered_at as "registeredAt"`;
export const NAMES = `join ledger l on l.id = i.ledger_id join issue_category c on c.code = i.category_code
  left join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id left join person h on h.id = i.handler_id`;

/** Today, and for each ledger the last day that counts as soon. */
export interface Horizon {
  today: Day;
  soonUntil: Record<string, Day>;
}

export interface EventRecord {
  id: string;
  seq: number;
  action: EventAction;
  from: State | null;
  to: State;
  /** Null: the system itself. */
  actorName: string | null;
  unitName: string | null;
  at: string;
  note: string;
  dueOn: Day | null;
  data: Record<string, unknown>;
}

/** What stands in a record in place of another issue that the person may not know of. */
const UNKNOWN_ISSUE = '不在您查看范围内的问题';

/**
 * What an event `e` brought along, without the numbers and titles of other issues that the person may not know of.
 *
 * @param scope the condition of `issueScope`
 */
function toldOf(scope: string): string {
  if (scope === 'true') return 'e.data';
  return `case
    when e.action in ('merge', 'absorb') and not exists (
      select from issue i where i.id = coalesce(e.data ->> 'targetId', e.data ->> 'sourceId')::uuid and ${scope})
      then e.data || jsonb_build_object(case e.action when 'merge' then 'target' else 'source' end, '${UNKNOWN_ISSUE}'::text)
    when e.action = 'split' then e.data || jsonb_build_object('parts', (
      select jsonb_agg(case when exists (
               select from issue i where i.split_from_id = e.issue_id and i.number = part.number and ${scope})
             then part.number else '${UNKNOWN_ISSUE}' end order by part.place)
        from jsonb_array_elements_text(e.data -> 'parts') with ordinality part (number, place)))
    else e.data end`;
}

/** An event `e` as its {@link EventRecord}, in JSON, as somebody with this `issueScope` may read it. */
export const eventJson = (scope: string): string =>
  `jsonb_build_object('id', e.id, 'seq', e.seq, 'action', e.action, 'from', e.from_state, 'to', e.to_state,
  'actorName', a.name, 'unitName', eu.name, 'at', e.at, 'note', e.note, 'dueOn', e.due_on, 'data', ${toldOf(scope)})`;
export const EVENT_NAMES = 'left join person a on a.id = e.actor_id left join unit eu on eu.id = e.unit_id';

export interface WholeIssue extends IssueRecord, Relation {
  projectId: string | null;
  description: string;
  visitId: string | null;
  ownerName: string | null;
  address: string | null;
  officerName: string | null;
  registeredByName: string;
  suggestedUnitId: string | null;
  supportUnits: { id: string; name: string }[];
  mergedInto: IssueReference | null;
  splitFrom: IssueReference | null;
  /** What was merged into it, and what was split off from it. */
  merged: IssueReference[];
  parts: IssueReference[];
  events: EventRecord[];
  rule: LedgerRule;
  evidence: Evidence;
  evidenceNote: string;
}

/** Another issue, as it is named on a page. */
export interface IssueReference {
  id: string;
  number: string;
  title: string;
  state: State;
}

const REFERENCE = `jsonb_build_object('id', x.id, 'number', x.number, 'title', x.title, 'state', x.state)`;
/** Others are named only to those who may know of them; `scope` speaks of an `issue i` of its own in there. */
const known = (scope: string): string =>
  scope === 'true' ? 'true' : `exists (select from issue i where i.id = x.id and ${scope})`;
const one = (column: string, scope: string): string =>
  `(select ${REFERENCE} from issue x where x.id = i.${column} and ${known(scope)})`;
const many = (column: string, scope: string): string =>
  `(select coalesce(jsonb_agg(${REFERENCE} order by x.number), '[]') from issue x where x.${column} = i.id and ${known(scope)})`;

/** One issue with its record, in one statement; undefined when the person may not know of it. */
export async function findIssue(tx: Tx, principal: Principal, id: string): Promise<WholeIssue | undefined> {
  const p = new Parameters();
  const me = p.add(principal.id);
  const scope = issueScope(principal, p);
  const where = `i.id = ${p.add(id)} and ${scope}`;
  const [row]: WholeIssue[] = await tx.query(
    `select ${ROW}, i.description, i.visit_id as "visitId", p.owner_name as "ownerName", p.address,
            p.officer_id as "officerId", ${LEADER} as "leaderId", o.name as "officerName",
            i.step_unit_ids as "stepUnitIds", i.registered_by as "registeredBy",
            r.name as "registeredByName", c.unit_id as "suggestedUnitId", ${RULE} as rule,
            coalesce(c.evidence, l.evidence) as evidence, c.evidence_note as "evidenceNote",
            ${one('merged_into_id', scope)} as "mergedInto", ${one('split_from_id', scope)} as "splitFrom",
            ${many('merged_into_id', scope)} as merged, ${many('split_from_id', scope)} as parts,
            (select coalesce(jsonb_agg(jsonb_build_object('id', su.id, 'name', su.name) order by su.name), '[]')
               from unit su where su.id = any (i.support_unit_ids)) as "supportUnits",
            record.events, record.handled
       from issue i ${NAMES} join person r on r.id = i.registered_by left join person o on o.id = p.officer_id
       cross join lateral (
         select jsonb_agg(${eventJson(scope)} order by e.seq) as events,
                coalesce(bool_or(e.actor_id = ${me} and (e.action in ${HANDLING_SQL} or (e.action = 'step' and e.data ? 'doneOn'))),
                         false) as handled
           from (select * from issue_event where issue_id = i.id order by seq desc limit 200) e ${EVENT_NAMES}) record
      where ${where}`,
    p.values,
  );
  return row;
}

/** Visits of the issue's project since the day on which closure was applied for last, newest first. */
export const findVisitsSince = (
  tx: Tx,
  issue: { id: string; projectId: string | null },
): Promise<{ id: string; visitedOn: Day; officerName: string; finding: Finding | null }[]> =>
  tx.query(
    `select v.id, v.visited_on as "visitedOn", o.name as "officerName", r.finding
       from visit v join person o on o.id = v.officer_id
       left join visit_recheck r on r.visit_id = v.id and r.issue_id = $1
      where v.project_id = $2
        and v.visited_on >= (select max(at)::date from issue_event where issue_id = $1 and action = 'apply-closure')
      order by v.visited_on desc, v.visited_at desc, v.id desc limit 20`,
    [issue.id, issue.projectId],
  );

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
  const page = new Parameters();
  const rows: { event: EventRecord }[] = await tx.query(
    `select ${eventJson(issueScope(principal, page))} as event from issue_event e ${EVENT_NAMES}
      where e.issue_id = ${page.add(id)} order by e.seq limit ${page.add(query.pageSize)} offset ${page.add(offset(query))}`,
    page.values,
  );
  return { rows: rows.map(({ event }) => event), total: issue.total };
}

/** The categories in the order they are offered. */
export const findCategories = (
  tx: Tx,
): Promise<{ code: string; name: string; unitId: string | null; active: boolean }[]> =>
  tx.query('select code, name, unit_id as "unitId", active from issue_category order by sort, code');

/** The people of a unit who may be given issues. */
export const findHandlers = (tx: Tx, unitId: string): Promise<{ id: string; name: string; title: string }[]> =>
  tx.query(
    `select id, name, title from person where unit_id = $1 and active and roles && array['handler', 'head']
      order by name collate "zh-x-icu", id limit 200`,
    [unitId],
  );
