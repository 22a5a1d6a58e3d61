import type { Db } from '@/lib/db/client';
import type { DraftOwner } from './save-draft';

export type NoteReceipt = { ref: string; receiptCode: string; calledAt: Date; storedAt: Date; dueAt: Date | null };

/** The receipt of a phone note that this call taker submitted; null for anybody else's. Holds nothing of what was said. */
export async function findReceipt(prisma: Db, { staffId, municipalityId }: DraftOwner, ref: string): Promise<NoteReceipt | null> {
  const found = await prisma.report.findFirst({
    where: { ref, municipalityId, channelKind: 'phone', arrival: { envelope: { path: ['callTaker'], equals: staffId } } },
    select: { ref: true, receiptCode: true, receivedAt: true, storedAt: true, dueAt: true },
  });
  return (
    found && { ref: found.ref, receiptCode: found.receiptCode, calledAt: found.receivedAt, storedAt: found.storedAt, dueAt: found.dueAt }
  );
}
