import { subHours } from 'date-fns';
import type pg from 'pg';
import { type MailboxProblem, NOTICE_HOURS } from '@/lib/domain/mailbox-problem';
import type { ChannelKind } from '@/lib/domain/report';
import { CHANNELS, MAILBOX_FOLDERS } from './overview-queries';

type ChannelFigures = {
  kind: ChannelKind;
  name: string;
  lastCheckedAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
  lastDay: number;
  lastWeek: number;
  lastArrivalAt: Date | null;
};

/** A folder that is read over IMAP. `waiting`: mails that lay there at the last poll and are not stored; null before the first. */
type FolderFigures = {
  mailbox: string;
  folder: string;
  polledAt: Date | null;
  onServer: number | null;
  waiting: number | null;
  problem: MailboxProblem | null;
};

export type ChannelsFigures = { channels: ChannelFigures[]; mailboxFolders: FolderFigures[] };

/** What came through each channel of a municipality, and how its folders stand. */
export async function readChannels(client: pg.Pool | pg.PoolClient, municipalityId: string, now: Date): Promise<ChannelsFigures> {
  return {
    channels: (await client.query<ChannelFigures>(CHANNELS, [municipalityId, now])).rows,
    mailboxFolders: (await client.query<FolderFigures>(MAILBOX_FOLDERS, [municipalityId, subHours(now, NOTICE_HOURS)])).rows,
  };
}
