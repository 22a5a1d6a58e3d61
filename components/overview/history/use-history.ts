'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PeriodKind } from '@/lib/domain/local-month';
import type { LatenessHistory } from '@/lib/health/overview-history';
import type { Json } from '../json';

export type HistoryAnswer = Json<LatenessHistory>;
export type LatenessFigures = HistoryAnswer['periods'][number]['all'];

/** The past changes slowly, and its question reads three months or a year: it is not asked with every change. */
const AGAIN_MS = 5 * 60_000;

export function useHistory(kind: PeriodKind): { history: HistoryAnswer | undefined; failed: boolean; askAgain(): void } {
  const { data, isError, refetch } = useQuery({
    queryKey: ['overview-history', kind],
    queryFn: ({ signal }) => ask(kind, signal),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
  return { history: data, failed: isError, askAgain: () => void refetch() };
}

async function ask(kind: PeriodKind, signal: AbortSignal): Promise<HistoryAnswer> {
  const response = await fetch(`/api/overview/history?by=${kind}`, { signal });
  if (!response.ok) throw new Error('unreachable');
  return response.json();
}
