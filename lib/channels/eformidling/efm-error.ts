/** What went wrong in a call to the integrasjonspunkt, as a code. */
type EfmErrorCode =
  | 'timeout'
  | 'unreachable'
  | 'too-large'
  | 'not-found'
  | 'no-access'
  | 'rate-limited'
  | 'refused'
  | 'server-error'
  | 'invalid-answer';

/** A call that did not give what was asked for. Its message is the code and quotes nothing that was received. */
export class EfmError extends Error {
  readonly code: EfmErrorCode;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** Seconds after which to call again, when the answer said so. */
  readonly retryAfter: number | undefined;

  constructor(code: EfmErrorCode, details: { status?: number; retryAfter?: number; cause?: unknown } = {}) {
    super(code, { cause: details.cause });
    this.name = 'EfmError';
    this.code = code;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
  }
}

const SENTENCES: Record<EfmErrorCode, string> = {
  timeout: 'the integrasjonspunkt did not answer in time',
  unreachable: 'the integrasjonspunkt could not be reached',
  'too-large': 'it is larger than Mottak takes',
  'not-found': 'the integrasjonspunkt no longer has it',
  'no-access': 'the integrasjonspunkt asks for another user or password',
  'rate-limited': 'the integrasjonspunkt asks to call less often',
  refused: 'the integrasjonspunkt refused the call',
  'server-error': 'the integrasjonspunkt failed',
  'invalid-answer': 'the answer of the integrasjonspunkt could not be understood: check EFORMIDLING_URL',
};

/** A failure in plain words without personal data. */
export function inWords(error: unknown): string {
  if (!(error instanceof EfmError)) return 'Mottak could not store it';
  return `${SENTENCES[error.code]}${error.status ? ` (HTTP ${error.status})` : ''}`;
}

/** The fault lies with the line or the server and may pass by itself. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof EfmError) || !['not-found', 'too-large'].includes(error.code);
}
