import { randomUUID } from 'node:crypto';
import { type Answer, type Call, type Provider, startProvider } from '../provider/start-provider';
import { checkVapid } from './check-vapid';
import { type BrowserKeys, makeBrowserKeys, openMessage } from './open-message';

/** What a browser gives to the page that subscribed (Push API, PushSubscription.toJSON). */
type Subscription = { endpoint: string; keys: { p256dh: string; auth: string } };
/** `payload`: what the browser's worker gets, opened. */
type ShownMessage = { endpoint: string; payload: string; topic: string | undefined; ttl: number; urgency: string | undefined };

export type PushSimulator = Provider & {
  /** A new browser subscribes. */
  subscribe(): Subscription;
  /** The browser is gone: its address answers 410 from now on. */
  unsubscribe(subscription: Subscription): void;
  /** What browsers would show; a message with the topic of another one of the same browser replaces it. */
  shown: ShownMessage[];
};

/** Starts a SIMULATOR of a push service and its browsers, in memory, on this machine only. */
export async function startPushSimulator({ port = 0, now = () => new Date() } = {}): Promise<PushSimulator> {
  const browsers = new Map<string, BrowserKeys | 'gone'>();
  const shown: ShownMessage[] = [];
  const provider: Provider = await startProvider(port, (call) => take(call));
  function take(call: Call): Answer {
    const browser = browsers.get(call.path);
    if (!browser) return { status: 404 };
    if (browser === 'gone') return { status: 410 };
    if (call.headers.ttl === undefined || call.headers['content-encoding'] !== 'aes128gcm') return { status: 400 };
    if (!checkVapid(call.headers.authorization, provider.url, now())) return { status: 403 };
    const message = open(call, browser, `${provider.url}${call.path}`);
    if (!message) return { status: 400 };
    const place = shown.findIndex(({ endpoint, topic }) => topic !== undefined && topic === message.topic && endpoint === message.endpoint);
    if (place >= 0) shown.splice(place, 1);
    shown.push(message);
    return { status: 201, headers: { location: `${provider.url}/message/${randomUUID()}` } };
  }
  return {
    ...provider,
    shown,
    subscribe: () => {
      const path = `/push/${randomUUID()}`;
      const keys = makeBrowserKeys();
      browsers.set(path, keys);
      const p256dh = keys.ecdh.getPublicKey('base64url');
      return { endpoint: `${provider.url}${path}`, keys: { p256dh, auth: keys.auth.toString('base64url') } };
    },
    unsubscribe: ({ endpoint }) => void browsers.set(new URL(endpoint).pathname, 'gone'),
  };
}

function open({ headers, body }: Call, keys: BrowserKeys, endpoint: string): ShownMessage | null {
  try {
    const one = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
    return { endpoint, payload: openMessage(body, keys), topic: one('topic'), ttl: Number(headers.ttl), urgency: one('urgency') };
  } catch {
    return null;
  }
}
