/** How the simulator can fail. token: the token endpoint. exchange: Altinn's exchange of tokens. */
export type TokenOperation = 'token' | 'exchange';
export type TokenMisbehaviour =
  /** 500. */
  | 'fail'
  /** 400 with the OAuth error invalid_grant, or 401 at the exchange. */
  | 'refuse'
  /** 429. */
  | 'too-many'
  /** No answer ever comes. */
  | 'hang'
  /** A page instead of the answer, as from a proxy. */
  | 'page';

export type SimulatedAnswer = { status: number; headers: Record<string, string>; body: string };

const json = (status: number, value: unknown): SimulatedAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export const oauthError = (error: string, status = 400): SimulatedAnswer => json(status, { error, error_description: 'simulated' });
export const tokenAnswer = (token: string, seconds: number, scope: string): SimulatedAnswer =>
  json(200, { access_token: token, token_type: 'Bearer', expires_in: seconds, scope });

/** The answer of a misbehaving server; null for one that never comes. */
export function misbehavingAnswer(kind: TokenMisbehaviour, operation: TokenOperation): SimulatedAnswer | null {
  if (kind === 'hang') return null;
  if (kind === 'page') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
  if (kind === 'too-many') return json(429, {});
  if (kind === 'fail') return json(500, {});
  return operation === 'token' ? oauthError('invalid_grant') : json(401, {});
}
