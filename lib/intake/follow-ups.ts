import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { CHECK_SENDER, type FollowUpJob, RECOGNISE_TEXT, SCAN_ATTACHMENTS } from '@/lib/jobs/definitions';

export type FollowUpDeps = { prisma: Db; jobs: PgBoss };

const BATCH = 200;
/** Mails whose sender nobody has looked up. Imported ones are not: the keys of their time are gone. */
const SENDER_WAITS = Prisma.sql`
  SELECT r.id FROM report r JOIN arrival a ON a.id = r.arrival_id
  WHERE r.channel_kind = 'email' AND r.read_status <> 'pending' AND a.envelope ->> 'protocol' IS DISTINCT FROM 'import'
    AND NOT EXISTS (SELECT 1 FROM sender_check s WHERE s.report_id = r.id)`;

/** Makes the jobs for what follows a reading: attachments to scan, pictures whose text is to be recognised, a sender to look up. */
export async function queueFollowUps({ prisma, jobs }: FollowUpDeps, reportId: string): Promise<void> {
  const [scans, pictures, senders] = await Promise.all([
    prisma.attachment.count({ where: { reportId, scanState: 'waiting' } }),
    prisma.attachment.count({ where: { reportId, recogniseState: 'waiting' } }),
    prisma.$queryRaw<{ id: string }[]>`${SENDER_WAITS} AND r.id = ${reportId}::uuid`,
  ]);
  if (scans > 0) await queue(jobs, SCAN_ATTACHMENTS, reportId);
  if (pictures > 0) await queue(jobs, RECOGNISE_TEXT, reportId);
  if (senders.length > 0) await queue(jobs, CHECK_SENDER, reportId);
}

/**
 * Makes the jobs again that are lost, and those of what could not be done before: a scanner that was down, a program that was not
 * installed. The rows say what is to be done; jobs only deliver.
 * @returns how many jobs were made
 */
export async function requeueFollowUps({ prisma, jobs }: FollowUpDeps): Promise<number> {
  const scans = await prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT report_id AS id FROM attachment WHERE scan_state IN ('waiting', 'failed')
      AND report_id::text NOT IN (SELECT j.singleton_key FROM pgboss.job j WHERE j.name = ${SCAN_ATTACHMENTS} AND j.state < 'completed' AND j.singleton_key IS NOT NULL)
    LIMIT ${BATCH}`;
  const pictures = await prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT report_id AS id FROM attachment WHERE recognise_state IN ('waiting', 'not-installed') AND scan_state <> 'infected'
      AND report_id::text NOT IN (SELECT j.singleton_key FROM pgboss.job j WHERE j.name = ${RECOGNISE_TEXT} AND j.state < 'completed' AND j.singleton_key IS NOT NULL)
    LIMIT ${BATCH}`;
  // Only of the last day: what is shown later than that would tell of keys that have changed since.
  const senders = await prisma.$queryRaw<{ id: string }[]>`
    ${SENDER_WAITS} AND r.stored_at > now() - interval '1 day'
      AND r.id::text NOT IN (SELECT j.singleton_key FROM pgboss.job j WHERE j.name = ${CHECK_SENDER} AND j.state < 'completed' AND j.singleton_key IS NOT NULL)
    LIMIT ${BATCH}`;
  for (const { id } of scans) await queue(jobs, SCAN_ATTACHMENTS, id);
  for (const { id } of pictures) await queue(jobs, RECOGNISE_TEXT, id);
  for (const { id } of senders) await queue(jobs, CHECK_SENDER, id);
  return scans.length + pictures.length + senders.length;
}

async function queue(jobs: PgBoss, name: string, reportId: string): Promise<void> {
  const job: FollowUpJob = { reportId };
  await jobs.send(name, job, { singletonKey: reportId });
}
