import type { Clock } from '@/lib/clock';

/** A token and the instant after which nobody takes it. */
export type IssuedToken = { token: string; expiresAt: Date };

export type TokenSource = {
  /** A token that is good for some time yet. */
  token(): Promise<string>;
  /** It was refused: the next caller gets a new one. */
  forget(token: string): void;
};

/** A call may take this long on its way, and clocks differ. */
const MARGIN_MS = 30_000;

/** Keeps the token that `issue` gives until shortly before it expires. Callers that come together wait for one issuing. */
export function keepToken(issue: () => Promise<IssuedToken>, clock: Clock): TokenSource {
  let kept: IssuedToken | undefined;
  let issuing: Promise<IssuedToken> | undefined;
  const renew = async () => {
    issuing ??= issue().finally(() => {
      issuing = undefined;
    });
    kept = await issuing;
    return kept.token;
  };
  return {
    token: async () => (kept && kept.expiresAt.getTime() - clock().getTime() > MARGIN_MS ? kept.token : renew()),
    forget: (token) => {
      if (kept?.token === token) kept = undefined;
    },
  };
}
