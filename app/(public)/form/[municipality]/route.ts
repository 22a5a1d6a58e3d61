import { z } from 'zod';
import { showForm } from '@/lib/channels/form/show-form';
import { takeForm } from '@/lib/channels/form/take-form';
import { withPublicRoute } from '@/lib/http/with-route';
import { formSite } from '../form-site';

const params = z.object({ municipality: z.string() });

export const GET = withPublicRoute({ params }, ({ request, params: { municipality }, services }) =>
  showForm(formSite(services), request, municipality),
);
export const POST = withPublicRoute({ params }, ({ request, params: { municipality }, services }) =>
  takeForm(formSite(services), request, municipality),
);
