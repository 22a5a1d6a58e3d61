import { addDays, subDays, subMilliseconds } from 'date-fns';
import { type AltinnClient, LIST_LIMIT } from './altinn-client';
import type { Cursor } from './poll-cursor';

/** Altinn lists by the requested time of publishing. A message that is published later than that shows up behind us: we look this far back. */
const OVERLAP_DAYS = 30;
/** How often the whole box is listed: finds what became visible after a right was given, however old it is. */
const WHOLE_EVERY_MS = 60 * 60 * 1000;
/** Before Altinn existed. */
const BEGINNING = new Date('2000-01-01T00:00:00Z');

export type Listing = { ids: string[]; whole: boolean /** More ids share one instant than Altinn lists. */; cut: boolean };

/**
 * Lists every message of the box that can be new, of every status: a message that an earlier poll fetched and lost in a crash has
 * the status Fetched. The window ends after `now`, because Altinn's clock may be ahead of ours.
 * @throws AltinnError when one of the lists fails; nothing is known then
 */
export async function listBox(client: AltinnClient, resourceId: string, cursor: Cursor, now: Date, signal?: AbortSignal): Promise<Listing> {
  const whole = !cursor.listedUntil || !cursor.wholeListedAt || now.getTime() - cursor.wholeListedAt.getTime() >= WHOLE_EVERY_MS;
  const from = whole || !cursor.listedUntil ? BEGINNING : subDays(cursor.listedUntil, OVERLAP_DAYS);
  const found = new Set<string>();
  const cut = await collect({ client, resourceId, found, signal }, from, addDays(now, 1));
  return { ids: [...found], whole, cut };
}

type Collect = { client: AltinnClient; resourceId: string; found: Set<string>; signal: AbortSignal | undefined };

/** Halves a window until no list is full. Both ends are exclusive, so the halves overlap by a millisecond. */
async function collect(context: Collect, from: Date, to: Date): Promise<boolean> {
  const ids = await context.client.list({ resourceId: context.resourceId, from, to }, context.signal);
  for (const id of ids) context.found.add(id);
  if (ids.length < LIST_LIMIT) return false;
  if (to.getTime() - from.getTime() <= 3) return true;
  const middle = new Date(Math.floor((from.getTime() + to.getTime()) / 2));
  const later = await collect(context, subMilliseconds(middle, 1), to);
  const earlier = await collect(context, from, middle);
  return later || earlier;
}
