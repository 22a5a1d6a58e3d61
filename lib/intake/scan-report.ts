import { appendAudit } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { storable, storableJson } from '@/lib/db/text';
import { moveLadders } from '@/lib/deadlines/ladders';
import { type Scanner, scanBytes } from '@/lib/documents/scan-bytes';
import { moreUrgent, type UrgencyReason } from '@/lib/domain/report';
import { FACT_RULES } from '@/lib/domain/urgency/rule';
import { errorCode, log } from '@/lib/log';

export type ScanDeps = { prisma: Db; notifyChange(municipalityId: string): void; scanner: Scanner };

const RULE = 'infected-attachment';
const WAITS = { in: ['waiting', 'failed'] };

/**
 * Has the attachments of a report scanned. One with a virus stays where it is, marked, and is given out to nobody; the report becomes
 * acute, because somebody must ask the sender for what it says. What could not be scanned is tried again later.
 * @returns how many attachments have a virus
 */
export async function scanReport(deps: ScanDeps, reportId: string, now: Date): Promise<number> {
  const { prisma, scanner } = deps;
  const waiting = await prisma.attachment.findMany({
    where: { reportId, scanState: WAITS },
    select: { id: true },
    orderBy: { position: 'asc' },
  });
  let infected = 0;
  for (const { id } of waiting) {
    const { content } = await prisma.attachment.findUniqueOrThrow({ where: { id }, select: { content: true } });
    const verdict = await scanBytes(scanner, content).catch((error) => {
      log().warn({ attachmentId: id, ...errorCode(error) }, 'an attachment could not be scanned');
      return { state: 'failed' as const };
    });
    const found = verdict.state === 'infected' ? storable(verdict.found) : null;
    infected += await prisma.$transaction((tx) => store(tx, { reportId, id, state: verdict.state, found }, now));
  }
  if (waiting.length > 0) {
    const { municipalityId } = await prisma.report.findUniqueOrThrow({ where: { id: reportId }, select: { municipalityId: true } });
    deps.notifyChange(municipalityId);
  }
  return infected;
}

type Scanned = { reportId: string; id: string; state: string; found: string | null };

async function store(tx: Tx, { reportId, id, state, found }: Scanned, now: Date): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM report WHERE id = ${reportId}::uuid FOR NO KEY UPDATE`;
  const report = await tx.report.findUniqueOrThrow({ where: { id: reportId } });
  const { count } = await tx.attachment.updateMany({ where: { id, scanState: WAITS }, data: { scanState: state, scanFound: found } });
  if (count === 0 || state !== 'infected') return 0;
  const urgency = moreUrgent(report.urgency, FACT_RULES[RULE]);
  const reasons = report.urgencyReasons as UrgencyReason[];
  await tx.report.update({
    where: { id: reportId },
    data: {
      urgency,
      urgencyReasons: storableJson(reasons.some(({ rule }) => rule === RULE) ? reasons : [{ rule: RULE }, ...reasons]),
      flags: [...new Set([...report.flags, RULE])],
      version: { increment: 1 },
    },
  });
  if (urgency !== report.urgency) await moveLadders(tx, report, { urgency, onlyNearer: true }, now);
  const { municipalityId } = report;
  await appendAudit(tx, {
    ...{ municipalityId, stream: reportId, reportId, at: now, actor: 'system:scanning' },
    action: 'report.attachment-infected',
    detail: { attachment: id, found, urgency },
  });
  return 1;
}
