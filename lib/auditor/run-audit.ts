import type pg from 'pg';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Finding } from '@/lib/domain/auditor/facts';
import { checkMunicipalityLog } from './check-municipality-log';
import { checkReports } from './check-reports';
import { goOnAfter, listCandidates } from './list-candidates';
import { settleFindings, settleRest, type Tally } from './settle-findings';

export type AuditDeps = {
  prisma: Db;
  pool: pg.Pool;
  clock: Clock;
  notifyChange(municipalityId: string): void;
  /** Ends the run between two batches; it counts as one that was not complete. */
  signal?: AbortSignal;
};

/** `budgetMs`: how long the run may take. */
export type AuditScope = { municipalityId: string | null; budgetMs: number; batch?: number };

export type AuditResult = { id: string; checked: number; findings: Finding[]; complete: boolean };

/** Reports that are read together: enough that a round trip costs little for each. */
const BATCH = 200;

/** Entries of the log that transactions may still have been writing when the last run looked for the newest one. */
const OVERLAP = 10_000n;

/** Where a run that was cut off stopped, and the newest entry of the log when the last complete one began. */
type Cursor = { stoppedAt: string | null; throughEntry: string };

/**
 * One pass of the auditor at `now`: looks at every report with anything open and at all that changed since the last complete run,
 * raises an alarm for each mismatch and clears those that are gone. It shares the law packs and the stored policy with the sweep, and
 * nothing else. What the budget does not reach is the first thing that the next run looks at.
 */
export async function runAudit(deps: AuditDeps, scope: AuditScope, now: Date): Promise<AuditResult> {
  const { prisma, pool, clock } = deps;
  const before = await lastCursor(prisma);
  const throughEntry = await newestEntry(pool);
  const run = await prisma.auditRun.create({ data: { startedAt: now, municipalityId: scope.municipalityId }, select: { id: true } });
  const found = await checkAll(deps, scope, before, now);
  const complete = found.stoppedAt === null;
  const cursor: Cursor = { stoppedAt: found.stoppedAt, throughEntry: (complete ? throughEntry : BigInt(before.throughEntry)).toString() };
  await prisma.auditRun.update({
    where: { id: run.id },
    data: { endedAt: clock(), checked: found.checked, findings: found.findings.length, complete, cursor },
  });
  return { id: run.id, checked: found.checked, findings: found.findings, complete };
}

type Found = { checked: number; findings: Finding[]; stoppedAt: string | null };

async function checkAll(deps: AuditDeps, scope: AuditScope, before: Cursor, now: Date): Promise<Found> {
  const since = BigInt(before.throughEntry) > OVERLAP ? BigInt(before.throughEntry) - OVERLAP : 0n;
  const { prisma } = deps;
  const where = scope.municipalityId ? { id: scope.municipalityId } : {};
  const places = await prisma.municipality.findMany({ where, select: { id: true } });
  const tally: Tally = new Map();
  const found: Found = { checked: 0, findings: [], stoppedAt: null };
  for (const { id } of places) {
    const broken = await checkMunicipalityLog(deps.pool, id, since);
    found.findings.push(...(await settleFindings(prisma, { municipalityId: id, refs: 'log' }, broken, tally, now)));
  }
  const ids = goOnAfter(await listCandidates(deps.pool, scope.municipalityId, since), scope.municipalityId ? null : before.stoppedAt);
  await checkInBatches(deps, scope, ids, tally, found, now);
  for (const { id } of places) await settleRest(prisma, id, tally, found.stoppedAt === null, now);
  return found;
}

/** Adds to what was found until all is looked at or the time is up. */
async function checkInBatches(
  deps: AuditDeps,
  scope: AuditScope,
  ids: readonly string[],
  tally: Tally,
  found: Found,
  now: Date,
): Promise<void> {
  const { budgetMs, batch = BATCH } = scope;
  const from = performance.now();
  for (let start = 0; start < ids.length; start += batch) {
    const group = ids.slice(start, start + batch);
    const reports = await checkReports(deps.pool, group, now);
    found.checked += reports.length;
    for (const [municipalityId, mine] of Map.groupBy(reports, (report) => report.municipalityId)) {
      const checked = { municipalityId, refs: mine.map(({ ref }) => ref) };
      const findings = mine.flatMap((report) => report.findings);
      const open = await settleFindings(deps.prisma, checked, findings, tally, now);
      if (open.length > 0) deps.notifyChange(municipalityId);
      found.findings.push(...open);
    }
    const isLast = start + batch >= ids.length;
    if (isLast || !(performance.now() - from >= budgetMs || deps.signal?.aborted)) continue;
    found.stoppedAt = group.at(-1) ?? null;
    return;
  }
}

async function lastCursor(prisma: Db): Promise<Cursor> {
  const last = await prisma.auditRun.findFirst({
    where: { municipalityId: null, endedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    select: { cursor: true },
  });
  return (last?.cursor as Cursor | undefined) ?? { stoppedAt: null, throughEntry: '0' };
}

async function newestEntry(pool: pg.Pool): Promise<bigint> {
  return BigInt((await pool.query<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM audit_entry')).rows[0]?.id ?? '0');
}
