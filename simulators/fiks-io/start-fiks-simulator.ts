import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'amqplib';
import { concernContainer, encryptFor, type KeyPair, makeKeyPair } from './certificate';
import { type Line, startLine } from './line';
import { type HttpAnswer, type Misbehaviour, type SimulatedReply, takeReply } from './send-endpoint';
import { startBroker } from './start-broker';

/** What a sender can put into the account's queue; everything has a default. */
export type Sending = {
  concern?: unknown;
  /** The body as it is, instead of one made of `concern`. */
  body?: Uint8Array;
  type?: string;
  meldingId?: string;
  concernId?: string;
  headers?: Record<string, string>;
};

export type FiksSimulator = {
  amqpUrl: string;
  apiUrl: string;
  accountId: string;
  /** Account of the sending system. */
  senderAccountId: string;
  integrationId: string;
  integrationPassword: string;
  token: string;
  /** Certificate and key of the account: what is sent is encrypted for it. */
  account: KeyPair;
  replies: SimulatedReply[];
  /** How often something was sent to it. */
  calls(): number;
  /** Puts a message into the queue. @returns its melding-id */
  send(sending?: Sending): Promise<string>;
  /** Messages in the queue that no consumer holds, and how many consumers there are. */
  queue(): Promise<{ ready: number; consumers: number }>;
  /** The next calls of the sending API: answer 500, refuse with 400, never answer, or take the reply and then answer 500. */
  misbehave(kind: Misbehaviour, times?: number): void;
  line: Line;
  close(): Promise<void>;
};

export type SimulatorOptions = { apiPort?: number; amqpPort?: number; token?: string; isToken?: (token: string) => Promise<boolean> };

const ADMIN = { username: 'simulator', password: 'simulator' };

/** Starts a SIMULATOR of Fiks IO for one account: a real RabbitMQ, and the HTTPS part for logins, sending and public keys. */
export async function startFiksSimulator(options: SimulatorOptions = {}): Promise<FiksSimulator> {
  const token = options.token ?? 'simulator-token';
  const isToken = options.isToken ?? (async (given) => given === token);
  const [accountId, senderAccountId, integrationId] = [randomUUID(), randomUUID(), randomUUID()];
  const integrationPassword = 'integration password';
  const [account, sender] = [makeKeyPair('account'), makeKeyPair('sender')];
  const queue = `fiksio.konto.${accountId}`;
  const replies: SimulatedReply[] = [];
  const ordered: Misbehaviour[] = [];
  let calls = 0;
  const mayLogIn = async (username: string, password: string) => {
    if (username === ADMIN.username) return password === ADMIN.password;
    const isOurs = username === integrationId && password.startsWith(`${integrationPassword} `);
    return isOurs && isToken(password.slice(integrationPassword.length + 1));
  };
  const allow = async (path: string, form: URLSearchParams): Promise<string> => {
    if (path === '/auth/user') return (await mayLogIn(form.get('username') ?? '', form.get('password') ?? '')) ? 'allow' : 'deny';
    if (path === '/auth/vhost' || form.get('username') === ADMIN.username) return 'allow';
    // Fiks IO's queues are for receiving: an integration reads its own and writes to none.
    return form.get('permission') === 'read' && form.get('name') === queue ? 'allow' : 'deny';
  };
  const answer = async (request: IncomingMessage): Promise<HttpAnswer | null> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    if (pathname.startsWith('/auth/')) return { status: 200, body: await allow(pathname, new URLSearchParams(body.toString('utf8'))) };
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const isOurs = request.headers.integrasjonid === integrationId && request.headers.integrasjonpassord === integrationPassword;
    if (!isOurs || !(await isToken(bearer))) return { status: 401, body: '' };
    if (pathname === `/fiks-io/katalog/api/v1/kontoer/${senderAccountId}/offentligNokkel`)
      return { status: 200, body: JSON.stringify({ nokkel: sender.certificate }) };
    if (pathname !== '/fiks-io/api/v1/send' || request.method !== 'POST') return { status: 404, body: '' };
    calls += 1;
    return takeReply({ accountId, senderAccountId, sender, replies }, request.headers['content-type'] ?? '', body, ordered.shift());
  };
  const server = createServer((request, response) => {
    void answer(request).then((given) => given && response.writeHead(given.status, { 'content-type': 'application/json' }).end(given.body));
  });
  await new Promise<void>((resolve) => server.listen(options.apiPort ?? 0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const broker = await startBroker(apiUrl);
  const line = await startLine(broker.port, options.amqpPort);
  const connection = await connect({ hostname: '127.0.0.1', port: broker.port, ...ADMIN });
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(queue, { durable: true });
  return {
    amqpUrl: `amqp://127.0.0.1:${line.port}`,
    apiUrl,
    accountId,
    senderAccountId,
    integrationId,
    integrationPassword,
    token,
    account,
    replies,
    calls: () => calls,
    line,
    send: async (sending = {}) => {
      const meldingId = sending.meldingId ?? randomUUID();
      const headers = headersOf(sending, meldingId, senderAccountId);
      const body =
        sending.body ?? (sending.concern === undefined ? new Uint8Array() : encryptFor(account, concernContainer(sending.concern)));
      channel.sendToQueue(queue, Buffer.from(body), { headers, persistent: true });
      await channel.waitForConfirms();
      return meldingId;
    },
    queue: async () => {
      const { messageCount, consumerCount } = await channel.checkQueue(queue);
      return { ready: messageCount, consumers: consumerCount };
    },
    misbehave: (kind, times = 1) => void ordered.push(...Array.from({ length: times }, () => kind)),
    close: async () => {
      await connection.close().catch(() => undefined);
      await line.close();
      await broker.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headersOf({ type, concernId, headers }: Sending, meldingId: string, senderAccountId: string): Record<string, string> {
  return {
    'melding-id': meldingId,
    type: type ?? 'no.ks.fiks.bekymringsmelding.privat.v2',
    'avsender-id': senderAccountId,
    'avsender-navn': 'Nasjonal portal (SIMULATOR)',
    ...(concernId ? { 'egendefinert-header.bekymringsmelding-id': concernId } : {}),
    'egendefinert-header.bydel-ressurs-id': '00000000-0000-4000-8000-000000000000',
    ...headers,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
