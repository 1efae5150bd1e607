import { appendToIssue, END_STATES, FINDING_LABELS } from '@app/ledger';
import type { Principal } from '@app/org';
import { Clock, fingerprint, invalid, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Recheck } from './recheck.dto';
import { insertRechecks, lockRechecked } from './recheck.queries';

/** What visits find of problems that are known already. */
@Injectable()
export class RecheckService {
  constructor(private readonly clock: Clock) {}

  /**
   * Keeps what a visit found, and says it on the record of each problem that is open. One that is over stays so: the
   * finding is kept with the visit alone, for the supervisor to ask about.
   *
   * @throws Problem 400 that names the problems of another project
   */
  async add(
    tx: Tx,
    principal: Principal,
    visit: { id: string; projectId: string; visitedOn: string },
    rechecks: Recheck[],
  ): Promise<void> {
    const ids = rechecks.map(({ issueId }) => issueId);
    if (new Set(ids).size !== ids.length) throw invalid('rechecks', '同一个问题在一次走访中只能复核一次。');
    const issues = new Map((await lockRechecked(tx, visit.projectId, ids)).map((issue) => [issue.id, issue.state]));
    const strange = rechecks.findIndex(({ issueId }) => !issues.has(issueId));
    if (strange >= 0) throw invalid(`rechecks.${strange}.issueId`, '复核的问题不属于这个项目，请刷新后重新选择。');
    await insertRechecks(tx, visit.id, rechecks);
    const at = this.clock.now();
    // In the order of their locks, so that what the record's trigger writes cannot wait in a circle either.
    for (const [issueId, state] of issues) {
      const { finding, note = '' } = rechecks.find((recheck) => recheck.issueId === issueId) as Recheck;
      if (END_STATES.includes(state)) continue;
      const data = { finding: FINDING_LABELS[finding].zh, recheckedOn: visit.visitedOn, recheckVisitId: visit.id };
      const bodyHash = fingerprint({ action: 'recheck', issue: issueId, visit: visit.id, finding, note });
      await appendToIssue(tx, { issueId, action: 'recheck', actor: principal, at, note, data, change: {}, bodyHash });
    }
  }
}
