import { answerVendor } from '@/lib/channels/api/answer-vendor';
import { takeSdkMessage } from '@/lib/channels/sdk/take-sdk-message';
import { withPublicRoute } from '@/lib/http/with-route';
import { apiSite } from '../../api-site';

/** The municipality's SDK message service hands over a message; the answer is the Meddelandekvittens. */
export const POST = withPublicRoute({}, ({ request, services, now }) => {
  const site = apiSite(services);
  return answerVendor(site, { request, scope: 'sdk.deliver', now }, (vendor) => takeSdkMessage(site, vendor, request, now));
});
