import { z } from 'zod';
import { PERIOD_KINDS } from '@/lib/domain/local-month';
import { readLatenessHistory } from '@/lib/health/overview-history';
import { withRoute } from '@/lib/http/with-route';

const query = z.object({ by: z.enum(PERIOD_KINDS).default('week') });

export const GET = withRoute({ right: 'overview.see', query }, ({ query: { by }, services, staff, now }) =>
  readLatenessHistory(services.pool, staff.municipality, by, now),
);
