import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { acknowledge } from '@/lib/triage/acknowledge';

const body = z.object({ version: z.number().int().optional() });

/** I take responsibility for this report. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  acknowledge(services, staff, params.ref, body, now),
);
