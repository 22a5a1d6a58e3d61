import { createPrivateKey } from 'node:crypto';
import { addSeconds } from 'date-fns';
import { openCms } from '@/lib/channels/email/open-cms';
import { type Account, channelOf, newState } from '@/lib/channels/fiks/account';
import { createFiksIo } from '@/lib/channels/fiks/fiks-io';
import { keepReceiving } from '@/lib/channels/fiks/keep-receiving';
import type { SigningKeys } from '@/lib/channels/fiks/seal-file';
import { createCast, type TestDatabase } from './test-database';

/** What a simulator of Fiks IO tells of itself. */
type Simulated = {
  amqpUrl: string;
  apiUrl: string;
  accountId: string;
  integrationId: string;
  integrationPassword: string;
  token: string;
  account: { key: string };
};

/** An account of a Norwegian municipality of its own at a simulator of Fiks IO, on a clock that the test moves. */
export async function openFiksAccount(db: TestDatabase, simulated: Simulated, signing: SigningKeys | null) {
  let now = new Date('2026-11-10T09:20:00Z');
  const clock = () => now;
  const { municipality } = await createCast(db, 'no');
  const tokens = { token: async () => simulated.token, forget: () => undefined };
  const transport = createFiksIo({ ...simulated, tokens, signing, clock });
  const key = createPrivateKey(simulated.account.key);
  const account: Account = {
    door: db.door,
    prisma: db.prisma,
    clock,
    transport,
    keys: { openCms: (bytes) => openCms(bytes, [key]) },
    accountId: simulated.accountId,
    municipality: { id: municipality.id, locale: 'nb' },
    state: newState(),
  };
  const channel = { municipalityId: municipality.id, ...channelOf(account) };
  await db.prisma.channel.create({ data: channel });
  const stops: (() => Promise<void>)[] = [];
  return {
    account,
    municipality,
    /** Receives until it is told to stop. */
    receive: (changes: Partial<Account> = {}) => {
      const stop = new AbortController();
      const running = keepReceiving(Object.assign(account, changes), stop.signal, 20);
      stops.push(async () => {
        stop.abort();
        await running;
      });
      return stops.at(-1) as () => Promise<void>;
    },
    /** Ends all that receives, also what a failed test left behind. */
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
    move: (seconds: number) => {
      now = addSeconds(now, seconds);
    },
    reports: () =>
      db.prisma.report.findMany({ where: { channel }, include: { arrival: true, fiksMessages: true }, orderBy: { storedAt: 'asc' } }),
    channel: () => db.prisma.channel.findFirstOrThrow({ where: channel }),
  };
}
