import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Means } from '@/lib/domain/means';
import { errorCode, log } from '@/lib/log';

/** Queues by name. Handlers live in lib/jobs/handlers and run in the worker only. */
export const READ_REPORT = 'read-report';
export const SEND_NOTICE = 'send-notice';
/** What may take minutes after a report was read; apart, so that no reading waits for it. */
export const RECOGNISE_TEXT = 'recognise-text';
export const SCAN_ATTACHMENTS = 'scan-attachments';
export const CHECK_SENDER = 'check-sender';

/** A queue for each means, so that a provider that is slow or down holds up no other. Mail has the first one's name. */
export const SEND_QUEUES: Record<Means, string> = {
  email: SEND_NOTICE,
  sms: 'send-notice-sms',
  push: 'send-notice-push',
  call: 'send-notice-call',
};

const YEARS = 10 * 365 * 24 * 3600;

/** A job that nobody ran is never deleted; one whose worker died runs again within a minute. */
const QUEUE = {
  retryLimit: 1_000_000,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 300,
  retentionSeconds: YEARS,
  deleteAfterSeconds: 24 * 3600,
  expireInSeconds: 900,
  heartbeatSeconds: 20,
} as const;

export type ReadReportJob = { reportId: string };
/** For recognising text, for scanning, and for looking up the sender. */
export type FollowUpJob = { reportId: string };
export type SendNoticeJob = { noticeId: string };

/** Opens the job queue. Only the worker supervises it; the web part and commands send. */
export function openJobs(databaseUrl: string, role: 'worker' | 'sender', options: Partial<ConstructorOptions> = {}): PgBoss {
  const supervise = role === 'worker';
  const jobs = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    max: supervise ? 6 : 2,
    supervise,
    schedule: false,
    migrate: supervise,
    createSchema: supervise,
    maintenanceIntervalSeconds: 600,
    // Both: the queue looks for jobs of killed workers at every monitoring, and monitors only when it supervises.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    ...options,
  });
  // An error without a listener would end the process; a database that goes away comes back.
  jobs.on('error', (error) => log().warn(errorCode(error), 'job queue'));
  return jobs;
}

/** Makes the job queue's tables and queues; run with the migrations. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const boss = openJobs(databaseUrl, 'worker', { supervise: false, max: 1 });
  await boss.start();
  for (const name of [READ_REPORT, RECOGNISE_TEXT, SCAN_ATTACHMENTS, CHECK_SENDER, ...Object.values(SEND_QUEUES)]) {
    await boss.createQueue(name, QUEUE);
    await boss.updateQueue(name, QUEUE);
  }
  await boss.stop({ graceful: false });
}
