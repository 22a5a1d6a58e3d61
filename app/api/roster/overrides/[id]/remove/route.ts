import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { removeOverride } from '@/lib/roster/remove-override';

const params = z.object({ id: z.uuid() });

/** Ends an override now; what it did until now stays. */
export const POST = withRoute({ right: 'roster.edit', params }, ({ services, staff, params, now }) =>
  removeOverride(services, staff, params.id, now),
);
