import { z } from 'zod';

/** A date (YYYY-MM-DD) and a time of day (HH:MM) in the municipality's zone, as fields hold them; what is no time is told by a code. */
export const localTime = z.object({ day: z.string().max(20), time: z.string().max(20) });
