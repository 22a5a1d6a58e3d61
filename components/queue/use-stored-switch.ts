'use client';

import { useEffect, useState } from 'react';

/** A setting of this browser that is on until somebody turns it off. */
export function useStoredSwitch(name: string): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(name) !== 'off'), [name]);
  const set = (next: boolean) => {
    localStorage.setItem(name, next ? 'on' : 'off');
    setOn(next);
  };
  return [on, set];
}
