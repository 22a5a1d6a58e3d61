import { z } from 'zod';
import { showReceipt } from '@/lib/channels/form/show-receipt';
import { withPublicRoute } from '@/lib/http/with-route';
import { formSite } from '../../form-site';

const params = z.object({ municipality: z.string() });

export const GET = withPublicRoute({ params }, ({ request, params: { municipality }, services }) =>
  showReceipt(formSite(services), request, municipality),
);
