import { z } from 'zod';
import { MottakError } from '@/lib/domain/errors';
import { probeState } from '@/lib/domain/probe';
import type { Actor, SetupDeps } from './propose-change';

/** `changeId`: for a change that nobody has decided yet; null: through what is in use. */
export const probeInput = z.object({ address: z.email().trim().toLowerCase().max(200), changeId: z.uuid().nullable() });

/**
 * Asks for a test message to an address that is in use or in a change.
 * @throws MottakError not-found; too-many-requests while one is under way there
 */
export async function askProbe(deps: SetupDeps, staff: Actor, { address, changeId }: z.infer<typeof probeInput>, now: Date): Promise<void> {
  const municipalityId = staff.municipality.id;
  const [municipality, mailboxes, change, latest] = await Promise.all([
    deps.prisma.municipality.findUniqueOrThrow({ where: { id: municipalityId } }),
    deps.prisma.mailbox.count({ where: { municipalityId, probeAddress: address } }),
    changeId ? deps.prisma.channelProbe.count({ where: { municipalityId, changeId, address } }) : 0,
    deps.prisma.channelProbe.findFirst({ where: { municipalityId, changeId, address }, orderBy: { askedAt: 'desc' } }),
  ]);
  const isInUse = municipality.mailAddresses.includes(address) || mailboxes > 0;
  if (changeId ? change === 0 : !isInUse) throw new MottakError('not-found');
  if (latest && ['waiting', 'under-way'].includes(probeState(latest, now))) throw new MottakError('too-many-requests');
  await deps.prisma.channelProbe.create({ data: { municipalityId, address, changeId, askedAt: now } });
  deps.notifyChange(municipalityId);
}
