import { appendAudit } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import type { Report } from '@/lib/db/generated/client';
import { storable, storableJson } from '@/lib/db/text';
import { moveLadders } from '@/lib/deadlines/ladders';
import { type Picture, recogniseText } from '@/lib/documents/recognise-text';
import { NotInstalled } from '@/lib/documents/run-program';
import { type Country, moreUrgent, type Notifier, type ReportedChild, type UrgencyReason } from '@/lib/domain/report';
import { classify } from '@/lib/domain/urgency/classify';
import { errorCode, log } from '@/lib/log';
import { suggestLinks } from '@/lib/triage/suggest-links';
import { urgencyModel } from '@/lib/urgency/load-model';

export type RecogniseDeps = {
  prisma: Db;
  notifyChange(municipalityId: string): void;
  recognise?: (picture: Picture, country: Country) => Promise<string>;
};

type State = 'done' | 'nothing' | 'failed' | 'not-installed';
type Outcome = { id: string; name: string; state: State; text: string };

const WAITS = { in: ['waiting', 'not-installed'] };
const TRANSACTION = { timeout: 60_000, maxWait: 10_000 };

/**
 * Recognises the text of a report's scans and photos and puts it below the report's own, marked as what a machine made out. It may
 * raise the urgency and suggest links; it lowers nothing and takes no mark away, because what it made out may be wrong.
 *
 * Again on a report that has nothing waiting it changes nothing.
 * @returns how many pictures gave text
 */
export async function recogniseReport(deps: RecogniseDeps, reportId: string, now: Date): Promise<number> {
  const { prisma, recognise = recogniseText } = deps;
  const report = await prisma.report.findUniqueOrThrow({ where: { id: reportId }, select: { country: true, municipalityId: true } });
  const waiting = await prisma.attachment.findMany({
    // What the scanner objects to is opened by nobody.
    where: { reportId, recogniseState: WAITS, scanState: { not: 'infected' } },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  const outcomes: Outcome[] = [];
  for (const { id } of waiting) outcomes.push(await recogniseOne(prisma, id, report.country, recognise));
  if (outcomes.length === 0) return 0;
  await prisma.$transaction((tx) => store(tx, reportId, outcomes, now), TRANSACTION);
  deps.notifyChange(report.municipalityId);
  return outcomes.filter(({ state }) => state === 'done').length;
}

async function recogniseOne(prisma: Db, id: string, country: Country, recognise: typeof recogniseText): Promise<Outcome> {
  const { name, content, realType, recognisePages } = await prisma.attachment.findUniqueOrThrow({ where: { id } });
  try {
    const text = storable(await recognise({ content, realType, pages: recognisePages }, country));
    return { id, name, state: text === '' ? 'nothing' : 'done', text };
  } catch (error) {
    const state = error instanceof NotInstalled ? 'not-installed' : 'failed';
    if (state === 'failed') log().warn({ attachmentId: id, ...errorCode(error) }, 'the text of a picture could not be recognised');
    return { id, name, state, text: '' };
  }
}

async function store(tx: Tx, reportId: string, outcomes: readonly Outcome[], now: Date): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM report WHERE id = ${reportId}::uuid FOR NO KEY UPDATE`;
  const settled: Outcome[] = [];
  for (const outcome of outcomes) {
    // Of two that recognised the same picture at once, the second adds nothing.
    const { count } = await tx.attachment.updateMany({
      where: { id: outcome.id, recogniseState: WAITS },
      data: { recogniseState: outcome.state },
    });
    if (count === 1) settled.push(outcome);
  }
  const found = settled.filter(({ text }) => text !== '');
  if (found.length > 0) await addText(tx, reportId, found, now);
}

/** A mark that is not a word of any language, so that nobody takes it for the writer's. */
const marked = ({ name, text }: Outcome) => `--- ${name} [OCR] ---\n${text}`;

async function addText(tx: Tx, reportId: string, found: readonly Outcome[], now: Date): Promise<void> {
  const report = await tx.report.findUniqueOrThrow({ where: { id: reportId }, include: { children: { orderBy: { position: 'asc' } } } });
  const added = found.map(marked).join('\n\n');
  const text = report.text.trim() === '' ? added : `${report.text}\n\n${added}`;
  const flags = [...new Set([...report.flags, 'text-recognised'])];
  const judged = judge(report, added, report.children as ReportedChild[]);
  await tx.report.update({
    where: { id: reportId },
    data: { text, flags, urgency: judged.urgency, urgencyReasons: judged.reasons, version: { increment: 1 } },
  });
  const raised = judged.urgency !== report.urgency;
  if (raised) await moveLadders(tx, report, { urgency: judged.urgency, onlyNearer: true }, now);
  const children = report.children as ReportedChild[];
  const links = await suggestLinks(
    tx,
    report,
    { subject: report.subject, text, notifier: report.notifier as Notifier | null, children },
    now,
  );
  await appendAudit(tx, {
    municipalityId: report.municipalityId,
    stream: reportId,
    reportId,
    at: now,
    actor: 'system:recognising',
    action: 'report.text-recognised',
    detail: { attachments: found.length, urgency: judged.urgency, rules: judged.reasons.map(({ rule }) => rule), links },
  });
}

/** What the rules find in the recognised text alone is added to what stands; a person's decision and earlier findings are never lowered. */
function judge(report: Report, added: string, children: ReportedChild[]) {
  const facts = { subject: '', text: added, flags: [], readStatus: 'read' as const, children, receivedAt: report.receivedAt };
  const found = classify(facts, urgencyModel());
  const known = report.urgencyReasons as UrgencyReason[];
  const fresh = found.reasons.filter(({ rule }) => rule !== 'ordinary' && !known.some((reason) => reason.rule === rule));
  return { urgency: moreUrgent(report.urgency, found.urgency), reasons: storableJson([...known, ...fresh]) };
}
