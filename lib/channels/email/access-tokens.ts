import { z } from 'zod';
import { call, jsonOf } from '@/lib/channels/http/call';
import type { Clock } from '@/lib/clock';
import { MailboxError } from './mailbox-error';

/** How a token for a mailbox is got: by Mottak's own secret (RFC 6749 4.4, Microsoft 365) or a token to renew with (RFC 6749 6, Google). */
export type TokenRequest = { tokenUrl: string; clientId: string; clientSecret: string; scope?: string; refreshToken?: string };

export type AccessTokens = {
  /** A token that is still good for a while. @throws MailboxError mailbox-token */
  get(): Promise<string>;
  /** The server refused it: the next one is asked for anew. */
  refused(): void;
};

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 1_000_000;
/** One that ends in the middle of a sign-in is of no use. */
const SPARE_MS = 60_000;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().default(300) });

/** Keeps one token until shortly before it ends; callers who come at once share one request. */
export function accessTokens(request: TokenRequest, clock: Clock): AccessTokens {
  let kept: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async () => {
    const { token, seconds } = await requestToken(request);
    kept = { token, until: clock().getTime() + seconds * 1000 - SPARE_MS };
    return token;
  };
  return {
    get: async () => {
      if (kept && clock().getTime() < kept.until) return kept.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    refused: () => {
      kept = undefined;
    },
  };
}

async function requestToken({ tokenUrl, clientId, clientSecret, scope, refreshToken }: TokenRequest) {
  const grant = refreshToken ? { grant_type: 'refresh_token', refresh_token: refreshToken } : { grant_type: 'client_credentials' };
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...(scope ? { scope } : {}) });
  for (const [name, value] of Object.entries(grant)) body.set(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const options = { method: 'POST', headers, body: body.toString() };
  const response = await call(tokenUrl, options, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES }).catch((cause: unknown) => {
    throw new MailboxError('mailbox-token', '', cause);
  });
  const parsed = response.status === 200 ? answer.safeParse(jsonOf(response)) : undefined;
  if (!parsed?.success) throw new MailboxError('mailbox-token', '');
  return { token: parsed.data.access_token, seconds: parsed.data.expires_in };
}
