import { describe, expect, it } from 'vitest';
import { readReport } from '@/lib/intake/read-report';
import { mailWith, makeDocx } from '@/lib/testing/make-documents';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { takeAttachment } from './take-attachment';
import { takeOriginal } from './take-original';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');

async function received(name: string, type: string, content: Uint8Array) {
  const made = await receiveForTriage(db(), now, 'dk', { raw: mailWith('Se bilag', [{ name, type, content }]) });
  await readReport(made.deps, made.reportId, now);
  return { ...made, owner: made.as(made.cast.owner) };
}

describe('taking an attachment', () => {
  it.each([
    ['a.pdf', 'application/pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]), 'application/x-msdownload'],
    ['a.txt', 'text/plain', Buffer.from('ord'), 'text/plain'],
    ['a.html', 'application/pdf', Buffer.from('<p>ord'), 'application/octet-stream'],
    ['a.docx', 'image/png', makeDocx(''), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ])('%s called %s goes out as what it is, byte for byte', async (name, type, content, expected) => {
    const { deps, owner, ref, trail } = await received(name, type, content);
    const taken = await takeAttachment(deps, owner, ref, 0, now);
    expect(taken).toMatchObject({ name, mediaType: expected });
    expect(Buffer.from(taken.content).equals(Buffer.from(content))).toBe(true);
    expect((await trail()).at(-1)).toMatchObject({ action: 'report.attachment-opened', actor: owner.staffId });
  });

  it('with a virus is refused with words, and the original goes out as text with all of its bytes', async () => {
    const { deps, owner, ref, reportId } = await received('a.txt', 'text/plain', Buffer.from('ord'));
    expect((await takeOriginal(deps, owner, ref, now)).name).toBe(`${ref}.eml`);
    await db().prisma.attachment.updateMany({ where: { reportId }, data: { scanState: 'infected' } });
    await expect(takeAttachment(deps, owner, ref, 0, now)).rejects.toMatchObject({ code: 'attachment-infected' });
    const original = await takeOriginal(deps, owner, ref, now);
    expect(original.name).toBe(`${ref}.eml.txt`);
    const { raw } = await db().prisma.arrival.findFirstOrThrow({ where: { report: { id: reportId } } });
    expect(Buffer.from(original.content).equals(Buffer.from(raw))).toBe(true);
  });

  it('is refused to another municipality as if it were not there', async () => {
    const { deps, as, cast, ref } = await received('a.txt', 'text/plain', Buffer.from('ord'));
    await expect(takeAttachment(deps, as(cast.outsider), ref, 0, now)).rejects.toMatchObject({ code: 'not-found' });
    await expect(takeOriginal(deps, as(cast.outsider), ref, now)).rejects.toMatchObject({ code: 'not-found' });
  });
});
