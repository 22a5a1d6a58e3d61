import { z } from 'zod';
import { OUTCOMES } from '@/lib/domain/report';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { assess } from '@/lib/triage/assess';

const body = z.object({
  outcome: z.enum(OUTCOMES),
  reason: z.string().max(20_000),
  involvedReason: z.string().max(20_000).optional(),
  version: z.number().int(),
});

/** The first assessment with its outcome and reason. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  assess(services, staff, params.ref, body, now),
);
