import { z } from 'zod';
import { localTime } from '@/lib/http/local-time';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { markDone } from '@/lib/triage/mark-done';

const body = z.object({ rule: z.string(), done: localTime.optional(), note: z.string().max(20_000).optional(), version: z.number().int() });

/** A duty was done, and when. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  markDone(services, staff, params.ref, body, now),
);
