import { freshen, refreshBundle } from './bundle';
import { database, keep } from './database';
import { deliver, happen } from './deliver';
import { exclusively } from './lock';
import type { Draft } from './model';
import { NoAnswer } from './server';
import { checkSession, session } from './session';

export const RUN = 'run';
const MINUTE_MS = 60_000;
/** Delivered visits are shown on the phone so long. */
const SHOWN_MS = 14 * 24 * 3600_000;
/** Another tab sends, by a lease: asked again after this time. */
const BUSY_MS = 10_000;

let pending = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Rings: whatever is due is sent, by one tab at a time. Ringing too often does no harm. */
export function ring(): void {
  // One turn that has not begun yet sees everything that is there by then.
  if (pending) return;
  pending = true;
  void exclusively(async (lost) => {
    pending = false;
    await turn(lost);
  })
    .then((done) => done || schedule(BUSY_MS))
    .catch(() => schedule(MINUTE_MS))
    .finally(() => (pending = false));
}

function schedule(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(ring, Math.min(ms, MINUTE_MS));
}

const waitingOf = (ownerId: string): Promise<Draft[]> =>
  database.drafts
    .where('ownerId')
    .equals(ownerId)
    .filter(({ state }) => state === 'waiting')
    .sortBy('submittedAt');

async function turn(lost: () => boolean): Promise<void> {
  // Only one tab is here: what is said to be on its way was interrupted.
  for (const id of await database.drafts.where('state').equals('sending').primaryKeys()) {
    await happen(id, { type: 'interrupted' });
  }
  const me = session.get().me;
  if (!me) return;
  const due = async () => (await waitingOf(me.id)).filter(({ nextTryAt }) => nextTryAt <= Date.now());
  if ((await due()).length > 0 && (await mayBegin(me.id))) {
    await keep(RUN, Date.now());
    let arrived = false;
    for (let [item] = await due(); item && !lost(); [item] = await due()) {
      const goOn = await deliver(item.id);
      arrived ||= (await database.drafts.get(item.id))?.state === 'delivered';
      if (!goOn) break;
    }
    if (arrived) void refreshBundle();
  }
  const waiting = await waitingOf(me.id);
  // Until somebody signs in there is nothing to wait for by the clock.
  if (waiting.length === 0 || session.get().state !== 'signed-in') return;
  schedule(Math.max(1000, Math.min(...waiting.map(({ nextTryAt }) => nextTryAt)) - Date.now()));
}

/** Asks the server who is signed in here: what one person typed is never sent under the name of another. */
async function mayBegin(ownerId: string): Promise<boolean> {
  try {
    const found = await checkSession();
    if (found?.id === ownerId) return true;
    if (!found) await waitAll(ownerId, 'sign-in');
  } catch (error) {
    await waitAll(ownerId, error instanceof NoAnswer ? 'network' : 'server');
  }
  return false;
}

async function waitAll(ownerId: string, waitsFor: 'sign-in' | 'network' | 'server'): Promise<void> {
  const event = { type: 'again', waitsFor, now: Date.now(), random: Math.random(), notBefore: 0 } as const;
  for (const { id, nextTryAt } of await waitingOf(ownerId)) if (nextTryAt <= Date.now()) await happen(id, event);
}

/** Everything that waits is tried now. */
export async function retryAll(): Promise<void> {
  const me = session.get().me;
  for (const { id } of me ? await waitingOf(me.id) : []) await happen(id, { type: 'wake' });
  ring();
}

export async function retry(id: string): Promise<void> {
  await happen(id, { type: 'wake' });
  ring();
}

/** Forgets visits that arrived a while ago, with their small pictures. */
async function tidy(): Promise<void> {
  const before = new Date(Date.now() - SHOWN_MS).toISOString();
  const old = await database.drafts
    .where('state')
    .equals('delivered')
    .filter(({ deliveredAt }) => (deliveredAt ?? '') < before)
    .primaryKeys();
  await database.transaction('rw', database.drafts, database.photos, database.photoBytes, async () => {
    const photos = await database.photos.where('visitId').anyOf(old).primaryKeys();
    await database.photoBytes.bulkDelete(photos);
    await database.photos.bulkDelete(photos);
    await database.drafts.bulkDelete(old);
  });
}

/** What makes the phone send: opening, a network, being looked at again, each minute; Background Sync as an extra. */
export function watchOutbox(): void {
  window.addEventListener('online', () => void retryAll());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    ring();
    void freshen();
  });
  setInterval(ring, MINUTE_MS);
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('message', ({ data }) => data === 'outbox' && void retryAll());
  }
  let state = session.get().state;
  session.subscribe(() => {
    const before = state;
    state = session.get().state;
    if (state === 'signed-in' && before !== 'signed-in') void retryAll();
  });
  void tidy();
  ring();
}

/** Where there is Background Sync, the browser rings when a network comes back. */
export async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/field');
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
  // Not allowed, or not known: the other triggers do.
  await sync?.register('outbox').catch(() => undefined);
}
