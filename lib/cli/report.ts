import { type CommandContext, EXIT } from './command-context';

/** `mottak report REF`: all of one report as one JSON object; indented without --json. Exit code 1 when there is none. */
export async function reportCommand({ prisma, print, complain, options }: CommandContext, [ref]: string[]): Promise<number> {
  if (!ref) {
    complain('mottak report REF');
    return EXIT.usage;
  }
  const report = await prisma.report.findUnique({ where: { ref: ref.toUpperCase() }, include: INCLUDE });
  if (!report) {
    complain(`There is no report ${ref}.`);
    return EXIT.failed;
  }
  const trail = await prisma.auditEntry.findMany({ where: { reportId: report.id }, orderBy: { id: 'asc' } });
  const { arrival } = report;
  const answer = {
    report: report.ref,
    municipality: report.municipality.slug,
    channel: report.channelKind,
    state: report.state,
    read: report.readStatus,
    received_at: report.receivedAt,
    received_at_source: arrival.receivedAtSource,
    stored_at: report.storedAt,
    urgency: report.urgency,
    reasons: report.urgencyReasons,
    due_at: report.dueAt,
    acknowledged_by: report.acknowledgedBy?.name ?? null,
    assigned_to: report.assignedTo?.name ?? null,
    outcome: report.outcome,
    outcome_reason: report.outcomeReason,
    envelope: arrival.envelope,
    sender_checks: report.senderCheck?.checks ?? null,
    original: { media_type: arrival.mediaType, size: arrival.size, sha256: arrival.sha256 },
    subject: report.subject,
    notifier: report.notifier,
    text: report.text,
    children: report.children.map(({ id, reportId, position, ...child }) => child),
    attachments: report.attachments.map(({ name, mediaType, size, sha256, flags }) => ({ name, type: mediaType, size, sha256, flags })),
    flags: report.flags,
    deadlines: report.deadlines.map((deadline) => ({
      rule: deadline.rule,
      citation: deadline.citation,
      old_citation: deadline.oldCitation,
      basis: deadline.basis,
      certainty: deadline.certainty,
      from: deadline.fromEvent,
      applies_to: deadline.appliesTo,
      started_at: deadline.startedAt,
      due_at: deadline.dueAt,
      last_day: deadline.lastDay,
      shown_last_day: deadline.shownLastDay,
      met_at: deadline.metAt,
      lapsed_at: deadline.lapsedAt,
      not_needed_at: deadline.notNeededAt,
      not_needed_reason: deadline.notNeededReason,
      may_be_left_out: deadline.mayBeLeftOut,
    })),
    links: [
      ...report.links.map((link) => ({ report: link.to.ref, reason: link.reason })),
      ...report.linkedFrom.map((link) => ({ report: link.from.ref, reason: link.reason })),
    ],
    trail: trail.map(({ at, actor, action, detail }) => ({ at, actor, action, detail })),
  };
  print(options.json ? answer : JSON.stringify(answer, null, 2));
  return EXIT.done;
}

const INCLUDE = {
  municipality: { select: { slug: true } },
  arrival: { omit: { raw: true } },
  senderCheck: true,
  acknowledgedBy: { select: { name: true } },
  assignedTo: { select: { name: true } },
  children: { orderBy: { position: 'asc' } },
  attachments: { omit: { content: true }, orderBy: { position: 'asc' } },
  deadlines: { orderBy: { dueAt: 'asc' } },
  links: { include: { to: { select: { ref: true } } } },
  linkedFrom: { include: { from: { select: { ref: true } } } },
} as const;
