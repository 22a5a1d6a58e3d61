import { z } from 'zod';
import { seeAlarm } from '@/lib/health/see-alarm';
import { withRoute } from '@/lib/http/with-route';

const params = z.object({ id: z.uuid() });

/** I have seen the alarm; it stays open. */
export const POST = withRoute({ right: 'alarm.see', params }, ({ services, staff, params, now }) =>
  seeAlarm(services, staff, params.id, now),
);
