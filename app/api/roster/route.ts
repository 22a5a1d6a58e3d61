import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { seeRoster } from '@/lib/roster/see-roster';

const query = z.object({ from: z.string().max(10).optional() });

/** Who has duty when, for two weeks. */
export const GET = withRoute({ right: 'roster.see', query }, ({ services, staff, query, now }) =>
  seeRoster(services.prisma, staff.municipality, query.from, now),
);
