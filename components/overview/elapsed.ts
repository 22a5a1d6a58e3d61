export type Elapsed = { unit: 'seconds' | 'minutes' | 'hours' | 'days'; values: Record<string, number> };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in units that a person takes in at a glance: seconds only below a minute, where they matter. */
export function elapsed(milliseconds: number): Elapsed {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  if (total < MINUTE) return { unit: 'seconds', values: { seconds: total } };
  if (total < HOUR) return { unit: 'minutes', values: { minutes: Math.floor(total / MINUTE) } };
  if (total < 2 * DAY) return { unit: 'hours', values: { hours: Math.floor(total / HOUR), minutes: Math.floor((total % HOUR) / MINUTE) } };
  return { unit: 'days', values: { days: Math.floor(total / DAY), hours: Math.floor((total % DAY) / HOUR) } };
}
