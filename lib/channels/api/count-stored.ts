import { addDays, differenceInCalendarDays, format, parseISO } from 'date-fns';
import type pg from 'pg';
import { MottakError } from '@/lib/domain/errors';
import { localDay } from '@/lib/domain/local-time';
import type { Vendor } from './find-vendor';
import { vendorChannel } from './take-report';

/** Days in the municipality's zone, both counted, YYYY-MM-DD. */
export type Period = { from?: string | undefined; to?: string | undefined };

const DEFAULT_DAYS = 14;
const MOST_DAYS = 400;

/**
 * How many deliveries of this vendor were stored on each day, for its balance: a day with none is there with its zero.
 * @throws MottakError invalid-input when the period is turned round or longer than a year and a month
 */
export async function countStored(pool: pg.Pool, vendor: Vendor, period: Period, now: Date) {
  const to = period.to ?? localDay(now, vendor.timeZone);
  const from = period.from ?? dayBefore(to, DEFAULT_DAYS - 1);
  const days = differenceInCalendarDays(parseISO(to), parseISO(from));
  if (!(days >= 0 && days <= MOST_DAYS)) throw new MottakError('invalid-input', { fields: { from: 'invalid-period' } });
  const { rows } = await pool.query(COUNT, [vendor.municipalityId, vendorChannel(vendor), vendor.timeZone, from, to]);
  return { timeZone: vendor.timeZone, days: rows as { day: string; stored: number }[] };
}

function dayBefore(day: string, count: number): string {
  return format(addDays(parseISO(day), -count), 'yyyy-MM-dd');
}

const COUNT = `
  SELECT to_char(d.day, 'YYYY-MM-DD') AS day, count(a.id)::int AS stored
  FROM generate_series($4::date, $5::date, interval '1 day') AS d(day)
  LEFT JOIN channel c ON c.municipality_id = $1::uuid AND c.kind = 'api' AND c.name = $2
  LEFT JOIN arrival a ON a.channel_id = c.id
    AND a.stored_at >= d.day::timestamp AT TIME ZONE $3 AND a.stored_at < (d.day + interval '1 day')::timestamp AT TIME ZONE $3
  GROUP BY d.day ORDER BY d.day`;
