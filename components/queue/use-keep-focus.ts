'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place when the list changes under it: a row that moves to another part of the queue is made anew by the
 * browser, and its focus would fall to the top of the page. Focus follows the report, and never goes where it was not.
 */
export function useKeepFocus(list: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-ref]');
      last.current = row && list.current?.contains(row) ? (row.dataset.ref ?? null) : null;
    };
    const onPress = () => {
      if (document.activeElement === document.body) last.current = null;
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [list]);
  useLayoutEffect(() => {
    if (!last.current || (document.activeElement && document.activeElement !== document.body)) return;
    list.current?.querySelector<HTMLElement>(`[data-ref="${CSS.escape(last.current)}"] [data-row-link]`)?.focus({ preventScroll: true });
  });
}
