'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type LiveState = 'live' | 'reconnecting';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** The server speaks every 15 seconds: who hears nothing for this long is cut off without knowing. */
const SILENCE_MS = 40_000;
/** A connection that comes back within this time was never gone for the reader. */
const PATIENCE_MS = 2000;
/** A browser gives one site six connections: tabs that nobody looks at must not hold them. */
const HIDDEN_MS = 5000;

type Watcher = { onLive(): void; onLost(): void; onChange(): void };

/**
 * Keeps the page's data fresh: asks again after every change that the server tells of, and for everything after a connection that was
 * cut, because what happened meanwhile is not known. Returns what to tell the reader.
 */
export function useLiveChanges(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => {
    let late: ReturnType<typeof setTimeout> | undefined;
    const askAgain = () => void client.invalidateQueries({ queryKey: ['mottak'] });
    const settle = (next: LiveState) => {
      clearTimeout(late);
      if (next === 'live') setState('live');
      else late = setTimeout(() => setState('reconnecting'), PATIENCE_MS);
    };
    const stop = watch({
      onLive: () => {
        settle('live');
        askAgain();
      },
      onLost: () => settle('reconnecting'),
      onChange: askAgain,
    });
    return () => {
      clearTimeout(late);
      stop();
    };
  }, [client]);
  return state;
}

function watch(watcher: Watcher): () => void {
  let source: EventSource | undefined;
  let wait = FIRST_WAIT_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(retry);
    clearTimeout(silence);
    source?.close();
    source = undefined;
  };
  const fail = () => {
    watcher.onLost();
    close();
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE_MS);
  };
  function open() {
    close();
    source = new EventSource('/api/events');
    heard();
    source.addEventListener('beat', heard);
    source.addEventListener('change', () => {
      heard();
      watcher.onChange();
    });
    source.addEventListener('live', () => {
      heard();
      wait = FIRST_WAIT_MS;
      watcher.onLive();
    });
    source.addEventListener('lost', () => {
      heard();
      watcher.onLost();
    });
    // The browser's own retry gives up for good after an answer such as 503, so this one does it instead.
    source.addEventListener('error', fail);
  }
  const onVisibility = () => {
    clearTimeout(hidden);
    if (document.visibilityState === 'hidden')
      hidden = setTimeout(() => {
        watcher.onLost();
        close();
      }, HIDDEN_MS);
    else if (!source) open();
  };
  const onOffline = () => {
    watcher.onLost();
    close();
  };
  const onOnline = () => {
    if (document.visibilityState !== 'hidden') open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onOnline);
  if (document.visibilityState !== 'hidden') open();
  return () => {
    clearTimeout(hidden);
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('online', onOnline);
    close();
  };
}
