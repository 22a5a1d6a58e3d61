'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { callApi } from '@/components/queue/call-api';
import { useDateFormat } from '@/components/ui/use-date-format';
import type { Json } from '@/lib/http/json';
import type { ImportPlan } from '@/lib/roster/import-calendar';
import type { RosterView } from '@/lib/roster/see-roster';

export type RosterAnswer = Json<RosterView>;
export type PlanAnswer = Json<ImportPlan>;

/** The roster on the screen, who looks at it, and whether they may change it. */
type Shown = { roster: RosterAnswer; me: string; mayEdit: boolean };

export const RosterContext = createContext<Shown | null>(null);

export function useShownRoster(): Shown {
  const shown = useContext(RosterContext);
  if (!shown) throw new Error('RosterContext is missing.');
  return shown;
}

/** The roster, fresh by itself; what was there stays on the screen when asking fails. */
export function useRoster(first: RosterAnswer) {
  return useQuery({
    queryKey: ['mottak', 'roster', first.firstDay],
    queryFn: ({ signal }) => callApi<RosterAnswer>(`/api/roster?from=${first.firstDay}`, undefined, signal),
    initialData: first,
    initialDataUpdatedAt: Date.parse(first.at),
    retry: 1,
  });
}

/** Sends a change; afterwards the page asks for the truth, whether it succeeded or not. */
export function useRosterChange<Answer = unknown>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) => callApi<Answer>(`/api/roster/${path}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mottak'] }),
    onError: () => void client.invalidateQueries({ queryKey: ['mottak'] }),
  });
}

/** Instants and days of the roster in words, in the municipality's time. */
export function useRosterFormat() {
  const { roster } = useShownRoster();
  const format = useDateFormat(roster.timeZone);
  const asUtc = useDateFormat('UTC');
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return {
    instant: (iso: string) => format(new Date(iso), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    /** A local day YYYY-MM-DD. */
    day: (written: string) => asUtc(new Date(`${written}T00:00:00Z`), day),
    /** 1 Monday to 7 Sunday; day 4 of 1970 was a Sunday. */
    weekday: (number: number) => asUtc(new Date(Date.UTC(1970, 0, 4 + number)), { weekday: 'long' }),
  };
}
