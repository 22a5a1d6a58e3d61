import { askProbe, probeInput } from '@/lib/channel-setup/ask-probe';
import { withRoute } from '@/lib/http/with-route';

/** Asks for a test message through a channel, or through a proposed change of one. */
export const POST = withRoute({ right: 'channel.decide', body: probeInput }, ({ staff, body, services, now }) =>
  askProbe(services, staff, body, now),
);
