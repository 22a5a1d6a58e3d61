import { describe, expect, it } from 'vitest';
import { MEANS, nextMeans, reachable, stuckSince, telephoneNumber } from './means';

const email = 'karen@kommune.example';
const at = (iso: string) => new Date(iso);

describe('by which means a person can be told', () => {
  it.each([
    ['mail always', { email, mobile: null, subscriptions: 0 }, ['email']],
    ['text and call with a number', { email, mobile: '+4520202020', subscriptions: 0 }, ['sms', 'email', 'call']],
    ['push with a subscribed browser', { email, mobile: null, subscriptions: 2 }, ['push', 'email']],
  ] as const)('%s', (_, person, means) => {
    expect(reachable(person, MEANS, MEANS)).toEqual(means);
  });

  it('a means that the installation has not set up is not available', () => {
    expect(reachable({ email, mobile: '+4520202020', subscriptions: 1 }, MEANS, ['email'])).toEqual(['email']);
    expect(reachable({ email, mobile: '+4520202020', subscriptions: 1 }, MEANS, [])).toEqual([]);
  });

  it('keeps the wanted order and adds none that was not wanted', () => {
    expect(reachable({ email, mobile: '+4520202020', subscriptions: 1 }, ['call', 'sms'], MEANS)).toEqual(['call', 'sms']);
  });
});

describe('how long a notice may wait undelivered', () => {
  it.each([
    ['acute', '2026-11-02T10:01:59.999Z', false],
    ['acute', '2026-11-02T10:02:00Z', true],
    ['high', '2026-11-02T10:04:59.999Z', false],
    ['high', '2026-11-02T10:05:00Z', true],
    ['normal', '2026-11-02T10:14:59.999Z', false],
    ['normal', '2026-11-02T10:15:00Z', true],
    ['not_a_report', '2026-11-02T10:15:00Z', true],
  ] as const)('%s at %s: %s', (urgency, now, stuck) => {
    expect(at('2026-11-02T10:00:00Z') <= stuckSince(urgency, at(now))).toBe(stuck);
  });
});

describe('by what a person is told next', () => {
  it('by a means not yet tried, rather one that does not fail for others', () => {
    expect(nextMeans(['push', 'sms', 'email'], ['email'])).toBe('push');
    expect(nextMeans(['push', 'sms', 'email'], ['push'], ['sms'])).toBe('email');
    expect(nextMeans(['sms', 'email'], ['email'], ['sms'])).toBe('sms');
    expect(nextMeans(['email'], ['email'])).toBeNull();
  });
});

describe('a telephone number', () => {
  it.each([
    ['20 20 20 20', 'dk', '+4520202020'],
    ['+45 20-20-20-20', 'dk', '+4520202020'],
    ['0047 412 34 567', 'dk', '+4741234567'],
    ['412 34 567', 'no', '+4741234567'],
    ['070-123 45 67', 'se', '+46701234567'],
    ['112', 'dk', null],
    ['', 'no', null],
    ['karen', 'se', null],
    ['+45 20 20 20 20 20 20 20 20', 'dk', null],
  ] as const)('%s in %s is %s', (typed, country, number) => {
    expect(telephoneNumber(typed, country)).toBe(number);
  });
});
