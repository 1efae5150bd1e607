import type { FieldProject, SentVisit } from './contract';
import type { Draft, DraftContent, Photo, Position } from './model';

/** Phones run a little ahead; the server allows ten minutes. */
const AHEAD_MS = 10 * 60_000;
const AMOUNT = /^\d{1,12}(\.\d{1,4})?$/;

/** 1，250.50 → 1250.50, as people type on a phone; null when nothing is there. */
export const amountOf = (typed: string | null): string | null => {
  const plain = (typed ?? '').replace(/[,，\s]/g, '').replace(/[。．]/g, '.');
  return plain === '' ? null : plain;
};

/** What the officer says of the progress: nothing when they left what the phone had filled in. */
export function toldProgress(
  draft: Pick<Draft, 'completed' | 'physicalProgress' | 'progressUnchanged' | 'prefill'>,
): Pick<SentVisit, 'completed' | 'physicalProgress' | 'progressUnchanged'> {
  if (draft.progressUnchanged) return { progressUnchanged: true };
  const completed = amountOf(draft.completed);
  const physicalProgress = draft.physicalProgress.trim();
  if (
    completed === amountOf(draft.prefill?.completed ?? null) &&
    physicalProgress === (draft.prefill?.physicalProgress.trim() ?? '')
  )
    return {};
  return {
    ...(completed === null ? {} : { completed }),
    ...(physicalProgress === '' ? {} : { physicalProgress }),
  };
}

/** Of a visit the place counts, not the instant of the fix: that stays with the photo. */
const placeOf = (at: Position | null | undefined): SentVisit['location'] =>
  at ? { latitude: at.latitude, longitude: at.longitude, accuracy: at.accuracy } : null;

/** What is sent of a finished draft. Absent fields stay absent: the server compares bodies of tries. */
export function bodyOf(draft: Draft, photos: Photo[]): SentVisit {
  const rechecks = Object.entries(draft.rechecks).map(([issueId, { finding, note }]) => ({
    issueId,
    finding,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  }));
  const sent = photos.filter(({ state }) => state !== 'unreadable').sort((a, b) => a.addedAt - b.addedAt);
  return {
    id: draft.id,
    projectId: draft.projectId,
    visitedAt: draft.visitedAt,
    note: draft.note.trim(),
    location: placeOf(draft.location ?? sent.find(({ source, location }) => source === 'camera' && location)?.location),
    issues: draft.issues.map(({ id, title, categoryCode, severity }) => ({
      id,
      title: title.trim(),
      description: '',
      categoryCode: categoryCode ?? 'other',
      severity,
    })),
    ...toldProgress(draft),
    ...(rechecks.length === 0 ? {} : { rechecks }),
    ...(sent.length === 0 ? {} : { photoIds: sent.map(({ id }) => id) }),
  };
}

export type FaultKey =
  'noteRequired' | 'timeAhead' | 'categoryRequired' | 'issueTitleRequired' | 'photoRequired' | 'amountForm';

/** What must be filled in before it is worth sending: an officer without a network should not learn it hours later. */
export function faultKeysOf(
  draft: DraftContent,
  photos: number,
  project: FieldProject | null,
  now: number,
): Record<string, FaultKey> {
  const faults: Record<string, FaultKey> = {};
  if (draft.note.trim() === '') faults.note = 'noteRequired';
  if (Date.parse(draft.visitedAt) > now + AHEAD_MS) faults.visitedAt = 'timeAhead';
  const completed = amountOf(draft.completed);
  if (!draft.progressUnchanged && completed !== null && !AMOUNT.test(completed)) faults.completed = 'amountForm';
  draft.issues.forEach((issue, index) => {
    if (issue.categoryCode === null) faults[`issues.${index}.categoryCode`] = 'categoryRequired';
    if (issue.title.trim().length < 2) faults[`issues.${index}.title`] = 'issueTitleRequired';
  });
  if (project?.photo.required && photos === 0) faults.photoIds = 'photoRequired';
  return faults;
}
