import { createHash } from 'node:crypto';
import type { Database, Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import type { Receipt } from '@/lib/intake/incoming-report';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { noteFromDraft } from './note-from-draft';
import { toIncoming } from './phone-note';
import { type DraftSaving, saveDraft } from './save-draft';

export type CallTaker = { staffId: string; name: string; municipality: { id: string; timeZone: string } };

/**
 * Hands in a note of a call: the draft is saved as it stands, goes through the one door, and is deleted after the commit only.
 * The same note again (a second click, a retry without an answer) is the same report.
 * @throws MottakError invalid-input with the fields at fault; changed-meanwhile when another window went on with the draft, or
 *   submitted it with other words (`fields.ref`); storage-unavailable when nothing was stored. The draft then stays.
 */
export async function submitNote(
  { prisma, pool, door }: Pick<Database, 'prisma' | 'pool'> & { door: Door },
  staff: CallTaker,
  saving: DraftSaving,
  now: Date,
): Promise<Receipt> {
  const { staffId, name, municipality } = staff;
  const note = noteFromDraft({ staffId, name, timeZone: municipality.timeZone }, saving.content, now);
  await saveDraft(pool, { staffId, municipalityId: municipality.id }, saving, now).catch(unlessSubmitted);
  const words = createHash('sha256').update(JSON.stringify(saving.content)).digest('hex');
  const incoming = toIncoming(municipality.id, saving.id, note);
  const receipt = await receiveReport(door, { ...incoming, envelope: { ...incoming.envelope, words } }, now);
  if (receipt.status === 'already-stored') await refuseOtherWords(prisma, receipt, words);
  await prisma.phoneDraft.deleteMany({ where: { id: saving.id, staffId } }).catch((error) => {
    // The report is stored, so the receipt is true; a draft that is submitted is not listed any more.
    log().warn({ ...errorCode(error), reportId: receipt.reportId }, 'a submitted draft could not be deleted');
  });
  return receipt;
}

function unlessSubmitted(error: unknown): void {
  if (error instanceof MottakError && error.code === 'changed-meanwhile' && error.fields.ref) return;
  throw error;
}

/** A receipt for words that are not the stored ones would be a receipt for nothing. */
async function refuseOtherWords(prisma: Db, { reportId, ref }: Receipt, words: string): Promise<void> {
  const { arrival } = await prisma.report.findUniqueOrThrow({
    where: { id: reportId },
    select: { arrival: { select: { envelope: true } } },
  });
  if ((arrival.envelope as { words?: unknown }).words !== words) throw new MottakError('changed-meanwhile', { fields: { ref } });
}
