import { TZDate } from '@date-fns/tz';
import { addDays, addHours, startOfDay, startOfHour } from 'date-fns';
import type { TimeLineHours } from '@/lib/domain/time-line';

const HOURS_BETWEEN = { 8: 1, 24: 3, 168: 24 } as const;

export type Tick = { at: Date; midnight: boolean };

/** The round local hours on the line after `from`; where a clock change skips or repeats one, the line shows what the clocks show. */
export function ticksOf(from: Date, hours: TimeLineHours, timeZone: string): Tick[] {
  const local = new TZDate(from.getTime(), timeZone);
  const end = addHours(from, hours).getTime();
  const step = HOURS_BETWEEN[hours];
  const ticks: Tick[] = [];
  const next = (at: TZDate) => (step === 24 ? addDays(at, 1) : addHours(at, 1));
  for (let at = next(step === 24 ? startOfDay(local) : startOfHour(local)); at.getTime() < end; at = next(at))
    if (at.getHours() % step === 0) ticks.push({ at: new Date(at.getTime()), midnight: at.getHours() === 0 });
  return ticks;
}
