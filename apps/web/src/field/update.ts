const WORKER = '/sw.js';
const SCOPE = '/field';
/** How long a start may wait for a version that was downloaded last time. */
const PATIENCE_MS = 1500;

/**
 * Called before anything is drawn: a version that waits since the last start takes over now, when nobody types yet.
 *
 * @returns whether the page is about to be loaded anew
 */
export async function takeOver(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const waiting = (await navigator.serviceWorker.getRegistration(SCOPE))?.waiting;
  if (!waiting) return false;
  const changed = new Promise<boolean>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), PATIENCE_MS);
  });
  waiting.postMessage('take-over');
  if (!(await changed)) return false;
  window.location.reload();
  return true;
}

/** Registers the worker of the phone's pages; without one (plain http, an old browser) they need a network to open. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  try {
    await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' });
  } catch {
    // No network while it was fetched: the next start tries again.
  }
}
