import { type ChangeListener, listenChanges } from '@/lib/db/listen-changes';

/** What an open browser is told; never what changed in a report, only that something did. */
export type LiveEvent = 'change' | 'live' | 'lost';

type Subscriber = { municipalityId: string; tell(event: LiveEvent): void };

export type LiveChanges = {
  /** Tells from now on of one municipality; begins with how things stand. Returns how to leave. */
  subscribe(municipalityId: string, tell: (event: LiveEvent) => void): () => void;
  close(): Promise<void>;
};

/** Fans one listening connection out to the open browsers, to each only what is of its municipality. */
export function liveChanges(url: string, listen: typeof listenChanges = listenChanges): LiveChanges {
  const subscribers = new Set<Subscriber>();
  let state: LiveEvent = 'lost';
  const all = (event: 'live' | 'lost') => {
    state = event;
    for (const { tell } of [...subscribers]) tell(event);
  };
  const listener: ChangeListener = {
    onChange: (municipalityId) => {
      for (const subscriber of [...subscribers]) if (subscriber.municipalityId === municipalityId) subscriber.tell('change');
    },
    onLive: () => all('live'),
    onLost: () => all('lost'),
  };
  const close = listen(url, listener);
  return {
    subscribe: (municipalityId, tell) => {
      const subscriber = { municipalityId, tell };
      subscribers.add(subscriber);
      tell(state);
      return () => void subscribers.delete(subscriber);
    },
    close,
  };
}

const holder = globalThis as { mottakLiveChanges?: LiveChanges };

/** The one of this process, opened when the first browser asks. */
export function processLiveChanges(url: string): LiveChanges {
  holder.mottakLiveChanges ??= liveChanges(url);
  return holder.mottakLiveChanges;
}
