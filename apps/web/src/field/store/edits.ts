import { database, isFull } from './database';
import { Live } from './live';
import type { Draft, DraftContent } from './model';
import { rows } from './rows';
import { afterFirstSave, saidFull } from './storage-health';

/** What was typed and is not known to be in the database yet. */
interface Overlay {
  /** Lies over the row until the row is known to have it. */
  part: Partial<DraftContent>;
  /** Of it, what must still be written. */
  unsaved: Partial<DraftContent>;
  changedAt: number;
  state: 'saving' | 'saved' | 'failed';
}

const DEBOUNCE_MS = 120;
/** After a write that failed: what is on screen is tried again. */
const AGAIN_MS = 5000;

export const overlays = new Live<ReadonlyMap<string, Overlay>>(new Map());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const EDITABLE = ['draft', 'needs-attention'];

/** The row as it stands on screen: what was typed in this tab lies over what the database has. */
export function effective(draft: Draft): Draft {
  const overlay = overlays.get().get(draft.id);
  if (!overlay || !EDITABLE.includes(draft.state)) return draft;
  // Written, and perhaps written over by another tab since: the database is the truth.
  if (overlay.state === 'saved' && draft.changedAt >= overlay.changedAt) return draft;
  return { ...draft, ...overlay.part };
}

export const savedState = (id: string): Overlay['state'] => overlays.get().get(id)?.state ?? 'saved';

function put(id: string, overlay: Overlay): void {
  overlays.set(new Map(overlays.get()).set(id, overlay));
}

/** On screen at once, in the database a moment later. */
export function changeDraft(id: string, part: Partial<DraftContent>): void {
  const before = overlays.get().get(id);
  const row = rows.get()?.drafts.find((draft) => draft.id === id);
  const shown = before && before.state === 'saved' && (row?.changedAt ?? 0) >= before.changedAt ? {} : before?.part;
  // Later than the one before even within a millisecond.
  const changedAt = Math.max(Date.now(), (before?.changedAt ?? 0) + 1);
  put(id, {
    part: { ...shown, ...part },
    unsaved: { ...(before?.state === 'saved' ? {} : before?.unsaved), ...part },
    changedAt,
    state: 'saving',
  });
  schedule(id, DEBOUNCE_MS);
}

function schedule(id: string, ms: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => void flush(id), ms),
  );
}

/** Writes what was typed. Nothing typed is lost from the screen when the phone has no room: it is tried again. */
export async function flush(id: string): Promise<void> {
  clearTimeout(timers.get(id));
  timers.delete(id);
  const overlay = overlays.get().get(id);
  if (!overlay || overlay.state === 'saved') return;
  try {
    await database.transaction('rw', database.drafts, async () => {
      const row = await database.drafts.get(id);
      if (!row || !EDITABLE.includes(row.state)) return;
      const changedAt = Math.max(overlay.changedAt, row.changedAt + 1);
      overlay.changedAt = changedAt;
      await database.drafts.update(id, { ...overlay.unsaved, changedAt });
    });
    // More may have been typed meanwhile: that has its own turn.
    if (overlays.get().get(id) === overlay) put(id, { ...overlay, state: 'saved' });
    saidFull(false);
    void afterFirstSave();
  } catch (error) {
    if (isFull(error)) saidFull(true);
    const latest = overlays.get().get(id) ?? overlay;
    put(id, { ...latest, state: 'failed' });
    schedule(id, AGAIN_MS);
  }
}

export const flushAll = async (): Promise<void> => {
  await Promise.all([...overlays.get().keys()].map(flush));
};

/** A page that goes away may never come back: what was typed is written before. */
export function watchLeaving(): void {
  window.addEventListener('pagehide', () => void flushAll());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flushAll();
  });
}
