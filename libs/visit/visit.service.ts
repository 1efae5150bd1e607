import { IssueService } from '@app/ledger';
import { hasRole, type Principal } from '@app/org';
import { PhotoService } from '@app/photo';
import { Clock, clockSkew, dayOf, fingerprint, invalid, isDay, problem, type Tx } from '@app/platform';
import { maySeeTo } from '@app/project';
import { Injectable } from '@nestjs/common';
import { RecheckService } from './recheck.service';
import type { VisitBody } from './visit.dto';
import { visitProblem } from './visit.problems';
import { findKnownVisit, insertVisit, type KnownVisit, type NewVisit, type VisitFacts } from './visit.queries';

/** A phone's clock may run a little ahead of ours. */
const AHEAD_MS = 10 * 60_000;

/** Put right by a clock that was wrong, a visit may lie in years that nobody counts. @throws Problem 400 */
export function requireTime({ visitedAt, visitedOn }: Pick<NewVisit, 'visitedAt' | 'visitedOn'>, now: Date): void {
  if (visitedAt.getTime() > now.getTime() + AHEAD_MS) {
    throw invalid('visitedAt', '走访时间不能晚于现在，请核对手机的日期和时间。');
  }
  if (!isDay(visitedOn)) throw invalid('visitedAt', '走访时间早于 2000 年，请核对手机的日期和时间。');
}

/** Logs visits (走访). */
@Injectable()
export class VisitService {
  constructor(
    private readonly issues: IssueService,
    private readonly photos: PhotoService,
    private readonly rechecks: RecheckService,
    private readonly clock: Clock,
  ) {}

  /**
   * Logs a visit with its photos, what it found of known problems, and new ones, in the caller's transaction.
   *
   * @param sentAt what the phone believed the time was: where that is wrong, the time of the visit is put right
   * @returns its id; of the visit that is there already when the same body was sent before
   * @throws Problem 409 for another body under a known id, or photos that are not here, 403 for an id of somebody else,
   *   404 for a project that is not the officer's, 400 where a photo is required and for problems of another project
   */
  async log(tx: Tx, principal: Principal, body: VisitBody, sentAt?: Date): Promise<string> {
    const bodyHash = fingerprint(body);
    const now = this.clock.now();
    const visit = newVisit(principal, body, bodyHash, now, clockSkew(sentAt, now));
    if (!isDay(visit.visitedOn)) {
      // No row can hold it; what was accepted once is answered again all the same.
      const before = visit.id === undefined ? undefined : await findKnownVisit(tx, visit.id);
      if (before) return repeated(principal, before, bodyHash);
      requireTime(visit, now);
    }
    const { id, known, project } = await insertVisit(tx, visit);
    // Before any rule: what was accepted once is answered again, although time and responsibility moved on.
    if (known) return repeated(principal, known, bodyHash);
    // The same request, sent twice at once, came first.
    const first = id === null && visit.id !== undefined ? await findKnownVisit(tx, visit.id) : undefined;
    if (first) return repeated(principal, first, bodyHash);
    requireTime(visit, now);
    if (!mayLog(principal, project)) throw problem.notFound();
    requirePhotos(body, project);
    if (id === null) throw problem.stale();
    const { projectId, issues, rechecks, photoIds } = body;
    if (photoIds?.length) {
      await this.photos.claim(tx, { visitId: id, projectId, ownerId: principal.id, ids: photoIds });
    }
    if (rechecks?.length) {
      await this.rechecks.add(tx, principal, { id, projectId, visitedOn: visit.visitedOn }, rechecks);
    }
    // Last: whoever registers waits for the counter of the ledger.
    await this.issues.register(tx, principal, issues, { projectId, visitId: id });
    return id;
  }
}

/** The row of a visit; its time put right where the phone's clock was wrong. */
function newVisit(principal: Principal, body: VisitBody, bodyHash: string, now: Date, skew: number): NewVisit {
  const told = new Date(body.visitedAt);
  const visitedAt = new Date(told.getTime() - skew * 1000);
  return {
    id: body.id,
    projectId: body.projectId,
    note: body.note,
    location: body.location,
    officerId: principal.id,
    visitedAt,
    visitedOn: dayOf(visitedAt),
    deviceVisitedAt: skew === 0 ? null : told,
    clockSkew: skew,
    completed: body.completed ?? null,
    physicalProgress: body.physicalProgress || null,
    progressUnchanged: body.progressUnchanged ?? false,
    photoIds: body.photoIds ?? [],
    bodyHash,
    createdAt: now,
  };
}

/** Those who may log there by now, and who was asked to go there on that day. */
const mayLog = (principal: Principal, project: VisitFacts['project']): project is NonNullable<VisitFacts['project']> =>
  project !== null && (maySeeTo(principal, project) || (hasRole(principal, 'officer') && project.asked));

function requirePhotos({ id, photoIds = [] }: VisitBody, project: NonNullable<VisitFacts['project']>): void {
  if (photoIds.length > 0 && id === undefined) throw invalid('id', '带照片的走访须有走访编号，照片按它归入走访。');
  if (photoIds.length === 0 && project.photoPurpose !== null) {
    throw invalid('photoIds', `这个项目的走访须附现场照片（用途：${project.photoPurpose}），请拍摄后再提交。`);
  }
}

/**
 * The id of the visit that is there already, for the person who sent the same again.
 *
 * @throws Problem 403 when it is another person's, 409 when it has another body
 */
function repeated(principal: Principal, known: KnownVisit, bodyHash: string): string {
  if (known.officerId !== principal.id) throw visitProblem.idOfAnother();
  if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
  return known.id;
}
