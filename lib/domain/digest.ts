import { subHours } from 'date-fns';
import type { Finding, FindingCode } from './escalation/look-ahead';
import { localDay, localTimeOfDay } from './local-time';
import type { ChannelKind } from './report';

/** A channel as the digest names it. `name` tells several of one kind apart. */
export type DigestChannel = { id: string; kind: ChannelKind; name: string; hasError: boolean };

export type DigestCounts = {
  /** Reports stored since the last digest, by channel id; a channel without any may be missing. */
  received: ReadonlyMap<string, number>;
  unacknowledged: number;
  overdue: number;
  dueSoon: number;
  open: number;
};

/** What a digest says: numbers and names of channels, nothing of any report. Instants are ISO 8601 in UTC. */
export type DigestBody = {
  /** The municipality's local day, YYYY-MM-DD. */
  date: string;
  since: string;
  at: string;
  received: { kind: ChannelKind; name: string; count: number; hasError: boolean }[];
  unacknowledged: number;
  overdue: number;
  dueSoon: number;
  open: number;
  /** Open reports assigned to the recipient. */
  mine: number;
  /** For those who look after roster and policy: what the coming days lack; null when it could not be worked out. */
  lookAhead?: DigestLookAhead | null;
};

/** Counts, and the first findings without names. `from` and `to` are instants, `holidays` names of days in them. */
export type DigestLookAhead = {
  problems: number;
  warnings: number;
  first: { code: FindingCode; from: string; to: string; times: number; holidays: string[] }[];
};

/** More than these lines nobody reads in a mail; the page has all. */
const FIRST_FINDINGS = 5;

/** What the digest says of the look-ahead. */
export function digestLookAhead(findings: readonly Finding[]): DigestLookAhead {
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  const first = findings.slice(0, FIRST_FINDINGS).flatMap(({ code, spans, holidays }) => {
    const [span] = spans;
    if (!span) return [];
    const names = holidays.map(({ name }) => name);
    return [{ code, from: span.from.toISOString(), to: span.to.toISOString(), times: spans.length, holidays: names }];
  });
  return { problems, warnings: findings.length - problems, first };
}

/**
 * The local day whose digest is to be sent now, or null. It is due once its time of day has come there and it has not been sent
 * that day: after an interruption it comes late the same day, and a time that the clock skips or repeats gives one digest.
 * @param digestTime local time of day, HH:MM
 * @param lastSentDay local day of the last digest, YYYY-MM-DD
 */
export function digestDue(digestTime: string, timeZone: string, lastSentDay: string | null, now: Date): string | null {
  const today = localDay(now, timeZone);
  return lastSentDay !== today && localTimeOfDay(now, timeZone) >= digestTime ? today : null;
}

/** The start of what a digest counts as new: the last digest, however long ago, so that no arrival falls between two. */
export function digestSince(lastSentAt: Date | null, now: Date): Date {
  return lastSentAt ?? subHours(now, 24);
}

/** The digest of everybody but for what is the recipient's own. Every channel has its line, also with none received. */
export function digestBody(
  day: string,
  since: Date,
  now: Date,
  channels: readonly DigestChannel[],
  counts: DigestCounts,
): Omit<DigestBody, 'mine' | 'lookAhead'> {
  const { received, ...numbers } = counts;
  return {
    date: day,
    since: since.toISOString(),
    at: now.toISOString(),
    ...numbers,
    received: channels.map(({ id, kind, name, hasError }) => ({ kind, name, count: received.get(id) ?? 0, hasError })),
  };
}
