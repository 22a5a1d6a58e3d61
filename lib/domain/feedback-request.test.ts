import { describe, expect, it } from 'vitest';
import { feedbackClock } from './feedback-request';

const calendar = { country: 'se' as const, timeZone: 'Europe/Stockholm' };
const stamped = { fromEvent: 'feedback-requested', limit: { unit: 'weeks' as const, count: 1 }, basis: 'statutory' as const };
const asked = new Date('2026-11-02T10:00:00Z');
const decided = new Date('2026-11-04T10:00:00Z');
const clock = (requestedAt: Date, decidedAt: Date | null, inquiryRuns = false) =>
  feedbackClock(stamped, { requestedAt, decidedAt, inquiryRuns }, calendar);

describe('feedback that a Swedish notifier asked for (19:6)', () => {
  it('asked before the decision is due a week after it, by law', () => {
    expect(clock(asked, decided)).toMatchObject({ startedAt: decided, lastDay: '2026-11-11', basis: 'statutory', limit: stamped.limit });
  });

  it('waits while nothing is decided', () => {
    expect(clock(asked, null)).toBeNull();
  });

  it('asked after the decision is due at once: the same day, which is a target and not law', () => {
    const later = new Date('2026-11-20T22:30:00Z');
    expect(clock(later, decided)).toMatchObject({ startedAt: later, lastDay: '2026-11-20', basis: 'target', limit: { unit: 'same-day' } });
  });

  it('in an inquiry that runs already is due at once from when that was found', () => {
    expect(clock(asked, decided, true)).toMatchObject({ startedAt: decided, lastDay: '2026-11-04', basis: 'target' });
  });
});
