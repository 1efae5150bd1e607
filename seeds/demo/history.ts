import {
  type Action,
  type ActionBody,
  effectOf,
  type EventAction,
  type IssueFields,
  type LedgerRule,
  next,
  partiesOf,
  type Severity,
  type State,
  WORKFLOW,
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
}
type Body = Partial<
  Pick<ActionBody, 'leadUnitId' | 'supportUnitIds' | 'handlerId' | 'dueOn' | 'reviewOn' | 'suggestedUnitId'>
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

const HANDLING_PARTIES: readonly string[] = ['lead', 'lead-head', 'support'];
const MINUTE = 60_000;

/**
 * One issue as it lives through its actions. Every step is asked of the workflow that the service asks and has the same
 * effect, so a history that the service would refuse cannot be seeded. What would happen today or later does not.
 */
export class History {
  readonly id: string;
  readonly events: DemoEvent[] = [];
  readonly fields: IssueFields = {
    state: 'registered',
    cycle: 1,
    leadUnitId: null,
    supportUnitIds: [],
    handlerId: null,
    assignedOn: null,
    signDueOn: null,
    returnUntil: null,
    firstDueOn: null,
    dueOn: null,
    extensionTo: null,
    suspendedOn: null,
    reviewOn: null,
    closedAt: null,
    urged: 0,
  };
  private now: Date;
  private over = false;

  constructor(
    private readonly world: World,
    readonly registration: Registration,
  ) {
    this.now = registration.at;
    this.id = world.random.id(this.now);
    this.append('register', null, 'registered', registration.by, '', {});
  }

  get day(): Day {
    return dayOf(this.now);
  }

  /** Does the action `after` working days from now, unless that day has not come yet. */
  act(action: Action, actor: DemoPerson, after: number, note: string, body: Body = {}): this {
    this.pass(after);
    if (this.over) return this;
    const { calendar, rule } = this.world;
    const step = next(action, {
      state: this.fields.state,
      parties: partiesOf(actor, {
        leadUnitId: this.fields.leadUnitId,
        supportUnitIds: this.fields.supportUnitIds,
        registeredBy: this.registration.by.id,
        officerId: this.registration.project.officer_id,
        handled: this.handledBy(actor),
      }),
      today: this.day,
      dueOn: this.fields.dueOn,
      returnUntil: this.fields.returnUntil,
      extensionTo: this.fields.extensionTo,
      registeredByActor: this.registration.by.id === actor.id,
    });
    if ('refused' in step) {
      throw new Error(`${this.registration.title}: ${action} in ${this.fields.state} on ${this.day}: ${step.refused}`);
    }
    const { severity } = this.registration;
    const moment = { now: this.now, today: this.day, calendar, rule, severity };
    const before = { ...this.fields };
    Object.assign(this.fields, effectOf(action, this.fields, body, moment), { state: step.to });
    this.append(action, before.state, step.to, actor, note, this.dataOf(action, before, body));
    return this;
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
      ({ actor_id, action }) =>
        actor_id === actor.id &&
        action !== 'register' &&
        WORKFLOW[action].by.some((party) => HANDLING_PARTIES.includes(party)),
    );
  }

  /** What the service keeps with the event, names as they were then. */
  private dataOf(action: Action, before: IssueFields, body: Body): Record<string, unknown> {
    const { calendar, org } = this.world;
    const unitName = (id: string | undefined): string | undefined =>
      Object.values(org.units).find((unit) => unit.id === id)?.name;
    const { dueOn, extensionTo, reviewOn } = this.fields;
    switch (action) {
      case 'assign': {
        const supportUnits = body.supportUnitIds?.map(unitName) ?? [];
        return { leadUnit: unitName(body.leadUnitId), ...(supportUnits.length > 0 ? { supportUnits } : {}), dueOn };
      }
      case 'return':
        return { suggestedUnit: unitName(body.suggestedUnitId) };
      case 'delegate':
        return { handler: org.people.find(({ id }) => id === body.handlerId)?.name };
      case 'request-extension':
        return { askedDueOn: extensionTo };
      case 'grant-extension':
        return { dueOn };
      case 'suspend':
        return { reviewOn };
      case 'resume':
        return { stoodDays: calendar.workingDaysBetween(before.suspendedOn ?? this.day, this.day) };
      default:
        return {};
    }
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
