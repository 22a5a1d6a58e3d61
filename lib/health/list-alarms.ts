import type { Db } from '@/lib/db/client';
import { type AlarmCode, type AlarmSeverity, isOfThePast } from '@/lib/domain/alarm';
import { AUDIT_PATIENCE_SECONDS } from '@/lib/domain/health';
import { secondsBetween } from '@/lib/domain/heartbeat';

/** An open alarm as the overview shows it. */
type OpenAlarm = {
  id: string;
  code: AlarmCode;
  severity: AlarmSeverity;
  raisedAt: Date;
  lastSeenAt: Date;
  /** Of the whole installation, not of this municipality alone. */
  everywhere: boolean;
  /** The report that it is about, by its reference; null: none. */
  ref: string | null;
  /** Which step, limit or entry of it, as a code; null: nothing more is known. */
  where: string | null;
  /** Whether a person may end it with a reason. */
  canSettle: boolean;
  seenAt: Date | null;
  seenBy: string | null;
};

/** The last audit of all municipalities that ended; null: there was none. Its figures are those of the installation. */
type LastAudit = { at: Date; checked: number; findings: number; complete: boolean; silent: boolean } | null;

export type OpenAlarms = { at: Date; total: number; alarms: OpenAlarm[]; audit: LastAudit };

/** More are counted, not listed: what is wrong with so many has one cause. */
const LIST_LIMIT = 50;

/** The open alarms of a municipality and of the installation: red before amber, those that nobody has seen first, then the oldest. */
export async function listAlarms(prisma: Db, municipalityId: string, now: Date): Promise<OpenAlarms> {
  const where = { clearedAt: null, OR: [{ municipalityId }, { municipalityId: null }] };
  const [audit, total, rows] = await Promise.all([
    lastAudit(prisma, now),
    prisma.alarm.count({ where }),
    prisma.alarm.findMany({
      where,
      orderBy: [{ severity: 'asc' }, { seenAt: { sort: 'asc', nulls: 'first' } }, { raisedAt: 'asc' }, { id: 'asc' }],
      take: LIST_LIMIT,
      include: { seenBy: { select: { name: true } } },
    }),
  ]);
  return {
    at: now,
    total,
    audit,
    alarms: rows.map(({ id, code, severity, raisedAt, lastSeenAt, seenAt, seenBy, detail, municipalityId: place }) => ({
      id,
      code: code as AlarmCode,
      severity,
      raisedAt,
      lastSeenAt,
      everywhere: place === null,
      ref: textIn(detail, 'ref'),
      where: textIn(detail, 'where'),
      canSettle: isOfThePast(code as AlarmCode),
      seenAt,
      seenBy: seenBy?.name ?? null,
    })),
  };
}

async function lastAudit(prisma: Db, now: Date): Promise<LastAudit> {
  const run = await prisma.auditRun.findFirst({
    where: { municipalityId: null, endedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true, checked: true, findings: true, complete: true },
  });
  if (!run) return null;
  const { startedAt: at, ...figures } = run;
  return { at, ...figures, silent: secondsBetween(at, now) > AUDIT_PATIENCE_SECONDS };
}

function textIn(detail: unknown, name: string): string | null {
  const value = (detail as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
