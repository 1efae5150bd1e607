import type { Principal } from '@app/org';
import { problem, recordChange, type Tx } from '@app/platform';

interface Put<V extends { version: number }> {
  /** The state before, read after the lock; undefined when there is none yet. */
  before: V | undefined;
  /** What is to be there in the end. */
  wanted: Partial<V>;
  /** The version that the writer has seen, when they told. */
  version: number | undefined;
  /** Writes `wanted` and raises the version. */
  save: () => Promise<unknown>;
  /** Reads the state again. */
  read: () => Promise<V | undefined>;
}

export interface Subject {
  at: Date;
  principal: Principal;
  /** Under which the change record is found again. */
  kind: string;
  id: string;
  /** What tells this thing from others of the same subject, kept in the record: the month of an entry … */
  key?: Record<string, unknown>;
  /** Why, where the write corrects what was published. */
  reason?: string;
}

/**
 * A write that may be repeated: the same content again answers as before and writes nothing, also under an old version,
 * for the first answer may have been lost on the way. Every change is on the change record with before and after. The
 * caller holds the lock.
 *
 * @throws Problem 409 with the current state when the version is stale
 */
export async function putOnce<V extends { version: number }>(tx: Tx, subject: Subject, put: Put<V>): Promise<V> {
  const { before, wanted, version } = put;
  const keys = (Object.keys(wanted) as (keyof V & string)[]).filter((key) => wanted[key] !== undefined);
  const changed = before ? keys.filter((key) => before[key] !== wanted[key]) : keys;
  if (before && changed.length === 0) return before;
  if (version !== undefined && version !== before?.version) throw problem.stale({}, before);
  await put.save();
  const pick = (from: Partial<V>) => ({
    ...subject.key,
    ...Object.fromEntries(changed.map((key) => [key, from[key]])),
  });
  await recordChange(tx, {
    at: subject.at,
    actorId: subject.principal.id,
    subjectKind: subject.kind,
    subjectId: subject.id,
    action: before ? 'update' : 'create',
    before: before && pick(before),
    after: pick(wanted),
    reason: subject.reason,
  });
  const after = await put.read();
  if (!after) throw problem.notFound();
  return after;
}
