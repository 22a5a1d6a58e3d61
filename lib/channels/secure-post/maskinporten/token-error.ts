export type TokenErrorCode =
  | 'key-unusable'
  | 'maskinporten-refused'
  | 'maskinporten-failed'
  | 'maskinporten-unreachable'
  | 'exchange-refused'
  | 'exchange-failed'
  | 'exchange-unreachable';

/** No token could be had. `reason` is the OAuth error code that was answered, if any, e.g. "invalid_scope". */
export class TokenError extends Error {
  readonly code: TokenErrorCode;
  readonly reason: string | undefined;

  constructor(code: TokenErrorCode, details: { reason?: string | undefined; cause?: unknown } = {}) {
    super(code, { cause: details.cause });
    this.name = 'TokenError';
    this.code = code;
    this.reason = details.reason;
  }
}

const SENTENCES: Record<TokenErrorCode, string> = {
  'key-unusable': 'the key in MASKINPORTEN_KEY_FILE cannot be used to sign with RS256',
  'maskinporten-refused': 'Maskinporten refused to give a token: check client id, key id, key and the access to the scope',
  'maskinporten-failed': 'Maskinporten failed',
  'maskinporten-unreachable': 'Maskinporten could not be reached',
  'exchange-refused': 'Altinn did not exchange the token of Maskinporten',
  'exchange-failed': 'the exchange of tokens at Altinn failed',
  'exchange-unreachable': 'the exchange of tokens at Altinn could not be reached',
};

/** Why there is no token, in plain words. */
export function tokenTrouble(error: TokenError): string {
  return error.reason ? `${SENTENCES[error.code]} (${error.reason})` : SENTENCES[error.code];
}
