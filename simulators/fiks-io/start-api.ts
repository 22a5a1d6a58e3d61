import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type KeyPair, makeKeyPair } from './certificate';
import { type HttpAnswer, type Misbehaviour, type SimulatedReply, takeReply } from './send-endpoint';

/** Who is there: the account with its integration, and the account of the sending system. */
type Parties = {
  accountId: string;
  senderAccountId: string;
  integrationId: string;
  integrationPassword: string;
  account: KeyPair;
  sender: KeyPair;
  queue: string;
  isToken(token: string): Promise<boolean>;
};

type Api = {
  url: string;
  replies: SimulatedReply[];
  calls(): number;
  misbehave(kind: Misbehaviour, times?: number): void;
  close(): Promise<void>;
};

/** The simulator's own login at the broker. */
export const ADMIN = { username: 'simulator', password: 'simulator' };

export function newParties(isToken: Parties['isToken']): Parties {
  const accountId = randomUUID();
  return {
    accountId,
    senderAccountId: randomUUID(),
    integrationId: randomUUID(),
    integrationPassword: 'integration password',
    account: makeKeyPair('account'),
    sender: makeKeyPair('sender'),
    queue: `fiksio.konto.${accountId}`,
    isToken,
  };
}

/** The HTTPS side of Fiks IO, here without TLS: sending, public keys, and what the broker asks about logins. */
export async function startApi(parties: Parties, port = 0): Promise<Api> {
  const replies: SimulatedReply[] = [];
  const ordered: Misbehaviour[] = [];
  let calls = 0;
  const answer = async (request: IncomingMessage): Promise<HttpAnswer | null> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    if (pathname.startsWith('/auth/'))
      return { status: 200, body: await allow(parties, pathname, new URLSearchParams(body.toString('utf8'))) };
    if (!(await isIntegration(parties, request))) return { status: 401, body: '' };
    if (pathname === `/fiks-io/katalog/api/v1/kontoer/${parties.senderAccountId}/offentligNokkel`)
      return { status: 200, body: JSON.stringify({ nokkel: parties.sender.certificate }) };
    if (pathname !== '/fiks-io/api/v1/send' || request.method !== 'POST') return { status: 404, body: '' };
    calls += 1;
    return takeReply({ ...parties, replies }, request.headers['content-type'] ?? '', body, ordered.shift());
  };
  const server = createServer((request, response) => {
    void answer(request).then((given) => given && response.writeHead(given.status, { 'content-type': 'application/json' }).end(given.body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies,
    calls: () => calls,
    misbehave: (kind, times = 1) => void ordered.push(...Array.from({ length: times }, () => kind)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function isIntegration({ integrationId, integrationPassword, isToken }: Parties, { headers }: IncomingMessage): Promise<boolean> {
  if (headers.integrasjonid !== integrationId || headers.integrasjonpassord !== integrationPassword) return false;
  return isToken((headers.authorization ?? '').replace(/^Bearer /, ''));
}

/** Answers as rabbitmq_auth_backend_http wants them. */
async function allow(parties: Parties, path: string, form: URLSearchParams): Promise<'allow' | 'deny'> {
  const isAdmin = form.get('username') === ADMIN.username;
  if (path === '/auth/user') {
    const password = form.get('password') ?? '';
    const isAllowed = isAdmin ? password === ADMIN.password : await mayLogIn(parties, form.get('username') ?? '', password);
    return isAllowed ? 'allow' : 'deny';
  }
  if (path === '/auth/vhost' || isAdmin) return 'allow';
  // Fiks IO's queues are for receiving: an integration reads its own and writes to none.
  return form.get('permission') === 'read' && form.get('name') === parties.queue ? 'allow' : 'deny';
}

/** The password is the integration's, a space, and a token. */
async function mayLogIn({ integrationId, integrationPassword, isToken }: Parties, username: string, password: string): Promise<boolean> {
  if (username !== integrationId || !password.startsWith(`${integrationPassword} `)) return false;
  return isToken(password.slice(integrationPassword.length + 1));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
