import { changeInput } from '@/lib/channel-setup/change-input';
import { proposeChange } from '@/lib/channel-setup/propose-change';
import { env } from '@/lib/env';
import { withRoute } from '@/lib/http/with-route';

/** Proposes a change of channels; it holds once a second person has approved it. */
export const POST = withRoute({ right: 'channel.edit', body: changeInput }, ({ staff, body, services, now }) =>
  proposeChange(services, staff, body, env().AUTH_SECRET ?? '', now),
);
