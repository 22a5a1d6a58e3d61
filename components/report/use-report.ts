'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '@/components/queue/call-api';
import { usePlace } from '@/components/queue/place';
import type { Json } from '@/lib/http/json';
import type { SeenReport } from '@/lib/triage/see-report';

export type ReportData = Json<SeenReport>;
export type ReportView = ReportData['report'];

/** One report, fresh by itself; what was there stays on the screen when asking fails. */
export function useReport(ref: string, initial: ReportData) {
  const { setServerNow } = usePlace();
  return useQuery({
    queryKey: ['mottak', 'report', ref],
    queryFn: async ({ signal }) => {
      const data = await callApi<ReportData>(`/api/reports/${ref}`, undefined, signal);
      setServerNow(data.now);
      return data;
    },
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.now),
    retry: 1,
  });
}

export type ActPath =
  | 'acknowledge'
  | 'assign'
  | 'assess'
  | 'hand-back'
  | 'urgency'
  | 'mark-done'
  | 'leave-out'
  | 'undo-duty'
  | 'close-inquiry'
  | 'request-feedback'
  | 'circumstances'
  | 'received-at';

/** Does an act to the report; afterwards the page asks for the truth, whether it succeeded or not. */
export function useAct(ref: string, path: ActPath) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) => callApi(`/api/reports/${ref}/${path}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mottak'] }),
    // Not waited for: who failed must read why at once, also when asking again fails too.
    onError: () => void client.invalidateQueries({ queryKey: ['mottak'] }),
  });
}
