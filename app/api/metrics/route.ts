import { MottakError } from '@/lib/domain/errors';
import { env } from '@/lib/env';
import { readMetrics } from '@/lib/health/metrics';
import { holdsToken } from '@/lib/http/bearer';
import { withPublicRoute } from '@/lib/http/with-route';

export const dynamic = 'force-dynamic';

/** For Prometheus, with METRICS_TOKEN as bearer token. Where none is set there is nothing here. */
export const GET = withPublicRoute({}, async ({ request, services, now }) => {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) throw new MottakError('not-found');
  if (!holdsToken(request, METRICS_TOKEN)) throw new MottakError('not-signed-in');
  const { text, contentType } = await readMetrics(services.pool, now);
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
});
