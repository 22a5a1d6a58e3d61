import type { Db, Tx } from '@/lib/db/client';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import type { Policy } from '@/lib/domain/escalation/policy';
import type { Country } from '@/lib/domain/report';

/** `version` 0: the default of the country, which Mottak writes down as version 1 when it starts. */
export type PolicyVersion = { version: number; policy: Policy; createdAt: Date | null; createdById: string | null; note: string | null };

/** The policy by which a report climbs that is received now. */
export async function policyInForce(db: Db | Tx, { id, country }: { id: string; country: Country }): Promise<PolicyVersion> {
  const last = await db.escalationPolicy.findFirst({ where: { municipalityId: id }, orderBy: { version: 'desc' } });
  if (!last) return { version: 0, policy: defaultPolicy(country), createdAt: null, createdById: null, note: null };
  return { ...last, policy: last.steps as unknown as Policy };
}
