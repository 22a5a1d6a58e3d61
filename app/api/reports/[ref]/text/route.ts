import { reportQuery } from '@/lib/db/report-query';
import { download } from '@/lib/http/download';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { openReport } from '@/lib/triage/open-report';

/** The whole readable text, for a text that is too long to be shown at once. */
export const GET = withRoute({ right: 'report.see', params: reportParams }, async ({ staff, params, services, now }) => {
  await openReport(services, staff, params.ref, { kind: 'text' }, now);
  const report = await reportQuery(services.prisma, { ref: params.ref, municipalityId: staff.municipality.id, textLimit: null });
  return download(report?.text ?? '', `${params.ref}-text.txt`, 'text/plain');
});
