import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Env } from '@/lib/env';
import { openCallSender } from './call-sender';
import { openPushSender } from './push-sender';
import type { Sender } from './sender';
import { openSmsSender } from './sms-sender';
import { vapidKeys } from './vapid-keys';

/** What a telephone shows as the sender where SMS_FROM is not set; at most eleven letters (3GPP TS 23.040). */
const FROM = 'Mottak';

/** The means besides mail that the environment sets up: text messages, calls, and web push, which needs no gateway of one's own. */
export async function openGateways({ env, prisma, clock }: { env: Env; prisma: Db; clock: Clock }): Promise<Sender[]> {
  const { SMS_URL, SMS_TOKEN, SMS_FROM, CALL_URL, CALL_TOKEN } = env;
  return [
    openPushSender({ prisma, vapid: await vapidKeys(prisma, env, clock()) }),
    ...(SMS_URL ? [openSmsSender({ url: SMS_URL, token: SMS_TOKEN, from: SMS_FROM ?? FROM })] : []),
    ...(CALL_URL ? [openCallSender({ url: CALL_URL, token: CALL_TOKEN })] : []),
  ];
}
