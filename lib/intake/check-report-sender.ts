import { checkSender, type Resolve } from '@/lib/channels/email/check-sender';
import type { Db } from '@/lib/db/client';
import { storableJson } from '@/lib/db/text';
import type { SenderCheck } from '@/lib/domain/sender-check';
import { errorCode, log } from '@/lib/log';

export type CheckSenderDeps = { prisma: Db; notifyChange(municipalityId: string): void; resolve: Resolve };

/**
 * Looks up what SPF, DKIM and DMARC say of a mail's sender and stores it beside the report. Nothing of the report changes by it.
 * Again on a report that has its answer it changes nothing.
 */
export async function checkReportSender({ prisma, notifyChange, resolve }: CheckSenderDeps, reportId: string, now: Date): Promise<void> {
  const { arrival, municipalityId, senderCheck } = await prisma.report.findUniqueOrThrow({
    where: { id: reportId },
    select: { municipalityId: true, senderCheck: { select: { reportId: true } }, arrival: { select: { raw: true, envelope: true } } },
  });
  if (senderCheck) return;
  const checks = await checkSender(arrival.raw, arrival.envelope as Record<string, unknown>, resolve).catch((error): SenderCheck[] => {
    log().warn({ reportId, ...errorCode(error) }, 'the sender of a mail could not be checked');
    return [];
  });
  await prisma.senderCheck.createMany({ data: [{ reportId, checkedAt: now, checks: storableJson(checks) }], skipDuplicates: true });
  notifyChange(municipalityId);
}
