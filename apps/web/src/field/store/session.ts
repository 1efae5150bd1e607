import { liveQuery } from 'dexie';
import { database, keep, keptValue } from './database';
import { Live } from './live';
import type { WaitingOwner } from './model';
import { call, Problem } from './server';

export interface Me {
  id: string;
  name: string;
  unitName: string | null;
  username: string;
}

export interface Session {
  state: 'starting' | 'signed-out' | 'signed-in' | 'expired';
  me: Me | null;
  rememberedUsername: string;
}

const SESSION = 'session';
const USERNAME = 'username';
/** Signed out without a network: the server must still be told. */
const OWES_SIGN_OUT = 'owes-sign-out';

export const session = new Live<Session>({ state: 'starting', me: null, rememberedUsername: '' });
/** Unsent visits of all people on this phone, drafts included. */
export const waitingOwners = new Live<WaitingOwner[]>([]);

interface KeptSession {
  me: Me;
  expired: boolean;
}

function show(kept: KeptSession | undefined): void {
  const before = session.get();
  const state = kept === undefined ? 'signed-out' : kept.expired ? 'expired' : 'signed-in';
  session.set({ ...before, state, me: kept?.me ?? null });
}

/** Opens with the person who signed in last, without asking anybody; then asks the server who it is. */
export async function startSession(): Promise<void> {
  const [kept, username] = await Promise.all([keptValue<KeptSession>(SESSION), keptValue<string>(USERNAME)]);
  session.set({ ...session.get(), rememberedUsername: username ?? '' });
  if (kept) show(kept);
  const asked = checkSession().catch(() => {
    if (session.get().state === 'starting') show(undefined);
  });
  // Nobody is known: the first page depends on the answer.
  if (!kept) await asked;
  // Another tab signs in and out as well.
  liveQuery(() => keptValue<KeptSession>(SESSION)).subscribe({ next: show });
  liveQuery(countOwners).subscribe({ next: (owners) => waitingOwners.set(owners) });
}

/**
 * Asks the server who is signed in in this browser, and follows it: it may be another person by now.
 *
 * @returns the person; null when nobody is signed in
 * @throws NoAnswer, Problem when it is not known
 */
export async function checkSession(): Promise<Me | null> {
  await paySignOut();
  let found: Me;
  try {
    const { id, name, unitName, username } = await call<Me>('/api/me');
    found = { id, name, unitName, username };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401 || error.code === null) throw error;
    await expire();
    return null;
  }
  await enter(found);
  return found;
}

/** The server no longer knows the session: sending pauses until the same person has signed in again. */
export async function expire(): Promise<void> {
  const kept = await keptValue<KeptSession>(SESSION);
  if (kept && !kept.expired) await keep(SESSION, { ...kept, expired: true });
  show(kept && { ...kept, expired: true });
}

async function enter(me: Me): Promise<void> {
  const kept = await keptValue<KeptSession>(SESSION);
  if (kept && kept.me.id !== me.id) await wipe();
  await keep(SESSION, { me, expired: false });
  await keep(USERNAME, me.username);
  session.set({ state: 'signed-in', me, rememberedUsername: me.username });
}

/**
 * Signs in.
 *
 * @throws Problem with the server's sentence, NoAnswer
 */
export async function signIn(username: string, password: string): Promise<void> {
  const { user } = await call<{ user: Me }>('/api/auth/login', { method: 'POST', json: { username, password } });
  await keep(OWES_SIGN_OUT, undefined);
  const { id, name, unitName } = user;
  await enter({ id, name, unitName, username: user.username });
}

/**
 * Signs out, without a network as well: everything this person may see is wiped. What is not sent yet stays, bound to
 * them.
 *
 * @returns how many of their visits stay
 */
export async function signOut(): Promise<{ kept: number }> {
  const ownerId = session.get().me?.id;
  await keep(OWES_SIGN_OUT, true);
  await keep(SESSION, undefined);
  await wipe();
  show(undefined);
  await paySignOut().catch(() => undefined);
  return { kept: waitingOwners.get().find((owner) => owner.ownerId === ownerId)?.count ?? 0 };
}

async function paySignOut(): Promise<void> {
  if (!(await keptValue<boolean>(OWES_SIGN_OUT))) return;
  try {
    await call('/api/auth/logout', { method: 'POST' });
  } catch (error) {
    // Already out.
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  }
  await keep(OWES_SIGN_OUT, undefined);
}

/** Removes what was seen and what has arrived. Unsent visits and their photos stay, and nobody else ever sees them. */
export async function wipe(): Promise<void> {
  await database.transaction(
    'rw',
    database.bundles,
    database.drafts,
    database.photos,
    database.photoBytes,
    async () => {
      await database.bundles.clear();
      await database.drafts.where('state').equals('delivered').delete();
      const staying = new Set(await database.drafts.toCollection().primaryKeys());
      const gone = await database.photos.filter(({ visitId }) => !staying.has(visitId)).primaryKeys();
      await database.photos.bulkDelete(gone);
      await database.photoBytes.bulkDelete(gone);
    },
  );
}

/** Counts what waits, by person. */
export const countOwners = async (): Promise<WaitingOwner[]> => {
  const owners = new Map<string, WaitingOwner>();
  await database.drafts.each(({ ownerId, ownerName, state }) => {
    if (state === 'delivered') return;
    owners.set(ownerId, { ownerId, ownerName, count: (owners.get(ownerId)?.count ?? 0) + 1 });
  });
  return [...owners.values()];
};
