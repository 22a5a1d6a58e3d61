import type pg from 'pg';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import type { Policy } from '@/lib/domain/escalation/policy';
import type { Country } from '@/lib/domain/report';
import type { Db, Tx } from './client';

/** By which policy a ladder climbs: a version of the municipality's, or null for the default of the code. */
export type PolicyOf = { policyId: string | null; country: Country };

/** Versions never change, so one that was read once is known for the life of the process. */
const known = new Map<string, Policy>();

/** The policy, through the connection of a transaction in plain SQL. */
export async function policyBySql(client: pg.ClientBase | pg.Pool, of: PolicyOf): Promise<Policy> {
  return policyOf(of, async (id) => (await client.query('SELECT steps FROM escalation_policy WHERE id = $1', [id])).rows[0]?.steps);
}

/** The policy, through a transaction of Prisma. */
export async function policyByPrisma(tx: Db | Tx, of: PolicyOf): Promise<Policy> {
  return policyOf(of, async (id) => (await tx.escalationPolicy.findUnique({ where: { id }, select: { steps: true } }))?.steps);
}

async function policyOf({ policyId, country }: PolicyOf, load: (id: string) => Promise<unknown>): Promise<Policy> {
  if (!policyId) return defaultPolicy(country);
  const found = known.get(policyId) ?? ((await load(policyId)) as Policy | undefined);
  if (!found) throw new Error('A ladder names a version of the policy that does not exist.');
  known.set(policyId, found);
  return found;
}
