/** How a call over HTTP ended without an answer. */
type CallFailure = 'timeout' | 'unreachable' | 'too-large';

/** A call that got no answer to work with. Its message is the code and quotes nothing that was sent or received. */
export class CallError extends Error {
  readonly code: CallFailure;

  constructor(code: CallFailure, cause?: unknown) {
    super(code, { cause });
    this.name = 'CallError';
    this.code = code;
  }
}

export type Answer = { status: number; headers: Headers; body: Buffer };
type Call = { method?: string; headers?: Record<string, string>; body?: string | FormData | Uint8Array<ArrayBuffer> };
type Limits = { timeoutMs: number; maxBytes: number; signal?: AbortSignal | undefined };

/**
 * One call with a limit of time and of bytes; redirects are not followed, since they could take a token elsewhere.
 * @throws CallError: no answer came, or one that is too large. An answer of any status is returned.
 */
export async function call(url: string, { method = 'GET', headers = {}, body }: Call, limits: Limits): Promise<Answer> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout;
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) });
    return { status: response.status, headers: response.headers, body: await bytes(response, limits.maxBytes) };
  } catch (cause) {
    if (cause instanceof CallError) throw cause;
    throw new CallError(timeout.aborted ? 'timeout' : 'unreachable', cause);
  }
}

async function bytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new CallError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The answer as JSON; undefined when it is none. */
export function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
