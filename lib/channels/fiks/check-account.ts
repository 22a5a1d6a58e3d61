import { subDays, subSeconds } from 'date-fns';
import { type Account, channelOf } from './account';
import { codeInWords, inWords } from './fiks-error';

/** A reply may be a few tries late before a person need know. */
const PATIENCE_SECONDS = 60;

/**
 * Writes what a person sees of the account's channel. "Checked" is only what is connected, has an empty queue and nothing in hand; a
 * message of a type that is no report is named for a day, since somebody sends to the wrong account.
 */
export async function checkAccount(account: Account): Promise<void> {
  const { prisma, clock, state, transport, municipality } = account;
  const waiting = state.connected ? await transport.waiting() : null;
  const now = clock();
  const channel = { municipalityId: municipality.id, ...channelOf(account) };
  const untold = await prisma.fiksMessage.findMany({
    where: {
      channel,
      toldAt: null,
      nextTryAt: { not: null },
      lastError: { not: null },
      takenAt: { lte: subSeconds(now, PATIENCE_SECONDS) },
    },
    orderBy: { takenAt: 'asc' },
    select: { lastError: true },
  });
  const strange = await prisma.fiksMessage.count({ where: { channel, fault: 'other-type', takenAt: { gte: subDays(now, 1) } } });
  const sentences = [
    state.problem && !state.connected && `Fiks IO cannot be read: ${inWords(state.problem)}.`,
    state.storing === 'fails' && state.inHand > 0 && `${messages(state.inHand)} came from Fiks IO and could not be stored yet.`,
    untold.length > 0 && `${messages(untold.length)} stored, but Fiks could not be told: ${codeInWords(untold[0]?.lastError ?? '')}.`,
    strange > 0 &&
      `${messages(strange)} of a type that is no report of concern came within a day: see the queue, and who sends to this account.`,
  ].filter(Boolean);
  const isRead = state.connected && (waiting === 0 || waiting === null) && state.inHand === 0;
  await prisma.channel.updateMany({
    where: channel,
    data: {
      ...(isRead ? { lastCheckedAt: now } : {}),
      lastError: sentences.join(' ') || null,
      lastErrorAt: sentences.length > 0 ? now : null,
    },
  });
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
