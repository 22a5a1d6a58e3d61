import { describe, expect, it } from 'vitest';
import { digestBody, digestDue, digestSince } from './digest';

const at = (iso: string) => new Date(iso);
const zones = [['Europe/Copenhagen'], ['Europe/Oslo'], ['Europe/Stockholm']] as const;

describe('the daily digest', () => {
  it.each(zones)('in %s it is due at its local time, in winter and in summer, to the second', (zone) => {
    expect(digestDue('07:30', zone, '2026-01-13', at('2026-01-14T06:29:59Z'))).toBeNull();
    expect(digestDue('07:30', zone, '2026-01-13', at('2026-01-14T06:30:00Z'))).toBe('2026-01-14');
    expect(digestDue('07:30', zone, '2026-06-13', at('2026-06-14T05:29:59Z'))).toBeNull();
    expect(digestDue('07:30', zone, '2026-06-13', at('2026-06-14T05:30:00Z'))).toBe('2026-06-14');
  });

  it.each(zones)('in %s the days on which the clock changes have one digest at the local time', (zone) => {
    expect(digestDue('07:30', zone, '2026-03-28', at('2026-03-29T05:29:59Z'))).toBeNull();
    expect(digestDue('07:30', zone, '2026-03-28', at('2026-03-29T05:30:00Z'))).toBe('2026-03-29');
    expect(digestDue('07:30', zone, '2026-10-24', at('2026-10-25T06:29:59Z'))).toBeNull();
    expect(digestDue('07:30', zone, '2026-10-24', at('2026-10-25T06:30:00Z'))).toBe('2026-10-25');
  });

  it.each(zones)('in %s a time that the clock skips comes right after the gap', (zone) => {
    expect(digestDue('02:30', zone, '2026-03-28', at('2026-03-29T00:59:59Z'))).toBeNull();
    expect(digestDue('02:30', zone, '2026-03-28', at('2026-03-29T01:00:00Z'))).toBe('2026-03-29');
  });

  it.each(zones)('in %s a time that happens twice gives one digest', (zone) => {
    expect(digestDue('02:30', zone, '2026-10-24', at('2026-10-25T00:30:00Z'))).toBe('2026-10-25');
    expect(digestDue('02:30', zone, '2026-10-25', at('2026-10-25T01:30:00Z'))).toBeNull();
  });

  it('an interruption over its time makes it late the same day, once, and no day is sent afterwards', () => {
    expect(digestDue('07:30', 'Europe/Oslo', '2026-11-01', at('2026-11-02T21:00:00Z'))).toBe('2026-11-02');
    expect(digestDue('07:30', 'Europe/Oslo', '2026-11-02', at('2026-11-02T21:00:30Z'))).toBeNull();
    expect(digestDue('07:30', 'Europe/Oslo', '2026-11-01', at('2026-11-03T02:00:00Z'))).toBeNull();
    expect(digestDue('07:30', 'Europe/Oslo', '2026-10-28', at('2026-11-03T06:30:00Z'))).toBe('2026-11-03');
  });

  it('counts from the last digest, and the first one counts a day', () => {
    const now = at('2026-11-05T06:30:00Z');
    expect(digestSince(at('2026-11-01T06:30:00Z'), now)).toEqual(at('2026-11-01T06:30:00Z'));
    expect(digestSince(null, now)).toEqual(at('2026-11-04T06:30:00Z'));
  });

  it('names every channel, also one with nothing received', () => {
    const channels = [
      { id: 'a', kind: 'form', name: 'form', hasError: false },
      { id: 'b', kind: 'email', name: 'email', hasError: true },
    ] as const;
    const counts = { received: new Map([['b', 3]]), unacknowledged: 2, overdue: 1, dueSoon: 1, open: 4 };
    expect(digestBody('2026-11-05', at('2026-11-04T06:30:00Z'), at('2026-11-05T06:30:00Z'), channels, counts)).toEqual({
      date: '2026-11-05',
      since: '2026-11-04T06:30:00.000Z',
      at: '2026-11-05T06:30:00.000Z',
      received: [
        { kind: 'form', name: 'form', count: 0, hasError: false },
        { kind: 'email', name: 'email', count: 3, hasError: true },
      ],
      unacknowledged: 2,
      overdue: 1,
      dueSoon: 1,
      open: 4,
    });
  });
});
