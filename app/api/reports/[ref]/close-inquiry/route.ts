import { z } from 'zod';
import { localTime } from '@/lib/http/local-time';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { closeInquiry } from '@/lib/triage/close-inquiry';

const body = z.object({ closed: localTime.optional(), note: z.string().max(20_000).optional(), version: z.number().int() });

/** The inquiry that the report was assessed into is closed. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  closeInquiry(services, staff, params.ref, body, now),
);
