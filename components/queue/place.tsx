'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { systemClock } from '@/lib/clock';

type Place = { timeZone: string; staffId: string; setServerNow(iso: string): void };

const PlaceContext = createContext<Place | null>(null);
const NowContext = createContext<Date | null>(null);

type Props = { timeZone: string; staffId: string; serverNow: string; children: ReactNode };

/** Where and who: the municipality's zone, the signed-in person, and the server's time, which ticks on by this browser's clock. */
export function PlaceProvider({ timeZone, staffId, serverNow, children }: Props) {
  const ahead = useRef<number | null>(null);
  const [now, setNow] = useState(() => new Date(serverNow));
  const place = useMemo<Place>(
    () => ({
      timeZone,
      staffId,
      setServerNow: (iso) => {
        ahead.current = Date.parse(iso) - systemClock().getTime();
      },
    }),
    [timeZone, staffId],
  );
  useEffect(() => {
    ahead.current ??= Date.parse(serverNow) - systemClock().getTime();
    const timer = setInterval(() => setNow(new Date(systemClock().getTime() + (ahead.current ?? 0))), 1000);
    return () => clearInterval(timer);
  }, [serverNow]);
  return (
    <PlaceContext value={place}>
      <NowContext value={now}>{children}</NowContext>
    </PlaceContext>
  );
}

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('PlaceProvider is missing.');
  return place;
}

/** The server's time, once a second. Only parts that show a time should ask for it. */
export function useNow(): Date {
  const now = useContext(NowContext);
  if (!now) throw new Error('PlaceProvider is missing.');
  return now;
}
