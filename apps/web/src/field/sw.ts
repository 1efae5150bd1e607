/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

// The phone's pages without a network. Only files of the program are kept here: what a person may see lies in the
// store (IndexedDB), where signing out finds and wipes it. Calls of the API are none of this worker's business.

declare const self: ServiceWorkerGlobalScope;

const NUDGE = 'outbox';

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/field'), { allowlist: [/^\/field(\/|$|\?)/] }));

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

// A new version waits; a page that is just starting, and is the only one open, asks for it (update.ts). So no page
// is replaced under the hands of somebody who types.
self.addEventListener('message', (event) => {
  if (event.data !== 'take-over') return;
  event.waitUntil(
    pages().then((open) => {
      const ours = open.filter(({ url }) => /^\/field(\/|$)/.test(new URL(url).pathname));
      return ours.length <= 1 ? self.skipWaiting() : undefined;
    }),
  );
});

// The first visit to the page is kept, too: otherwise it would take a second start before it opens without a network.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// Background Sync, where there is any: the pages that are open are told that there is a network. An extra only;
// sending itself is the pages' work (store/outbox.ts).
self.addEventListener('sync', (event) => {
  const nudge = event as ExtendableEvent & { tag: string };
  if (nudge.tag !== NUDGE) return;
  nudge.waitUntil(pages().then((open) => open.forEach((page) => page.postMessage(NUDGE))));
});
