import type { Principal } from '@app/org';
import { Clock, dayOf, invalid, lock, type Page, problem, recordChange, type Tx } from '@app/platform';
import { passToOfficer } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { HandoverBody, HandoverQuery, HandoverView } from './duty.dto';
import { dutyProblem } from './duty.problems';
import {
  findHandover,
  findHandoverFacts,
  findHandovers,
  insertHandover,
  lockDueHandover,
  lockHandover,
  markHandover,
} from './handover.queries';
import { repair } from './repair';

/** Projects that pass to another officer on a day (交接): arranged by a supervisor, done by the worker. */
@Injectable()
export class HandoverService {
  constructor(private readonly clock: Clock) {}

  list(tx: Tx, query: HandoverQuery): Promise<Page<HandoverView>> {
    return findHandovers(tx, query);
  }

  /**
   * Arranges a handover; from today on it is done at once. The same id and body again answers as the first time.
   *
   * @throws Problem 400 that names the field, 404 for an unknown project, 409 when one waits for it already
   */
  async create(tx: Tx, principal: Principal, body: HandoverBody): Promise<HandoverView> {
    const { id, projectId, officerId, from, note } = body;
    const wanted = { projectId, officerId, from, note };
    // The same request, sent twice at once, comes one after the other.
    if (id !== undefined) await lock(tx, `handover ${id}`);
    const known = id === undefined ? undefined : await findHandover(tx, id);
    if (known) {
      if (!(Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => known[key] === wanted[key]))
        throw problem.sameIdOtherBody();
      return known;
    }
    const at = this.clock.now();
    const today = dayOf(at);
    const facts = await findHandoverFacts(tx, projectId, officerId);
    if (!facts) throw problem.notFound();
    if (!facts.able) throw invalid('officerId', '项目专员应是在用的、有“项目专员”角色的人员，请重新选择。');
    if (facts.officerId === officerId) throw invalid('officerId', '该项目已由此人负责，无须交接。');
    if (from < today) throw invalid('from', `交接日期不能早于今天（${today}）。`);
    const made = await insertHandover(tx, { id, ...wanted, createdBy: principal.id, createdAt: at });
    if (made === undefined) throw problem.sameIdOtherBody();
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'handover',
      subjectId: made,
      action: 'create',
      after: wanted,
    });
    if (from === today) await carryOut(tx, { id: made, projectId, officerId }, at);
    return this.one(tx, made);
  }

  /**
   * Takes back one whose day has not come; taken back already is fine.
   *
   * @throws Problem 404, 409 when it is done
   */
  async cancel(tx: Tx, principal: Principal, id: string): Promise<void> {
    await lockHandover(tx, id);
    const { state, projectId, officerId, from, note } = await this.one(tx, id);
    if (state === 'done') throw dutyProblem.handedOver();
    if (state === 'cancelled') return;
    const at = this.clock.now();
    await markHandover(tx, id, 'cancelled_at', at);
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'handover',
      subjectId: id,
      action: 'delete',
      before: { projectId, officerId, from, note },
      after: {},
    });
  }

  /**
   * Does one whose day has come: twice at once or late does no harm.
   *
   * @returns false when none is left
   */
  async next(tx: Tx, now: Date): Promise<boolean> {
    const due = await lockDueHandover(tx, dayOf(now));
    if (!due) return false;
    await carryOut(tx, due, now);
    return true;
  }

  private async one(tx: Tx, id: string): Promise<HandoverView> {
    const found = await findHandover(tx, id);
    if (!found) throw problem.notFound();
    return found;
  }
}

/** The project passes on, and what is still to be visited with it. The system is an actor without a name. */
async function carryOut(
  tx: Tx,
  { id, projectId, officerId }: { id: string; projectId: string; officerId: string },
  at: Date,
): Promise<void> {
  await passToOfficer(tx, { projectId, officerId, actorId: null, at });
  await markHandover(tx, id, 'done_at', at);
  await repair(tx, dayOf(at), [projectId]);
}
