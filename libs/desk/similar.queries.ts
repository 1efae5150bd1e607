import type { Principal } from '@app/org';
import { Parameters, type Tx } from '@app/platform';
import { type IssueRecord, issueScope, NAMES, ROW } from '@app/ledger';

/** A project has few issues; of one that has many, the newest are compared. */
const COMPARED = 300;

/** Issues of the project that are open or were closed since then, as far as the person may know of them. */
export function findOfProject(
  tx: Tx,
  principal: Principal,
  projectId: string,
  closedSince: Date,
): Promise<IssueRecord[]> {
  const p = new Parameters();
  const where = `i.project_id = ${p.add(projectId)} and ${issueScope(principal, p)}`;
  return tx.query(
    `select ${ROW} from issue i ${NAMES}
      where ${where} and i.state not in ('merged', 'cancelled')
        and (i.closed_at is null or i.closed_at >= ${p.add(closedSince)})
      order by i.touched_at desc, i.id limit ${COMPARED}`,
    p.values,
  );
}
