import { withRoute } from '@/lib/http/with-route';
import { memberOf, namedPushServices } from '@/lib/profile/profile-services';
import { browserSubscription, subscribeBrowser } from '@/lib/profile/subscribe-browser';

export const POST = withRoute({ right: 'profile.own', body: browserSubscription }, ({ services, staff, body, now }) =>
  subscribeBrowser(services.prisma, memberOf(staff), body, namedPushServices(), now),
);
