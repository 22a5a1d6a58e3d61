import type { FieldMapping, MappedLabel } from '@/lib/domain/field-mapping';
import type { Db } from './client';

/** What the labels of form vendors mean in a municipality. */
export async function loadMappings(prisma: Db, municipalityId: string): Promise<FieldMapping[]> {
  const rows = await prisma.fieldMapping.findMany({ where: { municipalityId }, select: { senderPattern: true, fields: true } });
  return rows.map(({ senderPattern, fields }) => ({ senderPattern, fields: fields as MappedLabel[] }));
}
