'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useDateFormat } from '@/components/ui/use-date-format';
import { systemClock } from '@/lib/clock';
import { localDay } from '@/lib/domain/local-time';
import { elapsed } from './elapsed';

type Ticking = { now: Date; timeZone: string };

const Context = createContext<Ticking>({ now: new Date(0), timeZone: 'UTC' });

/**
 * Lets every age on the page grow second by second, by the server's clock: `at` is the instant of the last answer, and this
 * machine only counts on from there.
 */
export function TickingProvider({ at, timeZone, children }: { at: Date; timeZone: string; children: ReactNode }) {
  const [now, setNow] = useState(at);
  useEffect(() => {
    const ahead = systemClock().getTime() - at.getTime();
    const tick = () => setNow(new Date(systemClock().getTime() - ahead));
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [at]);
  return <Context value={{ now, timeZone }}>{children}</Context>;
}

/** The present instant by the server's clock, and the zone of the municipality. */
export function useTicking(): Ticking {
  return useContext(Context);
}

/** The present instant by the server's clock. */
export function useTickingNow(): Date {
  return useContext(Context).now;
}

/** How long ago an instant was, or how far ahead it lies, without saying which. */
export function Age({ of }: { of: Date }) {
  const t = useTranslations('overview.elapsed');
  const { now } = useContext(Context);
  const { unit, values } = elapsed(Math.abs(now.getTime() - of.getTime()));
  return <span className="tabular whitespace-nowrap">{t(unit, values)}</span>;
}

/** An instant as the municipality's clock shows it; with the date unless it is today. */
export function useLocalTime(): (at: Date) => string {
  const { now, timeZone } = useContext(Context);
  const format = useDateFormat(timeZone);
  const day = (at: Date) => localDay(at, timeZone);
  return (at) =>
    format(at, {
      ...(day(at) === day(now) ? {} : { day: 'numeric', month: 'short' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
}
