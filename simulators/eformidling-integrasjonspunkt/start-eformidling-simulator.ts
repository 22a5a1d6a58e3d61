import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeMessage, type NewMessage, type StoredMessage } from './message';

export type Operation = 'list' | 'peek' | 'pop' | 'delete' | 'status' | 'create' | 'send';
/**
 * fail: 500, nothing is done. fail-after: it is done, and the answer is 500. too-many: 429 with Retry-After. hang: it is done, and no
 * answer comes. gone: the message is deleted before it is answered. empty: 200 or 204 with nothing though messages wait.
 */
type Misbehaviour = 'fail' | 'fail-after' | 'too-many' | 'hang' | 'gone' | 'empty' | 'page';
type Receipt = { receiptType: string; relatedToMessageId: string; messages: { code: string; text: string }[] };

export type EformidlingSimulator = {
  url: string;
  publish(message: NewMessage): string;
  status(id: string): StoredMessage['status'] | 'DELETED';
  /** The receipts that were sent on, in their order. */
  receipts: Receipt[];
  calls: Operation[];
  misbehave(kind: Misbehaviour, operation: Operation, times?: number): void;
  /** Lets the lock of a message expire now. */
  unlock(id: string): void;
  close(): Promise<void>;
};

export type SimulatorOptions = { port?: number; now?: () => Date; user?: string; password?: string };
type Answer = { status: number; body?: string | Uint8Array; headers?: Record<string, string> };
type World = { messages: Map<string, StoredMessage>; drafts: Map<string, Receipt>; receipts: Receipt[]; now(): Date };

const LOCK_MS = 5 * 60_000;
const JSON_HEADERS = { 'content-type': 'application/json' };

/** Starts a SIMULATOR of the receiver's part of an eFormidling integrasjonspunkt, in memory, on this machine only. */
export async function startEformidlingSimulator(options: SimulatorOptions = {}): Promise<EformidlingSimulator> {
  const { port = 0, now = () => new Date(), user, password } = options;
  const world: World = { messages: new Map(), drafts: new Map(), receipts: [], now };
  const ordered: { kind: Misbehaviour; operation: Operation; left: number }[] = [];
  const calls: Operation[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const parsed = parse(request.method ?? '', new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
      const wanted = user ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : undefined;
      let answer: Answer | null = { status: 404 };
      if (wanted && request.headers.authorization !== wanted) answer = { status: 401 };
      else if (parsed) {
        calls.push(parsed.operation);
        const order = ordered.find(({ operation, left }) => operation === parsed.operation && left > 0);
        if (order) order.left -= 1;
        answer = act(world, parsed, body, order?.kind);
      }
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    receipts: world.receipts,
    publish: (message) => {
      const stored = makeMessage(message, now());
      world.messages.set(stored.id, stored);
      return stored.id;
    },
    status: (id) => world.messages.get(id)?.status ?? 'DELETED',
    misbehave: (kind, operation, times = 1) => void ordered.push({ kind, operation, left: times }),
    unlock: (id) => {
      const message = world.messages.get(id);
      if (message) message.lockedUntil = null;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Parsed = { operation: Operation; id: string };

function parse(method: string, path: string): Parsed | null {
  const [, kind = '', rest = ''] = /^\/api\/(messages\/in|messages\/out|statuses)(.*)$/.exec(path) ?? [];
  const id = decodeURIComponent(rest.split('/').at(-1) ?? '');
  if (kind === 'statuses') return { operation: 'status', id };
  if (kind === 'messages/out' && method === 'POST') return rest === '' ? { operation: 'create', id: '' } : { operation: 'send', id };
  if (kind !== 'messages/in') return null;
  if (method === 'DELETE') return { operation: 'delete', id };
  if (rest === '') return { operation: 'list', id: '' };
  if (rest === '/peek') return { operation: 'peek', id: '' };
  return rest.startsWith('/pop/') ? { operation: 'pop', id } : null;
}

function act(world: World, parsed: Parsed, body: string, kind: Misbehaviour | undefined): Answer | null {
  if (kind === 'fail') return { status: 500, headers: JSON_HEADERS, body: '{"status":500}' };
  if (kind === 'too-many') return { status: 429, headers: { 'retry-after': '120' } };
  if (kind === 'page') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
  if (kind === 'empty') return parsed.operation === 'list' ? json({ content: [], totalElements: 0 }) : { status: 204 };
  if (kind === 'gone') world.messages.delete(parsed.id);
  const answer = perform(world, parsed, body);
  if (kind === 'hang') return null;
  return kind === 'fail-after' ? { status: 500 } : answer;
}

function perform(world: World, { operation, id }: Parsed, body: string): Answer {
  expire(world);
  const message = world.messages.get(id);
  const waiting = [...world.messages.values()].filter(({ status }) => status === 'INNKOMMENDE_MOTTATT');
  if (operation === 'list')
    return json({ content: waiting.slice(0, 10).map(({ id: messageId }) => ({ messageId })), totalElements: waiting.length });
  if (operation === 'peek') return peek(world, waiting);
  if (operation === 'create') return create(world, body);
  if (operation === 'send') return send(world, id);
  if (!message) return { status: 404 };
  if (operation === 'status')
    return json({
      content: [
        { status: 'ANNET', lastUpdate: null },
        { status: 'INNKOMMENDE_MOTTATT', lastUpdate: message.arrivedAt.toISOString() },
      ],
    });
  if (!isLocked(message, world.now())) return { status: 400, headers: JSON_HEADERS, body: '{"error":"message not locked"}' };
  if (operation === 'pop') return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: message.container };
  message.status = 'INNKOMMENDE_LEVERT';
  return json(message.sbd);
}

function peek({ now }: World, waiting: StoredMessage[]): Answer {
  const next = waiting.find((message) => !isLocked(message, now()));
  if (!next) return { status: 204 };
  next.lockedUntil = new Date(now().getTime() + LOCK_MS);
  return json(next.sbd);
}

function create(world: World, body: string): Answer {
  const sbd = JSON.parse(body);
  const id = randomUUID();
  const receipt = sbd.arkivmelding_kvittering as Receipt;
  const related = world.messages.get(receipt?.relatedToMessageId);
  if (related?.status !== 'INNKOMMENDE_LEVERT') return { status: 400, headers: JSON_HEADERS, body: '{"error":"no such message"}' };
  world.drafts.set(id, receipt);
  sbd.standardBusinessDocumentHeader.documentIdentification.instanceIdentifier = id;
  return json(sbd);
}

function send(world: World, id: string): Answer {
  const draft = world.drafts.get(id);
  if (!draft) return { status: 404 };
  world.drafts.delete(id);
  world.receipts.push(draft);
  return { status: 200 };
}

/** What nobody took in time is given up by its sender. */
function expire({ messages, now }: World): void {
  for (const message of messages.values())
    if (message.status === 'INNKOMMENDE_MOTTATT' && message.expiresAt < now()) message.status = 'LEVETID_UTLOPT';
}

function isLocked({ lockedUntil }: StoredMessage, now: Date): boolean {
  return lockedUntil !== null && lockedUntil > now;
}

function json(value: unknown): Answer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(value) };
}
