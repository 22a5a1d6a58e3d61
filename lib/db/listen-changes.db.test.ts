import { describe, expect, it, vi } from 'vitest';
import { type LiveEvent, liveChanges } from '@/lib/http/live-changes';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { changeNotifier } from './notify-change';

const db = useTestDatabase();

async function listening() {
  const { municipality, otherMunicipality } = await createCast(db());
  const live = liveChanges(db().url);
  const heard: LiveEvent[] = [];
  const elsewhere: LiveEvent[] = [];
  live.subscribe(municipality.id, (event) => heard.push(event));
  live.subscribe(otherMunicipality.id, (event) => elsewhere.push(event));
  await vi.waitFor(() => expect(heard.at(-1)).toBe('live'));
  return { municipality, live, heard, elsewhere };
}

describe('live changes', () => {
  it('a change of one municipality reaches its browsers and no others', async () => {
    const { municipality, live, heard, elsewhere } = await listening();
    changeNotifier(db().pool)(municipality.id);
    await vi.waitFor(() => expect(heard).toEqual(['lost', 'live', 'change']));
    expect(elsewhere).toEqual(['lost', 'live']);
    await live.close();
  });

  it('a cut connection is told, comes back by itself, and changes are heard again', async () => {
    const { municipality, live, heard } = await listening();
    await db().pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    await vi.waitFor(() => expect(heard).toEqual(['lost', 'live', 'lost', 'live']), 5000);
    changeNotifier(db().pool)(municipality.id);
    await vi.waitFor(() => expect(heard.at(-1)).toBe('change'));
    await live.close();
  });

  it('who left hears nothing more, and who comes late is told how things stand', async () => {
    const { municipality, live, heard } = await listening();
    const late: LiveEvent[] = [];
    const leave = live.subscribe(municipality.id, (event) => late.push(event));
    leave();
    changeNotifier(db().pool)(municipality.id);
    await vi.waitFor(() => expect(heard.at(-1)).toBe('change'));
    expect(late).toEqual(['live']);
    await live.close();
  });
});
