import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { ensureChannel } from '@/lib/channels/api/ensure-channel';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { stampOfName } from '@/lib/domain/date-stamp';
import { localDay } from '@/lib/domain/local-time';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { LETTER_LIMITS, mediaTypeOf } from './letter-files';
import { letterId } from './letter-id';
import { LETTER_CHANNEL } from './take-letter';

export type LetterFolder = {
  /** Absolute; a scanner or a person puts finished scans there, one file a letter. */
  folder: string;
  municipality: { id: string; timeZone: string };
  prisma: Db;
  pool: pg.Pool;
  door: Door;
  clock: Clock;
};

/** What one look did. `waiting`: still being written. `trouble`: what a person must do, in words without personal data. */
export type Look = { stored: number; alreadyStored: number; waiting: number; trouble: string[] };

/** Below the folder: what is stored, by the day on which it was taken. The municipality's rules say how long it stays. */
const TAKEN = 'taken';

/**
 * Looks into a folder of scans. A file that is as it was at the look before is finished: it goes through the one door, and only
 * after the commit into the folder "taken". A file that cannot be taken stays where it is, and the channel says so.
 */
export class FolderWatch {
  private readonly options: LetterFolder;
  private seen = new Map<string, string>();

  constructor(options: LetterFolder) {
    this.options = options;
  }

  /** @throws MottakError when the database is gone: every file is still there at the next look */
  async look(): Promise<Look> {
    const { pool, municipality, clock } = this.options;
    const result: Look = { stored: 0, alreadyStored: 0, waiting: 0, trouble: [] };
    await ensureChannel(pool, municipality.id, LETTER_CHANNEL);
    const names = await this.list(result);
    const before = this.seen;
    this.seen = new Map();
    for (const name of names) await this.lookAt(name, before.get(name), result);
    await this.record(result, clock());
    return result;
  }

  private async list(result: Look): Promise<string[]> {
    try {
      const entries = await readdir(this.options.folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
    } catch (error) {
      result.trouble.push(
        `The folder of letters cannot be read (${errorCode(error).code ?? 'error'}): check that it is there and whose it is.`,
      );
      return [];
    }
  }

  private async lookAt(name: string, before: string | undefined, result: Look): Promise<void> {
    const file = path.join(this.options.folder, name);
    const state = await stat(file).catch(() => null);
    if (!state) return;
    const mark = `${state.size} ${state.mtimeMs}`;
    this.seen.set(name, mark);
    if (before !== mark) {
      result.waiting += 1;
      return;
    }
    if (state.size === 0) result.trouble.push('A file in the folder of letters is empty: scan that letter again.');
    else if (state.size > LETTER_LIMITS.together)
      result.trouble.push('A file in the folder of letters is too large: scan that letter in parts.');
    else await this.take(file, name, state.mtime, result);
  }

  private async take(file: string, name: string, scannedAt: Date, result: Look): Promise<void> {
    const { door, clock } = this.options;
    const raw = await readFile(file).catch((error: unknown) => {
      result.trouble.push(`A file in the folder of letters cannot be opened (${errorCode(error).code ?? 'error'}).`);
      return null;
    });
    if (!raw) return;
    const receipt = await receiveReport(door, this.incoming(raw, name, scannedAt), clock());
    if (receipt.status === 'stored') result.stored += 1;
    else result.alreadyStored += 1;
    await this.putAway(file, `${receipt.ref} ${name}`).catch((error: unknown) => {
      // It is stored: should it lie there at the next look, its bytes are known.
      log().warn({ part: 'letters', reportId: receipt.reportId, ...errorCode(error) }, 'a taken letter could not be moved');
      result.trouble.push('A letter is stored but its file cannot be moved to "taken": check whose the folder is.');
    });
  }

  private incoming(raw: Buffer, name: string, scannedAt: Date): IncomingReport {
    const { municipality, clock } = this.options;
    const stamp = stampOfName(name, municipality.timeZone, clock());
    const stamped = stamp !== null && stamp !== 'invalid';
    const flags = [
      stamp === 'invalid' && 'invalid-date-stamp',
      stamped && stamp.dayOnly && 'received-day-only',
      !stamped && 'no-date-stamp',
    ];
    return {
      municipalityId: municipality.id,
      channel: LETTER_CHANNEL,
      externalId: letterId([raw]),
      raw,
      mediaType: mediaTypeOf(name),
      envelope: { fileName: name, scannedAt: scannedAt.toISOString() },
      receivedAt: stamped ? stamp.at : scannedAt,
      receivedAtSource: stamped ? 'date-stamp' : 'file-time',
      flags: flags.filter((flag) => flag !== false),
    };
  }

  private async putAway(file: string, name: string): Promise<void> {
    const { folder, municipality, clock } = this.options;
    const place = path.join(folder, TAKEN, localDay(clock(), municipality.timeZone));
    await mkdir(place, { recursive: true });
    await rename(file, path.join(place, name));
  }

  private async record({ trouble }: Look, now: Date): Promise<void> {
    const error = trouble.length > 0 ? [...new Set(trouble)].join(' ') : null;
    await this.options.prisma.channel.updateMany({
      where: { municipalityId: this.options.municipality.id, ...LETTER_CHANNEL },
      data: { ...(error ? {} : { lastCheckedAt: now }), lastError: error, lastErrorAt: error ? now : null },
    });
  }
}
