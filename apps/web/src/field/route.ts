import { useSyncExternalStore } from 'react';

/** Which screen an address of the phone's pages means. */
export type Route =
  | { screen: 'week' }
  | { screen: 'project'; projectId: string }
  | { screen: 'visit'; draftId: string }
  | { screen: 'outbox' }
  | { screen: 'map' }
  | { screen: 'about' }
  | { screen: 'sign-in'; next: string }
  | { screen: 'lost' };

const ROOT = '/field';
const CHANGED = 'field-route';

/** Addresses in one place, so that none is spelled twice. */
export const to = {
  week: ROOT,
  project: (id: string) => `${ROOT}/p/${id}`,
  visit: (id: string) => `${ROOT}/visit/${id}`,
  outbox: `${ROOT}/outbox`,
  map: `${ROOT}/map`,
  about: `${ROOT}/about`,
  signIn: (next: string) => (next === ROOT ? `${ROOT}/sign-in` : `${ROOT}/sign-in?next=${encodeURIComponent(next)}`),
};

/** Reads an address. */
export function routeOf(address: string): Route {
  const [pathname = '', search = ''] = address.split('?');
  const [first, id, more] = pathname.replace(/\/+$/, '').slice(ROOT.length).split('/').slice(1);
  if (first === undefined || first === '') return { screen: 'week' };
  if (more !== undefined) return { screen: 'lost' };
  if (first === 'p' && id) return { screen: 'project', projectId: id };
  if (first === 'visit' && id) return { screen: 'visit', draftId: id };
  if (id !== undefined) return { screen: 'lost' };
  if (first === 'outbox' || first === 'map' || first === 'about') return { screen: first };
  if (first === 'sign-in') return { screen: 'sign-in', next: ownAddress(new URLSearchParams(search).get('next')) };
  return { screen: 'lost' };
}

/** Only the phone's own addresses: a link must not lead elsewhere after signing in. */
function ownAddress(next: string | null): string {
  return next === ROOT || next?.startsWith(`${ROOT}/`) === true || next?.startsWith(`${ROOT}?`) === true ? next : ROOT;
}

function subscribe(tell: () => void): () => void {
  window.addEventListener('popstate', tell);
  window.addEventListener(CHANGED, tell);
  return () => {
    window.removeEventListener('popstate', tell);
    window.removeEventListener(CHANGED, tell);
  };
}
const here = (): string => window.location.pathname + window.location.search;

/** The address now shown; drawn again whenever it changes. */
export const useAddress = (): string => useSyncExternalStore(subscribe, here);

/** Goes to another screen without loading a page. */
export function go(address: string, { replace = false } = {}): void {
  if (address === here()) return;
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  window.dispatchEvent(new Event(CHANGED));
}
