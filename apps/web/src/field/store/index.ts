import { t } from '../words';
import { refreshBundle, startBundle } from './bundle';
import { watchNetwork } from './contact';
import { database } from './database';
import { type DraftSummary, finishDraft, reopenDraft } from './drafts';
import { flush, flushAll, watchLeaving } from './edits';
import { type Imported, importUnsent as takeIn } from './export';
import { askForSync, ring, watchOutbox } from './outbox';
import { resumePhotos } from './photos';
import type { Choice } from './resolution';
import { resolve as resolveConflict } from './resolve';
import { startRows } from './rows';
import { session, signOut as leave, startSession } from './session';
import { lookAtStorage, saidRefused } from './storage-health';
import { startStrip } from './strip';

// The one door of the store: screens import from here only.

export { refreshBundle, savePlan } from './bundle';
export type { Bundle } from './bundle';
export type * from './contract';
export { type DraftSummary, faultsOf, freshIssue, removeDraft, startDraft } from './drafts';
export { changeDraft } from './edits';
export { exportUnsent, type Imported } from './export';
export * from './hooks';
export type * from './model';
export { retry, retryAll } from './outbox';
export { addPhoto, removePhoto } from './photos';
export { distanceTo, takePosition } from './position';
export type { Choice } from './resolution';
export { NoAnswer, Problem, sentenceOf } from './server';
export { type Me, type Session, signIn } from './session';
export type { StorageHealth } from './storage-health';
export type { Strip } from './strip';

/** Opens the store before anything is drawn; then whatever waits is sent. */
export async function startStore(): Promise<void> {
  watchNetwork();
  try {
    await database.open();
  } catch {
    // Nothing can be kept (private mode): the strip says so.
    return saidRefused();
  }
  await Promise.all([startRows(), startSession()]);
  await startBundle();
  startStrip();
  watchLeaving();
  watchOutbox();
  if (session.get().state === 'signed-in') void refreshBundle();
  void resumePhotos().then(ring);
  void lookAtStorage();
}

/** See session.signOut; what was typed last is written before. */
export async function signOut(): Promise<{ kept: number }> {
  await flushAll();
  return leave();
}

/** See drafts.finishDraft; sending starts at once. */
export async function finish(id: string): Promise<Record<string, string>> {
  const faults = await finishDraft(id);
  if (Object.keys(faults).length === 0) {
    ring();
    void askForSync();
  }
  return faults;
}

/** See drafts.reopenDraft. */
export async function reopen(id: string): Promise<void> {
  await flush(id);
  await reopenDraft(id);
}

/** See resolve.ts; sending starts at once. */
export async function resolve(id: string, choice: Choice): Promise<void> {
  await resolveConflict(id, choice);
  ring();
}

/** See export.importUnsent; what was finished is sent from here. */
export async function importUnsent(file: File): Promise<Imported> {
  const outcome = await takeIn(file);
  ring();
  return outcome;
}

export const stateWord = ({ state }: DraftSummary): string => t(`store.state.${state}`);

/** Why it has not gone yet. */
export const waitsWord = ({ state, waitsFor }: DraftSummary): string | null =>
  state === 'waiting' && waitsFor !== null ? t(`store.waits.${waitsFor}`) : null;
