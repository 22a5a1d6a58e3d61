import { z } from 'zod';
import { localTime } from '@/lib/http/local-time';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { requestFeedback } from '@/lib/triage/request-feedback';

const body = z.object({ asked: localTime.optional(), version: z.number().int() });

/** The notifier asks what became of the report. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  requestFeedback(services, staff, params.ref, body, now),
);
