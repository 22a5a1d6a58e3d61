import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { addAbsence } from '@/lib/roster/add-absence';

const text = z.string().max(100);
const body = z.object({ staffId: text, fromDay: text, fromTime: text, toDay: text, toTime: text });

/** Somebody cannot be on duty; one's own absence needs no more than the right to see the roster. */
export const POST = withRoute({ right: 'roster.see', body }, ({ services, staff, body, now }) => addAbsence(services, staff, body, now));
