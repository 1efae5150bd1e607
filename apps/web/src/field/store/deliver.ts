import { t } from '../words';
import { database, keep } from './database';
import { next, type OutboxEvent } from './machine';
import type { ServerVisit } from './contract';
import type { Draft, Photo, Trouble, WaitsFor } from './model';
import { type Outcome, outcomeOf } from './outcome';
import { call, NoAnswer, Problem, sentenceOf } from './server';
import { expire } from './session';
import { PhotoTrouble, sendPhoto } from './upload';

export const LAST_SUCCESS = 'last-success';
/** A fix that is on its way is worth a moment. */
const FIX_MS = 15_000;

/** Applies one event to a visit, in one transaction. */
export async function happen(id: string, event: OutboxEvent): Promise<void> {
  await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(id);
    if (!draft) return;
    const after = next(draft, event);
    if (after !== draft) await database.drafts.put(after);
  });
}

class NotYet extends Error {
  constructor(readonly waitsFor: WaitsFor) {
    super(waitsFor);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends one visit: its photos one by one, then the record. It has arrived only when a 2xx of the record came back.
 *
 * @returns whether the next one is worth trying now
 */
export async function deliver(id: string): Promise<boolean> {
  await happen(id, { type: 'start' });
  const draft = await database.drafts.get(id);
  if (draft?.state !== 'sending' || !draft.body) return true;
  try {
    await sendPhotos(draft);
    await received(id, await sendRecord(draft));
    return true;
  } catch (error) {
    return settle(draft, error);
  }
}

async function sendPhotos(draft: Draft): Promise<void> {
  for (const photoId of draft.correction?.addPhotoIds ?? (draft.correction ? [] : (draft.body?.photoIds ?? []))) {
    const photo = await database.photos.get(photoId);
    if (!photo || photo.state === 'unreadable') throw new PhotoTrouble('unreadable', t('store.trouble.damagedPhoto'));
    if (photo.state === 'delivered') continue;
    if (photo.state === 'raw' || waitsForFix(photo)) throw new NotYet('photo');
    await sendPhoto(photo, pause);
  }
}

const waitsForFix = (photo: Photo): boolean => photo.positioning && Date.now() - photo.addedAt < FIX_MS;

async function sendRecord(draft: Draft): Promise<ServerVisit> {
  const headers = { 'device-time': new Date().toISOString() };
  const visit = draft.correction
    ? await call<ServerVisit>(`/api/visits/${draft.id}/corrections`, {
        method: 'POST',
        json: draft.correction,
        headers,
      })
    : await call<ServerVisit>('/api/visits', { method: 'POST', json: draft.body, headers });
  // A sign-in page of a hotel answers 200 as well.
  if (visit?.id !== draft.id) throw new NoAnswer('an answer that is not of the API');
  return visit;
}

/** It is there: the bytes are no longer needed on the phone, small pictures stay for a while. */
export async function received(id: string, visit: ServerVisit): Promise<void> {
  await database.transaction('rw', database.drafts, database.photos, database.photoBytes, async () => {
    await happen(id, { type: 'delivered', visit, at: new Date().toISOString() });
    const photos = await database.photos.where('visitId').equals(id).primaryKeys();
    await database.photoBytes.where('id').anyOf(photos).modify({ bytes: null });
  });
  await keep(LAST_SUCCESS, Date.now());
}

async function settle(draft: Draft, error: unknown): Promise<boolean> {
  if (error instanceof NotYet) return again(draft.id, { waitsFor: error.waitsFor, notBefore: 3000 }, true);
  if (error instanceof PhotoTrouble) return stop(draft.id, 'photo', error.code, error.message);
  if (!(error instanceof Problem) && !(error instanceof NoAnswer)) {
    // A fault of the phone itself (storage, memory): nothing is lost, the next turn tries again.
    return again(draft.id, { waitsFor: 'server', notBefore: 0 }, true);
  }
  const outcome = outcomeOf(error instanceof Problem ? error : null);
  if (outcome.kind === 'again') {
    if (outcome.waitsFor === 'sign-in') await expire();
    return again(draft.id, outcome, outcome.waitsFor === 'server');
  }
  if (outcome.kind === 'photos-missing') return sendAgain(draft, outcome);
  const problem = error as Problem;
  if (outcome.kind === 'conflict' || (draft.correction && problem.status === 409)) {
    return stop(draft.id, 'conflict', problem.code ?? '', t('store.trouble.conflict'), {
      serverVisit: await serverVisitOf(draft.id),
    });
  }
  return stop(draft.id, 'refused', problem.code ?? '', sentenceOf(problem), { faults: problem.faults });
}

async function again(id: string, { waitsFor, notBefore }: { waitsFor: WaitsFor; notBefore: number }, goOn: boolean) {
  await happen(id, { type: 'again', waitsFor, notBefore, now: Date.now(), random: Math.random() });
  return goOn;
}

async function stop(
  id: string,
  kind: Trouble['kind'],
  code: string,
  message: string,
  more: Partial<Trouble> = {},
): Promise<boolean> {
  await happen(id, { type: 'trouble', trouble: { kind, code, message, faults: {}, serverVisit: null, ...more } });
  return true;
}

/** The server has lost photos, or never had them: they go once more. */
async function sendAgain(draft: Draft, outcome: Outcome & { kind: 'photos-missing' }): Promise<boolean> {
  const ids = outcome.photoIds.length > 0 ? outcome.photoIds : (draft.body?.photoIds ?? []);
  await database.photos
    .where('id')
    .anyOf(ids)
    .filter(({ state }) => state === 'delivered')
    .modify({ state: 'ready', sent: 0 });
  return again(draft.id, { waitsFor: 'server', notBefore: 0 }, true);
}

/** What the server has under this id; null when it cannot be asked now. */
export async function serverVisitOf(id: string): Promise<ServerVisit | null> {
  try {
    return await call<ServerVisit>(`/api/visits/${id}`);
  } catch {
    return null;
  }
}
