import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { sampleMail } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { type ImportMailDeps, type ImportMailResult, importMail } from './import-mail';
import { readMail } from './read-mail';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const samples = path.resolve('samples', 'mail');
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folder(files: Record<string, string | Buffer>): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'mottak-import-'));
  folders.push(root);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}

async function run(paths: string[], municipality: string | undefined, changes: Partial<ImportMailDeps> = {}) {
  const results: ImportMailResult[] = [];
  const read = async (id: string) => {
    const { arrival } = await db().prisma.report.findUniqueOrThrow({ where: { id }, include: { arrival: true } });
    return (await readMail({ raw: arrival.raw, mediaType: arrival.mediaType, envelope: {} })).status;
  };
  const counts = await importMail({ door: db().door, prisma: db().prisma, read, ...changes }, paths, { municipality, now }, (result) =>
    results.push(result),
  );
  return { counts, results };
}

const reportsOf = (municipalityId: string) =>
  db().prisma.report.findMany({ where: { municipalityId }, include: { arrival: true }, orderBy: { receivedAt: 'asc' } });

describe('importing mail from files', () => {
  it('a folder of sixty mails is sixty reports with the time of their topmost Received; the index beside them is no mail', async () => {
    const { municipality } = await createCast(db());
    const { counts, results } = await run([samples], municipality.slug);
    expect(counts).toEqual({ stored: 60, alreadyStored: 0, unreadable: 8, failed: 0, skipped: 1 });
    expect(results.find((result) => 'skipped' in result)).toEqual({ file: path.join(samples, 'INDEX.tsv'), skipped: 'not-a-mail' });
    const reports = await reportsOf(municipality.id);
    expect(reports[0]?.receivedAt).toEqual(new Date('2026-09-17T19:09:04Z'));
    expect(reports.every(({ receivedAt, storedAt }) => receivedAt < storedAt)).toBe(true);
    const first = results.find(({ file }) => file.endsWith('01-plain-da.eml'));
    expect(first).toEqual({
      file: path.join(samples, '01-plain-da.eml'),
      report: expect.stringMatching(/^M26-/),
      receipt: expect.any(String),
      status: 'stored',
      read: 'read',
    });
    const again = await run([samples], municipality.id);
    expect(again.counts).toMatchObject({ stored: 0, alreadyStored: 60 });
    expect(again.results.find(({ file }) => file.endsWith('01-plain-da.eml'))).toEqual({ ...first, status: 'already-stored' });
  });

  it('an mbox gives each of its messages a line, and lines that were escaped come out as written', async () => {
    const { municipality } = await createCast(db());
    const separator = 'From sender@notifier.example Mon Nov  9 12:41:07 2026\n';
    const mails = [
      sampleMail(1).toString('latin1').replaceAll('\r\n', '\n'),
      'Subject: From here\n\nDear all,\n\nFrom now on she sleeps here.\n\n>From the neighbours I heard more.\n>>From twice.\n',
    ];
    const root = await folder({ 'box.mbox': Buffer.from(mails.map((mail) => `${separator}${mail}\n`).join(''), 'latin1') });
    const { results } = await run([path.join(root, 'box.mbox')], municipality.id);
    expect(results.map(({ file }) => file)).toEqual([`${root}/box.mbox#1`, `${root}/box.mbox#2`]);
    const second = (await reportsOf(municipality.id)).find(({ subject }) => subject === 'From here');
    expect(Buffer.from(second?.arrival.raw ?? []).toString()).toBe(
      'Subject: From here\n\nDear all,\n\nFrom now on she sleeps here.\n\nFrom the neighbours I heard more.\n>From twice.\n',
    );
    expect(second?.flags).toContain('received-time-unknown');
    expect((await run([path.join(samples, '01-plain-da.eml')], municipality.id)).counts).toMatchObject({ alreadyStored: 1 });
  });

  it('a Maildir is read without what is still being written, and a link back up ends', async () => {
    const { municipality } = await createCast(db());
    const root = await folder({
      'cur/1.host:2,S': sampleMail(1),
      'new/2.host': sampleMail(2),
      'tmp/3.host': sampleMail(3),
      'dovecot-uidlist': '3 V1 N3\n',
    });
    await symlink(root, path.join(root, 'cur', 'up'));
    const { counts } = await run([root], municipality.id);
    expect(counts).toMatchObject({ stored: 2, failed: 0, skipped: 1 });
  });

  it('a file that is missing, empty or cannot be stored is a line with a code, and the others go on', async () => {
    const { municipality } = await createCast(db());
    const root = await folder({ 'a.eml': '', 'b.eml': sampleMail(4), 'note.txt': 'no header here at all' });
    const { results, counts } = await run([path.join(root, 'none.eml'), root, path.join(root, 'note.txt')], municipality.id);
    expect(results.slice(0, 2)).toEqual([
      { file: `${root}/none.eml`, error: 'ENOENT' },
      { file: `${root}/a.eml`, error: 'empty-arrival' },
    ]);
    // Named by itself it is taken for a mail whatever it looks like.
    expect(counts).toEqual({ stored: 2, alreadyStored: 0, unreadable: 1, failed: 2, skipped: 1 });
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    const failed = await run([path.join(root, 'b.eml')], municipality.id, { door: { ...db().door, pool: gone.pool } });
    expect(failed.results).toEqual([{ file: `${root}/b.eml`, error: 'storage-unavailable' }]);
    await gone.close();
  });

  it('without a named municipality the mail’s own addresses decide', async () => {
    const { otherMunicipality } = await createCast(db());
    const root = await folder({
      'a.eml': `X-Original-To: old@box.${otherMunicipality.mailDomains[0]}\r\nTo: x@elsewhere.example\r\n\r\nA text.\r\n`,
    });
    await run([root], undefined);
    expect((await reportsOf(otherMunicipality.id)).map(({ flags }) => flags)).toEqual([['wrong-address', 'received-time-unknown']]);
    await expect(run([root], 'nowhere')).rejects.toMatchObject({ code: 'unknown-municipality' });
  });

  it('a report is stored also when reading it fails', async () => {
    const { municipality } = await createCast(db());
    const { results } = await run([path.join(samples, '05-base64-utf-8-da.eml')], municipality.id, {
      read: () => Promise.reject(new Error('broken')),
    });
    expect(results).toMatchObject([{ status: 'stored', read: 'unreadable' }]);
  });
});
