/** The push services of the common browsers (Chrome and Edge on Android, Firefox, Safari, Edge): a leading dot stands for any host below. */
const KNOWN = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'];

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a subscription's address belongs to a push service that Mottak may post to: a known one, or one that the installation
 * names (host, or host with port). Others are refused: whoever is signed in could make Mottak call any address otherwise. Always
 * https, but for a named one on this machine.
 */
export function isPushService(endpoint: string, named: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return false;
  if (named.includes(url.host)) return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  const known = KNOWN.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host));
  return known && url.protocol === 'https:' && url.port === '';
}
