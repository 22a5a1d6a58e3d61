'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type TimeLineHours, USUAL_TIME_LINE_HOURS } from '@/lib/domain/time-line';
import type { SeenOverview } from '@/lib/health/see-overview';
import type { Json } from './json';

export type OverviewAnswer = Json<SeenOverview>;

const AGAIN_MS = 5000;

/** The figures, renewed every few seconds even when no change is told: the worker may die without one. After a failure the last ones stay, and `failure` says why there are no new ones. */
export function useOverview(first: OverviewAnswer, hours: TimeLineHours): { overview: OverviewAnswer; failure: string | null } {
  const { data, error } = useQuery({
    queryKey: ['mottak', 'overview', hours],
    queryFn: ({ signal }) => ask(hours, signal),
    initialData: hours === USUAL_TIME_LINE_HOURS ? first : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  return { overview: data ?? first, failure: error ? error.message : null };
}

async function ask(hours: TimeLineHours, signal: AbortSignal): Promise<OverviewAnswer> {
  const url = hours === USUAL_TIME_LINE_HOURS ? '/api/overview' : `/api/overview?hours=${hours}`;
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2 * AGAIN_MS)]) });
  if (!response.ok) throw new Error(response.status === 401 ? 'not-signed-in' : 'unreachable');
  return response.json();
}
