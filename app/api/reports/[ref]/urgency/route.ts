import { z } from 'zod';
import { URGENCIES } from '@/lib/domain/report';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { changeUrgency } from '@/lib/triage/change-urgency';

const body = z.object({ urgency: z.enum(URGENCIES), reason: z.string().max(20_000).optional(), version: z.number().int() });

/** A person raises or lowers the urgency. */
export const POST = withRoute({ right: 'report.act', params: reportParams, body }, ({ staff, params, body, services, now }) =>
  changeUrgency(services, staff, params.ref, body, now),
);
