import { randomUUID } from 'node:crypto';
import { addSeconds } from 'date-fns';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { type Answer, CallError, call, jsonOf } from '@/lib/channels/http/call';
import type { Clock } from '@/lib/clock';
import type { IssuedToken } from './keep-token';
import { TokenError } from './token-error';

/** A client of Maskinporten, as registered by the municipality. */
export type MaskinportenClient = {
  /** Issuer and audience, e.g. https://maskinporten.no/ ; the token endpoint is `token` below it. */
  issuer: string;
  clientId: string;
  /** Id of the public key that was registered with the client. */
  keyId: string;
  /** The private key in PEM (PKCS #8). */
  privateKey: string;
};

/** @param systemUserOrg organisation number whose system user the token is for: Altinn's system users; none for a token of the client itself */
export type TokenRequest = { scope: string; systemUserOrg?: string | undefined };

/** Maskinporten takes a grant that lives for two minutes at most. */
const GRANT_SECONDS = 100;
const LIMITS = { timeoutMs: 15_000, maxBytes: 100_000 };

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/**
 * Asks Maskinporten for a token by a JWT grant (RFC 7523) that is signed with the municipality's key; for a system user with
 * authorization_details (RFC 9396) of Altinn's type.
 * @throws TokenError
 */
export async function requestToken(client: MaskinportenClient, request: TokenRequest, clock: Clock): Promise<IssuedToken> {
  const now = clock();
  const assertion = await grant(client, request, now);
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await call(new URL('token', client.issuer).href, { method: 'POST', headers, body }, LIMITS).catch(unreachable);
  return readToken(answer, now);
}

async function grant(client: MaskinportenClient, { scope, systemUserOrg }: TokenRequest, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const details = [{ type: 'urn:altinn:systemuser', systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${systemUserOrg}` } }];
  try {
    return await new SignJWT({ scope, ...(systemUserOrg ? { authorization_details: details } : {}) })
      .setProtectedHeader({ alg: 'RS256', kid: client.keyId })
      .setIssuer(client.clientId)
      .setAudience(client.issuer)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + GRANT_SECONDS)
      .setJti(randomUUID())
      .sign(await importPKCS8(client.privateKey, 'RS256'));
  } catch (cause) {
    throw new TokenError('key-unusable', { cause });
  }
}

function unreachable(cause: unknown): never {
  throw new TokenError(cause instanceof CallError && cause.code === 'too-large' ? 'maskinporten-failed' : 'maskinporten-unreachable', {
    cause,
  });
}

function readToken(answer: Answer, now: Date): IssuedToken {
  const json = jsonOf(answer);
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
    throw new TokenError('maskinporten-refused', { reason: refusalSchema.safeParse(json).data?.error });
  const parsed = answerSchema.safeParse(json);
  if (answer.status !== 200 || !parsed.success) throw new TokenError('maskinporten-failed', { reason: `HTTP ${answer.status}` });
  return { token: parsed.data.access_token, expiresAt: addSeconds(now, parsed.data.expires_in) };
}
