import { z } from 'zod';
import { env } from '@/lib/env';
import { readHealth } from '@/lib/health/health';
import { withPublicRoute } from '@/lib/http/with-route';
import manifest from '@/package.json';

export const dynamic = 'force-dynamic';

const query = z.object({ for: z.enum(['monitor', 'balancer']).default('monitor') });

/** 200 while all is well, else 503 with the codes of what is not. `?for=balancer` asks only whether this process can take reports. */
export const GET = withPublicRoute({ query }, async ({ services, query, now }) => {
  const build = { version: manifest.version, commit: env().MOTTAK_COMMIT };
  const health = await readHealth(services.pool, build, now, query.for);
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } });
});
