import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

const instant = z.iso.datetime().transform((value) => new Date(value));

/** A message that is not done with: not stored yet, or stored and Altinn not yet told so. */
const pendingSchema = z.object({
  /** When it was first listed. */
  since: instant,
  /** How many polls have failed on it. */
  tries: z.number().int(),
  /** It was in the box when Mottak first looked. */
  found: z.boolean(),
  /** How many times Altinn took a confirmation without saying yet that it holds. */
  confirmations: z.number().int(),
  /** A report says that this message cannot be opened. */
  noted: z.boolean(),
});

const cursorSchema = z.object({
  /** Everything requested to be published before this instant has been listed; null before the first listing. */
  listedUntil: instant.nullable(),
  /** When the whole box was last listed. */
  wholeListedAt: instant.nullable(),
  /** The last listing of the whole box gave nothing, and none since. */
  empty: z.boolean(),
  /** Altinn asked not to be called before this instant. */
  waitUntil: instant.nullable(),
  /** Messages that were deleted from the box before Mottak first looked. */
  deletedBefore: z.array(z.string()),
  /** By correspondence id. */
  pending: z.record(z.string(), pendingSchema),
});

export type Pending = z.infer<typeof pendingSchema>;
export type Cursor = z.infer<typeof cursorSchema>;

const NEW: Cursor = { listedUntil: null, wholeListedAt: null, empty: false, waitUntil: null, deletedBefore: [], pending: {} };

/** What Channel.cursor of a secure-post box holds. One that cannot be read begins anew, and the whole box is listed and told again. */
export function readCursor(stored: unknown): Cursor {
  return cursorSchema.safeParse(stored).data ?? structuredClone(NEW);
}

/** Writes the cursor. Called by the one poll that holds the channel's lock. */
export async function writeCursor(prisma: Db, channelId: string, cursor: Cursor): Promise<void> {
  const value = JSON.parse(JSON.stringify(cursor)) as Prisma.InputJsonObject;
  await prisma.channel.update({ where: { id: channelId }, data: { cursor: value } });
}
