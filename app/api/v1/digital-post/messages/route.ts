import { answerVendor } from '@/lib/channels/api/answer-vendor';
import { takeMemo } from '@/lib/channels/digital-post/take-memo';
import { withPublicRoute } from '@/lib/http/with-route';
import { apiSite } from '../../api-site';

/** A message of Digital Post, as SF1606 delivers it; the answer accepts or rejects. */
export const POST = withPublicRoute({}, ({ request, services, now }) => {
  const site = apiSite(services);
  return answerVendor(site, { request, scope: 'digital-post.deliver', now }, (vendor) => takeMemo(site, vendor, request, now));
});
