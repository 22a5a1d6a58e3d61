import type { Db } from '@/lib/db/client';

/** Where a reader of one folder continues. A UID names a message only together with the folder's UIDVALIDITY (RFC 9051 2.3.1.1). */
export type Place = {
  id: string;
  uidValidity: string;
  lastUid: number;
  /** Not finished: taken again at the next poll. */
  failed: number[];
  /** Mails that lay there at the last poll; null: this is the first of this folder. */
  onServer: number | null;
  /** The folder was read before under another UIDVALIDITY. */
  anew: boolean;
};

export type FolderKey = { municipalityId: string; mailbox: string; folder: string };

/** The folder's row, which is made when it is seen for the first time; from the beginning when the folder was made anew. */
export async function loadPlace(prisma: Db, key: FolderKey, uidValidity: string): Promise<Place> {
  const row = await prisma.mailboxFolder.upsert({
    where: { municipalityId_mailbox_folder: key },
    create: { ...key, uidValidity },
    update: {},
  });
  const { id, onServer } = row;
  if (row.uidValidity === uidValidity)
    return { id, uidValidity, lastUid: Number(row.lastUid), failed: row.failed.map(Number), onServer, anew: false };
  const anew = row.uidValidity !== null;
  // Of several readers only the first starts from the beginning; what it has taken stays taken.
  await prisma.mailboxFolder.updateMany({
    where: { id, uidValidity: row.uidValidity },
    data: { uidValidity, lastUid: 0, failed: [], ...(anew ? { onServer: null } : {}) },
  });
  return { id, uidValidity, lastUid: 0, failed: [], onServer: null, anew };
}

/** Notes the place in the folder. In one statement: two readers never take back each other's step nor forget each other's failures. */
export async function advancePlace(prisma: Db, { id, uidValidity }: Place, uid: number, done: boolean): Promise<void> {
  const mail = BigInt(uid);
  await prisma.$executeRaw`
    UPDATE mailbox_folder SET last_uid = GREATEST(last_uid, ${mail}),
      failed = CASE WHEN ${done} THEN array_remove(failed, ${mail}) ELSE array_append(array_remove(failed, ${mail}), ${mail}) END
    WHERE id = ${id}::uuid AND uid_validity = ${uidValidity}`;
}

/** Of these UIDs, how many were never stored: a mail that another reader took and moved has not slipped away. */
export async function countNeverStored(prisma: Db, key: FolderKey, uidValidity: string, uids: readonly number[]): Promise<number> {
  if (uids.length === 0) return 0;
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM arrival WHERE municipality_id = ${key.municipalityId}::uuid
      AND envelope->>'protocol' = 'IMAP' AND envelope->>'folder' = ${key.folder} AND envelope->>'uidValidity' = ${uidValidity}
      AND (envelope->>'uid')::bigint = ANY(${uids.map(BigInt)}::bigint[])`;
  return uids.length - (row?.count ?? 0);
}
