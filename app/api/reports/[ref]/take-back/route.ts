import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { takeBack } from '@/lib/triage/take-back';

const body = z.object({ version: z.number().int().optional() });

/** A person takes back that something is no report. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  takeBack(services, staff, params.ref, body, now),
);
