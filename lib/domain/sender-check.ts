/** Ways to tell whether a mail's sender is who it says (RFC 7208, 6376, 7489). */
export const CHECK_METHODS = ['spf', 'dkim', 'dmarc'] as const;
type CheckMethod = (typeof CHECK_METHODS)[number];

/** Results by RFC 8601 2.7; what is none of them counts as `unknown`. */
const CHECK_RESULTS = ['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror', 'unknown'] as const;
type CheckResult = (typeof CHECK_RESULTS)[number];

/** `by`: the mail server that says so; null where Mottak looked itself. */
export type SenderCheck = { method: CheckMethod; result: CheckResult; domain: string; by: string | null };

export function checkResult(text: string): CheckResult {
  return CHECK_RESULTS.find((result) => result === text.toLowerCase()) ?? 'unknown';
}
