import { createEfmClient } from '@/lib/channels/eformidling/efm-client';
import { pollEformidling } from '@/lib/channels/eformidling/poll-eformidling';
import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openJobs } from '@/lib/jobs/definitions';

/** A process that polls an integrasjonspunkt once, for tests that kill it: `poll-efm-once.ts DATABASE_URL URL MUNICIPALITY_ID`. */
const [databaseUrl = '', url = '', municipalityId = ''] = process.argv.slice(2);
const { pool, prisma } = openDatabase(databaseUrl, 4);
const jobs = openJobs(databaseUrl, 'sender');
await jobs.start();
const door = { pool, jobs, notifyChange: () => undefined };
await pollEformidling({ door, prisma, clock: systemClock, client: createEfmClient({ url }), municipalityId, timeZone: 'Europe/Oslo' });
process.exit(0);
