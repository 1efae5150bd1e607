import { type Day, dayOf, type WorkingCalendar } from '@app/platform';
import type { LedgerRule } from '@app/ledger';
import type { EventRecord, Horizon, WholeIssue } from '../libs/ledger/ledger.queries';
import { eventView, heldByWords, rowView } from '../libs/ledger/ledger.view';
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

const ONE = prepared(`
  select ${ROW}, i.description, i.visit_id as "visitId", p.owner_name as "ownerName", p.address, o.name as "officerName",
         i.handler_id as "handlerId", r.name as "registeredByName", c.unit_id as "suggestedUnitId",
         (select coalesce(json_agg(json_build_object('id', su.id, 'name', su.name) order by su.name), '[]')
            from unit su where su.id = any (i.support_unit_ids)) as "supportUnits"
    from issue i ${NAMES} join person r on r.id = i.registered_by left join person o on o.id = p.officer_id
   where i.id = $1`);
const EVENTS = prepared(`
  select e.id, e.seq, e.action, e.from_state as "from", e.to_state as "to", a.name as "actorName", u.name as "unitName",
         e.at, e.note, e.due_on as "dueOn", e.data
    from issue_event e join person a on a.id = e.actor_id join unit u on u.id = e.unit_id
   where e.issue_id = $1 order by e.seq`);

const LOCK = prepared(
  `select state, version, due_on as "dueOn", suspended_on as "suspendedOn" from issue where id = $1 for update`,
);
const SAVE = prepared(`
  with saved as (
    update issue set state = $2, due_on = $3, suspended_on = $4, review_on = $5, extension_to = null, version = version + 1,
                     touched_at = $6
     where id = $1 returning id, due_on, version)
  insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash)
  select id, version, $7, $8, $2, $9, $10, $6, $11, due_on, $12, $13 from saved`);

/** What the one who acts, a supervisor who handles nothing, may do in each state. */
const ALLOWED: Record<string, string[]> = {
  registered: ['assign', 'close'],
  assigned: ['urge'],
  'in-progress': ['suspend', 'urge'],
  returned: ['assign', 'insist', 'urge'],
  suspended: ['resume', 'urge'],
  'pending-verification': ['verify', 'reject-closure'],
  closed: ['reopen'],
};

/** Reads, lists and moves issues. The words of a row are the product's own pure functions: words are not measured. */
export class ReferenceIssues {
  private constructor(
    private readonly database: Reference,
    private readonly calendar: WorkingCalendar,
    private readonly supervisor: Actor,
    private readonly rule: LedgerRule,
  ) {}

  static async open(database: Reference, calendar: WorkingCalendar, supervisor: Actor): Promise<ReferenceIssues> {
    const [rule] = await database.rows<LedgerRule>(
      prepared(`select id, soon_days as "soonDays", step_days as days from ledger where code = 'project-issue'`),
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
      reviewOn: issue.reviewOn,
      dueEstimated: issue.dueOn !== null && this.calendar.rests(horizon.today, issue.dueOn),
      heldBy: heldByWords(issue),
      allowedActions: ALLOWED[issue.state],
      suggestedUnitId: issue.leadUnitId ?? issue.suggestedUnitId,
      suggestedDueOn: this.calendar.addWorkingDays(horizon.today, this.rule.days.due[issue.severity]).day,
      events: events.map(eventView),
    };
  }

  async act(id: string, action: string, body: { version: number; note: string; reviewOn?: Day }): Promise<object> {
    const now = new Date();
    const today = dayOf(now);
    const { supervisor, calendar } = this;
    await this.database.transaction(async (tx) => {
      const [issue] = await tx.rows<{ state: string; version: number; dueOn: Day; suspendedOn: Day | null }>(LOCK, [
        id,
      ]);
      if (issue?.version !== body.version) throw new Error(`stale: ${body.version}, is ${issue?.version}`);
      const stood = issue.suspendedOn === null ? 0 : calendar.workingDaysBetween(issue.suspendedOn, today);
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
      ]);
    });
    return this.one(id);
  }

  private horizon(): Horizon {
    const today = dayOf(new Date());
    return { today, soonUntil: { [this.rule.id]: this.calendar.addWorkingDays(today, this.rule.soonDays).day } };
  }
}
