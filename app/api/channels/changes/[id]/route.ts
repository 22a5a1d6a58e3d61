import { z } from 'zod';
import { decideChange, decisionInput } from '@/lib/channel-setup/decide-change';
import { withRoute } from '@/lib/http/with-route';

/** Approves, rejects or takes back a proposed change. */
export const POST = withRoute(
  { right: 'channel.decide', params: z.object({ id: z.uuid() }), body: decisionInput },
  ({ staff, params, body, services, now }) => decideChange(services, staff, params.id, body, now),
);
