/** How long after the last keystroke a draft is saved, and how often at least while somebody goes on typing. */
const PAUSE_MS = 2000;
const AT_LEAST_MS = 5000;

/** How long after a failure it is tried again. */
const RETRY_MS = 3000;

export type SaveState =
  | { status: 'empty' }
  /** Something typed since `since` is on its way. */
  | { status: 'typing'; since: Date }
  | { status: 'saved'; at: Date }
  /** Nothing typed since `since` is saved; it is tried again and again. */
  | { status: 'failing'; since: Date; code: string }
  /** It can never be saved under this id: another window went on with it, or it is submitted (`ref`). */
  | { status: 'taken'; since: Date; ref: string | null };

export type SaveAnswer = { ok: true; at: Date } | { ok: false; code: string; ref?: string | undefined };

type Options<Content> = {
  /** Sends the whole content; `seq` grows with every sending. Never throws. `leaving`: the page may be gone before the answer. */
  send(content: Content, seq: number, leaving: boolean): Promise<SaveAnswer>;
  now(): Date;
  onState(state: SaveState): void;
};

export type DraftSaver<Content> = {
  /** Tells what is in the form now. */
  change(content: Content): void;
  /** Sends what is not saved yet, at once; for a page that is about to be left. */
  leave(): void;
  /** Stops saving and waits until nothing is on its way, so that a late saving cannot come after a submission. */
  stop(): Promise<void>;
  /** Goes on after a stop. */
  resume(): void;
  /** Whether something typed is not known to be saved. */
  isUnsaved(): boolean;
  /** The number of a sending that somebody else makes, e.g. the submission. */
  nextSeq(): number;
};

/**
 * Saves a draft while somebody types: after a pause, and every few seconds without one. One sending is under way at a time. What
 * the server did not take stays here and is sent again until it does.
 */
export function createDraftSaver<Content>({ send, now, onState }: Options<Content>, firstSeq = 0): DraftSaver<Content> {
  let latest: { content: Content } | undefined;
  let since: Date | undefined;
  let unsentSince = 0;
  let seq = firstSeq;
  let failing = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<void> | undefined;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void save(), Math.max(0, ms));
  };

  const save = async (): Promise<void> => {
    if (underWay || !latest || !since) return;
    clearTimeout(timer);
    const sending = latest;
    const typedBefore = now();
    const firstUnsaved = since;
    unsentSince = 0;
    underWay = send(sending.content, ++seq, false).then((answer) => {
      underWay = undefined;
      if (answer.ok) return taken(sending, typedBefore, answer.at);
      if (answer.code === 'changed-meanwhile') {
        stopped = true;
        onState({ status: 'taken', since: firstUnsaved, ref: answer.ref ?? null });
        return;
      }
      failing = true;
      onState({ status: 'failing', since: firstUnsaved, code: answer.code });
      schedule(RETRY_MS);
    });
    await underWay;
  };

  const taken = (sent: { content: Content }, typedBefore: Date, at: Date) => {
    failing = false;
    if (latest === sent) {
      since = undefined;
      onState({ status: 'saved', at });
      return;
    }
    since = typedBefore;
    onState({ status: 'typing', since });
    schedule(Math.min(PAUSE_MS, AT_LEAST_MS - (now().getTime() - unsentSince)));
  };

  return {
    change(content) {
      latest = { content };
      const instant = now();
      since ??= instant;
      unsentSince ||= instant.getTime();
      if (stopped || failing) return;
      onState({ status: 'typing', since });
      if (!underWay) schedule(Math.min(PAUSE_MS, AT_LEAST_MS - (instant.getTime() - unsentSince)));
    },
    // Not awaited and not waiting for a sending under way: the page may be gone in a moment.
    leave() {
      if (latest && since && !stopped) void send(latest.content, ++seq, true);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
    resume() {
      stopped = false;
      if (since) schedule(0);
    },
    isUnsaved: () => since !== undefined,
    nextSeq: () => ++seq,
  };
}
