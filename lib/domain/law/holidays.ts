import Holidays from 'date-holidays';
import { addDaysTo, dayOfWeek } from '../local-time';
import type { Country } from '../report';

const SUNDAY = 0;
const SATURDAY = 6;

/**
 * Days that are no working days without being public holidays. Denmark: forældelsesloven § 27, stk. 2 sets Constitution Day and
 * 24 and 31 December against "hverdag". Sweden: lag (1930:173) names midsummer's, Christmas and New Year's Eve; the library
 * has them as bank holidays. Norway's act on holidays (LOV-1995-02-24-12) names none.
 */
const CLOSED_DATES: Record<Country, readonly string[]> = { dk: ['06-05', '12-24', '12-31'], no: [], se: [] };
const LIBRARY: Record<Country, { code: string; closed: boolean }> = {
  dk: { code: 'DK', closed: false },
  no: { code: 'NO', closed: false },
  se: { code: 'SE', closed: true },
};

type Year = { holidays: ReadonlySet<string>; closed: ReadonlySet<string> };

const calendars = new Map<Country, Holidays>();
/** The door asks for each report; working out a year takes milliseconds. */
const years = new Map<string, Year>();

/** The public holidays of a year as days (YYYY-MM-DD). Sundays are not in it unless they are holidays of their own. */
export function holidaysOf(country: Country, year: number): ReadonlySet<string> {
  return yearOf(country, year).holidays;
}

/** Monday to Saturday and no public holiday. */
export function isWeekdayWithSaturday(country: Country, day: string): boolean {
  return dayOfWeek(day) !== SUNDAY && !holidaysOf(country, yearIn(day)).has(day);
}

/** Monday to Friday, no public holiday and no day that the law of the country treats as one. */
export function isWorkingDay(country: Country, day: string): boolean {
  return isWeekdayWithSaturday(country, day) && dayOfWeek(day) !== SATURDAY && !yearOf(country, yearIn(day)).closed.has(day);
}

/** The last working day on or before the day. */
export function workingDayUntil(country: Country, day: string): string {
  return isWorkingDay(country, day) ? day : workingDayUntil(country, addDaysTo(day, -1));
}

function yearOf(country: Country, year: number): Year {
  const key = `${country}-${year}`;
  const known = years.get(key);
  if (known) return known;
  const made = makeYear(country, year);
  years.set(key, made);
  return made;
}

function makeYear(country: Country, year: number): Year {
  const found = calendarOf(country).getHolidays(year);
  const days = (type: string) => found.filter((holiday) => holiday.type === type).map(({ date }) => date.slice(0, 10));
  const closed = CLOSED_DATES[country].map((date) => `${year}-${date}`);
  return { holidays: new Set(days('public')), closed: new Set(LIBRARY[country].closed ? [...closed, ...days('bank')] : closed) };
}

function calendarOf(country: Country): Holidays {
  const calendar = calendars.get(country) ?? new Holidays(LIBRARY[country].code, { types: ['public', 'bank'] });
  calendars.set(country, calendar);
  return calendar;
}

function yearIn(day: string): number {
  return Number(day.slice(0, 4));
}
