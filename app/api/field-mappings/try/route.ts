import { withRoute } from '@/lib/http/with-route';
import { tryInput, tryMapping } from '@/lib/mapping/try-mapping';

/** Tries a mapping on a stored mail: labels and lengths, no contents. */
export const POST = withRoute({ right: 'mapping.edit', body: tryInput }, ({ staff, body, services, now }) =>
  tryMapping(services.prisma, staff, body, now),
);
