import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { removeAbsence } from '@/lib/roster/remove-absence';

const params = z.object({ id: z.uuid() });

/** Ends an absence now; what it did until now stays. */
export const POST = withRoute({ right: 'roster.see', params }, ({ services, staff, params, now }) =>
  removeAbsence(services, staff, params.id, now),
);
