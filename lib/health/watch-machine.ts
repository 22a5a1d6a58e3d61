import type pg from 'pg';
import type { Db } from '@/lib/db/client';
import type { AlarmCode } from '@/lib/domain/alarm';
import { isAuditSilent, isSweepLate, SWEEP_PATIENCE_SECONDS } from '@/lib/domain/health';
import { secondsBetween } from '@/lib/domain/heartbeat';
import { clearAlarm } from './clear-alarm';
import { readSigns } from './health';
import { raiseAlarm } from './raise-alarm';

/**
 * Raises and clears the alarms of the machine itself: a sweep that is late, and an audit that did not happen for two hours or did not
 * get through twice in a row. A worker that is silent cannot say so; the web process does, and the heartbeat outside that stops.
 */
export async function watchMachine({ prisma, pool }: { prisma: Db; pool: pg.Pool }, now: Date): Promise<void> {
  const signs = await readSigns(pool);
  const runs = await prisma.auditRun.findMany({
    where: { municipalityId: null, endedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    take: 2,
    select: { complete: true },
  });
  // A worker that has just come back from an outage has not had the time to catch up.
  const hasHadTime = signs?.startedAt != null && secondsBetween(signs.startedAt, now) > SWEEP_PATIENCE_SECONDS;
  const states: [AlarmCode, boolean][] = [
    ['sweep-late', signs !== null && hasHadTime && isSweepLate(signs, now)],
    ['audit-silent', signs !== null && isAuditSilent(signs, now)],
    ['audit-incomplete', runs.length === 2 && runs.every(({ complete }) => !complete)],
  ];
  for (const [code, isWrong] of states) {
    await prisma.$transaction((tx) =>
      isWrong ? raiseAlarm(tx, { municipalityId: null, code, key: '' }, now) : clearAlarm(tx, null, code, '', now),
    );
  }
}
