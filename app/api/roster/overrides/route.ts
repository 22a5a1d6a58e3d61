import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { addOverride } from '@/lib/roster/add-override';

const text = z.string().max(100);
const body = z.object({
  layerId: z.uuid().nullable(),
  staffId: text,
  fromDay: text,
  fromTime: text,
  toDay: text,
  toTime: text,
  reason: z.string().max(5000),
});

/** Somebody takes a duty over. */
export const POST = withRoute({ right: 'roster.edit', body }, ({ services, staff, body, now }) => addOverride(services, staff, body, now));
