import { hasRole, type Principal } from '@app/org';
import { Clock, fingerprint, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { appendToIssue, END_STATES, findEvent, ledgerProblem, lockIssue } from '@app/ledger';
import type { SeenBody } from './similar.dto';

/** The same problem was found again: said on its record instead of registering it twice. */
@Injectable()
export class SeenService {
  constructor(private readonly clock: Clock) {}

  /**
   * Writes on the record of an open issue that the problem was seen again; the issue itself stays as it is.
   *
   * @throws Problem 404 unknown, 403 for who may not register in this ledger, 409 when it is over: then it is reopened
   */
  async seenAgain(tx: Tx, principal: Principal, id: string, body: SeenBody): Promise<void> {
    const issue = await lockIssue(tx, principal, id);
    if (!issue) throw problem.notFound();
    const bodyHash = fingerprint({ ...body, issue: id, action: 'seen', actor: principal.id });
    if (body.id !== undefined) {
      const earlier = await findEvent(tx, body.id);
      if (earlier?.bodyHash === bodyHash) return;
      if (earlier) throw problem.sameIdOtherBody();
    }
    if (!hasRole(principal, ...issue.rule.registrars)) throw problem.forbidden();
    if (END_STATES.includes(issue.state)) throw ledgerProblem['seen-too-late']({ number: issue.number });
    await appendToIssue(tx, {
      issueId: id,
      id: body.id,
      action: 'seen',
      actor: principal,
      at: this.clock.now(),
      note: body.note,
      data: body.onSite ? { seenFrom: '现场走访' } : {},
      change: {},
      bodyHash,
    });
  }
}
