import { z } from 'zod';
import { answerVendor } from '@/lib/channels/api/answer-vendor';
import { countStored } from '@/lib/channels/api/count-stored';
import { withPublicRoute } from '@/lib/http/with-route';
import { apiSite } from '../api-site';

export const dynamic = 'force-dynamic';

const query = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });

/** How many deliveries were stored on each day, for the vendor's balance. */
export const GET = withPublicRoute({ query }, ({ request, query: period, services, now }) =>
  answerVendor(apiSite(services), { request, scope: 'counts.read', now }, async (vendor) =>
    Response.json(await countStored(services.pool, vendor, period, now), { headers: { 'cache-control': 'no-store' } }),
  ),
);
