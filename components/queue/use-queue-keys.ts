'use client';

import { useEffect, useRef } from 'react';

type Keys = {
  enabled: boolean;
  acknowledge(ref: string): void;
  agree(ref: string): void;
  undo(): void;
  help(): void;
  search(): void;
};

/**
 * j and k move between reports, a acknowledges the one in focus, n agrees that it is none, u takes that back, / searches, ? helps.
 * Enter is the link's own.
 */
export function useQueueKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!latest.current.enabled || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = actOf(event.key, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function actOf(key: string, { acknowledge, agree, undo, help, search }: Keys): (() => void) | null {
  if (key === 'j' || key === 'k') return () => move(key === 'j' ? 1 : -1);
  if (key === '?') return help;
  if (key === '/') return search;
  if (key === 'u') return undo;
  const ref = focusedRow()?.dataset.ref;
  const act = { a: acknowledge, n: agree }[key];
  return act && ref ? () => act(ref) : null;
}

/** An open dialog has the keyboard to itself. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function focusedRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-ref]') ?? null;
}

function move(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const here = links.findIndex((link) => link.closest('[data-ref]') === focusedRow());
  const next = here < 0 ? (step === 1 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]?.focus();
}
