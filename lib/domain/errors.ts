/** Codes of expected failures. The user's sentence for each stands in messages/<locale>/errors.json. */
export type ErrorCode =
  | 'unknown-channel'
  | 'unknown-municipality'
  | 'invalid-received-at'
  | 'empty-arrival'
  | 'storage-unavailable'
  | 'too-large'
  | 'invalid-input'
  | 'not-signed-in'
  | 'not-allowed'
  | 'not-found'
  | 'changed-meanwhile'
  | 'already-assessed'
  | 'already-acknowledged'
  | 'not-acknowledged'
  | 'reason-needed'
  | 'met-by-assessing'
  | 'duty-settled'
  | 'duty-not-started'
  | 'no-exception'
  | 'no-inquiry'
  | 'already-requested'
  | 'not-to-undo'
  | 'attachment-infected'
  | 'previously-involved'
  | 'other-content'
  | 'second-person-needed'
  | 'too-many-requests';

/** An expected failure. Its message names no person and quotes nothing that was received. */
export class MottakError extends Error {
  readonly code: ErrorCode;
  /** Fields at fault, by name, with a code each. */
  readonly fields: Record<string, string>;

  constructor(code: ErrorCode, options: { fields?: Record<string, string>; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = 'MottakError';
    this.code = code;
    this.fields = options.fields ?? {};
  }
}
