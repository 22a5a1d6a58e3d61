import { z } from 'zod';
import { changeOutOfHours } from '@/lib/escalation/change-out-of-hours';
import { withRoute } from '@/lib/http/with-route';

const text = z.string().max(1000);
const body = z.object({ name: text, email: text, mobile: text });

/** Names the service that answers at night. */
export const POST = withRoute({ right: 'policy.edit', body }, ({ services, staff, body, now }) =>
  changeOutOfHours(services, staff, body, now),
);
