import { subMinutes } from 'date-fns';
import type { Country, Urgency } from './report';

/** By what a notice can travel. The order is that in which another means is tried when one does not reach a person. */
export const MEANS = ['push', 'sms', 'email', 'call'] as const;
export type Means = (typeof MEANS)[number];

/** By what one person can be told. `mobile` is E.164 or null. */
export type ContactPoints = { email: string; mobile: string | null; subscriptions: number };

/**
 * Which of the wanted means reach a person, in the wanted order: mail always; text messages and calls with a mobile number; push
 * when a browser is subscribed. A means that the installation has not set up is not available, whoever the person is.
 */
export function reachable({ mobile, subscriptions }: ContactPoints, wanted: readonly Means[], configured: readonly Means[]): Means[] {
  const has: Record<Means, boolean> = { email: true, sms: mobile !== null, call: mobile !== null, push: subscriptions > 0 };
  return wanted.filter((means) => has[means] && configured.includes(means));
}

/** Minutes that a notice may wait undelivered before others are told too. Mottak's defaults, not law. */
const PATIENCE_MINUTES: Record<Urgency, number> = { acute: 2, high: 5, normal: 15, not_a_report: 15 };

/**
 * A notice made at this instant or before has been undelivered so long at `now` that the chain goes on past it. One that is refused
 * for good needs no patience.
 */
export function stuckSince(urgency: Urgency, now: Date): Date {
  return subMinutes(now, PATIENCE_MINUTES[urgency]);
}

/**
 * By what to tell a person next: a means that reaches them, was not yet tried on them for this step, and, where there is a choice,
 * does not fail for others at the moment. Null when every one was tried.
 */
export function nextMeans(available: readonly Means[], tried: readonly Means[], failing: readonly Means[] = []): Means | null {
  const left = available.filter((means) => !tried.includes(means));
  return left.find((means) => !failing.includes(means)) ?? left[0] ?? null;
}

const CALLING_CODE: Record<Country, { code: string; national: RegExp }> = {
  dk: { code: '+45', national: /^[2-9]\d{7}$/ },
  no: { code: '+47', national: /^[2-9]\d{7}$/ },
  se: { code: '+46', national: /^0?[1-9]\d{6,8}$/ },
};

/**
 * A telephone number as E.164 (ITU-T E.164: a plus sign and at most fifteen digits), from what a person typed. Without a country
 * code it is one of the municipality's country.
 * @returns null when it cannot be a number
 */
export function telephoneNumber(typed: string, country: Country): string | null {
  const digits = typed.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  const { code, national } = CALLING_CODE[country];
  return national.test(digits) ? code + digits.replace(/^0/, '') : null;
}
