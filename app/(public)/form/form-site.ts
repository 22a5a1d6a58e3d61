import type { FormSite } from '@/lib/channels/form/form-site';
import { env } from '@/lib/env';
import type { Services } from '@/lib/http/services';

/** The public pages' part of the web part's services. */
export function formSite({ pool, door, clock }: Services): FormSite {
  const { DATA_DIR, PUBLIC_URL } = env();
  return { pool, door, clock, dataDir: DATA_DIR, secure: PUBLIC_URL.startsWith('https:') };
}
