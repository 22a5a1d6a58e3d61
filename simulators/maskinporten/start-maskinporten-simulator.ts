import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importSPKI, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import {
  misbehavingAnswer,
  oauthError,
  type SimulatedAnswer,
  type TokenMisbehaviour,
  type TokenOperation,
  tokenAnswer,
} from './misbehaviour';

export type MaskinportenSimulator = {
  /** As MASKINPORTEN_ISSUER. */
  issuer: string;
  /** Host of the exchange, where Altinn has it. */
  origin: string;
  /** Grants that were accepted, as claims. */
  grants: JWTPayload[];
  exchanged: string[];
  /** What Altinn's exchange answers; null for an answer that never comes. */
  exchange(bearer: string): Promise<SimulatedAnswer | null>;
  /** Whether the simulator issued this token in exchange and it has not expired. */
  isAltinnToken(token: string): Promise<boolean>;
  /** Whether the simulator issued this token by a grant and it has not expired. */
  isMaskinportenToken(token: string): Promise<boolean>;
  misbehave(kind: TokenMisbehaviour, times?: number, operation?: TokenOperation): void;
  close(): Promise<void>;
};

export type MaskinportenOptions = {
  /** The registered public key of the client, in PEM (SPKI). */
  publicKey: string;
  clientId?: string;
  keyId?: string;
  scopes?: readonly string[];
  /** Organisation numbers that have a system user of this client. */
  systemUserOrgs?: readonly string[];
  now?: () => Date;
  port?: number;
  tokenSeconds?: number;
  altinnTokenSeconds?: number;
};

const SECRET = new TextEncoder().encode('a secret of the simulator, which signs nothing that is real');
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LONGEST_GRANT_SECONDS = 120;

/** Starts a SIMULATOR of Maskinporten's token endpoint and of Altinn's exchange of tokens, on this machine only. */
export async function startMaskinportenSimulator(options: MaskinportenOptions): Promise<MaskinportenSimulator> {
  const now = options.now ?? (() => new Date());
  const ordered: { kind: TokenMisbehaviour; operation: TokenOperation; left: number }[] = [];
  const grants: JWTPayload[] = [];
  const exchanged: string[] = [];
  const issue = (audience: string, seconds: number, claims: JWTPayload) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(Math.floor(now().getTime() / 1000) + seconds)
      .sign(SECRET);
  const isGood = (token: string, audience: string) =>
    jwtVerify(token, SECRET, { audience, currentDate: now() }).then(
      () => true,
      () => false,
    );
  let issuer = '';

  const token = async (form: URLSearchParams): Promise<SimulatedAnswer> => {
    if (form.get('grant_type') !== GRANT_TYPE) return oauthError('unsupported_grant_type');
    const claims = await verify(form.get('assertion') ?? '', issuer, options, now());
    if (typeof claims === 'string') return oauthError(claims);
    if (grants.some(({ jti }) => jti === claims.jti)) return oauthError('invalid_grant');
    grants.push(claims);
    const seconds = options.tokenSeconds ?? 120;
    const scope = String(claims.scope);
    return tokenAnswer(
      await issue('maskinporten', seconds, { scope, authorization_details: claims.authorization_details }),
      seconds,
      scope,
    );
  };
  const exchange = async (bearer: string): Promise<SimulatedAnswer> => {
    if (!(await isGood(bearer, 'maskinporten'))) return { status: 401, headers: {}, body: '' };
    exchanged.push(bearer);
    const body = await issue('altinn', options.altinnTokenSeconds ?? 1800, {});
    return { status: 200, headers: { 'content-type': 'text/plain' }, body };
  };
  const struck = (operation: TokenOperation) => {
    const entry = ordered.find((candidate) => candidate.left > 0 && candidate.operation === operation);
    if (entry) entry.left -= 1;
    return entry?.kind;
  };
  const tryExchange = async (bearer: string) => {
    const kind = struck('exchange');
    return kind ? misbehavingAnswer(kind, 'exchange') : exchange(bearer);
  };
  const answer = async (request: IncomingMessage): Promise<SimulatedAnswer | null> => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    const form = new URLSearchParams(await bodyOf(request));
    if (request.method === 'GET' && pathname === '/authentication/api/v1/exchange/maskinporten')
      return tryExchange((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    if (request.method !== 'POST' || pathname !== '/token') return { status: 404, headers: {}, body: '' };
    const kind = struck('token');
    return kind ? misbehavingAnswer(kind, 'token') : token(form);
  };

  const server = createServer((request, response) => {
    void answer(request).then((given) => given && response.writeHead(given.status, given.headers).end(given.body));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer = `${origin}/`;
  return {
    issuer,
    origin,
    grants,
    exchanged,
    exchange: tryExchange,
    isAltinnToken: (given) => isGood(given, 'altinn'),
    isMaskinportenToken: (given) => isGood(given, 'maskinporten'),
    misbehave: (kind, times = 1, operation = 'token') => void ordered.push({ kind, operation, left: times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The claims of a grant that Maskinporten would accept, or the OAuth error that it would answer with. */
async function verify(assertion: string, issuer: string, options: MaskinportenOptions, now: Date): Promise<JWTPayload | string> {
  const { publicKey, clientId = 'test-client', keyId = 'test-key', scopes = ['altinn:correspondence.read', 'ks:fiks'] } = options;
  const key = await importSPKI(publicKey, 'RS256');
  const verified = await jwtVerify(assertion, key, { algorithms: ['RS256'], audience: issuer, currentDate: now }).catch(() => null);
  if (!verified || verified.protectedHeader.kid !== keyId) return 'invalid_grant';
  const { payload } = verified;
  if (payload.iss !== clientId) return 'invalid_client';
  if (!payload.jti || (payload.exp ?? 0) - (payload.iat ?? 0) > LONGEST_GRANT_SECONDS) return 'invalid_grant';
  if (!scopes.includes(String(payload.scope))) return 'invalid_scope';
  return hasSystemUser(payload, options.systemUserOrgs ?? ['000000001']) ? payload : 'invalid_authorization_details';
}

function hasSystemUser({ authorization_details: details }: JWTPayload, orgs: readonly string[]): boolean {
  if (details === undefined) return true;
  const [detail] = details as { type?: string; systemuser_org?: { authority?: string; ID?: string } }[];
  const { authority, ID = '' } = detail?.systemuser_org ?? {};
  return detail?.type === 'urn:altinn:systemuser' && authority === 'iso6523-actorid-upis' && orgs.includes(ID.replace(/^0192:/, ''));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
