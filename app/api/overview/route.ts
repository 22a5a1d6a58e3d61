import { z } from 'zod';
import { TIME_LINE_HOURS, USUAL_TIME_LINE_HOURS } from '@/lib/domain/time-line';
import { seeOverview } from '@/lib/health/see-overview';
import { withRoute } from '@/lib/http/with-route';

const query = z.object({ hours: z.coerce.number().pipe(z.literal(TIME_LINE_HOURS)).default(USUAL_TIME_LINE_HOURS) });

export const GET = withRoute({ right: 'overview.see', query }, ({ query: { hours }, services, staff, now }) =>
  seeOverview(services, staff, now, hours),
);
