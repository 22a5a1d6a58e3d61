import { z } from 'zod';
import { isReportRef } from '@/lib/domain/reference';

/** The reference of a report in an address. What cannot be one never reaches the database and is answered with 404. */
const ref = z.string().refine(isReportRef);

/** The parameters of a route below /api/reports/[ref]. A route with more of them extends it. */
export const reportParams = z.object({ ref });
