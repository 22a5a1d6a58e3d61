'use client';

import { type RefObject, useEffect, useRef } from 'react';

/**
 * Takes over what was typed into the text area before the page's script ran: a call taker starts at once, and the script knows
 * only what is typed after it.
 */
export function useEarlyWords(known: string, tell: (text: string) => void): RefObject<HTMLTextAreaElement | null> {
  const area = useRef<HTMLTextAreaElement>(null);
  const first = useRef({ known, tell });
  useEffect(() => {
    const typed = area.current?.value ?? '';
    if (typed !== first.current.known) first.current.tell(typed);
  }, []);
  return area;
}
