import type { Db, Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { addPolicyVersion } from '@/lib/deadlines/policies';
import { may, type Role } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import { checkPolicy } from '@/lib/domain/escalation/check';
import type { Policy } from '@/lib/domain/escalation/policy';
import { changedLadders, ladderPath, withNames } from '@/lib/domain/escalation/policy-ladders';
import type { Means } from '@/lib/domain/means';
import type { Country } from '@/lib/domain/report';
import { policyInForce } from './policy-in-force';
import { policySurroundings } from './policy-surroundings';

/** `configured`: the means that this installation has. `notifyChange` is called after the commit. */
export type PolicyDeps = { prisma: Db; configured: readonly Means[]; notifyChange(municipalityId: string): void };

/** Who changes the policy, and of which municipality. */
export type PolicyEditor = { staffId: string; role: Role; municipality: { id: string; country: Country } };

/** `seen`: the version that the person saw. */
export type PolicyChange = { policy: Policy; note: string; seen: number };

const LONGEST_NOTE = 500;

/**
 * Puts a policy in force for reports that are received from now on; those that are there keep theirs. An unsafe one is refused.
 * @throws MottakError not-allowed; changed-meanwhile; invalid-input with a code for each field at fault, or when nothing is changed
 */
export async function changePolicy(deps: PolicyDeps, editor: PolicyEditor, change: PolicyChange, now: Date): Promise<{ version: number }> {
  return putInForce(deps, editor, change, now, async () => ({ policy: change.policy, detail: {} }));
}

/**
 * Puts an older version in force again, as a new version.
 * @throws MottakError as changePolicy; not-found when there is no such version
 */
export async function restorePolicy(
  deps: PolicyDeps,
  editor: PolicyEditor,
  { version, ...change }: { version: number; note: string; seen: number },
  now: Date,
): Promise<{ version: number }> {
  return putInForce(deps, editor, change, now, async (tx) => {
    const key = { municipalityId: editor.municipality.id, version };
    const old = await tx.escalationPolicy.findUnique({ where: { municipalityId_version: key } });
    if (!old) throw new MottakError('not-found');
    return { policy: old.steps as unknown as Policy, detail: { restored: version } };
  });
}

async function putInForce(
  { prisma, configured, notifyChange }: PolicyDeps,
  { staffId, role, municipality }: PolicyEditor,
  { note, seen }: { note: string; seen: number },
  now: Date,
  load: (tx: Tx) => Promise<{ policy: Policy; detail: Record<string, unknown> }>,
): Promise<{ version: number }> {
  if (!may(role, 'policy.edit')) throw new MottakError('not-allowed');
  const { id } = municipality;
  const version = await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await policyInForce(tx, municipality);
    if (before.version !== seen) throw new MottakError('changed-meanwhile');
    const { policy, detail } = await load(tx);
    const ladders = changedLadders(before.policy, policy).map(({ ladder }) => ladderPath(ladder));
    const { faults } = checkPolicy(policy, await policySurroundings(tx, id, configured, now));
    refuse({
      ...faults,
      ...(note.length > LONGEST_NOTE ? { note: 'too-long' } : {}),
      ...(ladders.length === 0 ? { policy: 'unchanged' } : {}),
    });
    return addPolicyVersion(tx, id, withNames(policy), staffId, now, {
      note: storable(note.trim()) || null,
      detail: { ladders, ...detail },
    });
  });
  notifyChange(id);
  return { version };
}

function refuse(fields: Record<string, string>): void {
  if (Object.keys(fields).length > 0) throw new MottakError('invalid-input', { fields });
}
