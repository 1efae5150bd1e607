import type { Day, Tx } from '@app/platform';
import type { LedgerRule, Severity } from './ledger.rule';
import type { IssueFields } from './ledger.fields';
import { FIELDS, RULE } from './ledger.queries';

export interface ReviewedIssue extends IssueFields {
  id: string;
  severity: Severity;
  rule: LedgerRule;
}

/**
 * Locks suspended issues whose day of review has come, the longest waiting first. What another worker or a person has at
 * hand is left to them: they decide, and the next run sees how.
 */
export const lockReviewed = (tx: Tx, today: Day, limit: number): Promise<ReviewedIssue[]> =>
  tx.query(
    `select i.id, i.severity, ${FIELDS}, ${RULE} as rule from issue i join ledger l on l.id = i.ledger_id
      where i.state = 'suspended' and i.review_on <= $1 order by i.review_on, i.id limit $2
        for update of i skip locked`,
    [today, limit],
  );
