import type { LedgerRule } from '@app/ledger';
import { type Day, dayOf, isoInstant, type WorkingCalendar, yearOf } from '@app/platform';
import { type Actor, hashOf, prepared, type Reference } from './reference-sql';

interface Body {
  id: string;
  projectId: string;
  visitedAt: string;
  note: string;
  location: { latitude: number; longitude: number; accuracy: number };
  issues: { id: string; title: string; description: string; categoryCode: string; severity: string }[];
}

const VISIT = prepared(`
  with visit as (
    insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, accuracy, body_hash, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning project_id, officer_id)
  select p.name as "projectName", o.name as "officerName"
    from visit v join project p on p.id = v.project_id join person o on o.id = v.officer_id`);

/** Until when what is registered today should be assigned, by severity, and how that was counted. */
export const turnDays = (rule: LedgerRule, calendar: WorkingCalendar, from: Day): object =>
  Object.fromEntries(
    Object.entries(rule.days.assign).map(([severity, days]) => [
      severity,
      { from, days, day: calendar.addWorkingDays(from, days).day },
    ]),
  );

/** The counter's row is locked by the first part and stays so until the commit: numbers without gap. */
export const ISSUES = prepared(`
  with taken as (
    insert into ledger_counter (ledger_id, year, last) select id, $2, $3 from ledger where code = 'project-issue'
    on conflict on constraint ledger_counter_pk do update set last = ledger_counter.last + $3
    returning ledger_id, last - $3 as before),
  row as (
    select r.*, taken.ledger_id, taken.before + r.place as sequence
      from taken, json_to_recordset($1) as r (id uuid, place int, title text, description text, "categoryCode" text,
                                              severity text, hash text)),
  issues as (
    insert into issue (id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code,
                       severity, state, registered_by, registered_at, touched_at, body_hash, turn_due_on)
    select row.id, row.ledger_id, l.number_prefix || '-' || $2 || '-' || lpad(sequence::text, greatest(4, length(sequence::text)), '0'),
           $2, sequence, $4, $5, title, row.description, "categoryCode", severity, 'registered', $6, $7, $7, hash, ($9::json -> severity ->> 'day')::date
      from row join ledger l on l.id = row.ledger_id
    returning id, number, title, state, sequence),
  events as (
    insert into issue_event (issue_id, seq, action, to_state, actor_id, unit_id, at, body_hash, data)
    select id, 1, 'register', 'registered', $6, $8, $7, hash,
           jsonb_build_object('counted', jsonb_build_object('turnDueOn', $9::jsonb -> severity)) from row)
  select id, number, title, state from issues order by sequence`);

/** Logs a visit: the visit, numbers, issues and the first row of each record, in one transaction. */
export class ReferenceVisits {
  constructor(
    private readonly database: Reference,
    private readonly officer: Actor,
    private readonly calendar: WorkingCalendar,
    private readonly rule: LedgerRule,
  ) {}

  async log(body: Body): Promise<object> {
    const now = new Date();
    const visitedAt = new Date(body.visitedAt);
    const { latitude, longitude, accuracy } = body.location;
    const drafts = body.issues.map((issue, index) => ({ ...issue, place: index + 1, hash: hashOf(issue) }));
    const visitedOn = dayOf(visitedAt);
    const { id, projectId, note } = body;
    const officerId = this.officer.id;
    const { names, issues } = await this.database.transaction(async (tx) => {
      const [names] = await tx.rows<{ projectName: string; officerName: string }>(VISIT, [
        ...[id, projectId, officerId, visitedAt, visitedOn, note, latitude, longitude, accuracy, hashOf(body), now],
      ]);
      const issues = await tx.rows(ISSUES, [
        ...[
          JSON.stringify(drafts),
          yearOf(dayOf(now)),
          drafts.length,
          projectId,
          id,
          officerId,
          now,
          this.officer.unitId,
          JSON.stringify(turnDays(this.rule, this.calendar, dayOf(now))),
        ],
      ]);
      return { names, issues };
    });
    return {
      id,
      projectId,
      projectName: names?.projectName,
      officerId,
      officerName: names?.officerName,
      visitedAt: isoInstant(visitedAt),
      visitedOn,
      note,
      location: { latitude, longitude, accuracy },
      issueCount: issues.length,
      issues,
    };
  }
}
