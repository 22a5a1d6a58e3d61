import { env } from '@/lib/env';
import { withRoute } from '@/lib/http/with-route';
import { configuredMeans } from '@/lib/notify/configured-means';
import { memberOf } from '@/lib/profile/profile-services';
import { meansBody } from '@/lib/profile/read-profile';
import { sendTest } from '@/lib/profile/send-test';

export const POST = withRoute({ right: 'profile.own', body: meansBody }, ({ services, staff, body: { means }, now }) =>
  sendTest({ prisma: services.prisma, jobs: services.door.jobs }, memberOf(staff), means, configuredMeans(env()), now),
);
