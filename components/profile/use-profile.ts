'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '@/components/queue/call-api';
import type { Json } from '@/lib/http/json';
import type { Profile } from '@/lib/profile/read-profile';

export type ProfileData = Json<Profile>;

const KEY = ['mottak', 'profile'];
const AGAIN_MS = 1500;

/** The profile, asked for again while a test is on its way. */
export function useProfile(first: ProfileData): ProfileData {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<ProfileData>('/api/profile', undefined, signal),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.means.some(({ test }) => test?.status === 'waiting') ? AGAIN_MS : false),
  });
  return data;
}

/** A change of one's own profile; what is shown is asked for again afterwards. */
export function useProfileChange<T>(change: (input: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}
