'use client';

import { useState } from 'react';

/**
 * Which form is open, which are kept with what was typed in them, and the report's version when the open one was opened.
 * After "changed meanwhile" the person has been told, and what is on the screen from then on counts as seen.
 */
export function useForms<Name extends string>(version: number) {
  const [open, setOpen] = useState<Name | null>(null);
  const [mounted, setMounted] = useState<Name[]>([]);
  const [seen, setSeen] = useState<number | null>(null);
  return {
    open,
    mounted,
    seen: seen ?? version,
    toggle: (name: Name) => {
      setOpen(open === name ? null : name);
      setSeen(version);
      setMounted((names) => (names.includes(name) ? names : [...names, name]));
    },
    close: () => setOpen(null),
    drop: (name: Name) => {
      setOpen(null);
      setMounted((names) => names.filter((other) => other !== name));
    },
    forgetSeen: () => setSeen(null),
  };
}

/** The caret goes where writing begins, once the form is shown. */
export function focusFirst(form: HTMLElement | null): void {
  if (form && !form.contains(document.activeElement)) form.querySelector<HTMLElement>('input, select, textarea')?.focus();
}
