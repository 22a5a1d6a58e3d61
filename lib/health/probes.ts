import { randomBytes } from 'node:crypto';
import { probeTokenHash } from '@/lib/channels/email/take-probe';
import type { Db } from '@/lib/db/client';
import type { ChannelProbe } from '@/lib/db/generated/client';
import { isProbeDue, PROBE_HOURS, probeState } from '@/lib/domain/probe';
import { isLocale } from '@/lib/i18n/locales';
import { errorCode, log } from '@/lib/log';
import type { ProbeSender } from '@/lib/notify/probe-sender';
import { clearAlarm } from './clear-alarm';
import { raiseAlarm } from './raise-alarm';

export type ProbeDeps = { prisma: Db; notifyChange(municipalityId: string): void };

const MISSING = 'probe-missing';
/** At one look; the others are sent at the next. */
const BATCH = 20;

/**
 * Asks for a probe of every address that is in use and has had none for a day.
 * @returns how many were asked for
 */
export async function askDueProbes({ prisma }: ProbeDeps, now: Date): Promise<number> {
  let asked = 0;
  for (const { municipalityId, addresses } of await addressesInUse(prisma)) {
    const latest = await latestProbes(prisma, municipalityId);
    const due = addresses.filter((address) => isProbeDue(latest.get(address), now, PROBE_HOURS));
    asked += (await prisma.channelProbe.createMany({ data: due.map((address) => ({ municipalityId, address, askedAt: now })) })).count;
  }
  return asked;
}

/**
 * Sends the probes that were asked for. The token's hash is stored before the mail leaves, so that it cannot arrive unknown; one that
 * the mail server does not take says so, and another is asked for later.
 */
export async function sendProbes({ prisma, notifyChange }: ProbeDeps, sender: ProbeSender, now: Date): Promise<number> {
  const waiting = await prisma.channelProbe.findMany({
    where: { sentAt: null, problem: null },
    include: { municipality: { select: { locale: true } } },
    orderBy: { askedAt: 'asc' },
    take: BATCH,
  });
  for (const { id, address, municipalityId, municipality } of waiting) {
    const token = randomBytes(32).toString('base64url');
    await prisma.channelProbe.update({ where: { id }, data: { tokenHash: probeTokenHash(token), sentAt: now } });
    await sender
      .send({ to: address, token, id, locale: isLocale(municipality.locale) ? municipality.locale : 'en' })
      .catch(async (error: unknown) => {
        log().warn({ part: 'probes', municipalityId, ...errorCode(error) }, 'a probe could not be sent');
        await prisma.channelProbe.update({ where: { id }, data: { sentAt: null, problem: String(errorCode(error).code ?? 'unexpected') } });
      });
    notifyChange(municipalityId);
  }
  return waiting.length;
}

/** Raises an alarm for each address in use whose latest probe has not come back, and clears it when one has, or nobody uses it (promise 6). */
export async function watchProbes({ prisma }: ProbeDeps, now: Date): Promise<void> {
  for (const { municipalityId, addresses } of await addressesInUse(prisma)) {
    const latest = await latestProbes(prisma, municipalityId);
    const open = await prisma.alarm.findMany({ where: { municipalityId, code: MISSING, clearedAt: null }, select: { key: true } });
    for (const key of new Set([...addresses, ...open.map((alarm) => alarm.key)])) {
      const probe = latest.get(key);
      const state = addresses.includes(key) && probe ? probeState(probe, now) : 'not-in-use';
      await prisma.$transaction(async (tx) => {
        if (state === 'missing') await raiseAlarm(tx, { municipalityId, code: MISSING, key, detail: { where: key } }, now);
        if (state === 'arrived' || state === 'not-in-use') await clearAlarm(tx, municipalityId, MISSING, key, now);
      });
    }
  }
}

/** The addresses that each municipality gives out, and those of the mailboxes that are read for it. */
async function addressesInUse(prisma: Db): Promise<{ municipalityId: string; addresses: string[] }[]> {
  const mailboxes = { where: { active: true }, select: { probeAddress: true } };
  const rows = await prisma.municipality.findMany({ select: { id: true, mailAddresses: true, mailboxes } });
  return rows.map(({ id, mailAddresses, mailboxes: read }) => ({
    municipalityId: id,
    addresses: [...new Set([...mailAddresses, ...read.flatMap(({ probeAddress }) => probeAddress ?? [])])],
  }));
}

/** The latest probe of each address; those of changes that nobody has approved are none of what is in use. */
async function latestProbes(prisma: Db, municipalityId: string): Promise<Map<string, ChannelProbe>> {
  const rows = await prisma.channelProbe.findMany({
    where: { municipalityId, OR: [{ changeId: null }, { change: { decision: 'approved' } }] },
    distinct: ['address'],
    orderBy: [{ address: 'asc' }, { askedAt: 'desc' }],
  });
  return new Map(rows.map((row) => [row.address, row]));
}
