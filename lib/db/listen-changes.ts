import pg from 'pg';
import { CHANGE_CHANNEL } from './notify-change';

export type ChangeListener = {
  /** A municipality's reports changed. */
  onChange(municipalityId: string): void;
  /** The connection is there (again): what happened before is not known, so all must be looked at anew. */
  onLive(): void;
  /** The connection is gone; it is tried again by itself. */
  onLost(): void;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/** Listens for changes on a connection of its own, and connects again after every failure. Returns how to stop. */
export function listenChanges(url: string, listener: ChangeListener): () => Promise<void> {
  let stopped = false;
  let wait = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;
  let current: pg.Client | undefined;

  const lost = (client: pg.Client) => {
    if (current !== client) return;
    current = undefined;
    client.end().catch(() => undefined);
    if (stopped) return;
    listener.onLost();
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  const open = () => {
    // Keep-alive: a server that vanished without a word must be noticed.
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    current = client;
    client.on('error', () => lost(client));
    client.on('end', () => lost(client));
    client.on('notification', ({ payload }) => listener.onChange(payload ?? ''));
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANGE_CHANNEL}`))
      .then(() => {
        if (current !== client) return;
        wait = FIRST_WAIT_MS;
        listener.onLive();
      })
      .catch(() => lost(client));
  };
  open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current?.end().catch(() => undefined);
  };
}
