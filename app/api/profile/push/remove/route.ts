import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { memberOf } from '@/lib/profile/profile-services';
import { unsubscribeBrowser } from '@/lib/profile/subscribe-browser';

const body = z.object({ endpoint: z.string().max(2000) });

export const POST = withRoute({ right: 'profile.own', body }, ({ services, staff, body: { endpoint }, now }) =>
  unsubscribeBrowser(services.prisma, memberOf(staff), endpoint, now),
);
