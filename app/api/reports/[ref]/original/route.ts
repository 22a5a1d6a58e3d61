import { download } from '@/lib/http/download';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { takeOriginal } from '@/lib/triage/take-original';

/** The bytes exactly as they were received. */
export const GET = withRoute({ right: 'report.see', params: reportParams }, async ({ staff, params, services, now }) => {
  const { content, name } = await takeOriginal(services, staff, params.ref, now);
  return download(content, name, 'application/octet-stream');
});
