import { afterEach, describe, expect, it } from 'vitest';
import { type AltinnSimulator, startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { createAltinnClient } from './altinn-client';
import { listBox } from './list-box';
import { readCursor } from './poll-cursor';

const now = new Date('2026-11-02T10:00:00Z');
let simulator: AltinnSimulator;
afterEach(() => simulator.close());

async function listAll(count: number, everyMs: number) {
  simulator = await startAltinnSimulator({ now: () => now });
  const start = now.getTime() - count * everyMs - 1000;
  const ids = Array.from({ length: count }, (_, index) =>
    simulator.publish({ title: 'a', body: 'b', published: new Date(start + index * everyMs) }),
  );
  const client = createAltinnClient({ url: simulator.url, token: async () => simulator.token });
  return { ids, listing: await listBox(client, 'test-resource', readCursor(null), now) };
}

describe('listing a box', () => {
  it('finds a message at every millisecond, also at those where a window is cut in two', async () => {
    const { ids, listing } = await listAll(2500, 1);
    expect(listing.cut).toBe(false);
    expect([...listing.ids].sort()).toEqual([...ids].sort());
  });

  it('says so when more messages share one instant than Altinn lists', async () => {
    const { listing } = await listAll(1001, 0);
    expect(listing).toMatchObject({ cut: true, whole: true });
    expect(listing.ids).toHaveLength(1000);
  });

  it('asks for a window that ends after now, since the clock of Altinn may be ahead', async () => {
    simulator = await startAltinnSimulator();
    const ahead = simulator.publish({ title: 'a', body: 'b', published: new Date(now.getTime() + 60_000) });
    const client = createAltinnClient({ url: simulator.url, token: async () => simulator.token });
    expect((await listBox(client, 'test-resource', readCursor(null), now)).ids).toEqual([ahead]);
  });
});
