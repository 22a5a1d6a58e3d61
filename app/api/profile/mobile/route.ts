import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { changeMobile } from '@/lib/profile/change-mobile';
import { memberOf } from '@/lib/profile/profile-services';

const body = z.object({ mobile: z.string().max(100) });

export const POST = withRoute({ right: 'profile.own', body }, ({ services, staff, body: { mobile }, now }) =>
  changeMobile(services.prisma, memberOf(staff), mobile, now),
);
