import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import { type AttachmentsJob, RECOGNISE_TEXT, SCAN_ATTACHMENTS } from '@/lib/jobs/definitions';

export type FollowUpDeps = { prisma: Db; jobs: PgBoss };

const BATCH = 200;

/** Makes the jobs for what follows a reading: attachments to scan, and pictures whose text is to be recognised. */
export async function queueFollowUps({ prisma, jobs }: FollowUpDeps, reportId: string): Promise<void> {
  const [scans, pictures] = await Promise.all([
    prisma.attachment.count({ where: { reportId, scanState: 'waiting' } }),
    prisma.attachment.count({ where: { reportId, recogniseState: 'waiting' } }),
  ]);
  if (scans > 0) await queue(jobs, SCAN_ATTACHMENTS, reportId);
  if (pictures > 0) await queue(jobs, RECOGNISE_TEXT, reportId);
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
  for (const { id } of scans) await queue(jobs, SCAN_ATTACHMENTS, id);
  for (const { id } of pictures) await queue(jobs, RECOGNISE_TEXT, id);
  return scans.length + pictures.length;
}

async function queue(jobs: PgBoss, name: string, reportId: string): Promise<void> {
  const job: AttachmentsJob = { reportId };
  await jobs.send(name, job, { singletonKey: reportId });
}
