import { randomUUID } from 'node:crypto';
import { hasRole, type Principal } from '@app/org';
import { Clock, IsText, Optional, type Problem, type Tx } from '@app/platform';
import { applyDecorators, Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { projectProblem } from './project.problems';

/** What a write is about, and the supervisor's reason where it goes into a closed month. */
export interface ClosedWrite {
  projectId?: string;
  /** For facts of a unit that are about no project. */
  unitId?: string;
  correctionReason?: string;
}

/** Why a supervisor changes what is closed; needed only when the server has said so (409 `month-closed`). */
export const CorrectionReason = (): PropertyDecorator =>
  applyDecorators(Optional(), IsText('更正原因', { min: 1, max: 500 }));

/**
 * Writes to facts that may belong to a closed month. The database refuses those; here is who may do it all the same:
 * whoever an opened exception covers, and a supervisor who says why.
 */
@Injectable()
export class ClosedMonths {
  constructor(private readonly clock: Clock) {}

  /**
   * Does the write with the exceptions that hold now. The reason is kept when a closed month was touched, and forgotten
   * when none was.
   *
   * @throws Problem 409 `month-closed` with the closed months, 403 for a reason given by others than supervisors
   */
  async allow<T>(tx: Tx, principal: Principal, write: ClosedWrite, work: () => Promise<T>): Promise<T> {
    const now = this.clock.now();
    const correction = await openCorrection(tx, principal, write, now);
    const [{ named }] = (await tx.query(
      `select set_config('xiaohao.exceptions', concat_ws(',', $2::text, (select string_agg(id::text, ',')
         from month_exception where kind = 'opened' and withdrawn_at is null and expires_at > $1)), true) as named`,
      [now, correction ?? null],
    )) as [{ named: string }];
    const done = await work().catch((error: unknown) => {
      throw closedProblem(error, hasRole(principal, 'supervisor')) ?? error;
    });
    if (named !== '') await tx.query(`select set_config('xiaohao.exceptions', '', true)`);
    if (correction !== undefined) {
      await tx.query(
        `delete from month_exception e where id = $1
          and not exists (select from month_exception_use u where u.exception_id = e.id)`,
        [correction],
      );
    }
    return done;
  }
}

async function openCorrection(
  tx: Tx,
  principal: Principal,
  { projectId, unitId, correctionReason }: ClosedWrite,
  now: Date,
): Promise<string | undefined> {
  if (correctionReason === undefined) return undefined;
  if (!hasRole(principal, 'supervisor')) throw projectProblem.notYoursToCorrect();
  const id = randomUUID();
  await tx.query(
    `insert into month_exception (id, kind, unit_id, project_id, reason, opened_by, opened_at)
     values ($1, 'correction', $2, $3, $4, $5, $6)`,
    [id, projectId === undefined ? (unitId ?? null) : null, projectId ?? null, correctionReason, principal.id, now],
  );
  return id;
}

interface DriverError {
  constraint?: string;
  detail?: string;
}

/** What the database says of a closed month, in words; undefined for any other error. */
export function closedProblem(error: unknown, mayCorrect = false): Problem | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { constraint, detail } = error.driverError as DriverError;
  if (constraint !== 'month_closed') return undefined;
  const months = (detail ?? '').split(',');
  const [first = ''] = months;
  const more = months.length > 1 ? `（另涉及其后已月结的 ${months.length - 1} 个月）` : '';
  return projectProblem.monthClosed({ first, more }, { months, mayCorrect });
}
