import { uuidv7 } from '../../client/uuid';
import { database } from './database';

const NAME = 'xiaohao-field-outbox';
const LEASE = 'lease';
const LEASE_MS = 30_000;
/** A tab that the system has put to sleep may hold the lock for ever: the one on screen takes it then. Sending twice
 * does no harm, the server counts it once. */
const STEAL_AFTER_MS = 90_000;
const tab = uuidv7();

/** Runs the task while no other tab does; `lost` says that another has taken over. False: another tab is at it. */
export async function exclusively(task: (lost: () => boolean) => Promise<void>): Promise<boolean> {
  return 'locks' in navigator ? byLock(task) : byLease(task);
}

async function byLock(task: (lost: () => boolean) => Promise<void>): Promise<boolean> {
  let lost = false;
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), STEAL_AFTER_MS);
  const work = async () => {
    clearTimeout(timer);
    await task(() => lost);
  };
  try {
    await navigator.locks.request(NAME, { signal: waiting.signal }, work);
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    if (!waiting.signal.aborted) {
      // Taken from us.
      lost = true;
      return false;
    }
    if (document.visibilityState !== 'visible') return false;
    await navigator.locks.request(NAME, { steal: true }, work).catch(() => (lost = true));
  }
  return true;
}

interface Lease {
  holder: string;
  until: number;
}

/** Without Web Locks (Safari before 15.4): a row says who sends, for half a minute at a time. */
async function byLease(task: (lost: () => boolean) => Promise<void>): Promise<boolean> {
  const take = () =>
    database.transaction('rw', database.kept, async () => {
      const held = (await database.kept.get(LEASE))?.value as Lease | undefined;
      if (held && held.holder !== tab && held.until > Date.now()) return false;
      await database.kept.put({ key: LEASE, value: { holder: tab, until: Date.now() + LEASE_MS } satisfies Lease });
      return true;
    });
  if (!(await take())) return false;
  let lost = false;
  const renewal = setInterval(() => void take().then((mine) => (lost = !mine)), LEASE_MS / 3);
  try {
    await task(() => lost);
  } finally {
    clearInterval(renewal);
    if (!lost) await database.kept.delete(LEASE);
  }
  return true;
}
