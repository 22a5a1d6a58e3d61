/** A failure that the reader is told of by its code: one of ours, or "network" when there was no answer at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly fields: Record<string, string>;

  constructor(code: string, fields: Record<string, string> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
  }
}

/** No answer within this time counts as none: a person at the screen must learn that nothing is certain. */
const LONGEST_WAIT_MS = 20_000;

/** Asks our own API. @throws ApiError */
export async function callApi<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const timeout = AbortSignal.timeout(LONGEST_WAIT_MS);
  const init: RequestInit =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, { ...init, cache: 'no-store', signal: signal ? AbortSignal.any([signal, timeout]) : timeout }).catch(
    (error) => {
      if (signal?.aborted) throw error;
      throw new ApiError('network');
    },
  );
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw new ApiError(
    typeof answer?.code === 'string' ? answer.code : response.status >= 502 ? 'network' : 'unexpected',
    answer?.fields ?? {},
  );
}
