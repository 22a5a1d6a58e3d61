import { listSchema, type Overview, overviewSchema, problemSchema } from './altinn-answers';
import { AltinnError, type AltinnErrorCode } from './altinn-error';

/** Where Altinn tells that the act was done before. 1040: already marked as read. 1041: already confirmed. */
const ALREADY = [1040, 1041];
const NO_ACCESS = 4001;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

type Query = { resourceId: string; from: Date; to: Date };
/** `already` proves that the act holds; `accepted` says only that Altinn took the call (it commits a confirmation some seconds later). */
export type Told = 'accepted' | 'already';

/** The calls of a recipient to the Altinn 3 Correspondence API v1. Every one throws AltinnError. */
export type AltinnClient = {
  /** Ids requested to be published after `from` and before `to`, newest first, at most LIST_LIMIT; of every status. */
  list(query: Query, signal?: AbortSignal): Promise<string[]>;
  /** The message with its content, and the answer as received. Altinn sets the status Fetched. */
  get(id: string, signal?: AbortSignal): Promise<{ overview: Overview; json: Uint8Array }>;
  /** Bytes of an attachment; code too-large when it has more than `maxBytes`. */
  download(id: string, attachmentId: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>;
  confirm(id: string, signal?: AbortSignal): Promise<Told>;
  markAsRead(id: string, signal?: AbortSignal): Promise<Told>;
};

export type AltinnOptions = {
  /** As documented, ending in /correspondence/api/v1/correspondence. */
  url: string;
  /** An Altinn token with the scope altinn:correspondence.read. */
  token(): Promise<string>;
  /** Altinn did not accept this token. */
  forget?(token: string): void;
  /** How long one call may take. */
  timeoutMs?: number;
  /** How long the download of one attachment may take. */
  downloadTimeoutMs?: number;
};

/** Altinn gives no more ids than this in one list. */
export const LIST_LIMIT = 1000;

export function createAltinnClient(options: AltinnOptions): AltinnClient {
  const { url, timeoutMs = 30_000, downloadTimeoutMs = 300_000 } = options;
  const base = url.replace(/\/+$/, '');
  const path = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`;
  const call = (method: string, address: string, limits: Limits) => request(method, address, options, limits);
  const tell = async (address: string, signal?: AbortSignal): Promise<Told> => {
    try {
      await call('POST', address, { timeoutMs, maxBytes: MAX_ANSWER_BYTES, signal });
      return 'accepted';
    } catch (error) {
      if (error instanceof AltinnError && ALREADY.includes(error.problem ?? 0)) return 'already';
      throw error;
    }
  };
  return {
    list: async ({ resourceId, from, to }, signal) => {
      const query = new URLSearchParams({ resourceId, role: 'Recipient', from: from.toISOString(), to: to.toISOString() });
      const answer = await call('GET', `${base}?${query}`, { timeoutMs, maxBytes: MAX_ANSWER_BYTES, signal }).catch(asList);
      const parsed = listSchema.safeParse(parseJson(answer));
      if (!parsed.success) throw new AltinnError('invalid-answer', { body: answer });
      return (parsed.data.ids ?? []).map((id) => id.toLowerCase());
    },
    get: async (id, signal) => {
      const json = await call('GET', path(id), { timeoutMs, maxBytes: MAX_ANSWER_BYTES, signal });
      const parsed = overviewSchema.safeParse(parseJson(json));
      // A proxy's page or another message's answer must never be stored in the place of this message.
      if (!parsed.success || parsed.data.correspondenceId.toLowerCase() !== id.toLowerCase())
        throw new AltinnError('invalid-answer', { body: json });
      return { overview: parsed.data, json };
    },
    download: (id, attachmentId, maxBytes, signal) =>
      call('GET', path(id, `/attachment/${encodeURIComponent(attachmentId)}/download`), { timeoutMs: downloadTimeoutMs, maxBytes, signal }),
    confirm: (id, signal) => tell(path(id, '/confirm'), signal),
    markAsRead: (id, signal) => tell(path(id, '/markasread'), signal),
  };
}

/** A list is empty where there is nothing: "not found" can only mean that nothing lists messages at this address. */
function asList(error: unknown): never {
  if (!(error instanceof AltinnError) || error.code !== 'not-found') throw error;
  throw new AltinnError('no-such-address', { status: error.status, body: error.body, cause: error });
}

type Limits = { timeoutMs: number; maxBytes: number; signal?: AbortSignal | undefined };

async function request(method: string, address: string, { token, forget }: AltinnOptions, limits: Limits): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const bearer = await token().catch((cause) => {
    throw new AltinnError('no-token', { cause });
  });
  if (!bearer) throw new AltinnError('no-token');
  try {
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${bearer}` },
      signal: limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout,
    });
    if (!response.ok) throw await refusal(response);
    return await bytes(response, limits.maxBytes);
  } catch (cause) {
    if (cause instanceof AltinnError) {
      if (cause.code === 'token-refused') forget?.(bearer);
      throw cause;
    }
    throw new AltinnError(timeout.aborted ? 'timeout' : 'unreachable', { cause });
  }
}

async function bytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AltinnError('too-large', { status: response.status });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function refusal(response: Response): Promise<AltinnError> {
  const body = await bytes(response, MAX_ANSWER_BYTES);
  const parsed = problemSchema.safeParse(parseJson(body)).data;
  const problem = parsed?.errorCode ?? (Number(parsed?.code?.match(/\d+$/)?.[0] ?? 0) || undefined);
  return new AltinnError(refusalCode(response.status, problem), {
    status: response.status,
    problem,
    retryAfter: response.headers.get('retry-after'),
    body,
  });
}

function refusalCode(status: number, problem: number | undefined): AltinnErrorCode {
  if (status === 401) return problem === NO_ACCESS ? 'no-access' : 'token-refused';
  if (status === 403) return 'no-scope';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'refused';
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
