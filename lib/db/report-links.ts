import type { ChannelKind, ReportState, Urgency } from '@/lib/domain/report';
import type { Db } from './client';

/** A report that may be about the same child or event, with what the two have in common. */
export type ReportLinkView = {
  ref: string;
  subject: string;
  channelKind: ChannelKind;
  urgency: Urgency;
  state: ReportState;
  receivedAt: Date;
  reason: { code?: string; terms?: string[] };
};

const OTHER = { select: { ref: true, subject: true, channelKind: true, urgency: true, state: true, receivedAt: true } } as const;

/** Suggested links of a report in both directions, newest report first. A link never leaves the municipality. */
export async function readLinks(prisma: Db, reportId: string): Promise<ReportLinkView[]> {
  const { municipalityId } = await prisma.report.findUniqueOrThrow({ where: { id: reportId }, select: { municipalityId: true } });
  const [there, here] = await Promise.all([
    prisma.reportLink.findMany({ where: { fromId: reportId, to: { municipalityId } }, select: { reason: true, to: OTHER } }),
    prisma.reportLink.findMany({ where: { toId: reportId, from: { municipalityId } }, select: { reason: true, from: OTHER } }),
  ]);
  const links = [...there.map(({ to, reason }) => ({ ...to, reason })), ...here.map(({ from, reason }) => ({ ...from, reason }))];
  const byRef = new Map(links.map((link) => [link.ref, { ...link, reason: link.reason as ReportLinkView['reason'] }]));
  return [...byRef.values()].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
}
