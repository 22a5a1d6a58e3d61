import { z } from 'zod';
import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Db } from '@/lib/db/client';
import { storable, storableJson } from '@/lib/db/text';
import { MottakError } from '@/lib/domain/errors';
import { isSenderPattern, labelKey, MAPPED_FIELDS, MAX_LABELS } from '@/lib/domain/field-mapping';

type Actor = { staffId: string; municipality: { id: string } };

const label = z.object({ label: z.string().trim().max(200), field: z.enum(MAPPED_FIELDS) });
/** `id` and `version` of the one that is changed; without them a new one. */
export const mappingInput = z.object({
  id: z.uuid().optional(),
  version: z.number().int().optional(),
  senderPattern: z.string().max(1000),
  fields: z.array(label).max(MAX_LABELS),
});
export type MappingInput = z.infer<typeof mappingInput>;

/**
 * Stores what the labels of a sender's forms mean; the log keeps it. It holds for what is read from then on.
 * @throws MottakError invalid-input with the fields senderPattern (wrong, taken) or fields (wrong); changed-meanwhile, not-found
 */
export async function changeMapping(prisma: Db, staff: Actor, input: MappingInput, now: Date): Promise<void> {
  const senderPattern = storable(input.senderPattern.trim().toLowerCase());
  if (!isSenderPattern(senderPattern)) throw new MottakError('invalid-input', { fields: { senderPattern: 'wrong' } });
  const fields = storableJson(input.fields);
  if (fields.length === 0 || fields.some((each) => labelKey(each.label) === '')) {
    throw new MottakError('invalid-input', { fields: { fields: 'wrong' } });
  }
  const municipalityId = staff.municipality.id;
  const data = { senderPattern, fields, changedAt: now, changedById: staff.staffId };
  await prisma
    .$transaction(async (tx) => {
      if (input.id) {
        const where = { id: input.id, municipalityId };
        const { count } = await tx.fieldMapping.updateMany({
          where: { ...where, version: input.version },
          data: { ...data, version: { increment: 1 } },
        });
        if (count === 0) throw new MottakError((await tx.fieldMapping.count({ where })) > 0 ? 'changed-meanwhile' : 'not-found');
      } else await tx.fieldMapping.create({ data: { ...data, municipalityId } });
      const detail = { senderPattern, fields };
      await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: staff.staffId, action: 'mapping.changed', detail });
    })
    .catch((error) => {
      if (error?.code !== 'P2002') throw error;
      throw new MottakError('invalid-input', { fields: { senderPattern: 'taken' } });
    });
}

/** @throws MottakError not-found, changed-meanwhile */
export async function removeMapping(prisma: Db, staff: Actor, { id, version }: { id: string; version: number }, now: Date): Promise<void> {
  const municipalityId = staff.municipality.id;
  await prisma.$transaction(async (tx) => {
    const found = await tx.fieldMapping.findFirst({ where: { id, municipalityId } });
    if (!found) throw new MottakError('not-found');
    const { count } = await tx.fieldMapping.deleteMany({ where: { id, version } });
    if (count === 0) throw new MottakError('changed-meanwhile');
    const detail = { senderPattern: found.senderPattern, fields: found.fields };
    await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: staff.staffId, action: 'mapping.removed', detail });
  });
}
