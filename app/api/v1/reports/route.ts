import { answerVendor } from '@/lib/channels/api/answer-vendor';
import { takeReport } from '@/lib/channels/api/take-report';
import { withPublicRoute } from '@/lib/http/with-route';
import { apiSite } from '../api-site';

/** A form vendor delivers a report. */
export const POST = withPublicRoute({}, ({ request, services, now }) => {
  const site = apiSite(services);
  return answerVendor(site, { request, scope: 'reports.write', now }, (vendor) => takeReport(site, vendor, request, now));
});
