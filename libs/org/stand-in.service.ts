import { Clock, type Day, dayOf, invalid, type Page, problem, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { hasRole, type Principal } from './org.policy';
import { orgProblem } from './org.problems';
import { lockRow } from './org.queries';
import type { StandInBody, StandInPatch, StandInQuery, StandInView } from './stand-in.dto';
import {
  cancelStandIn,
  checkOfficers,
  findOverlap,
  findStandIn,
  findStandIns,
  findStandsInFor,
  insertStandIn,
  updateStandIn,
} from './stand-in.queries';

/**
 * Who goes while an officer is away (AB角). One step only: who stands in for somebody who stands in for a third does not
 * get the third's projects, so that a leave never hands on more than its own.
 */
@Injectable()
export class StandInService {
  constructor(private readonly clock: Clock) {}

  /** All for supervisor and administrator; an officer's own otherwise. */
  list(tx: Tx, principal: Principal, query: StandInQuery): Promise<Page<StandInView>> {
    const personId = arrangesForAll(principal) ? query.personId : principal.id;
    return findStandIns(tx, { ...query, personId }, this.today());
  }

  /** For whom the person stands in today. */
  standsInFor(tx: Tx, personId: string): Promise<{ id: string; name: string }[]> {
    return findStandsInFor(tx, personId, this.today());
  }

  /**
   * Arranges who goes, for days that are not over.
   *
   * @throws Problem 403 for somebody else's by an officer, 400 that names the field (also for leave that an officer says
   *   afterwards), 409 when the days overlap
   */
  async create(tx: Tx, principal: Principal, body: StandInBody): Promise<StandInView> {
    requireMay(principal, body.personId);
    await lockRow(tx, 'person', body.personId);
    const { id, personId, reason, from, until, note, standInId = null } = body;
    const wanted = { personId, standInId, reason, from, until, note };
    const known = id === undefined ? undefined : await findStandIn(tx, id, this.today());
    if (known) {
      const same = (Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => known[key] === wanted[key]);
      if (!same) throw problem.sameIdOtherBody();
      return known;
    }
    if (reason === 'hand-over' && standInId === null) throw invalid('standInId', '移交须写明由谁代访，请选择代访人。');
    if (standInId === null) this.requireAhead(principal, from);
    await this.check(tx, { id, ...wanted }, personId);
    const at = this.clock.now();
    const made = await insertStandIn(tx, { id, ...wanted, createdBy: principal.id, createdAt: at });
    if (made === undefined) throw problem.sameIdOtherBody();
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'stand-in',
      subjectId: made,
      action: 'create',
      after: wanted,
    });
    return this.one(tx, made);
  }

  /** @throws Problem 409 with the current state when `version` is stale, or when the days overlap another */
  async change(tx: Tx, principal: Principal, id: string, body: StandInPatch): Promise<StandInView> {
    const before = await this.hold(tx, principal, id);
    if (body.version !== before.version) throw problem.stale({}, before);
    const wanted = {
      standInId: body.standInId === undefined ? before.standInId : body.standInId,
      from: body.from ?? before.from,
      until: body.until ?? before.until,
      note: body.note ?? before.note,
    };
    if (before.reason === 'hand-over' && wanted.standInId === null)
      throw invalid('standInId', '移交须写明由谁代访，请选择代访人。');
    if (wanted.standInId === null && (before.standInId !== null || wanted.from < before.from)) {
      this.requireAhead(principal, wanted.from);
    }
    await this.check(tx, { id, personId: before.personId, ...wanted }, null);
    await updateStandIn(tx, id, wanted);
    const { standInId, from, until, note } = before;
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'stand-in',
      subjectId: id,
      action: 'update',
      before: { standInId, from, until, note },
      after: wanted,
    });
    return this.one(tx, id);
  }

  /**
   * Takes it back, from now on: what was visited and whose duty it was stay. Cancelled already is fine.
   *
   * @returns who was to be away; undefined when it was cancelled before
   */
  async cancel(tx: Tx, principal: Principal, id: string, version?: number): Promise<string | undefined> {
    if (!(await findStandIn(tx, id, this.today()))) return undefined;
    const before = await this.hold(tx, principal, id);
    if (version !== undefined && version !== before.version) throw problem.stale({}, before);
    const at = this.clock.now();
    await cancelStandIn(tx, id, at);
    const { personId, standInId, reason, from, until, note } = before;
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'stand-in',
      subjectId: id,
      action: 'delete',
      before: { personId, standInId, reason, from, until, note },
      after: {},
    });
    return personId;
  }

  private today(): Day {
    return dayOf(this.clock.now());
  }

  private async one(tx: Tx, id: string): Promise<StandInView> {
    const found = await findStandIn(tx, id, this.today());
    if (!found) throw problem.notFound();
    return found;
  }

  /** Leave without a stand-in excuses: nobody excuses themself from days that are over. @throws Problem 400 */
  private requireAhead(principal: Principal, from: Day): void {
    if (arrangesForAll(principal) || from >= this.today()) return;
    throw invalid('from', '无人代访的请假应从今天或以后开始；已经过去的日子，请由督办专员登记或说明免访理由。');
  }

  /** Arrangements of one person are written one after the other. */
  private async hold(tx: Tx, principal: Principal, id: string): Promise<StandInView> {
    const { personId } = await this.one(tx, id);
    requireMay(principal, personId);
    await lockRow(tx, 'person', personId);
    return this.one(tx, id);
  }

  private async check(
    tx: Tx,
    it: { id: string | undefined; personId: string; standInId: string | null; from: Day; until: Day },
    checkedId: string | null,
  ): Promise<void> {
    if (it.until < it.from) throw invalid('until', '截止日期不能早于起始日期。');
    if (it.until < this.today())
      throw invalid('until', '截止日期不能早于今天；已经过去的任务，请在走访任务中说明免访理由。');
    if (it.standInId === it.personId) throw invalid('standInId', '代访人不能是本人，请另选一位项目专员。');
    const found = await checkOfficers(tx, checkedId, it.standInId);
    if (!found.personId) throw invalid('personId', '请选择在用的、有“项目专员”角色的人员。');
    if (!found.standInId) throw invalid('standInId', '代访人应是在用的、有“项目专员”角色的人员，请重新选择。');
    const other = await findOverlap(tx, it);
    if (other) throw orgProblem.standInOverlap(other, other);
  }
}

const arrangesForAll = (principal: Principal): boolean => hasRole(principal, 'supervisor', 'administrator');

function requireMay(principal: Principal, personId: string): void {
  if (!arrangesForAll(principal) && principal.id !== personId) throw problem.forbidden();
}
