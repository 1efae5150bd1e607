import { IssueService } from '@app/ledger';
import type { Principal } from '@app/org';
import { Clock, dayOf, fingerprint, invalid, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { VisitBody } from './visit.dto';
import { maySeeTo } from './visit.policy';
import { visitProblem } from './visit.problems';
import { findVisitFacts, insertVisit, type KnownVisit } from './visit.queries';

/** A phone's clock may run a little ahead of ours. */
const AHEAD_MS = 10 * 60_000;

/** Visits (走访). */
@Injectable()
export class VisitService {
  constructor(
    private readonly issues: IssueService,
    private readonly clock: Clock,
  ) {}

  /**
   * Logs a visit and registers what it found, in the caller's transaction.
   *
   * @returns its id; of the visit that is there already when the same body was sent before
   * @throws Problem 409 for another body under a known id, 403 for an id of somebody else, 404 for a project that is
   *   not the officer's
   */
  async log(tx: Tx, principal: Principal, body: VisitBody, _sentAt?: Date): Promise<string> {
    const bodyHash = fingerprint(body);
    const { known, project } = await findVisitFacts(tx, body.id, body.projectId);
    // Before any rule: what was accepted once is answered again, although time and responsibility moved on.
    if (known) return repeated(principal, known, bodyHash);
    const now = this.clock.now();
    const visitedAt = new Date(body.visitedAt);
    if (visitedAt.getTime() > now.getTime() + AHEAD_MS) {
      throw invalid('visitedAt', '走访时间不能晚于现在，请核对手机的日期和时间。');
    }
    if (!project || !maySeeTo(principal, project)) throw problem.notFound();
    const id = await insertVisit(tx, {
      ...body,
      id: body.id,
      officerId: principal.id,
      visitedAt,
      visitedOn: dayOf(visitedAt),
      bodyHash,
      createdAt: now,
    });
    if (id === undefined) {
      // The same request, sent twice at once, came first.
      const first = await findVisitFacts(tx, body.id, body.projectId);
      if (first.known) return repeated(principal, first.known, bodyHash);
      throw problem.stale();
    }
    await this.issues.register(tx, principal, body.issues, { projectId: body.projectId, visitId: id });
    return id;
  }
}

/**
 * The id of the visit that is there already, for the person who sent the same again.
 *
 * @throws Problem 403 when it is another person's, 409 when it has another body
 */
function repeated(principal: Principal, known: KnownVisit, bodyHash: string): string {
  if (known.officerId !== principal.id) throw visitProblem.idOfAnother();
  if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
  return known.id;
}
