import type { Database } from '@/lib/db/client';
import type { ChangeContent } from '@/lib/domain/channel-change';
import { isProven, opensPath, probeAddresses } from '@/lib/domain/channel-change';
import { probeState } from '@/lib/domain/probe';
import { readChannels } from '@/lib/health/read-channels';
import { arrivedBy } from './decide-change';
import type { Actor } from './propose-change';
import { withoutSecret } from './without-secret';

const DECIDED_SHOWN = 20;
const PERSON = { select: { id: true, name: true } } as const;
const PROBE = { id: true, address: true, askedAt: true, sentAt: true, arrivedAt: true, arrivedBy: true, problem: true } as const;

/** How reports come in: every channel with its figures, mailboxes without their secrets, addresses, probes, and changes that wait. */
export async function seeChannels({ pool, prisma }: Pick<Database, 'pool' | 'prisma'>, staff: Actor, now: Date) {
  const municipalityId = staff.municipality.id;
  const [figures, addresses, mailboxes, probes, waiting, decided] = await Promise.all([
    readChannels(pool, municipalityId, now),
    prisma.municipality.findUniqueOrThrow({
      where: { id: municipalityId },
      select: { mailAddresses: true, mailDomains: true, closedAddresses: true, oldDomains: true },
    }),
    prisma.mailbox.findMany({ where: { municipalityId }, orderBy: { name: 'asc' }, omit: { secret: true, municipalityId: true } }),
    prisma.channelProbe.findMany({
      where: { municipalityId, OR: [{ changeId: null }, { change: { decision: 'approved' } }] },
      distinct: ['address'],
      orderBy: [{ address: 'asc' }, { askedAt: 'desc' }],
      select: PROBE,
    }),
    prisma.channelChange.findMany({ where: { municipalityId, decision: null }, orderBy: { proposedAt: 'asc' }, include: INCLUDED }),
    prisma.channelChange.findMany({
      where: { municipalityId, decision: { not: null } },
      orderBy: { decidedAt: 'desc' },
      take: DECIDED_SHOWN,
      include: INCLUDED,
    }),
  ]);
  const view = (change: (typeof waiting)[number]) => viewOf(change, addresses.mailAddresses, staff.staffId, now);
  return {
    now,
    ...figures,
    addresses,
    mailboxes,
    probes: probes.map((probe) => ({ ...probe, state: probeState(probe, now) })),
    waiting: waiting.map(view),
    decided: decided.map(view),
  };
}

const INCLUDED = {
  proposedBy: PERSON,
  decidedBy: PERSON,
  probes: { orderBy: { askedAt: 'desc' }, select: PROBE },
} as const;

type Row = {
  id: string;
  content: unknown;
  proposedAt: Date;
  proposedBy: { id: string; name: string };
  triedAt: Date | null;
  seen: unknown;
  problem: string | null;
  decision: 'approved' | 'rejected' | 'withdrawn' | null;
  decidedAt: Date | null;
  decidedBy: { name: string } | null;
  reason: string | null;
  probes: {
    id: string;
    address: string;
    askedAt: Date;
    sentAt: Date | null;
    arrivedAt: Date | null;
    arrivedBy: string | null;
    problem: string | null;
  }[];
};

function viewOf(row: Row, before: readonly string[], staffId: string, now: Date) {
  const content = row.content as ChangeContent;
  const { id, proposedAt, triedAt, problem, decision, decidedAt, reason } = row;
  return {
    ...{ id, proposedAt, triedAt, problem, decision, decidedAt, reason },
    content: withoutSecret(content),
    seen: (row.seen ?? []) as { folder: string; mails: number | null }[],
    proposedBy: row.proposedBy.name,
    decidedBy: row.decidedBy?.name ?? null,
    isOwn: row.proposedBy.id === staffId,
    isProven: isProven(probeAddresses(content, before), arrivedBy(content, row.probes), opensPath(content)),
    probes: row.probes.map((probe) => ({ ...probe, state: probeState(probe, now) })),
  };
}

export type SeenChannels = Awaited<ReturnType<typeof seeChannels>>;
