import { subMinutes } from 'date-fns';
import { appendAudit } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import type { Actor } from './act-on-report';

/** What of a report a person looks at; each look is in the log before anything is shown (promise 8). */
export type Look = { kind: 'report' } | { kind: 'original' } | { kind: 'text' } | { kind: 'attachment'; position: number };

const ACTIONS = {
  report: 'report.opened',
  original: 'report.original-opened',
  text: 'report.text-downloaded',
  attachment: 'report.attachment-opened',
} as const;

/** An open page asks again by itself: what one person sees of a report within this time is one look. */
const ONE_LOOK_MINUTES = 15;

/**
 * Logs that a person looks at a report, and returns its id. Downloads are logged each time.
 * @throws MottakError not-found, also for another municipality's report or an attachment that does not exist
 */
export async function openReport(deps: { prisma: Db }, staff: Actor, ref: string, look: Look, now: Date): Promise<string> {
  const where = { ref, municipalityId: staff.municipality.id };
  const report = await deps.prisma.report.findFirst({ where, select: { id: true, arrival: { select: { sha256: true } } } });
  if (!report) throw new MottakError('not-found');
  if (look.kind === 'report' && (await hasLooked(deps.prisma, report.id, staff.staffId, now))) return report.id;
  const detail = await detailOf(deps.prisma, report, look);
  await deps.prisma.$transaction((tx: Tx) =>
    appendAudit(tx, {
      municipalityId: staff.municipality.id,
      stream: report.id,
      reportId: report.id,
      at: now,
      actor: staff.staffId,
      action: ACTIONS[look.kind],
      detail,
    }),
  );
  return report.id;
}

async function hasLooked(prisma: Db, reportId: string, actor: string, now: Date): Promise<boolean> {
  const where = { reportId, actor, action: ACTIONS.report, at: { gt: subMinutes(now, ONE_LOOK_MINUTES) } };
  return (await prisma.auditEntry.count({ where })) > 0;
}

/** What exactly was looked at, so that the log can be held against the bytes. */
async function detailOf(prisma: Db, report: { id: string; arrival: { sha256: string } }, look: Look): Promise<Record<string, unknown>> {
  if (look.kind === 'original') return { sha256: report.arrival.sha256 };
  if (look.kind !== 'attachment') return {};
  const attachment = await prisma.attachment.findFirst({
    where: { reportId: report.id, position: look.position },
    select: { sha256: true },
  });
  if (!attachment) throw new MottakError('not-found');
  return { position: look.position, sha256: attachment.sha256 };
}
