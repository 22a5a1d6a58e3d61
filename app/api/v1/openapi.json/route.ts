import { openApi } from '@/lib/channels/api/openapi';
import { env } from '@/lib/env';
import { withPublicRoute } from '@/lib/http/with-route';
import manifest from '@/package.json';

export const dynamic = 'force-dynamic';

/** The description of the intake API; it names nobody, so everybody may read it. */
export const GET = withPublicRoute({}, async () => Response.json(openApi(manifest.version, env().PUBLIC_URL)));
