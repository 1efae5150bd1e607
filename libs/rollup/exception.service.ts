import type { Principal } from '@app/org';
import {
  Clock,
  invalid,
  isoInstant,
  lock,
  type Month,
  type Page,
  type PageQuery,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { MonthException, MonthExceptionBody } from './closing.dto';
import { findException, findExceptions, listIsOf, saveException, withdrawException } from './exception.queries';
import { newestRevision } from './revision.queries';
import { rollupProblem } from './rollup.problems';

const LONGEST_DAYS = 60;

/** A closed month opened again for one unit and one list, for a time and with a reason. */
@Injectable()
export class ExceptionService {
  constructor(private readonly clock: Clock) {}

  list(tx: Tx, month: Month, query: PageQuery): Promise<Page<MonthException>> {
    return findExceptions(tx, month, this.clock.now(), query);
  }

  /** @throws Problem 409 while the month is open, 400 for a list of another year or an end that is past or too far off */
  async open(tx: Tx, principal: Principal, month: Month, body: MonthExceptionBody): Promise<MonthException> {
    await lock(tx, `month-exception ${body.id}`);
    const now = this.clock.now();
    const before = await findException(tx, month, body.id, now);
    if (before) return same(before, body);
    if ((await newestRevision(tx, month)) === 0) throw rollupProblem.notClosedToOpen({ month });
    const { id, unitId, listId = null, reason } = body;
    if (listId !== null && !(await listIsOf(tx, listId, month))) {
      throw invalid('listId', `请选择 ${month.slice(0, 4)} 年的项目清单。`);
    }
    const expires = new Date(body.expiresAt);
    if (expires <= now) throw invalid('expiresAt', '截止时间应晚于现在。');
    if (expires.getTime() > now.getTime() + LONGEST_DAYS * 86_400_000) {
      throw invalid('expiresAt', `补报最长开放 ${LONGEST_DAYS} 天。`);
    }
    await saveException(tx, month, body, principal.id, now);
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'month-exception',
      subjectId: id,
      action: 'create',
      after: { month, unitId, listId, expiresAt: isoInstant(expires) },
      reason,
    });
    return this.one(tx, month, id);
  }

  /** Ends it before its time; ended already is fine. */
  async withdraw(tx: Tx, principal: Principal, month: Month, id: string): Promise<MonthException> {
    await lock(tx, `month-exception ${id}`);
    const before = await this.one(tx, month, id);
    if (before.state !== 'open') return before;
    const now = this.clock.now();
    await withdrawException(tx, id, now);
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'month-exception',
      subjectId: id,
      action: 'update',
      before: { withdrawnAt: null },
      after: { withdrawnAt: isoInstant(now) },
    });
    return this.one(tx, month, id);
  }

  private async one(tx: Tx, month: Month, id: string): Promise<MonthException> {
    const found = await findException(tx, month, id, this.clock.now());
    if (!found) throw problem.notFound();
    return found;
  }
}

function same(before: MonthException, body: MonthExceptionBody): MonthException {
  const again =
    before.unitId === body.unitId &&
    before.listId === (body.listId ?? null) &&
    before.reason === body.reason &&
    before.expiresAt === isoInstant(new Date(body.expiresAt));
  if (!again) throw problem.sameIdOtherBody();
  return before;
}
