import { addDays, type Day, dayOf, type WorkingCalendar, yearOf } from '@app/platform';
import type { LedgerRule } from '@app/ledger';
import type { EventRecord, Horizon, WholeIssue } from '../libs/ledger/ledger.queries';
import { eventView, heldByWords, rowView } from '../libs/ledger/ledger.view';
import { ISSUES as REGISTER, turnDays } from './reference-visits';
import { type Actor, hashOf, prepared, type Reference } from './reference-sql';

export const ROW = `i.id, i.number, i.title, l.code as ledger, l.name as "ledgerName", i.ledger_id as "ledgerId",
  i.project_id as "projectId", p.name as "projectName", i.subject_name as "subjectName",
  case when l.has_steps then (select json_build_object('total', count(*), 'open',
      coalesce(json_agg(s.planned_on order by s.planned_on) filter (where s.done_on is null), '[]'))
    from issue_step s where s.issue_id = i.id) end as steps,
  i.category_code as "categoryCode", c.name as "categoryName", i.severity, i.state, i.version, i.cycle,
  i.lead_unit_id as "leadUnitId", u.name as "leadUnitName", h.name as "handlerName", i.due_on as "dueOn",
  i.first_due_on as "firstDueOn", i.registered_at as "registeredAt", i.closed_at as "closedAt", i.urged, i.review_on as "reviewOn",
  i.sign_due_on as "signDueOn", i.return_until as "returnUntil", i.turn_due_on as "turnDueOn", i.ruling_due_on as "rulingDueOn",
  i.verify_due_on as "verifyDueOn", i.report_due_on as "reportDueOn", i.reported_on as "reportedOn", i.at_risk as "atRisk",
  i.judgement, i.returns, i.extension_to as "extensionTo", i.suspended_on as "suspendedOn", i.urge_due_on as "urgeDueOn",
  i.instruction_due_on as "instructionDueOn", i.assigned_on as "assignedOn", i.rating_due_on as "ratingDueOn"`;
export const NAMES = `join ledger l on l.id = i.ledger_id join issue_category c on c.code = i.category_code
  left join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id left join person h on h.id = i.handler_id`;

const REFERENCE = `json_build_object('id', x.id, 'number', x.number, 'title', x.title, 'state', x.state)`;
const ONE = prepared(`
  select ${ROW}, i.description, i.visit_id as "visitId", p.owner_name as "ownerName", p.address, o.name as "officerName",
         i.handler_id as "handlerId", r.name as "registeredByName", c.unit_id as "suggestedUnitId",
         (select coalesce(json_agg(json_build_object('id', su.id, 'name', su.name) order by su.name), '[]')
            from unit su where su.id = any (i.support_unit_ids)) as "supportUnits",
         i.extensions, i.extension_consent as "extensionConsent", i.support_done_ids as "supportDoneIds",
         coalesce(c.evidence, l.evidence) as evidence, c.evidence_note as "evidenceNote",
         (select ${REFERENCE} from issue x where x.id = i.merged_into_id) as "mergedInto",
         (select ${REFERENCE} from issue x where x.id = i.split_from_id) as "splitFrom",
         (select coalesce(json_agg(${REFERENCE} order by x.number), '[]') from issue x where x.merged_into_id = i.id) as merged,
         (select coalesce(json_agg(${REFERENCE} order by x.number), '[]') from issue x where x.split_from_id = i.id) as parts
    from issue i ${NAMES} join person r on r.id = i.registered_by left join person o on o.id = p.officer_id
   where i.id = $1`);
const EVENTS = prepared(`
  select e.id, e.seq, e.action, e.from_state as "from", e.to_state as "to", a.name as "actorName", u.name as "unitName",
         e.at, e.note, e.due_on as "dueOn", e.data
    from issue_event e join person a on a.id = e.actor_id join unit u on u.id = e.unit_id
   where e.issue_id = $1 order by e.seq`);

const LOCK = prepared(
  `select state, version, due_on as "dueOn", suspended_on as "suspendedOn", review_on as "reviewOn" from issue
    where id = $1 for update`,
);
interface Locked {
  state: string;
  version: number;
  dueOn: Day;
  suspendedOn: Day | null;
  reviewOn: Day | null;
}

const SAVE = prepared(`
  with saved as (
    update issue set state = $2, due_on = $3, suspended_on = $4, review_on = $5, turn_due_on = $14, report_due_on = $15,
                     extension_to = null, ruling_due_on = null, undo = null, last_step_by = null, version = version + 1,
                     touched_at = $6
     where id = $1 returning id, due_on, version)
  insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash)
  select id, version, $7, $8, $2, $9, $10, $6, $11, due_on, $12, $13 from saved`);

/** What the one who acts, a supervisor who handles nothing, may do in each state. */
const ALLOWED: Record<string, string[]> = {
  registered: ['assign', 'merge', 'split', 'close'],
  assigned: ['transfer', 'merge', 'split', 'urge', 'judge'],
  'in-progress': ['transfer', 'suspend', 'merge', 'split', 'urge', 'judge'],
  returned: ['assign', 'insist', 'merge', 'urge', 'judge'],
  suspended: ['resume', 'merge', 'urge', 'judge'],
  'pending-verification': ['verify', 'reject-closure', 'judge'],
  closed: ['reopen'],
};
/** What they may do with an issue that they have just registered themselves. */
const ALLOWED_OF_OWN = ['assign', 'merge', 'split', 'withdraw'];
const REOPEN_DAYS = 365;

/** What is registered at the desk. */
export interface RegisterBody {
  id: string;
  projectId: string;
  title: string;
  description: string;
  categoryCode: string;
  severity: string;
}

/** Registers, reads and moves issues. The words of a row are the product's own pure functions: words are not measured. */
export class ReferenceIssues {
  private constructor(
    private readonly database: Reference,
    private readonly calendar: WorkingCalendar,
    private readonly supervisor: Actor,
    readonly rule: LedgerRule,
  ) {}

  static async open(database: Reference, calendar: WorkingCalendar, supervisor: Actor): Promise<ReferenceIssues> {
    const [rule] = await database.rows<LedgerRule>(
      prepared(`select id, soon_days as "soonDays", step_days as days, extension_max as "extensionMax",
                       extension_freeze as "extensionFreeze", report_every as "reportEvery" from ledger where code = 'project-issue'`),
      [],
    );
    return new ReferenceIssues(database, calendar, supervisor, rule as LedgerRule);
  }

  async one(id: string): Promise<object> {
    const [[issue], events] = await Promise.all([
      this.database.rows<WholeIssue>(ONE, [id]),
      this.database.rows<EventRecord>(EVENTS, [id]),
    ]);
    if (!issue) throw new Error(`no issue ${id}`);
    const horizon = this.horizon();
    const suggested = this.calendar.addWorkingDays(horizon.today, this.rule.days.due[issue.severity]);
    return {
      ...rowView(issue, horizon, this.calendar),
      description: issue.description,
      visitId: issue.visitId,
      ownerName: issue.ownerName,
      address: issue.address,
      officerName: issue.officerName,
      supportUnits: issue.supportUnits,
      handlerId: issue.handlerId,
      registeredByName: issue.registeredByName,
      assignedOn: issue.assignedOn,
      signDueOn: issue.signDueOn,
      returnUntil: issue.returnUntil,
      extensionTo: issue.extensionTo,
      extensions: issue.extensions,
      extensionsMax: this.rule.extensionMax,
      consentFrom: this.consentFrom(issue.dueOn),
      extensionConsent: issue.extensionConsent,
      reviewOn: issue.reviewOn,
      rulingDueOn: issue.rulingDueOn,
      verifyDueOn: issue.verifyDueOn,
      reportDueOn: issue.reportDueOn,
      urgeDueOn: issue.urgeDueOn,
      instructionDueOn: issue.instructionDueOn,
      ratingDueOn: issue.ratingDueOn,
      returns: issue.returns,
      supportDoneIds: issue.supportDoneIds,
      mergedInto: issue.mergedInto,
      splitFrom: issue.splitFrom,
      merged: issue.merged,
      parts: issue.parts,
      evidence: issue.evidence,
      evidenceNote: issue.evidenceNote,
      dueEstimated: issue.dueOn !== null && this.calendar.rests(horizon.today, issue.dueOn),
      heldBy: heldByWords(issue),
      allowedActions: this.allowed(issue, horizon.today),
      suggestedUnitId: issue.leadUnitId ?? issue.suggestedUnitId,
      suggestedDueOn: suggested.day,
      suggestedEstimated: suggested.estimated,
      events: events.map(eventView),
    };
  }

  async act(id: string, action: string, body: { version: number; note: string; reviewOn?: Day }): Promise<object> {
    const now = new Date();
    const today = dayOf(now);
    const { supervisor, calendar } = this;
    await this.database.transaction(async (tx) => {
      const [issue] = await tx.rows<Locked>(LOCK, [id]);
      if (issue?.version !== body.version) throw new Error(`stale: ${body.version}, is ${issue?.version}`);
      const until = issue.reviewOn !== null && issue.reviewOn < today ? issue.reviewOn : today;
      const stood = issue.suspendedOn === null ? 0 : calendar.workingDaysBetween(issue.suspendedOn, until);
      const after =
        action === 'suspend'
          ? { state: 'suspended', dueOn: issue.dueOn, suspendedOn: today, reviewOn: body.reviewOn }
          : {
              state: 'in-progress',
              dueOn: calendar.addWorkingDays(issue.dueOn, stood).day,
              suspendedOn: null,
              reviewOn: null,
            };
      const data = action === 'suspend' ? { reviewOn: body.reviewOn } : { stoodDays: stood };
      await tx.rows(SAVE, [
        ...[id, after.state, after.dueOn, after.suspendedOn, after.reviewOn, now, action, issue.state],
        ...[supervisor.id, supervisor.unitId, body.note, JSON.stringify(data), hashOf(body)],
        action === 'suspend' ? body.reviewOn : after.dueOn,
        action === 'suspend' ? null : this.reportDueOn(today),
      ]);
    });
    return this.one(id);
  }

  /** One issue at the desk: number, row and the first row of its record, in one transaction. */
  async register(body: RegisterBody): Promise<object> {
    const { id, projectId, ...draft } = body;
    const now = new Date();
    const { supervisor } = this;
    const rows = [{ ...draft, id, place: 1, hash: hashOf(draft) }];
    await this.database.transaction((tx) =>
      tx.rows(REGISTER, [
        ...[JSON.stringify(rows), yearOf(dayOf(now)), 1, projectId, null, supervisor.id, now, supervisor.unitId],
        JSON.stringify(turnDays(this.rule, this.calendar, dayOf(now))),
      ]),
    );
    return { ...(await this.one(id)), allowedActions: ALLOWED_OF_OWN };
  }

  private reportDueOn(today: Day): Day | null {
    const { reportEvery } = this.rule;
    return reportEvery === null ? null : this.calendar.addWorkingDays(today, reportEvery).day;
  }

  private consentFrom(dueOn: Day | null): Day | null {
    if (dueOn === null) return null;
    const last = this.calendar.isWorkday(dueOn) ? dueOn : this.calendar.addWorkingDays(dueOn, -1).day;
    return this.calendar.addWorkingDays(last, 1 - this.rule.extensionFreeze).day;
  }

  private allowed({ state, dueOn, closedAt }: WholeIssue, today: Day): string[] {
    const usual = ALLOWED[state] ?? [];
    if (state === 'closed' && closedAt && addDays(dayOf(closedAt), REOPEN_DAYS) < today) return [];
    const freeze = this.consentFrom(dueOn);
    const frozen = state === 'in-progress' && freeze !== null && dueOn !== null && today >= freeze && today <= dueOn;
    return frozen ? ['transfer', 'consent-extension', ...usual.slice(1)] : usual;
  }

  private horizon(): Horizon {
    const today = dayOf(new Date());
    return { today, soonUntil: { [this.rule.id]: this.calendar.addWorkingDays(today, this.rule.soonDays).day } };
  }
}
