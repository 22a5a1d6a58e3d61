import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { removeLayer } from '@/lib/roster/remove-layer';

const body = z.object({ layerId: z.uuid(), version: z.uuid() });

/** Ends a layer now. */
export const POST = withRoute({ right: 'roster.edit', body }, ({ services, staff, body, now }) => removeLayer(services, staff, body, now));
