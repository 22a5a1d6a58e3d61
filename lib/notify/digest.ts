import { addHours } from 'date-fns';
import type { PgBoss } from 'pg-boss';
import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { may } from '@/lib/domain/access';
import {
  type DigestBody,
  type DigestCounts,
  type DigestLookAhead,
  digestBody,
  digestDue,
  digestLookAhead,
  digestSince,
} from '@/lib/domain/digest';
import type { Finding } from '@/lib/domain/escalation/look-ahead';
import { localDay } from '@/lib/domain/local-time';
import type { Means } from '@/lib/domain/means';
import { LOOK_AHEAD_DAYS, lookAheadFrom } from '@/lib/escalation/look-ahead';
import { recordLookAhead } from '@/lib/escalation/record-look-ahead';
import { errorCode, log } from '@/lib/log';
import { createNotices } from './create-notices';

export type DigestDeps = {
  prisma: Db;
  jobs: PgBoss /** The means besides mail that are set up. */;
  gateways?: readonly { means: Means }[];
};

type Place = { id: string; timeZone: string; digestTime: string };

/**
 * Writes the digest of every municipality whose time of day has come: one notice for each active member of staff, also when
 * there is nothing to say. All of a municipality's notices, their send jobs and the audit entry are one commit.
 * @returns how many notices are new
 * @throws when the database cannot be reached; a municipality that fails otherwise is logged and tried again
 */
export async function sendDueDigests(deps: DigestDeps, now: Date): Promise<number> {
  const places = await deps.prisma.municipality.findMany({ select: { id: true, timeZone: true, digestTime: true } });
  let created = 0;
  for (const place of places) {
    try {
      created += await sendDueDigest(deps, place, now);
    } catch (error) {
      await deps.prisma.$queryRaw`SELECT 1`;
      log().error({ municipalityId: place.id, ...errorCode(error) }, 'a digest could not be made');
    }
  }
  return created;
}

async function sendDueDigest({ prisma, jobs, gateways = [] }: DigestDeps, place: Place, now: Date): Promise<number> {
  const last = await lastDigest(prisma, place.id, now);
  if (!dueDay(place, last, now)) return 0;
  const findings = await lookAheadOrNull(prisma, place.id, ['email', ...gateways.map(({ means }) => means)], now);
  return prisma.$transaction(async (tx) => {
    // Two workers may both have found the day's digest missing: the second waits here and looks again.
    await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${place.id}::uuid FOR NO KEY UPDATE`;
    const lastSentAt = await lastDigest(tx, place.id, now);
    const day = dueDay(place, lastSentAt, now);
    if (!day) return 0;
    if (findings) await recordLookAhead(tx, place.id, findings, now);
    const shown = findings && digestLookAhead(findings);
    return writeDigest(tx, jobs, place, { day, since: digestSince(lastSentAt, now), lookAhead: shown }, now);
  });
}

/** The numbers of the day must go out also when the coming days cannot be looked at; the digest then says so. */
async function lookAheadOrNull(prisma: Db, municipalityId: string, configured: readonly Means[], now: Date): Promise<Finding[] | null> {
  try {
    return await lookAheadFrom(prisma, municipalityId, { from: now, days: LOOK_AHEAD_DAYS }, configured);
  } catch (error) {
    log().error({ municipalityId, ...errorCode(error) }, 'the coming days could not be looked at');
    return null;
  }
}

function dueDay({ digestTime, timeZone }: Place, lastSentAt: Date | null, now: Date): string | null {
  return digestDue(digestTime, timeZone, lastSentAt && localDay(lastSentAt, timeZone), now);
}

async function lastDigest(db: Db | Tx, municipalityId: string, now: Date): Promise<Date | null> {
  const last = await db.auditEntry.findFirst({
    where: { reportId: null, stream: municipalityStream(municipalityId), action: 'digest.written', at: { lte: now } },
    orderBy: { id: 'desc' },
    select: { at: true },
  });
  return last?.at ?? null;
}

type Written = { day: string; since: Date; lookAhead: DigestLookAhead | null };

async function writeDigest(
  tx: Tx,
  jobs: PgBoss,
  { id: municipalityId }: Place,
  { day, since, lookAhead }: Written,
  now: Date,
): Promise<number> {
  const common = await readNumbers(tx, municipalityId, day, since, now);
  const staff = await tx.staff.findMany({ where: { municipalityId, active: true }, select: { id: true, email: true, role: true } });
  const mine = await assignedTo(tx, municipalityId);
  const created = await createNotices(
    tx,
    jobs,
    staff.map(({ id, email, role }) => {
      const body: DigestBody = { ...common, mine: mine.get(id) ?? 0, ...(may(role, 'policy.edit') ? { lookAhead } : {}) };
      return {
        municipalityId,
        kind: 'digest',
        idempotencyKey: `digest:${municipalityId}:${id}:${day}`,
        recipientId: id,
        address: email,
        createdAt: now,
        body,
      };
    }),
  );
  await appendAudit(tx, {
    municipalityId,
    stream: municipalityStream(municipalityId),
    reportId: null,
    at: now,
    actor: 'system:digest',
    action: 'digest.written',
    detail: { day, since, notices: created },
  });
  return created;
}

async function readNumbers(tx: Tx, municipalityId: string, day: string, since: Date, now: Date) {
  const channels = await tx.channel.findMany({ where: { municipalityId }, orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  const named = channels.map(({ id, kind, name, lastError }) => ({ id, kind, name, hasError: lastError !== null }));
  return digestBody(day, since, now, named, await count(tx, municipalityId, since, now));
}

async function count(tx: Tx, municipalityId: string, since: Date, now: Date): Promise<DigestCounts> {
  const received = await tx.report.groupBy({
    by: ['channelId'],
    where: { municipalityId, storedAt: { gt: since, lte: now } },
    _count: { _all: true },
  });
  const open = { municipalityId, state: { not: 'assessed' } } as const;
  return {
    received: new Map(received.map((row) => [row.channelId, row._count._all])),
    unacknowledged: await tx.report.count({ where: { municipalityId, state: 'unacknowledged' } }),
    overdue: await tx.report.count({ where: { ...open, dueAt: { lte: now } } }),
    dueSoon: await tx.report.count({ where: { ...open, dueAt: { gt: now, lte: addHours(now, 24) } } }),
    open: await tx.report.count({ where: open }),
  };
}

async function assignedTo(tx: Tx, municipalityId: string): Promise<Map<string, number>> {
  const rows = await tx.report.groupBy({
    by: ['assignedToId'],
    where: { municipalityId, state: { not: 'assessed' }, assignedToId: { not: null } },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.assignedToId as string, row._count._all]));
}
