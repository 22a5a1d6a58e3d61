import { subMinutes } from 'date-fns';
import { findProbes, lookIntoMailbox } from '@/lib/channels/email/look-into-mailbox';
import { type MailboxAccount, mailboxName } from '@/lib/channels/email/mailbox-account';
import { MailboxError } from '@/lib/channels/email/mailbox-error';
import { accountOf } from '@/lib/channels/email/stored-mailboxes';
import { takeProbe } from '@/lib/channels/email/take-probe';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { ChannelChange } from '@/lib/db/generated/client';
import type { ChangeContent, MailboxContent } from '@/lib/domain/channel-change';
import { PROBE_PATIENCE_MINUTES } from '@/lib/domain/probe';
import { SecretError } from '@/lib/secrets';

export type TryDeps = { prisma: Db; notifyChange(municipalityId: string): void; clock: Clock; authSecret: string };

/**
 * Tries what is proposed and not decided: opens the mailbox once and writes down what lies there or why it does not open; then looks
 * there for the test messages. Nothing in the mailbox changes by it.
 * @returns how many changes had news
 */
export async function tryChanges(deps: TryDeps): Promise<number> {
  const since = subMinutes(deps.clock(), PROBE_PATIENCE_MINUTES);
  const underWay = { probes: { some: { sentAt: { gt: since }, arrivedAt: null } } };
  const changes = await deps.prisma.channelChange.findMany({
    where: { decision: null, OR: [{ triedAt: null }, { problem: null, ...underWay }] },
    orderBy: { proposedAt: 'asc' },
  });
  let news = 0;
  for (const change of changes) news += change.triedAt ? await lookForProbes(deps, change) : await tryOne(deps, change);
  return news;
}

async function tryOne(deps: TryDeps, { id, municipalityId, content }: ChannelChange): Promise<number> {
  const found = await tried(deps, content as ChangeContent);
  await deps.prisma.channelChange.update({ where: { id }, data: { triedAt: deps.clock(), ...found } });
  deps.notifyChange(municipalityId);
  return 1;
}

async function tried(deps: TryDeps, content: ChangeContent): Promise<{ seen: object[] } | { problem: string }> {
  // One that is switched off may be off because it does not open any more.
  if (content.kind === 'addresses' || !content.active) return { seen: [] };
  try {
    return { seen: await lookIntoMailbox(accountFor(deps, content), content.folders) };
  } catch (error) {
    if (error instanceof MailboxError) return { problem: error.code };
    if (error instanceof SecretError) return { problem: 'mailbox-secret' };
    throw error;
  }
}

async function lookForProbes(deps: TryDeps, { municipalityId, content }: ChannelChange): Promise<number> {
  const mailbox = content as ChangeContent;
  if (mailbox.kind === 'addresses') return 0;
  const found = await findProbes(accountFor(deps, mailbox), mailbox.folders).catch((error: unknown) => {
    // It opened before; the next look may find it open again.
    if (error instanceof MailboxError) return [];
    throw error;
  });
  const name = mailboxName({ user: mailbox.username, host: mailbox.host });
  let news = 0;
  for (const { folder, raw } of found)
    news += (await takeProbe(deps.prisma, { municipalityId, raw, by: `${name} ${folder}` }, deps.clock())) ? 1 : 0;
  if (news > 0) deps.notifyChange(municipalityId);
  return news;
}

function accountFor({ authSecret, clock }: TryDeps, { host, port, security, username, secret }: MailboxContent): MailboxAccount {
  return accountOf({ host, port, security, username, secret }, authSecret, clock);
}
