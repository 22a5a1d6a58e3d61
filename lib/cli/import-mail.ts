import { importMail } from '@/lib/channels/email/import-mail';
import { MottakError } from '@/lib/domain/errors';
import { readReport } from '@/lib/intake/read-report';
import { type CommandContext, EXIT } from './command-context';

/**
 * `mottak import-mail PATH…`: recovered mail through the one door, a JSON line a message, also one that could not be stored (an
 * empty file, for example), with why. A file that is no mail is named on standard error. Exit code 1 when a file could not be
 * opened or a message not stored; what was stored stays stored, and running it again stores nothing twice.
 */
export async function importMailCommand(context: CommandContext, paths: string[]): Promise<number> {
  const { door, prisma, clock, print, complain, options } = context;
  if (paths.length === 0) {
    complain('mottak import-mail PATH…');
    return EXIT.usage;
  }
  const read = (reportId: string) => readReport({ prisma, notifyChange: door.notifyChange }, reportId, clock());
  try {
    const counts = await importMail({ door, prisma, read }, paths, { municipality: options.municipality, now: clock() }, (result) => {
      if ('error' in result) {
        print({ file: result.file, status: 'failed', error: result.error });
        complain(`${result.file}: ${result.error}`);
      } else if ('skipped' in result) complain(`${result.file}: skipped, not a mail`);
      else print(result);
    });
    complain(`${counts.stored} stored, ${counts.alreadyStored} stored before, ${counts.unreadable} unreadable, ${counts.failed} failed`);
    return counts.failed > 0 ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
    complain(`There is no municipality ${options.municipality ?? ''}.`);
    return EXIT.failed;
  }
}
