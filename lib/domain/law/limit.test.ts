import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo, addMonthsTo, dayOfWeek, localDay } from '../local-time';
import { COUNTRIES } from '../report';
import { isWeekdayWithSaturday, isWorkingDay } from './holidays';
import { type Calendar, countWeekdays, dueFrom, type Limit, WEEKDAY_READINGS } from './limit';

const instants = fc.date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true });
const zones = fc.constantFrom(
  'Europe/Copenhagen',
  'Europe/Oslo',
  'Europe/Stockholm',
  'Atlantic/Faroe',
  'Arctic/Longyearbyen',
  'Europe/Helsinki',
);
const calendars: fc.Arbitrary<Calendar> = fc.record({ country: fc.constantFrom(...COUNTRIES), timeZone: zones });
const count = fc.integer({ min: 1, max: 40 });
const dayLimits: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ unit: fc.constant('days' as const), count }),
  fc.record({ unit: fc.constant('weeks' as const), count }),
  fc.record({ unit: fc.constant('months' as const), count: fc.integer({ min: 1, max: 12 }), afterWeeks: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ unit: fc.constant('weekdays' as const), count, reading: fc.constantFrom(...WEEKDAY_READINGS) }),
  fc.constant({ unit: 'same-day' as const }),
);
const limits = fc.oneof(dayLimits, fc.record({ unit: fc.constant('hours' as const), count: fc.integer({ min: 1, max: 100 }) }));
const days = instants.map((at) => localDay(at, 'UTC'));

/** The last Sundays of March and October: the nights in which the clock is changed. */
const changes = fc.constantFrom(...[2024, 2025, 2026, 2027, 2028].flatMap((year) => [lastSunday(year, 3), lastSunday(year, 10)]));
const nearChanges = fc.tuple(changes, fc.integer({ min: -48 * 60, max: 48 * 60 })).map(([at, minutes]) => new Date(at + minutes * 60_000));

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 0, 1));
  return last.getTime() - last.getUTCDay() * 86_400_000;
}

describe('a limit in hours', () => {
  it('is elapsed time at every instant, over both changes of the clock too', () => {
    const elapsed = (at: Date, calendar: Calendar) => dueFrom({ unit: 'hours', count: 24 }, at, calendar).dueAt.getTime() - at.getTime();
    fc.assert(fc.property(fc.oneof(instants, nearChanges), calendars, (at, calendar) => elapsed(at, calendar) === 86_400_000));
  });

  it('moves the time of day when the clock is changed within it', () => {
    const calendar: Calendar = { country: 'dk', timeZone: 'Europe/Copenhagen' };
    const due = (received: string) => dueFrom({ unit: 'hours', count: 24 }, new Date(received), calendar).dueAt;
    expect(due('2026-03-28T20:00:00+01:00')).toEqual(new Date('2026-03-29T21:00:00+02:00'));
    expect(due('2026-10-24T20:00:00+02:00')).toEqual(new Date('2026-10-25T19:00:00+01:00'));
  });
});

describe('a limit in days, weeks, months or weekdays', () => {
  it('ends at 23:59:59 of its last day in the zone', () => {
    fc.assert(
      fc.property(dayLimits, fc.oneof(instants, nearChanges), calendars, (limit, at, calendar) => {
        const { dueAt, lastDay } = dueFrom(limit, at, calendar);
        const local = new TZDate(dueAt.getTime(), calendar.timeZone);
        expect([local.getHours(), local.getMinutes(), local.getSeconds(), local.getMilliseconds()]).toEqual([23, 59, 59, 0]);
        expect(localDay(dueAt, calendar.timeZone)).toBe(lastDay);
      }),
    );
  });

  it('of one day runs to the end of the next day on the 23 and on the 25 hour day', () => {
    const calendar: Calendar = { country: 'se', timeZone: 'Europe/Stockholm' };
    const due = (received: string) => dueFrom({ unit: 'days', count: 1 }, new Date(received), calendar).dueAt;
    expect(due('2026-03-28T00:00:00+01:00')).toEqual(new Date('2026-03-29T23:59:59+02:00'));
    expect(due('2026-10-24T23:59:59+02:00')).toEqual(new Date('2026-10-25T23:59:59+01:00'));
  });

  it('of weeks ends on the same weekday, of months on the same date or the last of a shorter month', () => {
    fc.assert(
      fc.property(instants, calendars, count, (at, calendar, weeks) => {
        const start = localDay(at, calendar.timeZone);
        const { lastDay } = dueFrom({ unit: 'weeks', count: weeks }, at, calendar);
        expect(dayOfWeek(lastDay)).toBe(dayOfWeek(start));
        expect(lastDay).toBe(addDaysTo(start, 7 * weeks));
      }),
    );
    expect([addMonthsTo('2027-11-30', 3), addMonthsTo('2026-08-31', 6), addMonthsTo('2026-12-08', 4)]).toEqual([
      '2028-02-29',
      '2027-02-28',
      '2027-04-08',
    ]);
  });

  it('of weekdays has exactly so many working days in it, the day of receipt not counted, and ends on one', () => {
    fc.assert(
      fc.property(instants, calendars, count, fc.constantFrom(...WEEKDAY_READINGS), (at, calendar, wanted, reading) => {
        const counts = (day: string) => (reading === 'mon-fri' ? isWorkingDay : isWeekdayWithSaturday)(calendar.country, day);
        const { lastDay } = dueFrom({ unit: 'weekdays', count: wanted, reading }, at, calendar);
        const passed: string[] = [];
        for (let day = localDay(at, calendar.timeZone); day < lastDay; ) {
          day = addDaysTo(day, 1);
          passed.push(day);
        }
        expect(passed.filter(counts)).toHaveLength(wanted);
        expect(counts(lastDay)).toBe(true);
      }),
    );
  });

  it('of weekdays never gets shorter by one more holiday', () => {
    fc.assert(
      fc.property(days, count, fc.array(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 1, max: 60 }), (start, wanted, some, more) => {
        const without = (holidays: string[]) => (day: string) => dayOfWeek(day) !== 0 && !holidays.includes(day);
        const holidays = some.map((offset) => addDaysTo(start, offset));
        const fewer = countWeekdays(start, wanted, without(holidays));
        expect(countWeekdays(start, wanted, without([...holidays, addDaysTo(start, more)])) >= fewer).toBe(true);
      }),
    );
  });
});

describe('every limit', () => {
  it('shows a day that is not after the last one and not before the start', () => {
    fc.assert(
      fc.property(limits, fc.oneof(instants, nearChanges), calendars, (limit, at, calendar) => {
        const { dueAt, lastDay, shownLastDay } = dueFrom(limit, at, calendar);
        expect(shownLastDay <= lastDay).toBe(true);
        expect(shownLastDay >= localDay(at, calendar.timeZone)).toBe(true);
        expect(dueAt.getTime()).toBeGreaterThan(at.getTime() - 1000);
      }),
    );
  });

  it('is due no earlier when it starts later', () => {
    fc.assert(
      fc.property(limits, instants, fc.integer({ min: 0, max: 40 * 86_400_000 }), calendars, (limit, at, later, calendar) => {
        const [first, second] = [at, new Date(at.getTime() + later)].map((start) => dueFrom(limit, start, calendar));
        expect((second?.dueAt as Date) >= (first?.dueAt as Date)).toBe(true);
      }),
    );
  });
});
