import { z } from 'zod';
import { LEAVE_OUT_REASONS } from '@/lib/domain/law/rule';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { leaveOut } from '@/lib/triage/leave-out';

const body = z.object({
  rule: z.string(),
  exception: z.enum(LEAVE_OUT_REASONS),
  reason: z.string().max(20_000).optional(),
  version: z.number().int(),
});

/** A duty is left out by an exception of the act. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  leaveOut(services, staff, params.ref, body, now),
);
