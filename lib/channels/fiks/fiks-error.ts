import { TokenError, tokenTrouble } from '../secure-post/maskinporten/token-error';

export type FiksErrorCode = keyof typeof SENTENCES;

/** A failure of Fiks IO, or of what it needs. Its message is the code and quotes nothing that was sent or received. */
export class FiksError extends Error {
  readonly code: FiksErrorCode;
  /** What Fiks answered over HTTP, if it did. */
  readonly status: number | undefined;

  constructor(code: FiksErrorCode, details: { status?: number | undefined; cause?: unknown } = {}) {
    super(code, { cause: details.cause });
    this.name = 'FiksError';
    this.code = code;
    this.status = details.status;
  }
}

const SENTENCES = {
  'no-token': 'no token of Maskinporten could be obtained',
  'login-refused': 'Fiks IO refused the login: check the integration, its password and its right to the account',
  'no-queue': 'Fiks IO has no queue for this account',
  unreachable: 'Fiks IO could not be reached',
  'connection-lost': 'the connection to Fiks IO was lost',
  'consumer-ended': 'Fiks IO ended the reading of the queue',
  'reply-refused': 'Fiks refused the reply',
  'reply-failed': 'Fiks failed to take the reply',
  'reply-unreachable': 'the sending of Fiks IO could not be reached',
  'no-certificate': 'a reply that says what failed must be signed: set FIKS_CERTIFICATE_FILE and FIKS_CERTIFICATE_KEY_FILE',
  'certificate-unusable': 'the certificate in FIKS_CERTIFICATE_FILE cannot be used',
  'no-recipient-key': 'the public key of the sender could not be had',
  'not-stored': 'Mottak could not store it',
} as const;

/** A failure in plain words without personal data. */
export function inWords(error: unknown): string {
  if (!(error instanceof FiksError)) return SENTENCES['not-stored'];
  if (error.cause instanceof TokenError) return `${SENTENCES[error.code]}: ${tokenTrouble(error.cause)}`;
  return error.status ? `${SENTENCES[error.code]} (HTTP ${error.status})` : SENTENCES[error.code];
}

/** The same for a code that was stored. */
export function codeInWords(code: string): string {
  return code in SENTENCES ? SENTENCES[code as FiksErrorCode] : SENTENCES['reply-failed'];
}
