import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { assign } from '@/lib/triage/assign';

const body = z.object({ staffId: z.uuid().nullable(), version: z.number().int() });

/** Somebody of my municipality shall have this report, or nobody. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  assign(services, staff, params.ref, body, now),
);
