import type { Tx } from './database';

/** A change of a thing that has no event record of its own (a plan, an entry, a membership, a person). */
export interface Change {
  at: Date;
  actorId: string | null;
  subjectKind: string;
  subjectId: string;
  action: 'create' | 'update' | 'delete';
  before?: unknown;
  after: unknown;
  reason?: string;
}

/** Appends to the change record, in the same transaction as the change itself. */
export async function recordChange(tx: Tx, change: Change): Promise<void> {
  await tx.query(
    `insert into change_record (at, actor_id, subject_kind, subject_id, action, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      change.at,
      change.actorId,
      change.subjectKind,
      change.subjectId,
      change.action,
      change.before === undefined ? null : JSON.stringify(change.before),
      JSON.stringify(change.after),
      change.reason ?? null,
    ],
  );
}
