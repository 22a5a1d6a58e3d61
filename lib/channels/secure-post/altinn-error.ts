/** What went wrong in a call to Altinn, as a code. */
export type AltinnErrorCode =
  | 'no-token'
  | 'token-refused'
  | 'no-access'
  | 'no-scope'
  | 'not-found'
  | 'no-such-address'
  | 'refused'
  | 'rate-limited'
  | 'server-error'
  | 'timeout'
  | 'unreachable'
  | 'invalid-answer'
  | 'too-large';

type Details = { status?: number; problem?: number; retryAfter?: string | null; body?: Uint8Array; cause?: unknown };

/** A call to Altinn that did not give what was asked for. Its message is the code and quotes nothing that was received. */
export class AltinnError extends Error {
  readonly code: AltinnErrorCode;
  /** HTTP status, when Altinn answered. */
  readonly status: number | undefined;
  /** Altinn's own error code, e.g. 1025 for "confirm before fetched". */
  readonly problem: number | undefined;
  /** The Retry-After header as sent: seconds or an HTTP date. */
  readonly retryAfter: string | null;
  /** The error answer as received. */
  readonly body: Uint8Array;

  constructor(code: AltinnErrorCode, details: Details = {}) {
    super(code, { cause: details.cause });
    this.name = 'AltinnError';
    this.code = code;
    this.status = details.status;
    this.problem = details.problem;
    this.retryAfter = details.retryAfter ?? null;
    this.body = details.body ?? new Uint8Array();
  }
}

/** The fault lies with the token: every further call would fail in the same way. */
export function concernsToken(error: AltinnError): boolean {
  return error.code === 'no-token' || error.code === 'token-refused' || error.code === 'no-scope';
}

/** The fault lies with the line or the server and may pass by itself. */
export function mayPass(error: AltinnError): boolean {
  return error.code === 'timeout' || error.code === 'unreachable' || error.code === 'server-error' || error.code === 'rate-limited';
}
