// Runs in the browser while Mottak is closed: shows what was pushed, and opens its page. A notice holds a reference and a link only.
self.addEventListener('push', (event) => {
  const { title = 'Mottak', body = '', url = '/', tag } = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: '/icon.svg', requireInteraction: true }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.url));
});

// The push service may give the browser another address: Mottak has to learn it, or the person is reached no more.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event));
});

async function show(url) {
  const windows = await self.clients.matchAll({ type: 'window' });
  const open = windows.find((client) => client.url === url);
  return open ? open.focus() : self.clients.openWindow(url);
}

async function renew({ newSubscription, oldSubscription }) {
  const options = oldSubscription?.options;
  const subscription = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  const headers = { 'content-type': 'application/json' };
  await fetch('/api/profile/push', { method: 'POST', headers, body: JSON.stringify({ endpoint, keys }) });
}
