'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { type DraftContent, emptyContent } from '@/lib/channels/phone/draft-content';
import type { SavedDraft } from '@/lib/channels/phone/list-drafts';
import { localDay, localTimeOfDay } from '@/lib/domain/local-time';
import type { SaveState } from './draft-saver';
import { postNote } from './phone-api';
import { randomId } from './random-id';
import { type Draft, useDraft, useLeaveWarning } from './use-draft';
import { useServerNow } from './use-server-now';

type Taken = Extract<SaveState, { status: 'taken' }>;

type Input = { draftId: string; open: SavedDraft | null; serverNow: Date; timeZone: string };

type NoteErrors = { callTime?: string | undefined; text?: string | undefined };

type Result = { errors: NoteErrors; failure: string | null; taken: Taken | null };

const NOTHING_YET: Result = { errors: {}, failure: null, taken: null };

export type Note = {
  id: string;
  content: DraftContent;
  /** Replaces parts of the note; the first change fixes the time of the call. */
  change(part: Partial<DraftContent>): void;
  /** Whether the time of the call still follows the clock, since nothing has been written. */
  follows: boolean;
  now(): Date;
  draft: Draft;
  errors: NoteErrors;
  /** Code of what made the last submission fail. */
  failure: string | null;
  /** Another window submitted this draft with other words. */
  taken: Taken | null;
  submitting: boolean;
  submit(): Promise<void>;
  /** Keeps what is here under a new id, when another window went on with the draft. */
  keepAsSeparate(): void;
  leaveFor(url: string): void;
  summaryRef: RefObject<HTMLDivElement | null>;
};

/** The state of one note in this window. What is typed is held here until the server has it. */
export function useNote({ draftId, open, serverNow, timeZone }: Input, leaveQuestion: string): Note {
  const now = useServerNow(serverNow);
  const [identity, setIdentity] = useState({ id: draftId, continues: open?.stamp });
  const [content, setContent] = useState(
    () => open?.content ?? emptyContent(localDay(serverNow, timeZone), localTimeOfDay(serverNow, timeZone)),
  );
  // Two changes may come before the next rendering, e.g. when the browser fills in several fields.
  const latest = useRef(content);
  latest.current = content;
  const [follows, setFollows] = useState(open === null);
  const draft = useDraft(identity.id, identity.continues, open?.updatedAt, now);
  const [result, setResult] = useState<Result>(NOTHING_YET);
  const [submitting, setSubmitting] = useState(false);
  const summaryRef = useRef<HTMLDivElement>(null);
  /** The id under which the words of this window are yet to be saved. */
  const separated = useRef<string | null>(null);
  const leaving = useLeaveWarning(
    draft.state.status === 'failing' || draft.state.status === 'taken' || result.taken !== null,
    leaveQuestion,
  );
  useFollowingTime(follows, now, timeZone, setContent);
  useEffect(() => {
    if (result.failure) summaryRef.current?.focus();
  }, [result]);

  const change = (part: Partial<DraftContent>) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    setContent(next);
    setFollows(false);
    draft.saver.change(next);
    // A reload finds the draft again by its address; the id says nothing about anybody.
    history.replaceState(null, '', `/phone?draft=${identity.id}`);
  };
  const leaveFor = (url: string) => {
    leaving.current = true;
    location.assign(url);
  };
  const submit = async () => {
    if (submitting) return;
    setSubmitting(true);
    setResult(NOTHING_YET);
    await draft.saver.stop();
    const answer = await postNote({ ...draft.identify(), content: latest.current });
    if (answer.ok) return leaveFor(`/phone/receipt/${answer.data.ref}`);
    setSubmitting(false);
    setResult(resultOf(answer, now()));
    draft.saver.resume();
  };
  const keepAsSeparate = () => {
    const id = randomId();
    separated.current = id;
    setIdentity({ id, continues: undefined });
    setResult(NOTHING_YET);
    history.replaceState(null, '', `/phone?draft=${id}`);
  };
  useEffect(() => {
    if (separated.current !== identity.id) return;
    separated.current = null;
    draft.saver.change(latest.current);
  }, [identity.id, draft.saver]);
  return { id: identity.id, content, change, follows, now, draft, ...result, submitting, submit, keepAsSeparate, leaveFor, summaryRef };
}

function resultOf({ code, fields }: { code: string; fields: Record<string, string> }, at: Date): Result {
  if (code === 'changed-meanwhile') return { ...NOTHING_YET, taken: { status: 'taken', since: at, ref: fields.ref ?? null } };
  const text = fields.text ?? (fields['content.text'] && 'text-too-long');
  return { errors: { callTime: fields.callTime, text }, failure: code, taken: null };
}

/** Until the first keystroke the call starts now: a page that was opened in the morning must not date the afternoon's call. */
function useFollowingTime(
  follows: boolean,
  now: () => Date,
  timeZone: string,
  setContent: (update: (content: DraftContent) => DraftContent) => void,
): void {
  useEffect(() => {
    if (!follows) return;
    const timer = setInterval(() => {
      const [callDay, callTime] = [localDay(now(), timeZone), localTimeOfDay(now(), timeZone)];
      setContent((content) => (content.callTime === callTime && content.callDay === callDay ? content : { ...content, callDay, callTime }));
    }, 1000);
    return () => clearInterval(timer);
  }, [follows, now, timeZone, setContent]);
}
