import { decodeJwt } from 'jose';
import { type Answer, call } from '@/lib/channels/http/call';
import type { Clock } from '@/lib/clock';
import { type IssuedToken, keepToken, type TokenSource } from './keep-token';
import { type MaskinportenClient, requestToken } from './request-token';
import { TokenError } from './token-error';

/** What a recipient of Altinn 3 Correspondence needs. */
const SCOPE = 'altinn:correspondence.read';
const EXCHANGE_PATH = '/authentication/api/v1/exchange/maskinporten';
const LIMITS = { timeoutMs: 15_000, maxBytes: 100_000 };

export type AltinnTokenOptions = {
  client: MaskinportenClient;
  /** ALTINN_URL: the exchange is on the same host. */
  altinnUrl: string;
  /** Organisation number of the municipality whose system user reads. */
  systemUserOrg: string;
  clock: Clock;
};

/** Altinn tokens of the municipality's system user: a token of Maskinporten, exchanged at Altinn; each kept until before it expires. */
export function altinnTokens({ client, altinnUrl, systemUserOrg, clock }: AltinnTokenOptions): TokenSource {
  const issue = async () => {
    const fromMaskinporten = await requestToken(client, { scope: SCOPE, systemUserOrg }, clock);
    return exchange(new URL(EXCHANGE_PATH, altinnUrl).href, fromMaskinporten);
  };
  return keepToken(issue, clock);
}

/** @throws TokenError */
async function exchange(url: string, { token, expiresAt }: IssuedToken): Promise<IssuedToken> {
  const answer = await call(url, { headers: { authorization: `Bearer ${token}` } }, LIMITS).catch((cause) => {
    throw new TokenError('exchange-unreachable', { cause });
  });
  const exchanged = tokenIn(answer);
  return { token: exchanged, expiresAt: expiryOf(exchanged) ?? expiresAt };
}

/** The answer is the token itself, by some versions in quotation marks. */
function tokenIn(answer: Answer): string {
  const reason = `HTTP ${answer.status}`;
  if (answer.status === 401 || answer.status === 403 || answer.status === 400) throw new TokenError('exchange-refused', { reason });
  const token = answer.body.toString('utf8').trim().replace(/^"|"$/g, '');
  if (answer.status !== 200 || !/^[\w.~+/=-]+$/.test(token)) throw new TokenError('exchange-failed', { reason });
  return token;
}

function expiryOf(token: string): Date | null {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? null : new Date(exp * 1000);
  } catch {
    return null;
  }
}
