import { subHours } from 'date-fns';
import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '@/lib/db/client';
import type { AlarmSeverity } from '@/lib/domain/alarm';
import { MEANS, type Means, reachable } from '@/lib/domain/means';
import type { AlarmBody } from '@/lib/domain/notice';
import { addressOf, contactPoints } from '@/lib/notify/contact-points';
import { createNotices } from '@/lib/notify/create-notices';
import { logAlarm } from './log-alarm';

export type TellDeps = { prisma: Db; jobs: PgBoss /** The means besides mail that are set up. */; gateways?: readonly { means: Means }[] };

/** An alarm that is open and that nobody has seen is told again after this long. */
const AGAIN_HOURS = 12;

/** red is told by all that reaches a person without calling them; amber can wait until they read their mail. */
const BY: Record<AlarmSeverity, readonly Means[]> = { red: MEANS.filter((means) => means !== 'call'), amber: ['email'] };

type DueAlarm = { id: string; municipalityId: string | null; code: string; severity: AlarmSeverity };

/**
 * Tells the administrators of each municipality, or where it has none its supervisors, of the alarms that are open and unseen: once,
 * and again every twelve hours. Alarms of one code are one notice, so that a fault with a thousand findings buries nobody. Two
 * workers at once tell once.
 * @returns how many notices were made
 */
export async function tellAlarms(deps: TellDeps, now: Date): Promise<number> {
  return deps.prisma.$transaction(async (tx) => {
    const due = await tx.$queryRaw<DueAlarm[]>`
      SELECT id, municipality_id AS "municipalityId", code, severity::text FROM alarm
      WHERE cleared_at IS NULL AND seen_at IS NULL AND (told_at IS NULL OR told_at <= ${subHours(now, AGAIN_HOURS)})
      ORDER BY raised_at, id FOR UPDATE SKIP LOCKED`;
    if (due.length === 0) return 0;
    let made = 0;
    const told = new Set<string>();
    for (const municipality of await tx.municipality.findMany({ select: { id: true }, orderBy: { id: 'asc' } })) {
      const mine = due.filter(({ municipalityId }) => municipalityId === null || municipalityId === municipality.id);
      const count = mine.length === 0 ? 0 : await tellPlace(tx, deps, municipality.id, mine, now);
      if (count > 0) for (const { id } of mine) told.add(id);
      made += count;
    }
    await tx.alarm.updateMany({ where: { id: { in: [...told] } }, data: { toldAt: now } });
    return made;
  });
}

async function tellPlace(tx: Tx, deps: TellDeps, municipalityId: string, alarms: readonly DueAlarm[], now: Date): Promise<number> {
  const people = [...(await contactPoints(tx, await whoLooksAfter(tx, municipalityId))).values()];
  const configured: Means[] = ['email', ...(deps.gateways ?? []).map(({ means }) => means)];
  let made = 0;
  for (const [code, group] of Map.groupBy(alarms, (alarm) => alarm.code)) {
    const [first] = group as [DueAlarm];
    const body: AlarmBody = { alarm: code, values: { count: group.length } };
    const notices = people.flatMap((person) =>
      reachable(person, BY[first.severity], configured).map((means) => ({
        municipalityId,
        kind: 'alarm' as const,
        means,
        idempotencyKey: `alarm:${first.id}:${now.getTime()}:${municipalityId}:${person.id}:${means}`,
        recipientId: person.id,
        audience: 'administrator',
        address: addressOf(person, means),
        body,
        createdAt: now,
      })),
    );
    if (notices.length === 0) continue;
    made += await createNotices(tx, deps.jobs, notices);
    await logAlarm(tx, municipalityId, 'alarm.told', { code, alarms: group.length, recipients: people.map(({ id }) => id) }, now);
  }
  return made;
}

async function whoLooksAfter(tx: Tx, municipalityId: string): Promise<string[]> {
  const staff = await tx.staff.findMany({
    where: { municipalityId, active: true, role: { in: ['administrator', 'supervisor'] } },
    select: { id: true, role: true },
    orderBy: { id: 'asc' },
  });
  const administrators = staff.filter(({ role }) => role === 'administrator');
  return (administrators.length > 0 ? administrators : staff).map(({ id }) => id);
}
