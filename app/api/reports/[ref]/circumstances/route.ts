import { z } from 'zod';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { stateCircumstances } from '@/lib/triage/state-circumstances';

const body = z.object({ ongoingMeasures: z.boolean().optional(), abuseReported: z.boolean().optional(), version: z.number().int() });

/** What a person states of a report, as far as duties depend on it. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  stateCircumstances(services, staff, params.ref, body, now),
);
