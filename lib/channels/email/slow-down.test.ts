import { describe, expect, it } from 'vitest';
import { SlowDown } from './slow-down';

function makeSlowDown(perMinute = 10) {
  let now = new Date('2026-11-23T12:00:00Z').getTime();
  const pass = (ms: number) => {
    now += ms;
  };
  const slowDown = new SlowDown({ clock: () => new Date(now), perMinute, connections: 2, wait: async (ms) => pass(ms) });
  const send = async (client: string, count: number) => {
    const waits: number[] = [];
    for (let index = 0; index < count; index += 1) waits.push(await slowDown.beforeMail(client));
    return waits;
  };
  return { slowDown, pass, send };
}

describe('a sender that floods', () => {
  it('waits longer the more it sends, at most five seconds, and is never refused', async () => {
    const { send } = makeSlowDown();
    const waits = await send('192.0.2.1', 3000);
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(waits.slice(10, 13)).toEqual([10, 20, 30]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5000);
    expect(waits).toHaveLength(3000);
  });

  it('slows nobody else, and is forgiven after a minute', async () => {
    const { send, pass } = makeSlowDown();
    await send('192.0.2.1', 50);
    expect(await send('192.0.2.2', 3)).toEqual([0, 0, 0]);
    pass(61_000);
    expect(await send('192.0.2.1', 1)).toEqual([0]);
  });

  it('with the limit switched off nobody waits', async () => {
    expect(Math.max(...(await makeSlowDown(0).send('192.0.2.1', 500)))).toBe(0);
  });

  it('has so many connections and no more, until one of them ends', () => {
    const { slowDown } = makeSlowDown();
    expect([1, 2, 3].map(() => slowDown.connect('192.0.2.1'))).toEqual([true, true, false]);
    expect(slowDown.connect('192.0.2.2')).toBe(true);
    slowDown.disconnect('192.0.2.1');
    expect(slowDown.connect('192.0.2.1')).toBe(true);
  });
});
