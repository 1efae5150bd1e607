// Shows what was pushed to this browser, and opens its page when it is clicked. It controls no page and keeps nothing.
self.addEventListener('push', (event) => {
  const { title, body, tag, link } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  event.waitUntil(
    self.registration.showNotification(title, {
      body: typeof body === 'string' ? body : '',
      // A repetition takes the place of the first.
      tag,
      icon: '/icons/field-192.png',
      lang: 'zh-CN',
      data: { link },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { link } = event.notification.data ?? {};
  const url = new URL(typeof link === 'string' ? link : '/', self.location.origin);
  // Only pages of ours, whatever was sent.
  const target = url.origin === self.location.origin ? url.href : `${self.location.origin}/notifications`;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((open) => {
      const there = open.find((page) => page.url === target);
      return there ? there.focus() : self.clients.openWindow(target);
    }),
  );
});

// The newest version at once: no page depends on it.
self.addEventListener('install', () => self.skipWaiting());
