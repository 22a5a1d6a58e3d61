'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from './call-api';
import type { QueueItem } from './use-queue';

/** The report as the person saw it: what has changed since is not agreed with. */
type Seen = Pick<QueueItem, 'ref' | 'version'>;
type Last = { ref: string; done: 'agreed' | 'undone' };

/**
 * Agrees with Mottak's proposal that something is no report, and takes that back. The last one can be taken back until another is
 * agreed with; there is no hurry about it.
 */
export function useAgree() {
  const t = useTranslations('queue');
  const client = useQueryClient();
  const [last, setLast] = useState<Last | null>(null);
  const refresh = () => void client.invalidateQueries({ queryKey: ['mottak'] });
  const agree = useMutation({
    mutationFn: ({ ref, version }: Seen) =>
      callApi(`/api/reports/${ref}/assess`, { outcome: 'not_a_report', reason: t('agreedReason'), version }),
    onSuccess: (_, { ref }) => setLast({ ref, done: 'agreed' }),
    onSettled: refresh,
  });
  const undo = useMutation({
    mutationFn: (ref: string) => callApi(`/api/reports/${ref}/take-back`, {}),
    onSuccess: (_, ref) => setLast({ ref, done: 'undone' }),
    onSettled: refresh,
  });
  return {
    last,
    agree: (row: Seen) => agree.mutate(row),
    undo: () => {
      if (last?.done === 'agreed' && !undo.isPending) undo.mutate(last.ref);
    },
    failure: failureOf(agree.variables?.ref, agree.error) ?? failureOf(undo.variables, undo.error),
  };
}

function failureOf(ref: string | undefined, error: unknown): { ref: string; error: unknown } | null {
  return ref && error ? { ref, error } : null;
}
