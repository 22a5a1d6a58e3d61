import { z } from 'zod';
import { mailboxName } from '@/lib/channels/email/mailbox-account';
import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { CHANGE_DECISIONS, type ChangeContent, checkDecision, isProven, opensPath, probeAddresses } from '@/lib/domain/channel-change';
import { MottakError } from '@/lib/domain/errors';
import type { Actor, SetupDeps } from './propose-change';
import { withoutSecret } from './without-secret';

export const decisionInput = z.object({ decision: z.enum(CHANGE_DECISIONS), reason: z.string().max(2000) });
export type DecisionInput = z.infer<typeof decisionInput>;

/**
 * Decides a change. Approved, it holds from the same commit on, and a probe is sent once more through what is then in use.
 * @throws MottakError not-found, changed-meanwhile, second-person-needed, not-allowed, reason-needed
 */
export async function decideChange(deps: SetupDeps, staff: Actor, id: string, input: DecisionInput, now: Date): Promise<void> {
  const municipalityId = staff.municipality.id;
  await deps.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM channel_change WHERE id = ${id}::uuid FOR UPDATE`;
    const change = await tx.channelChange.findFirst({ where: { id, municipalityId }, include: { probes: true } });
    if (!change) throw new MottakError('not-found');
    const content = change.content as ChangeContent;
    const { mailAddresses } = await tx.municipality.findUniqueOrThrow({ where: { id: municipalityId } });
    const wanted = probeAddresses(content, mailAddresses);
    const standing = { ...change, isProven: isProven(wanted, arrivedBy(content, change.probes), opensPath(content)) };
    const { decision } = input;
    const reason = storable(input.reason.trim());
    checkDecision(standing, staff.staffId, decision, reason);
    await tx.channelChange.update({ where: { id }, data: { decision, decidedAt: now, decidedById: staff.staffId, reason } });
    if (decision === 'approved') {
      await apply(tx, municipalityId, content, now);
      const again = content.kind === 'addresses' ? content.mailAddresses : wanted;
      await tx.channelProbe.createMany({ data: again.map((address) => ({ municipalityId, address, askedAt: now })) });
    }
    const detail = { change: id, decision, reason, proven: standing.isProven, ...withoutSecret(content) };
    await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: staff.staffId, action: 'channel-change.decided', detail });
  });
  deps.notifyChange(municipalityId);
}

type Probe = { address: string; arrivedAt: Date | null; arrivedBy: string | null };

/** The addresses whose test message came the way that the change opens: one that another channel took proves nothing about a mailbox. */
export function arrivedBy(content: ChangeContent, probes: readonly Probe[]): string[] {
  const name = content.kind === 'mailbox' ? mailboxName({ user: content.username, host: content.host }) : '';
  return probes
    .filter(({ arrivedAt, arrivedBy: by }) => arrivedAt !== null && (content.kind === 'addresses' || by?.startsWith(`${name} `)))
    .map(({ address }) => address);
}

async function apply(tx: Tx, municipalityId: string, content: ChangeContent, now: Date): Promise<void> {
  if (content.kind === 'addresses') {
    const { kind, ...data } = content;
    await tx.municipality.update({ where: { id: municipalityId }, data, select: { id: true } });
    return;
  }
  const { kind, mailboxId, ...data } = content;
  if (mailboxId) await tx.mailbox.update({ where: { id: mailboxId }, data, select: { id: true } });
  else await tx.mailbox.create({ data: { ...data, municipalityId, createdAt: now }, select: { id: true } });
}
