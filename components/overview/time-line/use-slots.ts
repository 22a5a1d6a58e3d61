'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** The side of a mark in CSS pixels: at least 24, so that a finger meets it (WCAG 2.5.8). */
export const MARK_SIZE = 26;

/** Before the page is measured: a wide screen. */
const USUAL_SLOTS = 36;

/** How many marks fit next to each other on the element, measured again whenever its width changes. */
export function useSlots(): { track: RefObject<HTMLDivElement | null>; slots: number } {
  const track = useRef<HTMLDivElement>(null);
  const [slots, setSlots] = useState(USUAL_SLOTS);
  useEffect(() => {
    if (!track.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width > 0) setSlots(Math.max(1, Math.floor((width - MARK_SIZE) / MARK_SIZE)));
    });
    observer.observe(track.current);
    return () => observer.disconnect();
  }, []);
  return { track, slots };
}
