import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { importCalendar, previewImport } from '@/lib/roster/import-calendar';

const body = z.object({ text: z.string(), layerId: z.uuid().nullable(), confirm: z.boolean() });

/** What a calendar file would change; with `confirm` it does. */
export const POST = withRoute({ right: 'roster.edit', body }, ({ services, staff, body: { confirm, ...input }, now }) =>
  (confirm ? importCalendar : previewImport)(services, staff, input, now),
);
