import type pg from 'pg';
import type { Db } from '@/lib/db/client';
import { isAuditSilent, isSweepLate } from '@/lib/domain/health';
import { clearAlarm } from './clear-alarm';
import { readSigns } from './health';
import { raiseAlarm } from './raise-alarm';

/** Why the address outside did not take the heartbeat, as a code that does not name the address: it may hold a secret. */
class HeartbeatError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'HeartbeatError';
    this.code = code;
  }
}

const PATIENCE_MS = 10_000;

/**
 * Tells somebody outside that all is well (a dead man's switch): requests `url` only while the last audit was complete and found
 * nothing, the sweep is on time and no alarm says otherwise. Whoever watches that address acts when it is silent.
 * @returns held when something is wrong here
 * @throws HeartbeatError when the address does not take it; the alarm says so too
 */
export async function sendHeartbeat(
  deps: { prisma: Db; pool: pg.Pool },
  url: string,
  now: Date,
  patienceMs = PATIENCE_MS,
): Promise<'sent' | 'held'> {
  if (!(await isWell(deps, now))) return 'held';
  const failure = await request(url, patienceMs);
  const cause = { municipalityId: null, code: 'heartbeat-failing', key: '' } as const;
  await deps.prisma.$transaction(async (tx) => {
    if (failure) await raiseAlarm(tx, { ...cause, detail: { failure } }, now);
    else await clearAlarm(tx, null, cause.code, cause.key, now);
  });
  if (failure) throw new HeartbeatError(failure);
  return 'sent';
}

async function isWell({ prisma, pool }: { prisma: Db; pool: pg.Pool }, now: Date): Promise<boolean> {
  const signs = await readSigns(pool);
  const run = await prisma.auditRun.findFirst({ where: { municipalityId: null, endedAt: { not: null } }, orderBy: { startedAt: 'desc' } });
  if (!signs || !run || run.findings > 0 || !run.complete) return false;
  return !signs.auditAlarm && !isAuditSilent(signs, now) && !isSweepLate(signs, now);
}

async function request(url: string, patienceMs: number): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    await response.body?.cancel();
    return response.ok ? null : `http-${response.status}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable';
  }
}
