'use client';

import { useMutation } from '@tanstack/react-query';
import { ApiError } from '@/components/queue/call-api';
import { FIELDS } from '@/lib/channels/letter/letter-fields';

export type LetterDraft = { day: string; time: string; sender: string; child: string; pages: File[] };
export type HandedIn = { ref: string; status: 'stored' | 'already-stored' };

/** Scans on a slow line take their time; whoever hands one in sees that it goes on. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** Hands a letter in. What was filled in stays with the caller until the answer says that it is stored. */
export function useHandIn(onStored: (letter: HandedIn) => void) {
  return useMutation({ mutationFn: handIn, onSuccess: onStored });
}

async function handIn({ day, time, sender, child, pages }: LetterDraft): Promise<HandedIn> {
  const body = new FormData();
  for (const [name, value] of [
    [FIELDS.day, day],
    [FIELDS.time, time],
    [FIELDS.sender, sender],
    [FIELDS.child, child],
  ] as const)
    body.append(name, value);
  for (const page of pages) body.append(FIELDS.pages, page);
  const response = await fetch('/api/letters', { method: 'POST', body, signal: AbortSignal.timeout(LONGEST_WAIT_MS) }).catch(() => {
    throw new ApiError('network');
  });
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer as HandedIn;
  throw new ApiError(typeof answer?.code === 'string' ? answer.code : 'network', answer?.fields ?? {});
}
