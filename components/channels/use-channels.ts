'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '@/components/queue/call-api';
import type { ChangeInput } from '@/lib/channel-setup/change-input';
import type { DecisionInput } from '@/lib/channel-setup/decide-change';
import type { SeenChannels } from '@/lib/channel-setup/see-channels';
import type { Json } from '@/lib/http/json';

export type ChannelsAnswer = Json<SeenChannels>;
export type ChangeView = ChannelsAnswer['waiting'][number];
export type ProbeView = ChannelsAnswer['probes'][number];
export type MailboxView = ChannelsAnswer['mailboxes'][number];
export type AddressesView = ChannelsAnswer['addresses'];

const KEY = ['mottak', 'channels'];
/** Somebody waits for a test message. */
const AGAIN_MS = 3000;

export function useChannels(first: ChannelsAnswer): { answer: ChannelsAnswer; error: unknown } {
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<ChannelsAnswer>('/api/channels', undefined, signal),
    initialData: first,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  return { answer: data, error };
}

export function usePropose(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ChangeInput) => callApi('/api/channels/changes', input),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDecide(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: DecisionInput) => callApi(`/api/channels/changes/${id}`, input),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useAskProbe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { address: string; changeId: string | null }) => callApi('/api/channels/probes', input),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
