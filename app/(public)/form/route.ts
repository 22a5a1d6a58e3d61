import { showList } from '@/lib/channels/form/show-form';
import { withPublicRoute } from '@/lib/http/with-route';
import { formSite } from './form-site';

export const GET = withPublicRoute({}, ({ request, services }) => showList(formSite(services), request));
