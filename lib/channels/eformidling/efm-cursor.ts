import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

const instant = z.iso.datetime().transform((value) => new Date(value));

const cursorSchema = z.object({
  /** The integrasjonspunkt asked not to be called before this instant. */
  waitUntil: instant.nullable(),
  /** Receipts that are to be sent, by message id. */
  receipts: z.record(z.string(), z.object({ sender: z.string(), conversationId: z.string().optional(), ref: z.string() })),
  /**
   * Messages that lie there still: how many polls have failed on each, when it was last listed, whether it is stored and only could not
   * be removed, and when its sender gives it up.
   */
  failing: z.record(z.string(), z.object({ tries: z.number().int(), seenAt: instant, stored: z.boolean(), expiresAt: instant.nullable() })),
});

export type EfmCursor = z.infer<typeof cursorSchema>;

/** What Channel.cursor of the eFormidling channel holds. One that cannot be read begins anew: every message says itself that it waits. */
export function readEfmCursor(stored: unknown): EfmCursor {
  return cursorSchema.safeParse(stored).data ?? { waitUntil: null, receipts: {}, failing: {} };
}

/** Called by the one poll that holds the channel's lock. */
export async function writeEfmCursor(prisma: Db, channelId: string, cursor: EfmCursor): Promise<void> {
  const value = JSON.parse(JSON.stringify(cursor)) as Prisma.InputJsonObject;
  await prisma.channel.update({ where: { id: channelId }, data: { cursor: value }, select: { id: true } });
}
