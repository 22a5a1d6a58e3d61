import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { problem } from './problem';

describe('the answer to a failure', () => {
  it('without a database says 503 and that nothing was stored', async () => {
    const { prisma, close } = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    for (const ask of [
      () => prisma.staff.findFirst(),
      () => prisma.$transaction((tx) => tx.staff.findFirst()),
      () => prisma.$queryRaw`SELECT 1`,
    ]) {
      const answer = problem(await ask().catch((error) => error));
      expect([answer.status, (await answer.json()).code]).toEqual([503, 'storage-unavailable']);
    }
    await close();
  });

  it('anything unexpected says 500 and quotes nothing of it', async () => {
    const answer = problem(new Error('a name'));
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('a name')]);
  });
});
