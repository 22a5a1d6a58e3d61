'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueueFilter } from '@/lib/domain/queue-order';
import type { Json } from '@/lib/http/json';
import type { SeenQueue } from '@/lib/triage/see-queue';
import { callApi } from './call-api';
import { usePlace } from './place';

export type QueueView = { filter: QueueFilter; search: string; limit: number };
export type QueueData = Json<SeenQueue>;
export type QueueItem = QueueData['rows'][number];

/** An answer with the view that it is of. */
export type ShownQueue = QueueData & { view: QueueView };

const QUEUE_KEY = ['mottak', 'queue'] as const;

/** A search goes in the body: names of children do not belong in addresses. */
function ask({ filter, search, limit }: QueueView, signal: AbortSignal): Promise<QueueData> {
  return search
    ? callApi('/api/queue', { filter, search, limit }, signal)
    : callApi(`/api/queue?filter=${filter}&limit=${limit}`, undefined, signal);
}

/**
 * The queue as this view shows it. What was there stays on the screen while asking again; when asking fails, the newest that any view
 * got stays, and says itself which view and instant it is of.
 */
export function useQueue(view: QueueView, initial: ShownQueue) {
  const { setServerNow } = usePlace();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: [...QUEUE_KEY, view],
    queryFn: async ({ signal }): Promise<ShownQueue> => {
      const answer = await ask(view, signal);
      setServerNow(answer.now);
      return { ...answer, view };
    },
    placeholderData: keepPreviousData,
    retry: 1,
    ...(isSame(view, initial.view) ? { initialData: initial, initialDataUpdatedAt: Date.parse(initial.now) } : {}),
  });
  const all = client.getQueriesData<ShownQueue>({ queryKey: QUEUE_KEY }).flatMap(([, known]) => known ?? []);
  const newest = all.sort((a, b) => Date.parse(b.now) - Date.parse(a.now))[0];
  return { shown: data ?? newest ?? initial, error };
}

function isSame(a: QueueView, b: QueueView): boolean {
  return a.filter === b.filter && a.limit === b.limit && a.search === b.search;
}

/** Acknowledges a report: shown at once, taken back when it did not succeed. */
export function useAcknowledge(me: { id: string; name: string }) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (row: Pick<QueueItem, 'ref'>) => callApi(`/api/reports/${row.ref}/acknowledge`, {}),
    onMutate: async ({ ref }) => {
      await client.cancelQueries({ queryKey: QUEUE_KEY });
      const before = client.getQueriesData<ShownQueue>({ queryKey: QUEUE_KEY });
      const taken = (row: QueueItem): QueueItem => (row.ref === ref ? { ...row, state: 'acknowledged', acknowledgedBy: me } : row);
      client.setQueriesData<ShownQueue>({ queryKey: QUEUE_KEY }, (data) => data && { ...data, rows: data.rows.map(taken) });
      return { before };
    },
    onError: (_error, _row, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['mottak'] }),
  });
}
