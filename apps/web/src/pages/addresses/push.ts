import type { AddressBody } from './queries';

const WORKER = '/push.js';
/** No page lies there: the worker takes pushes and nothing else. */
const SCOPE = '/push/';
/** The id under which the server keeps this browser. */
const KEPT = 'xiaohao.push';

export type PushState = 'unsupported' | 'insecure' | 'ready';

export function pushState(): PushState {
  if (!window.isSecureContext) return 'insecure';
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window ? 'ready' : 'unsupported';
}

/** Somebody said no to the browser's question, now or once. */
export class PushDenied extends Error {}

/** The id of this browser's address, when it is subscribed. */
export async function subscribedAs(): Promise<string | null> {
  if (pushState() !== 'ready') return null;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? localStorage.getItem(KEPT) : null;
}

export const keepSubscribed = (id: string | null): void =>
  id === null ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, id);

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

const activeOf = (registration: ServiceWorkerRegistration): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = registration.installing ?? registration.waiting;
    if (registration.active || !worker) {
      resolve();
      return;
    }
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('redundant'));
    });
  });

/**
 * Asks the person and the browser's push service.
 *
 * @throws PushDenied, or what the browser says
 */
export async function subscribe(publicKey: string): Promise<NonNullable<AddressBody['push']>> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushDenied();
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' });
  await activeOf(registration);
  // One that was made for another key of the bureau would be refused.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  return { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' };
}

export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
