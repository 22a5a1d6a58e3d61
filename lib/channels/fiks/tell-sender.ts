import { addSeconds } from 'date-fns';
import type { FiksMessage as Row } from '@/lib/db/generated/client';
import { errorCode, log } from '@/lib/log';
import { type Account, channelOf } from './account';
import { FiksError } from './fiks-error';
import type { FiksReply } from './transport';

/** One try may take this long; after that another one begins. */
const LEASE_SECONDS = 60;
const FIRST_PAUSE_SECONDS = 10;
const LONGEST_PAUSE_SECONDS = 600;
const AT_ONCE = 50;

/** Why a report could not be taken, for the people who run the sending system: nothing of what is in it. */
const FAULTS: Record<string, string> = {
  encrypted: 'Meldingen er kryptert med en nøkkel som mottakeren ikke har. Den er lagret, men kan ikke leses.',
  damaged: 'Innholdet er ikke en ASiC-E-fil som kan åpnes. Den er lagret, men kan ikke leses.',
  empty: 'Meldingen har ikke noe innhold.',
  'no-concern': 'ASiC-E-filen mangler bekymringsmelding.json.',
  'not-json': 'Kunne ikke lese JSON-filen bekymringsmelding.json.',
  'in-dokumentlager': 'Innholdet ligger i Fiks Dokumentlager, som mottakeren ikke henter fra.',
  'other-type': 'Mottakeren tar bare imot bekymringsmeldinger (no.ks.fiks.bekymringsmelding).',
};

/**
 * Tells the sender of a stored message what became of it. It is leased first, so that two workers do not tell it twice; a failed try is
 * made again after a growing pause for as long as it takes. Told twice after a crash, both replies have one klientMeldingId.
 */
export async function tellSender({ prisma, clock, transport }: Account, id: string): Promise<'told' | 'failed' | 'nothing'> {
  const now = clock();
  const leased = await prisma.fiksMessage.updateMany({
    where: { id, nextTryAt: { lte: now } },
    data: { nextTryAt: addSeconds(now, LEASE_SECONDS), tries: { increment: 1 } },
  });
  if (leased.count === 0) return 'nothing';
  const row = await prisma.fiksMessage.findUniqueOrThrow({ where: { id } });
  try {
    const replyId = await transport.reply(replyOf(row));
    await prisma.fiksMessage.update({ where: { id }, data: { toldAt: clock(), replyId, nextTryAt: null, lastError: null } });
    return 'told';
  } catch (error) {
    log().warn({ event: 'fiks.reply-failed', meldingId: row.meldingId, ...errorCode(error) });
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (row.tries - 1), LONGEST_PAUSE_SECONDS);
    const lastError = error instanceof FiksError ? error.code : 'reply-failed';
    await prisma.fiksMessage.update({ where: { id }, data: { nextTryAt: addSeconds(clock(), pause), lastError } });
    return 'failed';
  }
}

/** Tells everything of the account that is due. @returns how many replies Fiks took */
export async function tellDue(account: Account): Promise<number> {
  const due = await account.prisma.fiksMessage.findMany({
    where: { channel: { municipalityId: account.municipality.id, ...channelOf(account) }, nextTryAt: { lte: account.clock() } },
    orderBy: { nextTryAt: 'asc' },
    take: AT_ONCE,
    select: { id: true },
  });
  let told = 0;
  for (const { id } of due) if ((await tellSender(account, id)) === 'told') told += 1;
  return told;
}

function replyOf({ id, reply, fault, senderAccount, meldingId }: Row): FiksReply {
  const kind = reply ?? 'mottatt';
  const melding = FAULTS[fault ?? ''] ?? 'Meldingen kunne ikke leses.';
  return { id, kind, toAccount: senderAccount ?? '', answersTo: meldingId, file: fileOf(kind, melding, meldingId) };
}

function fileOf(kind: FiksReply['kind'], melding: string, meldingId: string): FiksReply['file'] {
  if (kind === 'mottatt') return null;
  const content = kind === 'feilet' ? { melding } : { errorId: meldingId, feilmelding: melding, correlationId: meldingId };
  return { name: 'feilmelding.json', content: Buffer.from(JSON.stringify(content)) };
}
