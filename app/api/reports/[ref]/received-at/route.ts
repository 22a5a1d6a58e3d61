import { z } from 'zod';
import { localTime } from '@/lib/http/local-time';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { correctReceivedAt } from '@/lib/triage/correct-received-at';

const body = z.object({ received: localTime, reason: z.string().max(20_000), version: z.number().int() });

/** The report was received earlier than the channel says. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  correctReceivedAt(services, staff, params.ref, body, now),
);
