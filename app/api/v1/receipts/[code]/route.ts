import { z } from 'zod';
import { answerVendor } from '@/lib/channels/api/answer-vendor';
import { findReceipt } from '@/lib/channels/api/find-receipt';
import { withPublicRoute } from '@/lib/http/with-route';
import { apiSite } from '../../api-site';

export const dynamic = 'force-dynamic';

const params = z.object({ code: z.string().regex(/^[0-9A-Za-z-]{1,40}$/) });

/** What became of a delivery. */
export const GET = withPublicRoute({ params }, ({ request, params: { code }, services, now }) =>
  answerVendor(apiSite(services), { request, scope: 'receipts.read', now }, async (vendor) =>
    Response.json(await findReceipt(services.pool, vendor, code), { headers: { 'cache-control': 'no-store' } }),
  ),
);
