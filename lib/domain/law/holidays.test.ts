import { eachYearOfInterval } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { addDaysTo } from '../local-time';
import { holidaysOf, isWeekdayWithSaturday, isWorkingDay, workingDayUntil } from './holidays';

const YEARS = eachYearOfInterval({ start: new Date('2015-01-01'), end: new Date('2045-01-01') }).map((year) => year.getUTCFullYear());

/** Easter Sunday by the anonymous Gregorian rule (Meeus/Jones/Butcher): worked out apart from the library that is checked here. */
function easterOf(year: number): string {
  const [golden, century] = [year % 19, Math.floor(year / 100)];
  const epact =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const month = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * month + 114;
  return `${year}-0${Math.floor(days / 31)}-${String((days % 31) + 1).padStart(2, '0')}`;
}

const around = (year: number, offsets: number[]) => offsets.map((days) => addDaysTo(easterOf(year), days));
const on = (year: number, dates: string[]) => dates.map((date) => `${year}-${date}`);
/** The first Saturday from a date of the year. */
const saturdayFrom = (year: number, date: string) =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => addDaysTo(`${year}-${date}`, days)).find((day) => new Date(day).getUTCDay() === 6) as string;

describe.each(YEARS)('the public holidays of %i', (year) => {
  it('in Denmark are those of the law, Store bededag until 2023', () => {
    const expected = [...around(year, [-3, -2, 0, 1, 39, 49, 50, ...(year < 2024 ? [26] : [])]), ...on(year, ['01-01', '12-25', '12-26'])];
    expect([...holidaysOf('dk', year)].sort()).toEqual([...new Set(expected)].sort());
  });

  it('in Norway are those of LOV-1995-02-24-12 with 1 and 17 May', () => {
    const expected = [...around(year, [-3, -2, 0, 1, 39, 49, 50]), ...on(year, ['01-01', '05-01', '05-17', '12-25', '12-26'])];
    expect([...holidaysOf('no', year)].sort()).toEqual([...new Set(expected)].sort());
  });

  it('in Sweden are those of lag (1989:253)', () => {
    const moving = [saturdayFrom(year, '06-20'), saturdayFrom(year, '10-31')];
    const fixed = on(year, ['01-01', '01-06', '05-01', '06-06', '12-25', '12-26']);
    expect([...holidaysOf('se', year)].sort()).toEqual([...new Set([...around(year, [-2, 0, 1, 39, 49]), ...fixed, ...moving])].sort());
  });
});

describe('a working day', () => {
  it('in Denmark is none of 5 June, 24 and 31 December, which the other count of weekdays takes', () => {
    for (const day of ['2026-06-05', '2026-12-24', '2026-12-31']) {
      expect([day, isWorkingDay('dk', day), isWeekdayWithSaturday('dk', day)]).toEqual([day, false, true]);
    }
    expect([isWorkingDay('dk', '2026-05-01'), isWorkingDay('dk', '2026-05-15')]).toEqual([true, true]);
  });

  it('in Sweden is none of the eves of midsummer, Christmas and New Year', () => {
    expect(['2026-06-19', '2026-12-24', '2026-12-31', '2026-04-30'].map((day) => isWorkingDay('se', day))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('is never a Saturday, a Sunday or a holiday, and the last one is found over Easter', () => {
    expect(['2026-11-21', '2026-11-22', '2026-05-14'].map((day) => isWorkingDay('no', day))).toEqual([false, false, false]);
    expect(workingDayUntil('no', '2026-04-06')).toBe('2026-04-01');
    expect(workingDayUntil('no', '2026-04-07')).toBe('2026-04-07');
  });
});
