import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Spool } from './spool';

const MEBIBYTE = 1024 * 1024;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spool-'));
});
afterAll(() => rm(folder, { recursive: true }));

const limits = { message: 4 * MEBIBYTE, together: 6 * MEBIBYTE, memory: 4 * MEBIBYTE };
async function* chunks(size: number, letter = 'x', each = 64 * 1024): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; left -= each) yield Buffer.alloc(Math.min(each, left), letter);
}
const take = (spool: Spool, size: number, letter?: string) => spool.take(chunks(size, letter));

describe('messages while they come in', () => {
  it('a small and a large one come out as they came in, and no file has a name', async () => {
    const spool = new Spool(folder, limits);
    for (const size of [0, 1000, 3 * MEBIBYTE + 7]) {
      const message = await take(spool, size, 'å'.at(0));
      expect(await spool.withBytes(message, async (raw) => raw.length)).toBe(size);
      expect(await readdir(folder)).toEqual([]);
      await message.discard();
    }
  });

  it('one beyond the limit, and one for which there is no room, are refused, and their room is given back', async () => {
    const spool = new Spool(folder, limits);
    await expect(take(spool, 4 * MEBIBYTE + 1)).rejects.toMatchObject({ code: 'too-big' });
    const first = await take(spool, 4 * MEBIBYTE);
    await expect(take(spool, 3 * MEBIBYTE)).rejects.toMatchObject({ code: 'full' });
    await first.discard();
    await first.discard();
    const second = await take(spool, 3 * MEBIBYTE);
    const third = await take(spool, 3 * MEBIBYTE);
    await Promise.all([second.discard(), third.discard()]);
  });

  it('a sender that goes away in the middle gives its room back', async () => {
    const spool = new Spool(folder, limits);
    async function* broken() {
      yield* chunks(3 * MEBIBYTE);
      throw new Error('gone');
    }
    for (let times = 0; times < 5; times += 1) await expect(spool.take(broken())).rejects.toThrow('gone');
    await (await take(spool, 4 * MEBIBYTE)).discard();
  });

  it('a disk that cannot be written to is told as no room, and gives its room back', async () => {
    const blocked = path.join(folder, 'blocked');
    await writeFile(blocked, '');
    const spool = new Spool(blocked, limits);
    for (let times = 0; times < 5; times += 1) await expect(take(spool, 3 * MEBIBYTE)).rejects.toMatchObject({ code: 'full' });
    await (await take(spool, 1000)).discard();
    await rm(blocked);
  });

  it('only so much is in memory at once; the others wait for their turn and none is forgotten', async () => {
    const spool = new Spool(folder, { ...limits, together: 60 * MEBIBYTE });
    const inMemory = new Set<number>();
    const letGo = new Map<number, () => void>();
    const done = Array.from({ length: 10 }, async (_, index) => {
      const message = await take(spool, 1.5 * MEBIBYTE, String(index));
      const first = await spool.withBytes(message, async (raw) => {
        inMemory.add(index);
        await new Promise<void>((resolve) => letGo.set(index, resolve));
        inMemory.delete(index);
        return raw.toString('latin1', 0, 1);
      });
      await message.discard();
      return first;
    });
    for (let left = 10; left > 0; left -= 1) {
      await vi.waitUntil(() => inMemory.size === Math.min(2, left));
      const [next] = inMemory;
      letGo.get(next as number)?.();
      await vi.waitUntil(() => !inMemory.has(next as number));
    }
    expect(await Promise.all(done)).toEqual([...'0123456789']);
  });

  it('a third one waits while two fill what is set aside, and is read as soon as one is stored', async () => {
    const spool = new Spool(folder, { ...limits, together: 60 * MEBIBYTE });
    const messages = await Promise.all([0, 1, 2].map((index) => take(spool, 1.5 * MEBIBYTE, String(index))));
    const read: number[] = [];
    const letGo: (() => void)[] = [];
    const stored = messages.map((message, index) =>
      spool.withBytes(message, () => {
        read.push(index);
        return new Promise<void>((resolve) => letGo.push(resolve));
      }),
    );
    await vi.waitUntil(() => read.length === 2);
    expect(read).not.toContain(2);
    letGo[0]?.();
    await vi.waitUntil(() => read.length === 3);
    for (const go of letGo) go();
    await Promise.all([...stored, ...messages.map((message) => message.discard())]);
  });
});
