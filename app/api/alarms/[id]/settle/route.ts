import { z } from 'zod';
import { settleAlarm } from '@/lib/health/settle-alarm';
import { withRoute } from '@/lib/http/with-route';

const params = z.object({ id: z.uuid() });
const body = z.object({ reason: z.string().max(20_000) });

/** Nothing more can be put right about what happened; the reason stands in the log. */
export const POST = withRoute({ right: 'alarm.settle', params, body }, ({ services, staff, params, body, now }) =>
  settleAlarm(services, staff, params.id, body.reason, now),
);
