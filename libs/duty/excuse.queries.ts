import type { Tx } from '@app/platform';

export interface HeldDuty {
  excuse: 'leave' | 'granted' | null;
  excuseReason: string | null;
}

/** Holds the duty until the transaction ends; undefined when there is none. */
export async function lockDuty(tx: Tx, projectId: string, period: string): Promise<HeldDuty | undefined> {
  const [row]: HeldDuty[] = await tx.query(
    `select excuse, excuse_reason as "excuseReason" from visit_duty where project_id = $1 and period = $2 for update`,
    [projectId, period],
  );
  return row;
}

/** Grants an excuse, or takes it back without a reason. */
export const saveExcuse = (
  tx: Tx,
  { projectId, period }: { projectId: string; period: string },
  granted: { reason: string; by: string; at: Date } | null,
): Promise<unknown> =>
  tx.query(
    `update visit_duty set excuse = case when $3::text is not null then 'granted' end, excuse_reason = $3,
            excused_by = $4, excused_at = $5
      where project_id = $1 and period = $2`,
    [projectId, period, granted?.reason ?? null, granted?.by ?? null, granted?.at ?? null],
  );
