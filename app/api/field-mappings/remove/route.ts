import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { removeMapping } from '@/lib/mapping/change-mapping';

const body = z.object({ id: z.uuid(), version: z.number().int() });

/** Removes one; what was read with it stays as it is. */
export const POST = withRoute({ right: 'mapping.edit', body }, ({ staff, body, services, now }) =>
  removeMapping(services.prisma, staff, body, now),
);
