import { uuidv7 } from '../../client/uuid';
import { t } from '../words';
import { projectOf } from './bundle';
import type { FieldProject } from './contract';
import { database } from './database';
import { effective, flush, overlays } from './edits';
import { derived } from './live';
import { next } from './machine';
import type { Draft, DraftIssue, Photo } from './model';
import { rows } from './rows';
import { session } from './session';
import { bodyOf, faultKeysOf } from './visit-body';

/** A visit with what pages show of its photos. */
export interface DraftSummary extends Draft {
  photos: Photo[];
  photosSent: number;
}

/** Visits of the person who is signed in, newest first; undefined until they have been read. */
export const drafts = derived([rows, session, overlays], (): DraftSummary[] | undefined => {
  const found = rows.get();
  const me = session.get().me?.id;
  if (found === undefined) return undefined;
  return found.drafts
    .filter(({ ownerId }) => ownerId === me)
    .map((draft) => {
      const photos = found.photos.filter(({ visitId }) => visitId === draft.id).sort((a, b) => a.addedAt - b.addedAt);
      return { ...effective(draft), photos, photosSent: photos.filter(({ state }) => state === 'delivered').length };
    })
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
});

export const freshIssue = (): DraftIssue => ({ id: uuidv7(), title: '', categoryCode: null, severity: 'medium' });

/**
 * Starts a visit, with what is known filled in; goes on with one of the project that is not finished yet.
 *
 * @returns the id of the visit
 * @throws Error with a sentence when the project is not known on this phone
 */
export async function startDraft(projectId: string, { fresh = false } = {}): Promise<string> {
  const me = session.get().me;
  const project = projectOf(projectId);
  if (!me || !project) throw new Error(t('store.faults.projectGone'));
  const draft = freshDraft(project, me);
  return database.transaction('rw', database.drafts, async () => {
    const open = await database.drafts
      .where('ownerId')
      .equals(me.id)
      .filter((other) => other.projectId === projectId && other.state === 'draft')
      .first();
    if (open && !fresh) return open.id;
    await database.drafts.add(draft);
    return draft.id;
  });
}

function freshDraft(project: FieldProject, me: { id: string; name: string }): Draft {
  const now = new Date();
  const known = project.progress;
  // The number of a month that is over is no number of this month; its sentence may still be true.
  const completed = known?.monthIsRunning ? known.completed : null;
  const prefill = known && { completed, physicalProgress: known.physicalProgress };
  return {
    id: uuidv7(),
    ownerId: me.id,
    ownerName: me.name,
    projectId: project.id,
    projectName: project.name,
    createdAt: now.toISOString(),
    changedAt: now.getTime(),
    visitedAt: now.toISOString(),
    note: '',
    completed,
    physicalProgress: prefill?.physicalProgress ?? '',
    progressUnchanged: false,
    rechecks: {},
    issues: [],
    location: null,
    prefill,
    body: null,
    correction: null,
    state: 'draft',
    submittedAt: null,
    attempts: 0,
    nextTryAt: 0,
    waitsFor: null,
    trouble: null,
    deliveredAt: null,
    received: null,
  };
}

/** Only when the officer says so. */
export async function removeDraft(id: string): Promise<void> {
  await database.transaction('rw', database.drafts, database.photos, database.photoBytes, async () => {
    const photos = await database.photos.where('visitId').equals(id).primaryKeys();
    await database.photoBytes.bulkDelete(photos);
    await database.photos.bulkDelete(photos);
    await database.drafts.delete(id);
  });
}

/** Field as the API names it (`issues.0.title`) → what is wrong, in words. */
export function faultsOf(draft: DraftSummary, project: FieldProject | null): Record<string, string> {
  const readable = draft.photos.filter(({ state }) => state !== 'unreadable').length;
  const keys = Object.entries(faultKeysOf(draft, readable, project, Date.now()));
  const purpose = project?.photo.purpose ?? '';
  return Object.fromEntries(keys.map(([field, key]) => [field, t(`store.faults.${key}`, { purpose })]));
}

/**
 * The officer says that it is finished: from now on the phone sends it, whatever happens.
 *
 * @returns what is wrong; nothing when it waits for being sent
 */
export async function finishDraft(id: string): Promise<Record<string, string>> {
  await flush(id);
  return database.transaction('rw', database.drafts, database.photos, async () => {
    const draft = await database.drafts.get(id);
    if (!draft || (draft.state !== 'draft' && draft.state !== 'needs-attention')) return {};
    const photos = await database.photos.where('visitId').equals(id).toArray();
    const faults = faultsOf({ ...draft, photos, photosSent: 0 }, projectOf(draft.projectId));
    if (Object.keys(faults).length > 0) return faults;
    const at = new Date().toISOString();
    await database.drafts.put(next(draft, { type: 'finish', body: bodyOf(draft, photos), at }));
    return {};
  });
}

/** Back to the screen: what waits, or needs attention, is written on. What is being sent cannot be called back. */
export async function reopenDraft(id: string): Promise<void> {
  await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(id);
    if (draft) await database.drafts.put(next(draft, { type: 'reopen' }));
  });
}
