import { liveQuery } from 'dexie';
import { clockHint, skew } from './clock';
import { online } from './contact';
import { keptValue } from './database';
import { LAST_SUCCESS } from './deliver';
import { drafts, type DraftSummary } from './drafts';
import { isSecure } from './hash';
import { derived, Live } from './live';
import { RUN } from './outbox';
import { session } from './session';
import { storage, type StorageHealth } from './storage-health';

/** What the strip at the top says, always. */
export interface Strip {
  online: boolean;
  /** Finished visits that have not arrived, the one on its way included. */
  waiting: number;
  /** The one on its way: the n-th of so many, and which share of its photos is there. */
  sending: { n: number; of: number; share: number } | null;
  attention: number;
  drafts: number;
  /** Milliseconds. */
  lastSuccess: number | null;
  /** The sign-in has expired. */
  paused: boolean;
  /** Without https there are no photos and no opening without a network. */
  secure: boolean;
  clockHint: string | null;
  storage: StorageHealth;
}

const times = new Live<{ lastSuccess: number | null; run: number }>({ lastSuccess: null, run: 0 });

/** Follows what the sender keeps, in whichever tab it works. */
export function startStrip(): void {
  liveQuery(async () => ({
    lastSuccess: (await keptValue<number>(LAST_SUCCESS)) ?? null,
    run: (await keptValue<number>(RUN)) ?? 0,
  })).subscribe({ next: (found) => times.set(found) });
}

export const strip = derived([drafts, online, session, skew, storage, times], (): Strip => {
  const mine = drafts.get() ?? [];
  const count = (...states: DraftSummary['state'][]) => mine.filter(({ state }) => states.includes(state)).length;
  const waiting = count('waiting', 'sending');
  return {
    online: online.get(),
    waiting,
    sending: sendingOf(mine, waiting),
    attention: count('needs-attention'),
    drafts: count('draft'),
    lastSuccess: times.get().lastSuccess,
    paused: session.get().state === 'expired',
    secure: isSecure(),
    clockHint: clockHint(),
    storage: storage.get(),
  };
});

function sendingOf(mine: DraftSummary[], waiting: number): Strip['sending'] {
  const now = mine.find(({ state }) => state === 'sending');
  if (!now) return null;
  const done = mine.filter(({ deliveredAt }) => deliveredAt !== null && Date.parse(deliveredAt) >= times.get().run);
  const size = now.photos.reduce((sum, photo) => sum + photo.size, 0);
  const sent = now.photos.reduce((sum, photo) => sum + photo.sent, 0);
  return { n: done.length + 1, of: done.length + waiting, share: size === 0 ? 0 : sent / size };
}
