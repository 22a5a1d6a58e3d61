import { AltinnError } from './altinn-error';
import type { Box } from './box';
import { TokenError, tokenTrouble } from './maskinporten/token-error';

/** What went wrong in a poll: how many messages, and the first failure. */
export type Trouble = { count: number; first: unknown };

export const EMPTY_BOX = 'Altinn answers, but lists no message at all for this resource: check that the system user may open the box.';
export const CUT_LIST = 'More messages share one instant than Altinn lists: compare the box with the queue by hand.';

/** A failure in plain words without personal data. */
export function inWords(error: unknown): string {
  if (!(error instanceof AltinnError)) return 'Mottak could not store it';
  if (error.cause instanceof TokenError) return `${SENTENCES[error.code]}: ${tokenTrouble(error.cause)}`;
  const answer = error.status ? ` (HTTP ${error.status}${error.problem ? `, Altinn code ${error.problem}` : ''})` : '';
  return `${SENTENCES[error.code]}${answer}`;
}

const SENTENCES: Record<AltinnError['code'], string> = {
  'no-token': 'no Altinn token could be obtained',
  'token-refused': 'Altinn did not accept the token, it may have expired',
  'no-access': 'the token has no access to this resource',
  'no-scope': 'Altinn forbids it, the token may lack the scope altinn:correspondence.read',
  'not-found': 'Altinn no longer has it',
  'no-such-address': 'not found: check ALTINN_URL',
  refused: 'Altinn refused the call',
  'rate-limited': 'Altinn asks to call less often',
  'server-error': 'Altinn failed',
  timeout: 'Altinn did not answer in time',
  unreachable: 'Altinn could not be reached',
  'invalid-answer': 'the answer of Altinn could not be understood',
  'too-large': 'the answer of Altinn was too large',
};

/** The sentence for a poll that did not take, or not tell, all; null when all is well. */
export function sentence(taking: Trouble, telling: Trouble): string | null {
  const parts = [
    taking.count > 0 && `${messages(taking.count)} could not be taken: ${inWords(taking.first)}.`,
    telling.count > 0 && `${messages(telling.count)} stored, but Altinn could not be told: ${inWords(telling.first)}.`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : null;
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

/** Writes what a person sees of the channel. `tookAll`: the source was reached and nothing of it is left behind. */
export async function recordHealth(box: Box, channelId: string, now: Date, tookAll: boolean, error: string | null): Promise<void> {
  await box.prisma.channel.update({
    where: { id: channelId },
    data: { ...(tookAll ? { lastCheckedAt: now } : {}), lastError: error, lastErrorAt: error ? now : null },
  });
}
