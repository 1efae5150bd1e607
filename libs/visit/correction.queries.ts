import type { Principal } from '@app/org';
import { Parameters, type Tx } from '@app/platform';
import { visitScope } from './visit.policy';

/** A visit as far as it can be corrected. */
export interface LockedVisit {
  id: string;
  projectId: string;
  officerId: string;
  visitedAt: Date;
  note: string;
  completed: string | null;
  physicalProgress: string | null;
  photoIds: string[];
  version: number;
  createdAt: Date;
}

/** Locks the visit for the length of the transaction; undefined when there is none that the person may know of. */
export async function lockVisit(tx: Tx, principal: Principal, id: string): Promise<LockedVisit | undefined> {
  const p = new Parameters();
  const [row]: LockedVisit[] = await tx.query(
    `select v.id, v.project_id as "projectId", v.officer_id as "officerId", v.visited_at as "visitedAt", v.note,
            trim_scale(v.completed)::text as completed, v.physical_progress as "physicalProgress",
            v.photo_ids as "photoIds", v.version, v.created_at as "createdAt"
       from visit v join project p on p.id = v.project_id
      where v.id = ${p.add(id)} and ${visitScope(principal, p)} for no key update of v`,
    p.values,
  );
  return row;
}

/** A correction that was made under an id that a client chose. */
export interface KnownCorrection {
  byId: string;
  visitId: string;
  bodyHash: string;
}

export async function findCorrection(tx: Tx, id: string): Promise<KnownCorrection | undefined> {
  const [row]: KnownCorrection[] = await tx.query(
    `select replaced_by as "byId", visit_id as "visitId", body_hash as "bodyHash"
       from visit_version where correction_id = $1`,
    [id],
  );
  return row;
}

export interface NewVersion {
  visitId: string;
  version: number;
  content: object;
  replacedBy: string;
  replacedAt: Date;
  reason: string;
  correctionId: string | undefined;
  bodyHash: string;
}

/** Keeps what the visit said until now. */
export const insertVersion = (tx: Tx, it: NewVersion): Promise<unknown> =>
  tx.query(
    `insert into visit_version (visit_id, version, content, replaced_by, replaced_at, reason, correction_id, body_hash)
     values ($1, $2, $3, $4, $5, $6, coalesce($7::uuid, uuidv7()), $8)`,
    [
      ...[it.visitId, it.version, JSON.stringify(it.content), it.replacedBy, it.replacedAt, it.reason],
      ...[it.correctionId ?? null, it.bodyHash],
    ],
  );

/** What the visit says from now on. */
export interface CorrectedVisit {
  visitedAt: Date;
  visitedOn: string;
  note: string;
  completed: string | null;
  physicalProgress: string | null;
  photoIds: string[];
}

export const saveCorrected = (tx: Tx, id: string, visit: CorrectedVisit): Promise<unknown> =>
  tx.query(
    `update visit set visited_at = $2, visited_on = $3, note = $4, completed = $5, physical_progress = $6,
                      photo_ids = $7, version = version + 1 where id = $1`,
    [id, visit.visitedAt, visit.visitedOn, visit.note, visit.completed, visit.physicalProgress, visit.photoIds],
  );
