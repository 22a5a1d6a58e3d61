import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Tx } from '@/lib/db/client';

/** The member of staff whose own page it is; there is no way to name another. */
export type Member = { staffId: string; municipalityId: string; country: 'dk' | 'no' | 'se' };

/** Records that somebody changed how they are reached; numbers and addresses stay out of the log. */
export async function recordChange(tx: Tx, { staffId, municipalityId }: Member, action: string, now: Date): Promise<void> {
  await appendAudit(tx, {
    municipalityId,
    stream: municipalityStream(municipalityId),
    reportId: null,
    at: now,
    actor: staffId,
    action,
    detail: { staff: staffId },
  });
}
