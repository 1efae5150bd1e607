import type { State } from '@app/ledger';
import type { Tx } from '@app/platform';
import type { Recheck } from './recheck.dto';

/**
 * Locks those of the issues that belong to the project, always in the same order: two visits that look at the same
 * problems wait for each other, never in a circle.
 */
export const lockRechecked = (tx: Tx, projectId: string, ids: string[]): Promise<{ id: string; state: State }[]> =>
  tx.query(
    'select id, state from issue where id = any ($1::uuid[]) and project_id = $2 order by id for no key update',
    [ids, projectId],
  );

/** Keeps what a visit found, with the state of each problem as it is at this moment. */
export const insertRechecks = (tx: Tx, visitId: string, rechecks: Recheck[]): Promise<unknown> =>
  tx.query(
    `insert into visit_recheck (visit_id, issue_id, finding, note, state_then)
     select $1, r."issueId", r.finding, coalesce(r.note, ''), i.state
       from jsonb_to_recordset($2::jsonb) as r ("issueId" uuid, finding text, note text) join issue i on i.id = r."issueId"`,
    [visitId, JSON.stringify(rechecks)],
  );
