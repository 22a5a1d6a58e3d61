const NORDIC = /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})$/;
const ISO = /^(\d{4})-?(\d{2})-?(\d{2})$/;

/**
 * A calendar date as people in the Nordic countries write it ("27.3.2015", "27/3-2015", "2015-03-27", "20150327"), as YYYY-MM-DD.
 * Undefined when it is no date or no day of the calendar, e.g. "31.2.2015".
 */
export function readFormDate(text: string): string | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const nordic = NORDIC.exec(trimmed);
  return nordic ? dayOf(Number(nordic[3]), Number(nordic[2]), Number(nordic[1])) : undefined;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return undefined;
  const lastDay = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  if (day > lastDay) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
