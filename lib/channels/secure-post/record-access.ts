import { addDays } from 'date-fns';
import type { BoxAccessKind } from '@/lib/db/generated/enums';
import { localDay } from '@/lib/domain/local-time';
import { type AltinnError, concernsToken } from './altinn-error';
import type { Box } from './box';

/** A sender may let attachments expire so many days after publishing, and no sooner (Altinn 3 Correspondence, production). */
const SHORTEST_EXPIRY_DAYS = 14;

/** What the last look at a box showed, since when, and when something of it was last seen. */
export type BoxAccess = { access: BoxAccessKind; since: Date; lastVisibleAt: Date | null };

/** What a failed listing says of the right to the box; null where it says nothing of it. */
export function accessOf(error: AltinnError): BoxAccessKind | null {
  if (error.code === 'no-access') return 'no_access';
  if (error.code === 'no-scope') return 'no_scope';
  return concernsToken(error) ? 'no_token' : null;
}

/** Writes down what the box showed: a row goes on while the answer is the same. Called by the one poll that holds the channel's lock. */
export async function recordAccess(box: Box, channelId: string, access: BoxAccessKind, now: Date): Promise<BoxAccess> {
  return box.prisma.$transaction(async (tx) => {
    const present = await tx.boxAccess.findFirst({ where: { channelId, until: null } });
    const last = await tx.boxAccess.findFirst({ where: { channelId, access: 'visible' }, orderBy: { checkedAt: 'desc' } });
    const lastVisibleAt = access === 'visible' ? now : (last?.checkedAt ?? null);
    if (present?.access === access) {
      await tx.boxAccess.update({ where: { id: present.id }, data: { checkedAt: now } });
      return { access, since: present.since, lastVisibleAt };
    }
    if (present) await tx.boxAccess.update({ where: { id: present.id }, data: { until: now } });
    await tx.boxAccess.create({ data: { channelId, access, since: now, checkedAt: now } });
    return { access, since: now, lastVisibleAt };
  });
}

/** From this instant on, attachments of messages that came since the box was last seen into can be gone. */
function unseenExpiry({ since, lastVisibleAt }: BoxAccess): Date {
  return addDays(lastVisibleAt ?? since, SHORTEST_EXPIRY_DAYS);
}

/** A countdown in words, for a box into which nobody can see. */
export function unseenWords(seen: BoxAccess, timeZone: string, now: Date): string {
  const day = (at: Date) => localDay(at, timeZone);
  const from = unseenExpiry(seen);
  const days = Math.max(0, Math.ceil((from.getTime() - now.getTime()) / 86_400_000));
  const left = days === 0 ? 'now' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return `So since ${day(seen.since)}. Attachments that lie there unseen can be deleted from ${day(from)} on (${left}).`;
}
