import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openDatabaseProxy } from '@/lib/testing/database-proxy';
import { sampleLetter } from '@/lib/testing/sample-letter';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { FolderWatch } from './watch-folder';

const db = useTestDatabase();
const now = new Date('2026-11-24T12:00:00Z');
const scanned = new Date('2026-11-24T09:30:00Z');
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function office() {
  const { municipality } = await createCast(db());
  const folder = await mkdtemp(path.join(tmpdir(), 'letters-'));
  closing.push(() => rm(folder, { recursive: true }));
  const options = { folder, municipality: { id: municipality.id, timeZone: 'Europe/Copenhagen' }, ...db(), clock: fixedClock(now) };
  const put = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(path.join(folder, name), bytes);
    await utimes(path.join(folder, name), scanned, scanned);
  };
  const reports = () =>
    db().prisma.report.findMany({
      where: { municipalityId: municipality.id },
      include: { arrival: { select: { receivedAtSource: true, mediaType: true, size: true } } },
      orderBy: { receivedAt: 'asc' },
    });
  const channel = () => db().prisma.channel.findFirst({ where: { municipalityId: municipality.id, kind: 'letter' } });
  return { folder, options, watch: new FolderWatch(options), put, reports, channel };
}

describe('a folder of scanned letters', () => {
  it('a finished file is a report with its stamp from its name, and is moved only when it is stored', async () => {
    const { watch, put, reports, folder } = await office();
    await put('2026-11-23_0915 brev.pdf', sampleLetter(1));
    await put('scan0002.pdf', sampleLetter(2));
    expect(await watch.look()).toMatchObject({ stored: 0, waiting: 2 });
    expect(await watch.look()).toMatchObject({ stored: 2, waiting: 0, trouble: [] });
    expect(await reports()).toMatchObject([
      { channelKind: 'letter', receivedAt: new Date('2026-11-23T08:15:00Z'), flags: [], arrival: { receivedAtSource: 'date-stamp' } },
      { receivedAt: scanned, flags: ['no-date-stamp'], arrival: { receivedAtSource: 'file-time', mediaType: 'application/pdf' } },
    ]);
    expect((await readdir(folder)).sort()).toEqual(['taken']);
    expect(await readdir(path.join(folder, 'taken', '2026-11-24'))).toHaveLength(2);
  });

  it('a file that is still growing waits', async () => {
    const { watch, put, reports } = await office();
    await put('scan.pdf', 'half');
    await watch.look();
    await put('scan.pdf', sampleLetter(1));
    expect(await watch.look()).toMatchObject({ stored: 0, waiting: 1 });
    expect(await watch.look()).toMatchObject({ stored: 1 });
    expect(await reports()).toHaveLength(1);
  });

  it('a scan that was stored before the machine fell, and two readers at once, give one report', async () => {
    const { options, watch, put, reports, folder } = await office();
    const other = new FolderWatch(options);
    await put('scan.pdf', sampleLetter(1));
    await Promise.all([watch.look(), other.look()]);
    const [a, b] = await Promise.all([watch.look(), other.look()]);
    expect(a.stored + b.stored).toBe(1);
    await put('the same again.pdf', sampleLetter(1));
    await watch.look();
    expect(await watch.look()).toMatchObject({ stored: 0, alreadyStored: 1 });
    expect(await reports()).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('with the database gone every file stays, and is taken when it is back', async () => {
    const { options, put, reports, folder } = await office();
    const proxy = await openDatabaseProxy(db().url);
    const through = openDatabase(proxy.url, 2);
    closing.push(async () => {
      await through.close();
      await proxy.close();
    });
    const watch = new FolderWatch({ ...options, prisma: through.prisma, pool: through.pool, door: { ...db().door, pool: through.pool } });
    await put('2026-11-24 brev.pdf', sampleLetter(3));
    await watch.look();
    await proxy.cut();
    await expect(watch.look()).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await readdir(folder)).toEqual(['2026-11-24 brev.pdf']);
    await proxy.restore();
    await watch.look();
    await watch.look();
    expect(await reports()).toHaveLength(1);
  });

  it('what cannot be taken stays, and the channel says in words what to do', async () => {
    const { watch, put, channel, reports, folder } = await office();
    await put('empty.pdf', '');
    await put('2026-15-40 brev.xyz', 'Hun er ræd for at gå hjem.');
    await watch.look();
    await watch.look();
    expect(await channel()).toMatchObject({ lastError: expect.stringContaining('scan that letter again'), lastErrorAt: now });
    expect(await reports()).toMatchObject([
      { flags: ['invalid-date-stamp', 'no-date-stamp'], arrival: { mediaType: 'application/octet-stream' } },
    ]);
    expect((await readdir(folder)).sort()).toEqual(['empty.pdf', 'taken']);
  });

  it('a folder that is gone is told on the channel, and the word is taken back when it is there again', async () => {
    const { watch, channel, folder } = await office();
    await rm(folder, { recursive: true });
    await watch.look();
    expect((await channel())?.lastError).toContain('cannot be read (ENOENT)');
    await mkdir(folder);
    await watch.look();
    expect(await channel()).toMatchObject({ lastError: null, lastCheckedAt: now });
  });
});
