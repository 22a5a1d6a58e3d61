import { withRoute } from '@/lib/http/with-route';
import { profileOf } from '@/lib/profile/profile-services';

export const GET = withRoute({ right: 'profile.own' }, ({ services, staff, now }) => profileOf(services, staff, now));
