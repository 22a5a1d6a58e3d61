import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';

/** Ends a key at once; the vendor's channels and receipts stay. Again it changes nothing. @throws MottakError not-found */
export async function revokeApiKey(prisma: Db, id: string, revokedBy: string, now: Date): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const key = await tx.apiKey.findUnique({ where: { id }, select: { municipalityId: true, vendor: true } });
    if (!key) throw new MottakError('not-found');
    const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    if (count === 0) return;
    const entry = { at: now, actor: revokedBy, action: 'api-key.revoked', detail: { keyId: id, vendor: key.vendor } };
    await appendMunicipalityAudit(tx, key.municipalityId, entry);
  });
}
