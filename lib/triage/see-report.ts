import type { Db } from '@/lib/db/client';
import { type ReportDetail, reportQuery } from '@/lib/db/report-query';
import { MottakError } from '@/lib/domain/errors';
import type { InvolvedPerson } from '@/lib/domain/involved-before';
import type { Actor } from './act-on-report';
import { openReport } from './open-report';
import { readInvolved } from './read-involved';

/** `now` is the server's clock, because a browser's may be wrong. */
export type SeenReport = {
  now: Date;
  /** `involved`: who was involved in earlier reports on the child, where the law asks for somebody who was not. */
  report: ReportDetail & { involved: InvolvedPerson[] };
};

/** Characters of a text that are shown at once: more than any letter has, and a page that never stalls. */
const TEXT_SHOWN = 50_000;

/**
 * A report as a member of staff sees it. The look is in its log before anything is shown.
 * @throws MottakError not-found, also for another municipality's report
 */
export async function seeReport(deps: { prisma: Db }, staff: Actor, ref: string, now: Date): Promise<SeenReport> {
  await openReport(deps, staff, ref, { kind: 'report' }, now);
  const report = await reportQuery(deps.prisma, { ref, municipalityId: staff.municipality.id, textLimit: TEXT_SHOWN });
  if (!report) throw new MottakError('not-found');
  return { now, report: { ...report, involved: await readInvolved(deps.prisma, report) } };
}
