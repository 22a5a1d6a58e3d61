import { subDays, subHours } from 'date-fns';
import type { Db } from '@/lib/db/client';
import { type MailboxProblem, mailboxProblemWords, NOTICE_HOURS } from '@/lib/domain/mailbox-problem';
import { EMAIL_CHANNEL } from './incoming-mail';
import type { FolderKey } from './mailbox-place';

/** What one poll found; `notice` is what somebody did to the folder since the poll before. */
export type PollFigures = {
  onServer: number;
  taken: number;
  stored: number;
  alreadyStored: number;
  failed: number;
  slipped: number;
  notice: MailboxProblem | null;
};

/** A poll twice a minute is a million rows a year: those of the last month answer what anybody asks. */
const KEEP_DAYS = 31;

/** Writes down that a folder was read to its end, with the count on the server against the count taken. */
export async function notePoll(prisma: Db, key: FolderKey, folderId: string, figures: PollFigures, now: Date): Promise<void> {
  const { notice, ...counts } = figures;
  const problem = figures.failed > 0 ? 'mails-not-stored' : null;
  await prisma.$transaction([
    prisma.mailboxPoll.create({ data: { folderId, at: now, ...counts }, select: { id: true } }),
    prisma.mailboxPoll.deleteMany({ where: { folderId, at: { lt: subDays(now, KEEP_DAYS) } } }),
    prisma.mailboxFolder.update({
      where: { id: folderId },
      data: {
        polledAt: now,
        onServer: figures.onServer,
        problem,
        problemAt: problem ? now : null,
        ...(notice ? { notice, noticeAt: now } : {}),
      },
      select: { id: true },
    }),
  ]);
  await showOnChannel(prisma, key.municipalityId, now, true);
}

/** Writes down why a folder could not be read. */
export async function noteProblem(prisma: Db, key: FolderKey, problem: MailboxProblem, now: Date): Promise<void> {
  const data = { problem, problemAt: now };
  await prisma.mailboxFolder.upsert({ where: { municipalityId_mailbox_folder: key }, create: { ...key, ...data }, update: data });
  await showOnChannel(prisma, key.municipalityId, now, true);
}

/**
 * Takes back what folders say of themselves when nobody reads them any more, or reads them anew and will find out at once: a mailbox that was
 * switched off must not hold the channel red for ever. Without `only`, all of the installation.
 */
export async function forgetProblems(prisma: Db, only: { municipalityId: string; mailbox: string } | null, now: Date): Promise<void> {
  const where = { ...only, problem: { not: null } };
  const found = await prisma.mailboxFolder.findMany({ where, select: { municipalityId: true }, distinct: ['municipalityId'] });
  await prisma.mailboxFolder.updateMany({ where, data: { problem: null, problemAt: null } });
  for (const { municipalityId } of found) await showOnChannel(prisma, municipalityId, now, false);
}

/** The channel of mail is well only when every folder is: one that can be read must not cover up one that cannot. */
async function showOnChannel(prisma: Db, municipalityId: string, now: Date, checked: boolean): Promise<void> {
  const since = subHours(now, NOTICE_HOURS);
  const rows = await prisma.mailboxFolder.findMany({
    where: { municipalityId, OR: [{ problem: { not: null } }, { noticeAt: { gt: since } }] },
    orderBy: [{ problem: { sort: 'asc', nulls: 'last' } }, { mailbox: 'asc' }, { folder: 'asc' }],
  });
  // Several folders of one server fail for one reason, which is said once.
  const words = [...new Set(rows.map(({ problem, notice, folder }) => mailboxProblemWords((problem ?? notice) as MailboxProblem, folder)))];
  const where = { municipalityId_kind_name: { municipalityId, ...EMAIL_CHANNEL } };
  const well = { ...(checked ? { lastCheckedAt: now } : {}), lastError: null, lastErrorAt: null };
  // It fails since the first time and not since the last try.
  const { lastErrorAt } = await prisma.channel.findUniqueOrThrow({ where, select: { lastErrorAt: true } });
  const data = words.length === 0 ? well : { lastError: words.join(' '), lastErrorAt: lastErrorAt ?? now };
  await prisma.channel.update({ where, data, select: { id: true } });
}
