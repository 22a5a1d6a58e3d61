import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProbeDue, PROBE_HOURS, probeState } from './probe';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23) + minutes * 60_000);
const asked = { askedAt: at(0), sentAt: null, arrivedAt: null, problem: null };

describe('a probe', () => {
  it('waits, is under way, is missed after half an hour, and has arrived whenever it comes', () => {
    expect(probeState(asked, at(1))).toBe('waiting');
    expect(probeState({ ...asked, problem: 'smtp-550' }, at(1))).toBe('unsent');
    expect(probeState({ ...asked, sentAt: at(1) }, at(31))).toBe('under-way');
    expect(probeState({ ...asked, sentAt: at(1) }, at(32))).toBe('missing');
    expect(probeState({ ...asked, sentAt: at(1), arrivedAt: at(600) }, at(601))).toBe('arrived');
  });

  it('is sent to every address once a day, and an hour after one that could not be sent', () => {
    expect(isProbeDue(undefined, at(0), PROBE_HOURS)).toBe(true);
    expect(isProbeDue(asked, at(24 * 60 - 1), PROBE_HOURS)).toBe(false);
    expect(isProbeDue(asked, at(24 * 60), PROBE_HOURS)).toBe(true);
    expect(isProbeDue({ ...asked, problem: 'smtp-550' }, at(59), PROBE_HOURS)).toBe(false);
    expect(isProbeDue({ ...asked, problem: 'smtp-550' }, at(60), PROBE_HOURS)).toBe(true);
  });

  it('once due it stays due until the next is asked for', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.boolean(), (minutes, later, failed) => {
        const probe = { ...asked, problem: failed ? 'smtp-550' : null };
        if (isProbeDue(probe, at(minutes), PROBE_HOURS)) expect(isProbeDue(probe, at(minutes + later), PROBE_HOURS)).toBe(true);
      }),
    );
  });
});
