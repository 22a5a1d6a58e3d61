import type pg from 'pg';

/** PostgreSQL channel on which processes tell each other that something of a municipality changed. Carries its id only. */
export const CHANGE_CHANNEL = 'mottak_change';

const QUIET_MS = 40;

/**
 * Tells open browsers that a municipality's reports changed. Calls within a few milliseconds become one message.
 * It is sent after the commit and on its own, because NOTIFY inside transactions makes them commit one after the other.
 * A message that is lost costs nothing but time: browsers also ask again by themselves.
 */
export function changeNotifier(pool: pg.Pool): (municipalityId: string) => void {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    const ids = [...waiting];
    waiting.clear();
    pool.query('SELECT pg_notify($1, id) FROM unnest($2::text[]) AS id', [CHANGE_CHANNEL, ids]).catch(() => undefined);
  };
  return (municipalityId) => {
    waiting.add(municipalityId);
    if (!timer) timer = setTimeout(flush, QUIET_MS);
  };
}
