import { createHash } from 'node:crypto';
import { appendAudit } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { Prisma, type Report } from '@/lib/db/generated/client';
import { storable, storableJson } from '@/lib/db/text';
import { moveLadders } from '@/lib/deadlines/ladders';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { moreUrgent, type ReadResult, type ReportedChild, type Urgency, type UrgencyReason } from '@/lib/domain/report';
import { classify } from '@/lib/domain/urgency/classify';
import { takeBounce } from '@/lib/notify/take-bounce';
import { linkAnswered } from '@/lib/triage/link-answered';
import { suggestLinks } from '@/lib/triage/suggest-links';
import { urgencyModel } from '@/lib/urgency/load-model';

/** Attachments of many megabytes take longer than a transaction's usual limit. */
const TRANSACTION = { timeout: 180_000, maxWait: 10_000 };

/** What reading gave, and whether its attachments are to be scanned for viruses. */
export type Reading = { result: ReadResult; scans: boolean };

/** Stores what reading gave, in one commit. Of two that read the same report at once, the second changes nothing. */
export async function storeReading(prisma: Db, reportId: string, { result, scans }: Reading, now: Date): Promise<'read' | 'unreadable'> {
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM report WHERE id = ${reportId}::uuid FOR NO KEY UPDATE`;
    const report = await tx.report.findUniqueOrThrow({ where: { id: reportId } });
    if (report.readStatus !== 'pending') return report.readStatus;
    const clean = cleaned(result, report);
    await storeParts(tx, reportId, clean, scans);
    const judged = judge(report, clean);
    await tx.report.update({
      where: { id: reportId },
      data: {
        readStatus: clean.status,
        readAt: now,
        subject: clean.subject,
        text: clean.text,
        html: clean.html,
        flags: clean.flags,
        notifier: clean.notifier ?? Prisma.DbNull,
        urgency: judged.urgency,
        urgencyReasons: judged.reasons,
        version: { increment: 1 },
      },
    });
    await moveAfter(tx, report, judged, now);
    const links = (await suggestLinks(tx, report, clean, now)) + (await linkAnswered(tx, report, now));
    if (clean.automatic === 'bounce') await takeBounce(tx, report.arrivalId, now);
    await appendAudit(tx, audit(report, clean, judged, links, now));
    return clean.status;
  }, TRANSACTION);
}

/** Text that the database can hold; the door's subject where reading found none, and the door's flags before the reader's. */
function cleaned(result: ReadResult, report: Report): ReadResult {
  const { attachments, ...rest } = result;
  const clean = storableJson(rest);
  return {
    ...clean,
    subject: clean.subject || report.subject,
    flags: [...new Set([...report.flags, ...clean.flags])],
    attachments: attachments.map((attachment) => ({
      ...attachment,
      name: storable(attachment.name),
      mediaType: storable(attachment.mediaType),
      flags: attachment.flags.map(storable),
    })),
  };
}

async function storeParts(tx: Tx, reportId: string, { children, attachments }: ReadResult, scans: boolean): Promise<void> {
  await tx.child.createMany({ data: children.map((child, position) => ({ reportId, position, ...childColumns(child) })) });
  // One at a time: a mail's attachments together may be larger than one message to the database should be.
  for (const [position, { name, mediaType, content, flags, realType, recognise }] of attachments.entries()) {
    const sha256 = createHash('sha256').update(content).digest('hex');
    await tx.attachment.create({
      data: {
        ...{ reportId, position, name, mediaType, size: content.byteLength, sha256, content: content as Uint8Array<ArrayBuffer>, flags },
        realType,
        scanState: scans ? 'waiting' : 'none',
        recogniseState: recognise ? 'waiting' : null,
        recognisePages: recognise ?? [],
      },
      select: { id: true },
    });
  }
}

/** Only the columns of a child: a reader may know more than the table. */
function childColumns({ name, nationalId, birthDate, address, whereabouts, school, unborn }: ReportedChild) {
  return { name, nationalId, birthDate, address, whereabouts, school, unborn: unborn ?? false };
}

type Judged = { urgency: Urgency; reasons: UrgencyReason[]; byStaff: boolean };

/** What the rules find replaces the provisional "acute: not read yet". What a person has decided is never lowered by it. */
function judge(report: Report, result: ReadResult): Judged {
  const { subject, text, flags, status, danger, children, automatic } = result;
  const facts = { subject, text, flags, readStatus: status, danger, children, automatic, receivedAt: report.receivedAt };
  const found = classify(facts, urgencyModel());
  const reasons = (report.urgencyReasons as UrgencyReason[]).filter(({ rule }) => rule !== 'not-read-yet');
  const byStaff = reasons.some(({ rule }) => rule === 'changed-by-staff');
  return {
    urgency: byStaff ? moreUrgent(report.urgency, found.urgency) : found.urgency,
    reasons: storableJson([...reasons, ...found.reasons]),
    byStaff,
  };
}

/**
 * While no step has fired, the ladders are those of what was found, from the receipt; so a normal report stops climbing as an acute
 * one. After a first step, or a person's decision, the next instants may only come nearer.
 */
async function moveAfter(tx: Tx, report: Report, { urgency, byStaff }: Judged, now: Date): Promise<void> {
  const { id: reportId } = report;
  const fired = await tx.escalation.count({ where: { reportId } });
  const untouched = !byStaff && fired === 0 && (await tx.ladder.count({ where: { reportId, clock: ACKNOWLEDGE, round: 0 } })) === 1;
  await moveLadders(tx, report, { urgency, onlyNearer: !untouched }, now);
}

function audit(report: Report, result: ReadResult, { urgency, reasons }: Judged, links: number, now: Date) {
  const { status, flags, children, attachments } = result;
  const detail = {
    status,
    urgency,
    rules: reasons.map(({ rule }) => rule),
    flags,
    children: children.length,
    attachments: attachments.length,
    links,
  };
  return {
    municipalityId: report.municipalityId,
    stream: report.id,
    reportId: report.id,
    at: now,
    actor: 'system:reading',
    action: 'report.read',
    detail,
  };
}
