import { z } from 'zod';
import { QUEUE_FILTERS } from '@/lib/domain/queue-order';
import { withRoute } from '@/lib/http/with-route';
import { seeQueue } from '@/lib/triage/see-queue';

const asked = z.object({
  filter: z.enum(QUEUE_FILTERS).default('all'),
  limit: z.coerce.number().int().min(1).max(2000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

export const GET = withRoute({ right: 'queue.see', query: asked }, ({ staff, query, services, now }) =>
  seeQueue(services, staff, query, now),
);

/** A search comes in the body: a child's name must not stand in an address, where logs would keep it. */
export const POST = withRoute(
  { right: 'queue.see', body: asked.extend({ search: z.string().max(200) }) },
  ({ staff, body, services, now }) => seeQueue(services, staff, body, now),
);
