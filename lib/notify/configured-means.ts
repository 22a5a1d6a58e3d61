import type { Means } from '@/lib/domain/means';
import type { Env } from '@/lib/env';

/** The means that this installation has set up. In a demo without gateways that is mail, and web push for those who turn it on. */
export function configuredMeans({ MOTTAK_MODE, MAIL_URL, SMS_URL, CALL_URL }: Env): Means[] {
  const set: Record<Means, boolean> = {
    push: true,
    sms: SMS_URL !== undefined,
    email: MAIL_URL !== undefined || MOTTAK_MODE === 'demo',
    call: CALL_URL !== undefined,
  };
  return (Object.keys(set) as Means[]).filter((means) => set[means]);
}
