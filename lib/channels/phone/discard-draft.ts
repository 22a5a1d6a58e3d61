import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Db } from '@/lib/db/client';
import type { DraftOwner } from './save-draft';

/** Throws away an unfinished note of the call taker's own. The log keeps that it happened, not what was in it. */
export async function discardDraft(prisma: Db, owner: DraftOwner, id: string, now: Date): Promise<void> {
  const { staffId, municipalityId } = owner;
  await prisma.$transaction(async (tx) => {
    const draft = await tx.phoneDraft.findFirst({ where: { id, staffId, municipalityId } });
    if (!draft) return;
    await tx.phoneDraft.delete({ where: { id } });
    await appendAudit(tx, {
      municipalityId,
      stream: municipalityStream(municipalityId),
      reportId: null,
      at: now,
      actor: staffId,
      action: 'phone-draft.discarded',
      detail: { draft: id, startedAt: draft.createdAt.toISOString(), lastSavedAt: draft.updatedAt.toISOString() },
    });
  });
}
