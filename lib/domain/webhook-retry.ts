const MINUTE_MS = 60_000;
/** Minutes from one try to the next, as the Standard Webhooks specification advises: soon, and then for three days. */
const WAITS = [1, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60, 24 * 60];

/** When a message that has failed so many times is tried again; null: it is given up, and the vendor asks by itself. */
export function nextWebhookTry(attempts: number, now: Date): Date | null {
  const minutes = WAITS[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE_MS);
}
