import { z } from 'zod';
import { mappedField, readFormFields } from '@/lib/channels/email/form-fields';
import { labelledFields } from '@/lib/channels/email/labelled-fields';
import { appendAudit } from '@/lib/db/append-audit';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { labelKey, MAPPED_FIELDS, MAX_LABELS, type MappedField, matchesSender } from '@/lib/domain/field-mapping';

type Actor = { staffId: string; municipality: { id: string } };

export const tryInput = z.object({
  ref: z.string().trim().max(40),
  senderPattern: z.string().max(1000),
  fields: z.array(z.object({ label: z.string().max(200), field: z.enum(MAPPED_FIELDS) })).max(MAX_LABELS),
});
export type TryInput = z.infer<typeof tryInput>;

/** A label of the mail, what it would mean, and how many characters stand in it; what stands in it is nobody's business here. */
type TriedLabel = { label: string; field: MappedField | null; length: number };
export type Tried = { isForm: boolean; labels: TriedLabel[] /** Labels that stand in this mail only. */; hidden: number };

/** Other mails of the sender that a label is looked for in. */
const OTHERS = 20;
const MAX_BYTES = 2_000_000;

/**
 * What a mapping would make of a stored mail, for people who may not read reports: labels and lengths, no contents. A label that
 * stands in no other mail of the sender may be somebody's words ("Peter: …") and is only counted, unless the mapping names it.
 * The look is in the report's log.
 * @throws MottakError not-found, when there is no such mail of the municipality; invalid-input when its sender is another
 */
export async function tryMapping(prisma: Db, staff: Actor, { ref, senderPattern, fields }: TryInput, now: Date): Promise<Tried> {
  const municipalityId = staff.municipality.id;
  const where = { municipalityId, channelKind: 'email' as const };
  const report = await prisma.report.findFirst({ where: { ...where, ref }, select: { id: true, arrivalId: true } });
  if (!report) throw new MottakError('not-found');
  await prisma.$transaction((tx) =>
    appendAudit(tx, {
      municipalityId,
      stream: report.id,
      reportId: report.id,
      at: now,
      actor: staff.staffId,
      action: 'report.mapping-tried',
      detail: {},
    }),
  );
  const pattern = senderPattern.trim().toLowerCase();
  const mail = await fieldsOf(prisma, report.arrivalId);
  if (!matchesSender(pattern, mail.sender)) throw new MottakError('invalid-input', { fields: { ref: 'other-sender' } });
  const others = await prisma.report.findMany({
    where: { ...where, id: { not: report.id }, arrival: { size: { lte: MAX_BYTES } } },
    orderBy: { receivedAt: 'desc' },
    take: OTHERS * 5,
    select: { arrivalId: true, notifier: true },
  });
  const known = new Set<string>();
  let looked = 0;
  for (const { arrivalId } of others) {
    if (looked >= OTHERS) break;
    const other = await fieldsOf(prisma, arrivalId);
    if (!matchesSender(pattern, other.sender)) continue;
    looked += 1;
    for (const field of other.fields) known.add(labelKey(field.label));
  }
  const all = mail.fields.filter(({ label }) => label !== '');
  const shown = all.filter((field) => known.has(labelKey(field.label)) || mappedField(field, fields));
  const { isForm } = readFormFields(mail.fields, fields);
  const labels = shown.map((field) => ({
    label: field.label,
    field: mappedField(field, fields) ?? null,
    length: field.value.trim().length,
  }));
  return { isForm, labels, hidden: all.length - shown.length };
}

async function fieldsOf(prisma: Db, arrivalId: string): ReturnType<typeof labelledFields> {
  const { raw } = await prisma.arrival.findUniqueOrThrow({ where: { id: arrivalId }, select: { raw: true } });
  return labelledFields(raw.subarray(0, MAX_BYTES));
}
