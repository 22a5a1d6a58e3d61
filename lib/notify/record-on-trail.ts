import { appendAudit, appendAudits, municipalityStream } from '@/lib/db/append-audit';
import type { Tx } from '@/lib/db/client';
import type { LoadedNotice } from './load-notice';

const ACTOR = 'system:notify';

/**
 * Records what became of a notice on the trail of each report that it tells of, in the caller's transaction. An alarm stands in the
 * municipality's own stream. A digest and a test leave their attempts only.
 * @param detail identifiers and codes
 */
export async function recordOnTrail(
  tx: Tx,
  notice: LoadedNotice,
  action: string,
  detail: Record<string, unknown>,
  now: Date,
): Promise<void> {
  if (notice.kind === 'digest' || notice.kind === 'test') return;
  const { municipalityId, means, recipient, recipientLabel } = notice;
  const common = { municipalityId, at: now, actor: ACTOR, action };
  const facts = { notice: notice.id, means, ...(recipient ? { recipient: recipient.id } : { outside: recipientLabel }), ...detail };
  const byReport = new Map(notice.about.map((covered) => [covered.report.id, covered.step]));
  const entries = [...byReport].map(([reportId, { round, step, name }]) => {
    return { ...common, stream: reportId, reportId, detail: { ...facts, round, step, name } };
  });
  if (entries.length > 0) return appendAudits(tx, entries);
  await appendAudit(tx, { ...common, stream: municipalityStream(municipalityId), reportId: null, detail: facts });
}
