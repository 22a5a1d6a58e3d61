import { seeChannels } from '@/lib/channel-setup/see-channels';
import { withRoute } from '@/lib/http/with-route';

/** How reports come in, and the changes of it that wait for a second person. */
export const GET = withRoute({ right: 'channel.see' }, ({ staff, services, now }) => seeChannels(services, staff, now));
