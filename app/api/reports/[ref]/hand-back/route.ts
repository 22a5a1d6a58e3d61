import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { handBack } from '@/lib/triage/hand-back';

const body = z.object({ reason: z.string().max(20_000), version: z.number().int() });

/** I give the report back; its ladder climbs again. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  handBack(services, staff, params.ref, body, now),
);
