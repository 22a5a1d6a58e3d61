import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { seeReport } from '@/lib/triage/see-report';

/** One report. Looking at it stands in its log. */
export const GET = withRoute({ right: 'report.see', params: reportParams }, ({ staff, params, services, now }) =>
  seeReport(services, staff, params.ref, now),
);
