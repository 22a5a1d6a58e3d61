import type {
  ChannelKind,
  Country,
  Notifier,
  Outcome,
  ReadStatus,
  ReportedChild,
  ReportState,
  Urgency,
  UrgencyReason,
} from '@/lib/domain/report';
import type { SenderCheck } from '@/lib/domain/sender-check';
import type { Db } from './client';
import type { Prisma } from './generated/client';
import { type ReportLinkView, readLinks } from './report-links';
import { readTrail, type TrailEntry } from './report-trail';

type Person = { id: string; name: string };

/** A duty of the law with its clock. Days are days in the municipality's zone (YYYY-MM-DD). */
type ReportDeadline = {
  rule: string;
  citation: string;
  oldCitation: string;
  basis: 'statutory' | 'target';
  certainty: string;
  /** Whether the act gives a figure, or the municipality has set a target. */
  hasLimit: boolean;
  fromEvent: string;
  appliesTo: string;
  /** Null while the clock stands. */
  startedAt: Date | null;
  dueAt: Date | null;
  lastDay: string | null;
  shownLastDay: string | null;
  mayBeLeftOut: string[];
  metAt: Date | null;
  metBy: Person | null;
  lapsedAt: Date | null;
  /** A person left it out by an exception of the act; it has then lapsed too. */
  notNeededAt: Date | null;
  notNeededBy: Person | null;
  notNeededReason: string | null;
  notNeededNote: string | null;
  /** When a person marked it done or not needed. */
  settledAt: Date | null;
};

/** All of one report but the bytes of its original and attachments. */
export type ReportDetail = {
  id: string;
  ref: string;
  municipalityId: string;
  country: Country;
  channelKind: ChannelKind;
  channelName: string;
  unit: string | null;
  receivedAt: Date;
  storedAt: Date;
  state: ReportState;
  urgency: Urgency;
  urgencyReasons: UrgencyReason[];
  readStatus: ReadStatus;
  subject: string;
  /** The text's first characters, as many as were asked for. */
  text: string;
  /** Characters (code points) of the whole text. */
  textLength: number;
  hasHtml: boolean;
  notifier: Notifier | null;
  children: ReportedChild[];
  flags: string[];
  attachments: {
    position: number;
    name: string;
    mediaType: string;
    /** What the bytes are by their own marks; null when they have none. */
    realType: string | null;
    size: number;
    sha256: string;
    flags: string[];
    scanState: string;
    scanFound: string | null;
    recogniseState: string | null;
  }[];
  deadlines: ReportDeadline[];
  dueAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: Person | null;
  assignedTo: Person | null;
  assessedAt: Date | null;
  assessedBy: Person | null;
  outcome: Outcome | null;
  outcomeReason: string | null;
  involvedReason: string | null;
  ongoingMeasures: boolean | null;
  abuseReported: boolean | null;
  feedbackRequestedAt: Date | null;
  /** Since when it is back on top of the queue: the time for its first assessment is running out. */
  alarmAt: Date | null;
  /** The ladders of its clocks: "acknowledge", and law rules. */
  ladders: { clock: string; round: number; dueAt: Date | null; nextStep: number | null; nextStepAt: Date | null; stoppedAt: Date | null }[];
  version: number;
  arrival: { mediaType: string; size: number; sha256: string; envelope: Record<string, unknown>; receivedAtSource: string };
  /** What SPF, DKIM and DMARC say of a mail's sender; null while nobody has looked, and for all that is no mail. */
  senderCheck: { checkedAt: Date; checks: SenderCheck[] } | null;
  links: ReportLinkView[];
  trail: TrailEntry[];
};

export type ReportOptions = {
  ref: string;
  /** Left out: a report of any municipality. */
  municipalityId?: string;
  /** Characters of the text that are wanted; null for all. */
  textLimit: number | null;
};

/** One report, or null when there is none (or it is another municipality's). */
export async function reportQuery(prisma: Db, { ref, municipalityId, textLimit }: ReportOptions): Promise<ReportDetail | null> {
  const report = await prisma.report.findFirst({
    where: { ref, municipalityId },
    omit: { text: true, html: true, receiptCode: true },
    include: INCLUDED,
  });
  if (!report) return null;
  const [text, links, trail] = await Promise.all([
    readText(prisma, report.id, textLimit),
    readLinks(prisma, report.id),
    readTrail(prisma, report.id),
  ]);
  const { channel, unit, senderCheck, ...rest } = report;
  return {
    ...rest,
    ...text,
    links,
    trail,
    channelName: channel.name,
    unit: unit?.name ?? null,
    urgencyReasons: report.urgencyReasons as UrgencyReason[],
    notifier: report.notifier as Notifier | null,
    outcome: report.outcome as Outcome | null,
    children: report.children.map(childOf),
    deadlines: report.deadlines.map(({ limit, ...deadline }) => ({ ...deadline, hasLimit: limit !== null })),
    arrival: { ...report.arrival, envelope: report.arrival.envelope as Record<string, unknown> },
    senderCheck: senderCheck && { ...senderCheck, checks: senderCheck.checks as SenderCheck[] },
  };
}

const PERSON = { select: { id: true, name: true } } as const;

const INCLUDED = {
  channel: { select: { name: true } },
  unit: { select: { name: true } },
  acknowledgedBy: PERSON,
  assignedTo: PERSON,
  assessedBy: PERSON,
  arrival: { select: { mediaType: true, size: true, sha256: true, envelope: true, receivedAtSource: true } },
  senderCheck: { select: { checkedAt: true, checks: true } },
  children: { orderBy: { position: 'asc' } },
  attachments: {
    orderBy: { position: 'asc' },
    select: {
      ...{ position: true, name: true, mediaType: true, realType: true, size: true, sha256: true, flags: true },
      ...{ scanState: true, scanFound: true, recogniseState: true },
    },
  },
  deadlines: {
    orderBy: [{ dueAt: 'asc' }, { rule: 'asc' }],
    omit: { id: true, reportId: true, gatesQueue: true, metById: true, notNeededById: true },
    include: { metBy: PERSON, notNeededBy: PERSON },
  },
  ladders: {
    orderBy: { clock: 'asc' },
    select: { clock: true, round: true, dueAt: true, nextStep: true, nextStepAt: true, stoppedAt: true },
  },
} satisfies Prisma.ReportInclude;

/** Cut in the database: ten megabytes of text are not carried about to show a page of it. */
async function readText(prisma: Db, id: string, limit: number | null): Promise<{ text: string; textLength: number; hasHtml: boolean }> {
  const found = await prisma.$queryRaw<{ text: string; textLength: number; hasHtml: boolean }[]>`
    SELECT left(text, COALESCE(${limit}::int, length(text))) AS text, length(text) AS "textLength", html IS NOT NULL AS "hasHtml" FROM report WHERE id = ${id}::uuid`;
  return found[0] ?? { text: '', textLength: 0, hasHtml: false };
}

type ChildRow = { [Key in keyof ReportedChild]-?: ReportedChild[Key] | null };

function childOf({ name, nationalId, birthDate, address, whereabouts, school, unborn }: ChildRow): ReportedChild {
  const stated = { name, nationalId, birthDate, address, whereabouts, school };
  return { ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value)), unborn: unborn ?? false };
}
