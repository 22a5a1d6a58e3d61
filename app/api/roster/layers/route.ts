import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { saveLayer } from '@/lib/roster/save-layer';

const text = z.string().max(200);
const body = z.object({
  name: text,
  position: z.number(),
  unitId: z.uuid().nullable(),
  participants: z.array(z.uuid()).max(200),
  rotation: z.object({ startDay: text, handoverTime: text, handoverWeekday: z.number(), weeks: z.number() }),
  hours: z
    .array(z.object({ weekday: z.number(), from: text, to: text }))
    .max(100)
    .nullable(),
  seen: z.object({ layerId: z.uuid(), version: z.uuid() }).optional(),
});

/** Adds a layer, or changes the one that `seen` names. */
export const POST = withRoute({ right: 'roster.edit', body }, ({ services, staff, body: { seen, ...input }, now }) =>
  saveLayer(services, staff, input, now, seen),
);
