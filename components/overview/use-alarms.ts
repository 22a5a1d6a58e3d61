'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '@/components/queue/call-api';
import type { OpenAlarms } from '@/lib/health/list-alarms';
import type { Json } from '@/lib/http/json';

export type AlarmsAnswer = Json<OpenAlarms> & { maySettle: boolean; mayOpenReports: boolean };
export type AlarmRow = AlarmsAnswer['alarms'][number];

const KEY = ['mottak', 'alarms'];
const AGAIN_MS = 5000;

/** The open alarms, renewed every few seconds: one may be raised without a change that is told. */
export function useAlarms() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<AlarmsAnswer>('/api/alarms', undefined, signal),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
}

/** I have seen these alarms. */
export function useSeeAlarms() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await callApi(`/api/alarms/${id}/seen`, {});
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Ends an alarm with a reason. */
export function useSettleAlarm(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => callApi(`/api/alarms/${id}/settle`, { reason }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
