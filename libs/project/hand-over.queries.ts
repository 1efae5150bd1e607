import { recordChange, type Tx } from '@app/platform';

/** A project passes to another officer; on the change record. Passed already: nothing changes. */
export async function passToOfficer(
  tx: Tx,
  it: { projectId: string; officerId: string; actorId: string | null; at: Date },
): Promise<void> {
  const [before]: { officerId: string | null }[] = await tx.query(
    'select officer_id as "officerId" from project where id = $1 for no key update',
    [it.projectId],
  );
  if (!before || before.officerId === it.officerId) return;
  await tx.query('update project set officer_id = $2, version = version + 1 where id = $1', [
    it.projectId,
    it.officerId,
  ]);
  await recordChange(tx, {
    at: it.at,
    actorId: it.actorId,
    subjectKind: 'project',
    subjectId: it.projectId,
    action: 'update',
    before,
    after: { officerId: it.officerId },
  });
}
