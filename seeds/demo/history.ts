import {
  type Action,
  type ActionBody,
  effectOf,
  type EventAction,
  factsOf,
  HANDLING,
  type IssueFields,
  type LedgerRule,
  NEW_ISSUE,
  next,
  type Severity,
  type State,
} from '@app/ledger';
import { type Day, dayOf, fingerprint, instantAt, type WorkingCalendar } from '@app/platform';
import type { DemoProject } from './book';
import type { DemoPerson, Org } from './org';
import type { Random } from './random';

/** Where a history takes place: what it may look up, and the day before which everything has to happen. */
export interface World {
  org: Org;
  calendar: WorkingCalendar;
  rule: LedgerRule;
  today: Day;
  random: Random;
}
export interface Registration {
  project: DemoProject;
  by: DemoPerson;
  at: Date;
  visitId: string | null;
  title: string;
  description: string;
  categoryCode: string;
  severity: Severity;
  /** The issue that it was split off from. */
  splitFromId?: string;
}
type Body = Partial<
  Pick<
    ActionBody,
    | 'leadUnitId'
    | 'supportUnitIds'
    | 'handlerId'
    | 'dueOn'
    | 'reviewOn'
    | 'suggestedUnitId'
    | 'targetId'
    | 'light'
    | 'until'
    | 'risk'
    | 'done'
    | 'measures'
  >
>;

export interface DemoEvent {
  id: string;
  issue_id: string;
  seq: number;
  action: EventAction;
  from_state: State | null;
  to_state: State;
  actor_id: string;
  unit_id: string;
  at: string;
  note: string;
  due_on: Day | null;
  data: Record<string, unknown>;
  body_hash: string;
}

const MINUTE = 60_000;

/**
 * One issue as it lives through its actions. Every step is asked of the workflow that the service asks and has the same
 * effect, so a history that the service would refuse cannot be seeded. What would happen today or later does not.
 */
export class History {
  readonly id: string;
  readonly events: DemoEvent[] = [];
  readonly fields: IssueFields = { ...NEW_ISSUE };
  private now: Date;
  private over = false;

  constructor(
    private readonly world: World,
    readonly registration: Registration,
  ) {
    this.now = registration.at;
    this.id = world.random.id(this.now);
    const { calendar, rule } = world;
    const days = rule.days.assign[registration.severity];
    const turnDueOn = { from: this.day, days, day: calendar.addWorkingDays(this.day, days).day };
    this.fields.turnDueOn = turnDueOn.day;
    this.append('register', null, 'registered', registration.by, '', { counted: { turnDueOn } });
  }

  get instant(): Date {
    return this.now;
  }

  get day(): Day {
    return dayOf(this.now);
  }

  /** Does the action `after` working days from now, unless that day has not come yet. */
  act(action: Action, actor: DemoPerson, after: number, note: string, body: Body = {}): this {
    this.pass(after);
    if (this.over) return this;
    const { calendar, rule } = this.world;
    const { registration, fields } = this;
    const relation = {
      ...fields,
      registeredBy: registration.by.id,
      projectId: registration.project.id,
      stepUnitIds: [],
      officerId: registration.project.officer_id,
      leaderId: registration.project.leader_id,
      handled: this.handledBy(actor),
      version: this.events.length,
    };
    const step = next(action, factsOf(actor, relation, { today: this.day, calendar, rule, stepsOpen: 0 }));
    if ('refused' in step) {
      throw new Error(`${this.registration.title}: ${action} in ${this.fields.state} on ${this.day}: ${step.refused}`);
    }
    const { severity } = registration;
    const moment = { now: this.now, today: this.day, calendar, rule, severity, actor };
    const { state } = fields;
    const { change, data } = effectOf(action, fields, step.to, { ...body, note }, moment);
    Object.assign(fields, change);
    this.append(action, state, step.to, actor, note, { ...this.named(action, body), ...data });
    return this;
  }

  /** Part of it was registered on its own, at the same time. */
  split(by: DemoPerson, parts: History[], note: string): void {
    this.now = (parts[0] as History).now;
    const data = { partIds: parts.map(({ id }) => id) };
    this.append('split', this.fields.state, this.fields.state, by, note, data);
  }

  /** Another that is the same was merged into this one. */
  absorb(source: History, by: DemoPerson): void {
    if (source.fields.state !== 'merged') return;
    this.now = new Date(Math.max(this.now.getTime(), source.now.getTime()) + MINUTE);
    const data = { sourceId: source.id };
    this.append('absorb', this.fields.state, this.fields.state, by, source.events.at(-1)?.note ?? '', data);
  }

  /** Lets time pass: some working days, or a good hour of the same day. Nobody works at night. */
  private pass(after: number): void {
    const { calendar, random, today } = this.world;
    if (after === 0) this.now = new Date(this.now.getTime() + random.whole(25, 95) * MINUTE);
    const late = this.now >= instantAt(this.day, '17:40');
    if (after > 0 || late) {
      const { day } = calendar.addWorkingDays(this.day, Math.max(after, 1));
      this.now = new Date(instantAt(day, '08:40').getTime() + random.whole(0, 150) * MINUTE);
    }
    if (this.day >= today) this.over = true;
  }

  private handledBy(actor: DemoPerson): boolean {
    return this.events.some(
      ({ actor_id, action }) => actor_id === actor.id && (HANDLING as readonly string[]).includes(action),
    );
  }

  /** What the service keeps with the event: ids, and the names as they were then. */
  private named(
    action: Action,
    { leadUnitId, supportUnitIds, suggestedUnitId, handlerId, targetId }: Body,
  ): Record<string, unknown> {
    const { org } = this.world;
    const unitName = (id: string | undefined): string | undefined =>
      Object.values(org.units).find((unit) => unit.id === id)?.name;
    if (action === 'assign' || action === 'transfer') {
      const supports = supportUnitIds ? { supportUnits: supportUnitIds.map(unitName), supportUnitIds } : {};
      return { leadUnit: unitName(leadUnitId), leadUnitId, ...supports };
    }
    if (action === 'merge') return { targetId };
    if (action === 'return') return { suggestedUnit: unitName(suggestedUnitId), suggestedUnitId };
    if (action === 'delegate') return { handler: org.people.find(({ id }) => id === handlerId)?.name, handlerId };
    return {};
  }

  private append(
    action: EventAction,
    from: State | null,
    to: State,
    actor: DemoPerson,
    note: string,
    data: Record<string, unknown>,
  ): void {
    const row = {
      issue_id: this.id,
      seq: this.events.length + 1,
      action,
      from_state: from,
      to_state: to,
      actor_id: actor.id,
      unit_id: actor.unitId,
      at: this.now.toISOString(),
      note,
      due_on: this.fields.dueOn,
      data,
    };
    this.events.push({ id: this.world.random.id(this.now), ...row, body_hash: fingerprint(row) });
  }
}
