import { fixedClock } from '@/lib/clock';
import type { SweepDeps } from '@/lib/deadlines/sweep';
import { type MailCatcher, startMailCatcher } from '@/lib/notify/mail-catcher';
import { openMailer } from '@/lib/notify/mailer';
import { openPushSender } from '@/lib/notify/push-sender';
import type { SendDeps } from '@/lib/notify/send-notice';
import { openSmsSender } from '@/lib/notify/sms-sender';
import { vapidKeys } from '@/lib/notify/vapid-keys';
import type { TestDatabase } from './test-database';

const FROM = 'Mottak <mottak@kommune.example>';
const PUBLIC_URL = 'https://mottak.example';

type Providers = { sms: { url: string; token: string }; patienceMs?: number };

/** What sending needs, with a mail catcher, the text-message gateway of the test, and web push with a key pair of its own. */
export async function openDelivery(
  db: TestDatabase,
  { sms, patienceMs }: Providers,
): Promise<{ deps: SendDeps & SweepDeps; catcher: MailCatcher }> {
  const at = new Date('2026-11-02T10:00:00Z');
  const catcher = await startMailCatcher({ prisma: db.prisma, clock: fixedClock(at) });
  const vapid = await vapidKeys(db.prisma, { PUBLIC_URL } as Parameters<typeof vapidKeys>[1], at);
  const gateways = [
    openSmsSender({ url: sms.url, token: sms.token, from: 'Mottak', ...(patienceMs ? { patienceMs } : {}) }),
    openPushSender({ prisma: db.prisma, vapid }),
  ];
  return { catcher, deps: { ...db, ...db.door, mailer: openMailer(catcher.url, FROM), gateways, publicUrl: PUBLIC_URL } };
}

/** A mailer whose server is down. */
export const mailIsDown = () => openMailer('smtp://127.0.0.1:1', FROM);
