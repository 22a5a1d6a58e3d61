import type { Db, Tx } from '@/lib/db/client';
import { readLinkedReports } from '@/lib/db/linked-reports';
import { type InvolvedPerson, involvedBefore } from '@/lib/domain/involved-before';

type Case = Parameters<typeof involvedBefore>[0] & { id: string; municipalityId: string };

/** Who was involved in earlier reports on the child, where Barnets lov § 137, stk. 1 asks for somebody who was not. */
export async function readInvolved(prisma: Db | Tx, report: Case): Promise<InvolvedPerson[]> {
  return report.country === 'dk' ? involvedBefore(report, await readLinkedReports(prisma, report)) : [];
}
