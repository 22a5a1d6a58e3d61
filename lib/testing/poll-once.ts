import { createAltinnClient } from '@/lib/channels/secure-post/altinn-client';
import { pollCorrespondence } from '@/lib/channels/secure-post/poll-correspondence';
import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openJobs } from '@/lib/jobs/definitions';

// A process of its own that polls a box once, so that a test can kill it in the middle.
const [databaseUrl = '', url = '', token = '', municipalityId = ''] = process.argv.slice(2);
const { pool, prisma } = openDatabase(databaseUrl, 4);
const jobs = openJobs(databaseUrl, 'sender');
// A test may take the database away.
jobs.on('error', () => undefined);
await jobs.start();
const client = createAltinnClient({ url, token: async () => token });
await pollCorrespondence({
  door: { pool, jobs, notifyChange: () => undefined },
  prisma,
  clock: systemClock,
  client,
  municipalityId,
  resourceId: 'test-resource',
});
