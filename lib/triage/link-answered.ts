import { answeredMessageIds } from '@/lib/channels/email/answered-message-ids';
import type { Tx } from '@/lib/db/client';

type Answer = { id: string; municipalityId: string; arrivalId: string; channelKind: string };

/** Header fields stand in the first bytes of a mail. */
const HEADER_BYTES = 256 * 1024;

/**
 * Links a mail that answers one of our own to the report that ours was about. It stays a report of its own with a clock of its own:
 * what somebody writes below "SV:" may be the worst news yet. Only our own Message-IDs count; a subject or a reference that is quoted
 * makes no answer. In the caller's transaction.
 * @returns how many links were made
 */
export async function linkAnswered(tx: Tx, report: Answer, now: Date): Promise<number> {
  if (report.channelKind !== 'email') return 0;
  const [arrival] = await tx.$queryRaw<{ head: Uint8Array }[]>`
    SELECT substring(raw FROM 1 FOR ${HEADER_BYTES}::int) AS head FROM arrival WHERE id = ${report.arrivalId}::uuid`;
  const messageIds = answeredMessageIds(arrival?.head ?? new Uint8Array());
  if (messageIds.length === 0) return 0;
  const notices = await tx.notice.findMany({
    where: { messageId: { in: messageIds }, municipalityId: report.municipalityId, reportId: { not: null } },
    select: { reportId: true },
  });
  const answered = [...new Set(notices.flatMap(({ reportId }) => reportId ?? []))].filter((id) => id !== report.id);
  const data = answered.map((toId) => ({ fromId: report.id, toId, reason: { code: 'reply', terms: [] }, createdAt: now }));
  if (data.length === 0) return 0;
  // A link that words suggested as well says less than the answer does.
  await tx.reportLink.deleteMany({ where: { fromId: report.id, toId: { in: answered } } });
  return (await tx.reportLink.createMany({ data })).count;
}
