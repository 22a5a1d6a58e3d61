import type { ApiSite } from '@/lib/channels/api/answer-vendor';
import { env } from '@/lib/env';
import type { Services } from '@/lib/http/services';

/** The intake API's part of the web part's services. */
export function apiSite({ pool, prisma, door }: Services): ApiSite {
  return { pool, prisma, door, dataDir: env().DATA_DIR };
}
