import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { undoDuty } from '@/lib/triage/undo-duty';

const body = z.object({ rule: z.string(), reason: z.string().max(20_000), version: z.number().int() });

/** I take back that a duty was done or left out. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  undoDuty(services, staff, params.ref, body, now),
);
