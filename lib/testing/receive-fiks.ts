import { createPrivateKey } from 'node:crypto';
import { openCms } from '@/lib/channels/email/open-cms';
import { newState } from '@/lib/channels/fiks/account';
import { createFiksIo } from '@/lib/channels/fiks/fiks-io';
import { keepReceiving } from '@/lib/channels/fiks/keep-receiving';
import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openJobs } from '@/lib/jobs/definitions';

// A process of its own that receives from an account, so that a test can kill it in the middle.
const [databaseUrl = '', municipalityId = '', told = '{}'] = process.argv.slice(2);
const simulated = JSON.parse(told);
const { pool, prisma } = openDatabase(databaseUrl, 4);
const jobs = openJobs(databaseUrl, 'sender');
await jobs.start();
const key = createPrivateKey(simulated.account.key);
const tokens = { token: async () => simulated.token, forget: () => undefined };
await keepReceiving(
  {
    door: { pool, jobs, notifyChange: () => undefined },
    prisma,
    clock: systemClock,
    transport: createFiksIo({ ...simulated, tokens, signing: null, clock: systemClock }),
    keys: { openCms: (bytes) => openCms(bytes, [key]) },
    accountId: simulated.accountId,
    municipality: { id: municipalityId, locale: 'nb' },
    state: newState(),
  },
  new AbortController().signal,
);
