import type { SentVisit, ServerVisit } from './contract';
import type { Draft, Photo } from './model';

/** How the officer ends a conflict: mine (as a correction), the server's, or mine as another visit. */
export type Choice = 'mine' | 'theirs' | 'another';

/** Of what was typed, the part that the server's visit does not have. */
export function missingOf(body: SentVisit, server: ServerVisit): Pick<SentVisit, 'issues' | 'rechecks' | 'photoIds'> {
  const has = {
    issues: new Set(server.issues.map(({ id }) => id)),
    rechecks: new Set(server.rechecks.map(({ issueId }) => issueId)),
    photos: new Set(server.photos.map(({ id }) => id)),
  };
  return {
    issues: body.issues.filter(({ id }) => !has.issues.has(id)),
    rechecks: (body.rechecks ?? []).filter(({ issueId }) => !has.rechecks.has(issueId)),
    photoIds: (body.photoIds ?? []).filter((id) => !has.photos.has(id)),
  };
}

/** Another visit with this content: an id of its own, nothing that arrived with the first wording twice. */
export function another(draft: Draft, body: SentVisit, id: string): Draft {
  return {
    ...draft,
    id,
    body: { ...body, id },
    correction: null,
    state: 'waiting',
    attempts: 0,
    nextTryAt: 0,
    waitsFor: null,
    trouble: null,
  };
}

/** Absent rather than empty: that is how a body is compared. */
export function bodyWith(body: SentVisit, part: Pick<SentVisit, 'issues' | 'rechecks' | 'photoIds'>): SentVisit {
  const rest = { ...body };
  delete rest.rechecks;
  delete rest.photoIds;
  return {
    ...rest,
    issues: part.issues,
    ...(part.rechecks?.length ? { rechecks: part.rechecks } : {}),
    ...(part.photoIds?.length ? { photoIds: part.photoIds } : {}),
  };
}

/** Only what was found, for a visit beside the one that tells the rest. */
export function onlyFound(body: SentVisit, part: Pick<SentVisit, 'issues' | 'rechecks'>): SentVisit {
  const found = bodyWith(body, { ...part, photoIds: [] });
  delete found.completed;
  delete found.physicalProgress;
  delete found.progressUnchanged;
  return found;
}

/** A photo under another id and for another visit: the server binds a photo to one visit for ever. */
export const moved = (photo: Photo, id: string, visitId: string): Photo => ({
  ...photo,
  id,
  visitId,
  state: photo.state === 'delivered' ? 'ready' : photo.state,
  sent: 0,
});
