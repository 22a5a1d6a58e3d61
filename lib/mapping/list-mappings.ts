import type { Db } from '@/lib/db/client';
import type { MappedLabel } from '@/lib/domain/field-mapping';

/** The mappings of a municipality by their senders, with who changed each last. */
export async function listMappings(prisma: Db, municipalityId: string) {
  const rows = await prisma.fieldMapping.findMany({
    where: { municipalityId },
    orderBy: { senderPattern: 'asc' },
    select: { id: true, version: true, senderPattern: true, fields: true, changedAt: true, changedBy: { select: { name: true } } },
  });
  return rows.map(({ fields, changedBy, ...row }) => ({ ...row, fields: fields as MappedLabel[], changedBy: changedBy.name }));
}

export type ListedMapping = Awaited<ReturnType<typeof listMappings>>[number];
