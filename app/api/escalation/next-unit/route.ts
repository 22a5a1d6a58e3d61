import { z } from 'zod';
import { changeNextUnit } from '@/lib/escalation/change-next-unit';
import { withRoute } from '@/lib/http/with-route';

const body = z.object({ unitId: z.uuid(), nextUnitId: z.uuid().nullable() });

/** Says which unit is above another. */
export const POST = withRoute({ right: 'policy.edit', body }, ({ services, staff, body, now }) =>
  changeNextUnit(services, staff, body, now),
);
