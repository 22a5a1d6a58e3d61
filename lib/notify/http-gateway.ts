import { SendError } from './sender';

/** A provider that says nothing for so long counts as not answering; it is asked again with the same id. Milliseconds. */
const PATIENCE_MS = 30_000;

export type Gateway = { url: string; token: string | undefined; patienceMs?: number };

/**
 * Hands one message to an HTTP gateway as JSON. 2xx means taken. Of the refusals, 408, 425 and 429 ask for another try later, and
 * 401 and 403 are about our own key, which can be mended: those fail. Any other 4xx is about this message and stays so (RFC 9110).
 * The Idempotency-Key header and the body's `id` are the same for every try.
 * @throws SendError http-<status>, timeout, or the code of the connection's failure
 */
export async function postToGateway({ url, token, patienceMs = PATIENCE_MS }: Gateway, message: { id: string } & Record<string, string>) {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'idempotency-key': message.id,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const response = await callProvider(url, { method: 'POST', headers, body: JSON.stringify(message) }, patienceMs);
  if (!response.ok) throw new SendError(`http-${response.status}`, isRefusal(response.status) ? 'refused' : 'failed');
}

const NOT_ABOUT_THE_MESSAGE = new Set([401, 403, 408, 425, 429]);

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !NOT_ABOUT_THE_MESSAGE.has(status);
}

/** A call to a provider, whose answer's body is not read. Redirects are not followed: a key must not travel to another host. */
export async function callProvider(url: string, init: RequestInit, patienceMs = PATIENCE_MS): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    await response.body?.cancel();
    return response;
  } catch (error) {
    throw new SendError(failureCode(error), 'failed', { cause: error });
  }
}

/** fetch hides what the connection said in the cause of its error. */
function failureCode(error: unknown): string {
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return typeof cause?.code === 'string' ? cause.code.toLowerCase() : 'unreachable';
}
