import type { Principal } from '@app/org';
import { PhotoService } from '@app/photo';
import { amountText, Clock, dayOf, fingerprint, invalid, isoInstant, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type CorrectedVisit,
  findCorrection,
  insertVersion,
  type LockedVisit,
  lockVisit,
  saveCorrected,
} from './correction.queries';
import { type CorrectionBody, MOST_PHOTOS, type VisitContent } from './visit.dto';
import { visitProblem } from './visit.problems';
import { visitActions, VisitReader } from './visit.reader';
import { requireTime } from './visit.service';

/** Puts visits right that were sent: each correction is a new version with its reason, and every earlier one stays. */
@Injectable()
export class CorrectionService {
  constructor(
    private readonly clock: Clock,
    private readonly reader: VisitReader,
    private readonly photos: PhotoService,
  ) {}

  /**
   * Corrects a visit; the same correction sent again changes nothing.
   *
   * @throws Problem 404 unknown, 403 after thirty days or for somebody else, 409 with the current state when the version
   *   is stale, or for another body under a known id, 400 when nothing would change
   */
  async correct(tx: Tx, principal: Principal, id: string, body: CorrectionBody): Promise<void> {
    const visit = await lockVisit(tx, principal, id);
    if (!visit) throw problem.notFound();
    const bodyHash = fingerprint({ ...body, visit: id });
    if (body.id !== undefined) {
      // Before any rule: what was accepted once is answered again.
      const known = await findCorrection(tx, body.id);
      if (known && known.byId !== principal.id) throw visitProblem.idOfAnother();
      if (known?.visitId === id && known.bodyHash === bodyHash) return;
      if (known) throw problem.sameIdOtherBody();
    }
    const now = this.clock.now();
    if (!visitActions(principal, visit, now).includes('correct')) throw visitProblem.notToCorrect();
    if (body.version !== visit.version) throw problem.stale({}, await this.reader.one(tx, principal, id));
    const { addPhotoIds: ids = [] } = body;
    const corrected = correctedBy(visit, body, now);
    if (ids.length > 0) {
      await this.photos.claim(tx, { visitId: id, projectId: visit.projectId, ownerId: principal.id, ids });
    }
    await insertVersion(tx, {
      visitId: id,
      version: visit.version,
      content: contentOf(visit),
      replacedBy: principal.id,
      replacedAt: now,
      reason: body.reason,
      correctionId: body.id,
      bodyHash,
    });
    await saveCorrected(tx, id, corrected);
  }
}

const contentOf = ({ visitedAt, note, completed, physicalProgress, photoIds }: LockedVisit): VisitContent => ({
  visitedAt: isoInstant(visitedAt),
  note,
  completed,
  physicalProgress,
  photoIds,
});

/** What the visit says afterwards. @throws Problem 400 that names the field */
function correctedBy(visit: LockedVisit, body: CorrectionBody, now: Date): CorrectedVisit {
  const visitedAt = body.visitedAt === undefined ? visit.visitedAt : new Date(body.visitedAt);
  const visitedOn = dayOf(visitedAt);
  requireTime({ visitedAt, visitedOn }, now);
  const { addPhotoIds: added = [], completed, physicalProgress } = body;
  const photoIds = [...new Set([...visit.photoIds, ...added])];
  if (photoIds.length > MOST_PHOTOS) throw invalid('addPhotoIds', `一次走访最多 ${MOST_PHOTOS} 张照片。`);
  const corrected = {
    visitedAt,
    visitedOn,
    note: body.note ?? visit.note,
    completed: completed === undefined ? visit.completed : completed && amountText(completed),
    physicalProgress: physicalProgress === undefined ? visit.physicalProgress : physicalProgress || null,
    photoIds,
  };
  const same = fingerprint(contentOf({ ...visit, ...corrected })) === fingerprint(contentOf(visit));
  if (same) throw invalid('note', '没有任何改动，请修改内容后再提交更正。');
  return corrected;
}
