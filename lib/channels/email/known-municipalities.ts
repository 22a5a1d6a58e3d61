import type { Db } from '@/lib/db/client';
import { errorCode, log } from '@/lib/log';
import { listMailMunicipalities, type MunicipalityForMail } from './list-mail-municipalities';

/** `last` is the last list that the database gave: with it a refusal can say how to phone when the database is gone. */
export type KnownMunicipalities = { read(): Promise<MunicipalityForMail[]>; last(): readonly MunicipalityForMail[] };

/**
 * The municipalities as the database has them now, remembered. Read once at the start, so that there is a list before the first mail;
 * the listener starts after its database, so nothing has to be kept on disk.
 */
export async function knownMunicipalities(prisma: Db): Promise<KnownMunicipalities> {
  let last: MunicipalityForMail[] = [];
  const read = async () => {
    last = await listMailMunicipalities(prisma);
    return last;
  };
  await read().catch((error: unknown) => log().error({ part: 'smtp', ...errorCode(error) }, 'municipalities cannot be read'));
  return { read, last: () => last };
}
