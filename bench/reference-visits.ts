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

/** What the page of a visit says besides: who, the visit before, the duty that it meets or makes up. */
const VISIT = prepared(`
  with facts as (
    select p.name as "projectName", o.name as "officerName", u.name as "officerUnitName", p.latitude::float8 as latitude,
           p.longitude::float8 as longitude, before.*, own.period as "ownPeriod", late.period as "latePeriod"
      from project p join person o on o.id = $3 join unit u on u.id = o.unit_id
      left join lateral (
        select jsonb_build_object('visitId', b.id, 'visitedOn', b.visited_on, 'note', b.note, 'physicalProgress',
                 b.physical_progress, 'completed', trim_scale(b.completed)::text) as before
          from visit b where b.project_id = p.id and (b.visited_on, b.visited_at, b.id) < ($5::date, $4::timestamptz, $1::uuid)
         order by b.visited_on desc, b.visited_at desc, b.id desc limit 1) before on true
      left join lateral (
        select d.period, d.starts, (select count(*) from (select from visit b where b.project_id = p.id and b.visited_on between d.starts and d.ends
                 and (b.visited_on, b.visited_at, b.id) < ($5::date, $4::timestamptz, $1::uuid) limit 2) few) as earlier
          from visit_duty d where d.project_id = p.id and $5::date between d.starts and d.ends limit 1) own on true
      left join lateral (
        select d.period from visit_duty d
         where d.project_id = p.id and d.ends < coalesce(own.starts, $5::date) and d.ends >= $5::date - 7 and d.excuse is null
           and coalesce(own.earlier = 1, true)
           and not exists (select from visit b where b.project_id = p.id and b.visited_on between d.starts and d.ends)
           and (own.period is not null or not exists (select from visit b where b.project_id = p.id and b.visited_on > d.ends
                  and (b.visited_on, b.visited_at, b.id) < ($5::date, $4::timestamptz, $1::uuid)))
         order by d.ends desc limit 1) late on true
     where p.id = $2),
  visit as (
    insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, accuracy, body_hash, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))
  select * from facts`);

interface Facts {
  projectName: string;
  officerName: string;
  officerUnitName: string;
  latitude: number | null;
  longitude: number | null;
  before: object | null;
  ownPeriod: string | null;
  latePeriod: string | null;
}

/** Metres along the surface, by the law of haversines. */
function metres(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const rad = Math.PI / 180;
  const half = (to: number, from: number): number => Math.sin(((to - from) * rad) / 2) ** 2;
  const cos = Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad);
  const chord = half(b.latitude, a.latitude) + cos * half(b.longitude, a.longitude);
  return Math.round(2 * 6_371_008.8 * Math.asin(Math.sqrt(chord)));
}

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
    const { facts, issues } = await this.database.transaction(async (tx) => {
      const [facts] = await tx.rows<Facts>(VISIT, [
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
      return { facts, issues };
    });
    if (!facts) throw new Error('no such project');
    const { latePeriod, ownPeriod } = facts;
    return {
      id,
      projectId,
      projectName: facts.projectName,
      officerId,
      officerName: facts.officerName,
      visitedAt: isoInstant(visitedAt),
      visitedOn,
      note,
      location: { latitude, longitude, accuracy },
      issueCount: issues.length,
      number: `ZF-${visitedOn.replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`,
      photoCount: 0,
      recheckCount: 0,
      issues,
      officerUnitName: facts.officerUnitName,
      completed: null,
      physicalProgress: null,
      progressUnchanged: false,
      receivedAt: isoInstant(now),
      clockSkew: 0,
      deviceVisitedAt: null,
      distance:
        facts.latitude === null || facts.longitude === null
          ? null
          : metres(body.location, { latitude: facts.latitude, longitude: facts.longitude }),
      photos: [],
      rechecks: [],
      before: facts.before,
      version: 1,
      versions: [],
      verifies: [],
      duty:
        latePeriod !== null ? { period: latePeriod, state: 'late' } : ownPeriod && { period: ownPeriod, state: 'met' },
      monthClosed: false,
      allowedActions: ['correct'],
    };
  }
}
