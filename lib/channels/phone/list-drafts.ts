import type { Db } from '@/lib/db/client';
import { type DraftContent, type DraftStamp, draftContent, draftStamp } from './draft-content';
import type { DraftOwner } from './save-draft';

export type SavedDraft = { id: string; stamp: DraftStamp; content: DraftContent; createdAt: Date; updatedAt: Date };

const stored = draftStamp.extend({ note: draftContent });

/** The unfinished phone notes of one call taker, the latest first. Nobody sees those of another; submitted ones are finished. */
export async function listDrafts(prisma: Db, { staffId, municipalityId }: DraftOwner): Promise<SavedDraft[]> {
  const rows = await prisma.phoneDraft.findMany({ where: { staffId, municipalityId }, orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }] });
  const channel = { municipalityId, kind: 'phone', name: 'phone' } as const;
  const submitted = await prisma.arrival.findMany({
    where: { channel, externalId: { in: rows.map(({ id }) => id) } },
    select: { externalId: true },
  });
  const finished = new Set(submitted.map(({ externalId }) => externalId));
  return rows
    .filter(({ id }) => !finished.has(id))
    .map(({ id, content, createdAt, updatedAt }) => {
      const { writer, seq, note } = stored.parse(content);
      return { id, stamp: { writer, seq }, content: note, createdAt, updatedAt };
    });
}
