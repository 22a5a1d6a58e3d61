import { describe, expect, it } from 'vitest';
import { deadlinesFor, LAW, nextDue, startClock } from './deadline';
import { DEFAULT_LAW_SETTINGS } from './law/settings';
import { COUNTRY_TIME_ZONE } from './local-time';
import { COUNTRIES, type Country } from './report';

const stamped = (rule: string, received: string, settings = DEFAULT_LAW_SETTINGS) => {
  const country = rule.slice(0, 2) as Country;
  const found = deadlinesFor(country, new Date(received), COUNTRY_TIME_ZONE[country], settings).find((each) => each.rule === rule);
  if (!found) throw new Error(`There is no rule ${rule}.`);
  return found;
};

describe('the examples of the law page', () => {
  it.each([
    ['dk.first-assessment', '2026-03-27T16:30:00+01:00', '2026-03-28T16:30:00+01:00'],
    ['dk.first-assessment', '2026-03-28T20:00:00+01:00', '2026-03-29T21:00:00+02:00'],
    ['dk.first-assessment', '2026-10-24T20:00:00+02:00', '2026-10-25T19:00:00+01:00'],
  ])('%s received %s is due %s', (rule, received, expected) => {
    expect(stamped(rule, received).dueAt).toEqual(new Date(expected));
  });

  it.each([
    ['dk.confirm-receipt', '2026-04-01T10:00:00+02:00', '2026-04-14', '2026-04-11'],
    ['no.review', '2026-04-01T10:00:00+02:00', '2026-04-08', '2026-04-08'],
    ['no.review', '2026-03-26T09:00:00+01:00', '2026-04-02', '2026-04-01'],
    ['no.confirm-receipt', '2026-04-01T10:00:00+02:00', '2026-04-22', '2026-04-22'],
    ['no.investigation', '2026-04-01T10:00:00+02:00', '2026-07-08', '2026-07-08'],
    ['no.investigation-extended', '2026-04-01T10:00:00+02:00', '2026-10-08', '2026-10-08'],
    ['no.immediate', '2026-04-02T23:30:00+02:00', '2026-04-02', '2026-04-02'],
    ['se.open-inquiry', '2026-03-18T14:00:00+01:00', '2026-04-01', '2026-04-01'],
    ['se.open-inquiry', '2026-03-20T14:00:00+01:00', '2026-04-03', '2026-04-02'],
    ['se.protection-assessment', '2026-03-18T14:00:00+01:00', '2026-03-18', '2026-03-18'],
  ])('%s received %s has %s as its last day and shows %s', (rule, received, lastDay, shownLastDay) => {
    const zone = COUNTRY_TIME_ZONE[rule.slice(0, 2) as Country];
    const end = new Date(`${lastDay}T23:59:59${lastDay < '2026-03-29' ? '+01:00' : '+02:00'}`);
    expect([zone, stamped(rule, received)]).toEqual([zone, expect.objectContaining({ lastDay, shownLastDay, dueAt: end })]);
  });

  it('Danish weekdays: the municipality may count Saturdays; then the day shown is the last one', () => {
    const settings = { ...DEFAULT_LAW_SETTINGS, weekdayReading: 'mon-sat' as const };
    expect(stamped('dk.confirm-receipt', '2026-04-01T10:00:00+02:00', settings)).toMatchObject({
      lastDay: '2026-04-11',
      shownLastDay: '2026-04-11',
      limit: { unit: 'weekdays', count: 6, reading: 'mon-sat' },
    });
  });
});

describe('the law packs', () => {
  it('have the rules of the three countries, each stamped with citation, source and who it is about', () => {
    expect(Object.fromEntries(COUNTRIES.map((country) => [country, LAW[country].map(({ id }) => id)]))).toEqual({
      dk: ['dk.first-assessment', 'dk.confirm-receipt', 'dk.feedback', 'dk.reassessment', 'dk.child-interview'],
      no: ['no.immediate', 'no.review', 'no.confirm-receipt', 'no.investigation', 'no.investigation-extended', 'no.feedback'],
      se: ['se.protection-assessment', 'se.open-inquiry', 'se.documentation', 'se.inquiry', 'se.feedback'],
    });
    for (const rule of COUNTRIES.flatMap((country) => LAW[country])) {
      expect([rule.id, rule.citation, rule.oldCitation]).toEqual([rule.id, expect.stringMatching(/§/), expect.stringMatching(/§/)]);
      expect(rule.id.startsWith(`${rule.country}.`)).toBe(true);
    }
  });

  it('call nothing statutory that the act gives no figure for and that has one', () => {
    const immediate = COUNTRIES.flatMap((country) => LAW[country]).filter(({ limit }) => limit?.unit === 'same-day');
    expect(immediate.map(({ id, basis }) => [id, basis])).toEqual([
      ['no.immediate', 'target'],
      ['se.protection-assessment', 'target'],
    ]);
  });

  it('leave due instants open where there is no figure, or the clock starts later', () => {
    const open = COUNTRIES.flatMap((country) => deadlinesFor(country, new Date('2026-11-02T10:00:00Z'), 'Europe/Oslo')).filter(
      ({ dueAt }) => dueAt === null,
    );
    expect(open.map(({ rule, startedAt }) => [rule, startedAt !== null])).toEqual([
      ['dk.feedback', false],
      ['dk.reassessment', false],
      ['dk.child-interview', false],
      ['no.feedback', false],
      ['se.documentation', true],
      ['se.inquiry', false],
      ['se.feedback', false],
    ]);
  });
});

describe('a municipality’s own targets', () => {
  const settings = {
    ...DEFAULT_LAW_SETTINGS,
    targets: {
      'no.immediate': { unit: 'hours' as const, count: 4 },
      'dk.feedback': { unit: 'weeks' as const, count: 2 },
      'no.review': { unit: 'weeks' as const, count: 9 },
      'se.protection-assessment': null,
    },
  };

  it('set the limit where the act gives none, and are then a target and not law', () => {
    expect(stamped('no.immediate', '2026-11-02T10:00:00Z', settings)).toMatchObject({
      basis: 'target',
      dueAt: new Date('2026-11-02T14:00:00Z'),
    });
    expect(stamped('dk.feedback', '2026-11-02T10:00:00Z', settings)).toMatchObject({ basis: 'target', limit: { unit: 'weeks', count: 2 } });
    expect(stamped('se.protection-assessment', '2026-11-02T10:00:00Z', settings)).toMatchObject({ basis: 'target', dueAt: null });
  });

  it('cannot change a limit of the act', () => {
    expect(stamped('no.review', '2026-11-02T10:00:00Z', settings)).toMatchObject({ basis: 'statutory', lastDay: '2026-11-09' });
  });
});

describe('a clock that starts later', () => {
  const calendar = { country: 'se' as const, timeZone: 'Europe/Stockholm' };

  it('counts from its event by the stamped limit, and not at all from another event', () => {
    const inquiry = stamped('se.inquiry', '2026-03-18T14:00:00+01:00');
    const opened = new Date('2026-10-31T09:00:00+01:00');
    expect(startClock(inquiry, 'inquiry-opened', opened, calendar)).toEqual({
      startedAt: opened,
      dueAt: new Date('2027-02-28T23:59:59+01:00'),
      lastDay: '2027-02-28',
      shownLastDay: '2027-02-26',
    });
    expect(startClock(inquiry, 'assessed', opened, calendar)).toBeNull();
    const older = { ...inquiry, limit: { unit: 'months' as const, count: 2 } };
    expect(startClock(older, 'inquiry-opened', opened, calendar)?.lastDay).toBe('2026-12-31');
  });

  it('moves when its start is corrected to an earlier instant', () => {
    const review = stamped('no.review', '2026-04-01T10:00:00+02:00');
    const earlier = startClock(review, 'received', new Date('2026-03-30T10:00:00+02:00'), { country: 'no', timeZone: 'Europe/Oslo' });
    expect(earlier?.lastDay).toBe('2026-04-06');
  });

  it('without a figure starts and is never due', () => {
    const feedback = stamped('dk.feedback', '2026-11-02T10:00:00Z');
    const at = new Date('2026-11-03T10:00:00Z');
    expect(startClock(feedback, 'assessed', at, { country: 'dk', timeZone: 'Europe/Copenhagen' })).toEqual({
      startedAt: at,
      dueAt: null,
      lastDay: null,
      shownLastDay: null,
    });
  });
});

describe('the next due instant', () => {
  it('is the earliest of unmet deadlines that hold the report in the queue, and none when all are met', () => {
    const [early, late] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
    const gate = (dueAt: Date | null, metAt: Date | null = null) => ({ dueAt, metAt, gatesQueue: true });
    expect(nextDue([gate(late), gate(early), gate(null)])).toEqual(early);
    expect(nextDue([gate(late), gate(early, early)])).toEqual(late);
    expect(nextDue([gate(late), { dueAt: early, gatesQueue: false }])).toEqual(late);
    expect(nextDue([gate(early, early)])).toBeNull();
  });
});
