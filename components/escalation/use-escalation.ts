'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { callApi } from '@/components/queue/call-api';
import type { Policy } from '@/lib/domain/escalation/policy';
import type { PolicyView } from '@/lib/escalation/see-policy';
import type { Simulation } from '@/lib/escalation/simulate-policy';
import type { Json } from '@/lib/http/json';

type Plain = Omit<PolicyView, 'policy' | 'versions' | 'surroundings'>;

/** Policies hold no instants, so they come through JSON as they are. */
export type PolicyAnswer = Json<Plain> & {
  policy: Policy;
  versions: (Omit<PolicyView['versions'][number], 'at'> & { at: string })[];
  surroundings: PolicyView['surroundings'];
};

export type SimulationAnswer = Json<Simulation>;

type Shown = { view: PolicyAnswer; mayEdit: boolean };

export const EscalationContext = createContext<Shown | null>(null);

export function useShownPolicy(): Shown {
  const shown = useContext(EscalationContext);
  if (!shown) throw new Error('EscalationContext is missing.');
  return shown;
}

/** The policy, fresh by itself; what was there stays on the screen when asking fails. */
export function useEscalation(first: PolicyAnswer) {
  return useQuery({
    queryKey: ['mottak', 'escalation'],
    queryFn: ({ signal }) => callApi<PolicyAnswer>('/api/escalation', undefined, signal),
    initialData: first,
    initialDataUpdatedAt: Date.parse(first.at),
    retry: 1,
  });
}

/** Sends a change; afterwards the page asks for the truth, whether it succeeded or not. */
export function useEscalationChange<Answer = unknown>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) => callApi<Answer>(`/api/escalation${path}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mottak'] }),
    onError: () => void client.invalidateQueries({ queryKey: ['mottak'] }),
  });
}
