'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import type { DraftContent, DraftStamp } from '@/lib/channels/phone/draft-content';
import { createDraftSaver, type DraftSaver, type SaveState } from './draft-saver';
import { putDraft } from './phone-api';
import { randomId } from './random-id';

export type Draft = {
  state: SaveState;
  saver: DraftSaver<DraftContent>;
  /** Which draft this is, and as which of its savings the next one counts. */
  identify(): { id: string; stamp: DraftStamp; continues: DraftStamp | undefined };
};

/** Keeps a draft on the server while it is typed. `continues` is the stamp of the draft that this window went on with. */
export function useDraft(id: string, continues: DraftStamp | undefined, savedAt: Date | undefined, now: () => Date): Draft {
  const [state, setState] = useState<SaveState>(savedAt ? { status: 'saved', at: savedAt } : { status: 'empty' });
  const { saver, identify } = useMemo(() => {
    const writer = randomId();
    const made = createDraftSaver<DraftContent>({
      now,
      onState: setState,
      send: (content, seq, leaving) => putDraft(id, { stamp: { writer, seq }, continues, content }, leaving),
    });
    return { saver: made, identify: () => ({ id, stamp: { writer, seq: made.nextSeq() }, continues }) };
  }, [id, continues, now]);
  useEffect(() => {
    const leave = () => saver.leave();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [saver]);
  return { state, saver, identify };
}

/**
 * Asks before the window is left while something typed is not on the server and cannot be sent in time: when closing it, and
 * when following a link inside Mottak, of which the browser tells nobody.
 */
export function useLeaveWarning(unsaved: boolean, question: string): { current: boolean } {
  const off = useRef(false);
  useEffect(() => {
    if (!unsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!off.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (off.current || !link || link.getAttribute('href')?.startsWith('#') || link.getAttribute('target') === '_blank') return;
      if (confirm(question)) off.current = true;
      else {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [unsaved, question]);
  return off;
}
