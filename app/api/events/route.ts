import { eventStream } from '@/lib/http/event-stream';
import { processLiveChanges } from '@/lib/http/live-changes';
import { withRoute } from '@/lib/http/with-route';

/** Tells an open browser that something of its municipality changed; what changed it then asks for. */
export const GET = withRoute({ right: 'queue.see' }, async ({ staff, request, services }) =>
  eventStream(request.signal, (send) => processLiveChanges(services.url).subscribe(staff.municipality.id, send)),
);
