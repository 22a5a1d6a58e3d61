import { subDays } from 'date-fns';

/** The header in which a message service says when the message reached it. */
const RECEIVED_AT = 'x-received-at';
/** A message's own time counts only when it is this near: a sender's clock that is years off is no time of receipt. */
const NEAR_DAYS = 30;

export type DeliveredAt = { at: Date; source: string; flags: string[] };

/**
 * When a message reached the municipality: what the message service says, else the message's own time, which is no later than that,
 * so the municipality never gets more time than the law gives. Without either it is now, and flagged.
 * @param stated the time that the message gives itself
 */
export function deliveredAt(request: Request, stated: Date | undefined, now: Date): DeliveredAt {
  const header = new Date(request.headers.get(RECEIVED_AT) ?? '');
  if (!Number.isNaN(header.getTime())) return { at: header, source: 'message-service', flags: [] };
  if (stated && stated > subDays(now, NEAR_DAYS)) return { at: stated, source: 'message-created', flags: [] };
  return { at: now, source: 'api', flags: ['received-time-unknown'] };
}
