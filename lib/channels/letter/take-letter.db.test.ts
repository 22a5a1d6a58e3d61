import { describe, expect, it } from 'vitest';
import { readArrival } from '@/lib/intake/read-arrival';
import { READERS } from '@/lib/intake/readers';
import { sampleLetter } from '@/lib/testing/sample-letter';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { takeLetter } from './take-letter';

const db = useTestDatabase();
const now = new Date('2026-11-24T12:00:00Z');

async function desk() {
  const { municipality, owner } = await createCast(db());
  const staff = { staffId: owner.id, name: owner.name, municipality: { id: municipality.id, timeZone: 'Europe/Copenhagen' } };
  const hand = (fields: Record<string, string>, pages: { name: string; bytes: Uint8Array }[]) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const { name, bytes } of pages) form.append('pages', new File([new Uint8Array(bytes)], name, { type: 'application/pdf' }));
    return takeLetter(db(), staff, new Request('http://mottak.example/api/letters', { method: 'POST', body: form }), now);
  };
  const reports = () => db().prisma.report.findMany({ where: { municipalityId: municipality.id }, include: { arrival: true } });
  return { hand, reports, owner };
}

const letter = (number: number) => ({ name: `scan${number}.pdf`, bytes: sampleLetter(number) });

describe('a letter that staff hand in', () => {
  it('is one report with its clock from the date stamp, and says who handed it in', async () => {
    const { hand, reports, owner } = await desk();
    const receipt = await hand({ 'stamp-day': '2026-11-23', 'stamp-time': '09:15' }, [letter(1)]);
    expect(receipt).toMatchObject({ status: 'stored', receivedAt: new Date('2026-11-23T08:15:00Z') });
    expect(await reports()).toMatchObject([
      {
        ref: receipt.ref,
        channelKind: 'letter',
        dueAt: new Date('2026-11-24T08:15:00Z'),
        arrival: { receivedAtSource: 'date-stamp', envelope: { handedInBy: { staffId: owner.id }, pages: 1 } },
      },
    ]);
  });

  it('is read: its text, who wrote, which child', async () => {
    const { hand } = await desk();
    const { ref } = await hand({ 'stamp-day': '2026-11-23', sender: 'En nabo', child: 'Villum' }, [letter(1), letter(4)]);
    const stored = await db().prisma.report.findUniqueOrThrow({ where: { ref }, include: { arrival: true } });
    expect(stored.flags).toEqual(['received-day-only']);
    const { raw, mediaType, envelope } = stored.arrival;
    const read = await readArrival(READERS, 'letter', { raw, mediaType, envelope: envelope as Record<string, unknown> });
    expect(read).toMatchObject({
      status: 'read',
      subject: 'Villum',
      notifier: { name: 'En nabo' },
      children: [{ name: 'Villum' }],
      flags: [],
    });
    expect(read.text).toContain('Villum');
    expect(read.attachments.map(({ name }) => name)).toEqual(['scan1.pdf', 'scan4.pdf']);
  });

  it('a scan in the folder is read the same way', async () => {
    const read = await readArrival(READERS, 'letter', {
      raw: sampleLetter(3),
      mediaType: 'application/pdf',
      envelope: { fileName: '2026-11-23 remiss.pdf' },
    });
    expect(read).toMatchObject({ status: 'read', subject: '2026-11-23 remiss', attachments: [{ name: '2026-11-23 remiss.pdf' }] });
    expect(read.text).toContain('Tyra');
  });

  it('the same pages a second time, with another stamp, are the same report', async () => {
    const { hand, reports } = await desk();
    const first = await hand({ 'stamp-day': '2026-11-23' }, [letter(1), letter(2)]);
    expect(await hand({ 'stamp-day': '2026-11-24' }, [letter(1), letter(2)])).toMatchObject({ ref: first.ref, status: 'already-stored' });
    await hand({ 'stamp-day': '2026-11-24' }, [letter(2)]);
    expect(await reports()).toHaveLength(2);
  });

  it.each([
    [{ 'stamp-day': '' }, [letter(1)], { day: 'not-a-time' }],
    [{ 'stamp-day': '2026-11-25' }, [letter(1)], { day: 'in-the-future' }],
    [{ 'stamp-day': '2026-11-24' }, [], { pages: 'no-pages' }],
    [{ 'stamp-day': '2026-11-24' }, [letter(1), { name: 'x.pdf', bytes: new Uint8Array() }], { pages: 'empty-page' }],
    [{ 'stamp-day': '2026-11-24', child: 'x'.repeat(201) }, [letter(1)], { child: 'too-long' }],
  ])('%o is refused with what is wrong, and nothing is stored', async (fields, pages, wrong) => {
    const { hand, reports } = await desk();
    await expect(hand(fields, pages)).rejects.toMatchObject({ code: 'invalid-input', fields: wrong });
    expect(await reports()).toEqual([]);
  });
});
