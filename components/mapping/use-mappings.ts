'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '@/components/queue/call-api';
import type { MappedField } from '@/lib/domain/field-mapping';
import type { Json } from '@/lib/http/json';
import type { ListedMapping } from '@/lib/mapping/list-mappings';
import type { Tried, TryInput } from '@/lib/mapping/try-mapping';

export type MappingData = Json<ListedMapping>;
/** What is typed; `key` tells rows apart while they are edited. */
export type Draft = { id?: string; version?: number; senderPattern: string; fields: { key: number; label: string; field: MappedField }[] };

const KEY = ['mottak', 'field-mappings'];

export function useMappings(first: MappingData[]): MappingData[] {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<MappingData[]>('/api/field-mappings', undefined, signal),
    initialData: first,
  }).data;
}

export function useSaveMapping(onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ fields, ...draft }: Draft) =>
      callApi('/api/field-mappings', { ...draft, fields: fields.map(({ label, field }) => ({ label, field })) }),
    onSuccess: onSaved,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveMapping() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: MappingData) => callApi('/api/field-mappings/remove', { id, version }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useTryMapping() {
  return useMutation({ mutationFn: (input: TryInput) => callApi<Tried>('/api/field-mappings/try', input) });
}
