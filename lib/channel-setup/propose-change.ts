import { sealMailboxSecret } from '@/lib/channels/email/stored-mailboxes';
import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Db } from '@/lib/db/client';
import { storableJson } from '@/lib/db/text';
import { type ChangeContent, probeAddresses } from '@/lib/domain/channel-change';
import { MottakError } from '@/lib/domain/errors';
import type { ChangeInput } from './change-input';
import { withoutSecret } from './without-secret';

export type SetupDeps = { prisma: Db; notifyChange(municipalityId: string): void };
export type Actor = { staffId: string; municipality: { id: string } };

/**
 * Writes a change of channels down for a second person. Nothing of it holds before that person approves. The worker tries it at once,
 * and a test message is sent to each address that it opens.
 * @throws MottakError not-found; invalid-input with the field at fault (name: taken; password: missing)
 */
export async function proposeChange(deps: SetupDeps, staff: Actor, input: ChangeInput, authSecret: string, now: Date): Promise<string> {
  const municipalityId = staff.municipality.id;
  const content = storableJson(await contentOf(deps.prisma, municipalityId, input, authSecret));
  const { mailAddresses } = await deps.prisma.municipality.findUniqueOrThrow({ where: { id: municipalityId } });
  const id = await deps.prisma.$transaction(async (tx) => {
    const change = await tx.channelChange.create({ data: { municipalityId, content, proposedAt: now, proposedById: staff.staffId } });
    const wanted = probeAddresses(content, mailAddresses);
    await tx.channelProbe.createMany({ data: wanted.map((address) => ({ municipalityId, address, changeId: change.id, askedAt: now })) });
    const detail = { change: change.id, ...withoutSecret(content) };
    await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: staff.staffId, action: 'channel-change.proposed', detail });
    return change.id;
  });
  deps.notifyChange(municipalityId);
  return id;
}

async function contentOf(prisma: Db, municipalityId: string, input: ChangeInput, authSecret: string): Promise<ChangeContent> {
  if (input.kind === 'addresses') return input;
  const { password, ...rest } = input;
  const named = await prisma.mailbox.findFirst({ where: { municipalityId, name: input.name } });
  if (named && named.id !== input.mailboxId) throw new MottakError('invalid-input', { fields: { name: 'taken' } });
  const before = input.mailboxId ? await prisma.mailbox.findFirst({ where: { municipalityId, id: input.mailboxId } }) : null;
  if (input.mailboxId && !before) throw new MottakError('not-found');
  if (password !== '') return { ...rest, secret: sealMailboxSecret({ password }, authSecret) };
  // A stored password goes to no other server: whoever names one must know the password.
  if (!before || before.host !== input.host || before.username !== input.username)
    throw new MottakError('invalid-input', { fields: { password: 'missing' } });
  return { ...rest, secret: before.secret };
}
