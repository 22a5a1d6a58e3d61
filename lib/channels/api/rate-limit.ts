import { MottakError } from '@/lib/domain/errors';
import type { Scope } from './api-key';

/**
 * Calls a minute by one key. A vendor that repeats two months of deliveries after an outage stays within them; a loop that went wrong
 * does not take the database from everybody else. What is refused is not stored, and the vendor is told to come again.
 */
const CALLS_A_MINUTE: Record<Scope, number> = {
  'reports.write': 600,
  'receipts.read': 600,
  'counts.read': 60,
  'sdk.deliver': 600,
  'digital-post.deliver': 600,
};
export const WINDOW_SECONDS = 60;

type Window = { startedAt: number; calls: number };
const holder = globalThis as { mottakApiCalls?: Map<string, Window> };

/** Counts a call of a key in this process. @throws MottakError too-many-requests */
export function countCall(keyId: string, scope: Scope, now: Date): void {
  holder.mottakApiCalls ??= new Map();
  const name = `${keyId} ${scope}`;
  const known = holder.mottakApiCalls.get(name);
  const window = known && now.getTime() - known.startedAt < WINDOW_SECONDS * 1000 ? known : { startedAt: now.getTime(), calls: 0 };
  window.calls += 1;
  holder.mottakApiCalls.set(name, window);
  if (window.calls > CALLS_A_MINUTE[scope]) throw new MottakError('too-many-requests');
}
