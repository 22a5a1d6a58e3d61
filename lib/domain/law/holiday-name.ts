import Holidays from 'date-holidays';
import type { Country } from '../report';

/** Denmark's days that forældelsesloven § 27, stk. 2 treats as holidays and that are none; the library knows no bank holidays there. */
const EVES: Record<Country, Readonly<Record<string, string>>> = {
  dk: { '06-05': 'Grundlovsdag', '12-24': 'Juleaftensdag', '12-31': 'Nytårsaftensdag' },
  no: {},
  se: {},
};

const years = new Map<string, ReadonlyMap<string, string>>();

/**
 * What the day (YYYY-MM-DD) is called in the country's own language, when people are likely to be away: a public holiday, or an eve.
 * Null for all others, plain Sundays too.
 */
export function holidayName(country: Country, day: string): string | null {
  return namesOf(country, day.slice(0, 4)).get(day) ?? EVES[country][day.slice(5)] ?? null;
}

function namesOf(country: Country, year: string): ReadonlyMap<string, string> {
  const key = `${country}-${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = new Holidays(country.toUpperCase(), { types: ['public', 'bank'] }).getHolidays(Number(year));
  const names = new Map(found.map(({ date, name }) => [date.slice(0, 10), name]));
  years.set(key, names);
  return names;
}
