'use client';

import { useDateFormat } from '@/components/ui/use-date-format';
import { useShownPolicy } from './use-escalation';

/** Instants and days in words, in the municipality's time. */
export function useTimes() {
  const { view } = useShownPolicy();
  const format = useDateFormat(view.timeZone);
  const asUtc = useDateFormat('UTC');
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return {
    instant: (iso: string) => format(new Date(iso), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    withYear: (iso: string) => format(new Date(iso), { ...day, year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    /** A local day YYYY-MM-DD. */
    day: (written: string) => asUtc(new Date(`${written}T00:00:00Z`), day),
  };
}
