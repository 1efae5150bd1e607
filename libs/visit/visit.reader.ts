import { hasRole, type Principal } from '@app/org';
import { PhotoReader } from '@app/photo';
import { Clock, type Page, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { VisitAction, VisitQuery, VisitRow, VisitView } from './visit.dto';
import { findVisits } from './visit.queries';
import { findVersions, findVisit } from './visit-view.queries';

/** So long the person who made a visit may correct it; a supervisor always. */
const CORRECTED_WITHIN_MS = 30 * 86_400_000;

/** Whether the person may correct a visit. */
export function visitActions(
  principal: Principal,
  { officerId, createdAt }: { officerId: string; createdAt: Date },
  now: Date,
): VisitAction[] {
  const own = officerId === principal.id && now.getTime() - createdAt.getTime() <= CORRECTED_WITHIN_MS;
  return hasRole(principal, 'supervisor') || own ? ['correct'] : [];
}

/** Reads visits. */
@Injectable()
export class VisitReader {
  constructor(
    private readonly clock: Clock,
    private readonly photos: PhotoReader,
  ) {}

  list(tx: Tx, principal: Principal, query: VisitQuery): Promise<Page<VisitRow>> {
    return findVisits(tx, principal, query);
  }

  /**
   * One visit, whole, but for what its month says: `monthClosed` is false and the caller's to set.
   *
   * @throws Problem 404
   */
  async one(tx: Tx, principal: Principal, id: string): Promise<VisitView> {
    const visit = await findVisit(tx, principal, id);
    if (!visit) throw problem.notFound();
    const { view, photoIds, createdAt } = visit;
    return {
      ...view,
      photos: photoIds.length > 0 ? await this.photos.named(tx, principal, photoIds) : [],
      versions: view.version > 1 ? await findVersions(tx, id) : [],
      monthClosed: false,
      allowedActions: visitActions(principal, { officerId: view.officerId, createdAt }, this.clock.now()),
    };
  }
}
