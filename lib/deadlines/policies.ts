import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import type { Policy } from '@/lib/domain/escalation/policy';

/** Why it was changed, and what stands in the log beside the number of the version. */
type Reason = { note?: string | null; detail?: Record<string, unknown> };

/**
 * Puts a policy in force from now on, as the municipality's next version. Reports that are there keep theirs (promise 4). The change
 * stands in the municipality's log.
 * @param by the member of staff; null: set up by Mottak
 * @returns the number of the version
 */
export async function addPolicyVersion(
  tx: Tx,
  municipalityId: string,
  policy: Policy,
  by: string | null,
  now: Date,
  { note = null, detail = {} }: Reason = {},
): Promise<number> {
  // Versions of one municipality wait for each other, so that each has its own number.
  await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${municipalityId}::uuid FOR NO KEY UPDATE`;
  const last = await tx.escalationPolicy.aggregate({ where: { municipalityId }, _max: { version: true } });
  const version = (last._max.version ?? 0) + 1;
  await tx.escalationPolicy.create({ data: { municipalityId, version, steps: policy as object, createdAt: now, createdById: by, note } });
  await appendAudit(tx, {
    municipalityId,
    stream: municipalityStream(municipalityId),
    reportId: null,
    at: now,
    actor: by ?? 'system:set-up',
    action: 'escalation-policy.changed',
    detail: { version, ...(note ? { note } : {}), ...detail },
  });
  return version;
}

/** Gives every municipality that has no policy its country's default as version 1, so that what it climbs by stands written down. */
export async function ensurePolicies(prisma: Db, now: Date): Promise<void> {
  const without = await prisma.$queryRaw<{ id: string; country: 'dk' | 'no' | 'se' }[]>`
    SELECT m.id, m.country FROM municipality m WHERE NOT EXISTS (SELECT FROM escalation_policy p WHERE p.municipality_id = m.id)`;
  for (const { id, country } of without)
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
      if ((await tx.escalationPolicy.count({ where: { municipalityId: id } })) === 0)
        await addPolicyVersion(tx, id, defaultPolicy(country), null, now);
    });
}
