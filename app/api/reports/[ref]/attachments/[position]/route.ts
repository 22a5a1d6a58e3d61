import { z } from 'zod';
import { download } from '@/lib/http/download';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { takeAttachment } from '@/lib/triage/take-attachment';

const params = reportParams.extend({ position: z.coerce.number().int().min(0).max(1_000_000) });

/** One attachment as it was received. */
export const GET = withRoute({ right: 'report.see', params }, async ({ staff, params, services, now }) => {
  const { content, name, mediaType } = await takeAttachment(services, staff, params.ref, params.position, now);
  return download(content, name, mediaType);
});
