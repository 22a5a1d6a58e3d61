import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { discardDraft } from './discard-draft';
import { type DraftContent, emptyContent } from './draft-content';
import { listDrafts } from './list-drafts';
import { phoneNote } from './phone-note';
import { type DraftSaving, saveDraft } from './save-draft';
import { submitNote } from './submit-note';

const db = useTestDatabase();
const now = new Date('2026-11-05T06:45:20Z');
const zone = 'Europe/Copenhagen';

async function desk() {
  const cast = await createCast(db());
  const municipality = { id: cast.municipality.id, timeZone: zone };
  const person = ({ id, name }: { id: string; name: string }) => ({ staffId: id, name, municipality, municipalityId: municipality.id });
  return {
    ...cast,
    taker: person(cast.owner),
    other: person(cast.colleague),
    stranger: { staffId: cast.outsider.id, municipalityId: cast.otherMunicipality.id },
  };
}

const words = (text: string, changes: Partial<DraftContent> = {}): DraftContent => ({
  ...emptyContent('2026-11-05', '07:32'),
  text,
  ...changes,
});

function saving(text: string, changes: Partial<DraftSaving> = {}): DraftSaving {
  return { id: randomUUID(), stamp: { writer: 'window-a', seq: 1 }, content: words(text), ...changes };
}

describe('a draft of a phone note', () => {
  it('is kept with its latest words, also when savings arrive in the wrong order', async () => {
    const { taker } = await desk();
    const first = saving('Asta is alone', { stamp: { writer: 'window-a', seq: 2 } });
    await saveDraft(db().pool, taker, first, now);
    await saveDraft(db().pool, taker, { ...first, stamp: { writer: 'window-a', seq: 1 }, content: words('Asta') }, now);
    const [draft] = await listDrafts(db().prisma, taker);
    expect(draft).toMatchObject({
      id: first.id,
      content: { text: 'Asta is alone' },
      stamp: { writer: 'window-a', seq: 2 },
      createdAt: now,
    });
  });

  it('goes on in another window, and the first one is told instead of overwriting it', async () => {
    const { taker } = await desk();
    const first = saving('before the crash');
    await saveDraft(db().pool, taker, first, now);
    const continued = { ...first, stamp: { writer: 'window-b', seq: 1 }, continues: first.stamp, content: words('after the crash') };
    await saveDraft(db().pool, taker, continued, now);
    await saveDraft(db().pool, taker, { ...continued, stamp: { writer: 'window-b', seq: 2 } }, now);
    await expect(saveDraft(db().pool, taker, { ...first, stamp: { writer: 'window-a', seq: 9 } }, now)).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect((await listDrafts(db().prisma, taker)).map(({ content }) => content.text)).toEqual(['after the crash']);
  });

  it('belongs to its call taker: a colleague and an outsider neither see nor change nor discard it', async () => {
    const { taker, other, stranger } = await desk();
    const draft = saving('a secret');
    await saveDraft(db().pool, taker, draft, now);
    for (const person of [other, stranger]) {
      expect(await listDrafts(db().prisma, person)).toEqual([]);
      await expect(saveDraft(db().pool, person, { ...draft, content: words('changed') }, now)).rejects.toMatchObject({ code: 'not-found' });
      await discardDraft(db().prisma, person, draft.id, now);
    }
    expect((await listDrafts(db().prisma, taker)).map(({ content }) => content.text)).toEqual(['a secret']);
  });

  it('there may be several, and discarding one leaves the others and one entry in the log without its words', async () => {
    const { taker, municipality } = await desk();
    const [one, two] = [saving('one call'), saving('another call')];
    await saveDraft(db().pool, taker, one, now);
    await saveDraft(db().pool, taker, two, now);
    await discardDraft(db().prisma, taker, one.id, now);
    await discardDraft(db().prisma, taker, one.id, now);
    expect((await listDrafts(db().prisma, taker)).map(({ id }) => id)).toEqual([two.id]);
    const entries = await db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id } });
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([['phone-draft.discarded', taker.staffId]]);
    expect(JSON.stringify(entries[0]?.detail)).not.toContain('call');
  });

  it('keeps a NUL byte and half a surrogate pair from losing the rest', async () => {
    const { taker } = await desk();
    await saveDraft(db().pool, taker, saving('before\u0000after\ud800'), now);
    expect((await listDrafts(db().prisma, taker))[0]?.content.text).toBe('before\ufffdafter\ufffd');
  });
});

describe('submitting a phone note', () => {
  it('makes one report whose clock starts with the call, not with the note', async () => {
    const { taker } = await desk();
    const draft = saving('Mother does not wake up', {
      content: words('Mother does not wake up', {
        danger: 'yes',
        caller: { kind: 'private', anonymous: false, name: ' Flemming ', phone: '00 47 15 80', organisation: '' },
        children: [{ name: 'Asta', nationalId: '', birthDate: '', address: 'Lærkereden 15', whereabouts: '', school: '' }],
      }),
    });
    await saveDraft(db().pool, taker, draft, now);
    const receipt = await submitNote(db(), taker, draft, now);
    const report = await db().prisma.report.findUniqueOrThrow({ where: { ref: receipt.ref }, include: { arrival: true } });
    expect(report.receivedAt).toEqual(new Date('2026-11-05T06:32:00Z'));
    expect(report.dueAt).toEqual(new Date('2026-11-06T06:32:00Z'));
    expect(report.arrival).toMatchObject({ externalId: draft.id, receivedAtSource: 'stated-by-staff', storedAt: now });
    expect(phoneNote.parse(JSON.parse(Buffer.from(report.arrival.raw).toString()))).toEqual({
      calledAt: '2026-11-05T06:32:00.000Z',
      notedAt: now.toISOString(),
      callTaker: { staffId: taker.staffId, name: 'owner' },
      caller: { kind: 'private', anonymous: false, name: 'Flemming', phone: '00 47 15 80' },
      children: [{ name: 'Asta', address: 'Lærkereden 15' }],
      text: 'Mother does not wake up',
      danger: 'yes',
    });
    expect(await listDrafts(db().prisma, taker)).toEqual([]);
  });

  it('a double click is one report, also when the draft was never saved before', async () => {
    const { taker, municipality } = await desk();
    const draft = saving('typed fast');
    const receipts = await Promise.all(Array.from({ length: 5 }, () => submitNote(db(), taker, draft, now)));
    receipts.push(await submitNote(db(), taker, draft, new Date(now.getTime() + 5000)));
    expect(new Set(receipts.map(({ ref }) => ref)).size).toBe(1);
    expect(await db().prisma.report.count({ where: { municipalityId: municipality.id } })).toBe(1);
    expect(await db().prisma.phoneDraft.count({ where: { staffId: taker.staffId } })).toBe(0);
  });

  it('an anonymous caller leaves neither name nor number', async () => {
    const { taker } = await desk();
    const caller = { kind: 'private' as const, anonymous: true, name: 'Flemming', phone: '00 47 15 80', organisation: '' };
    const { reportId } = await submitNote(db(), taker, saving('', { content: words('A child cries', { caller }) }), now);
    const { arrival } = await db().prisma.report.findUniqueOrThrow({ where: { id: reportId }, include: { arrival: true } });
    expect(Buffer.from(arrival.raw).toString()).not.toMatch(/Flemming|00 47/);
  });

  it('a time in the future and an empty text are told by field, and the draft stays', async () => {
    const { taker } = await desk();
    const draft = saving('', { content: words('  ', { callDay: '2026-11-06' }) });
    await saveDraft(db().pool, taker, draft, now);
    await expect(submitNote(db(), taker, draft, now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { callTime: 'in-the-future', text: 'text-empty' },
    });
    expect(await listDrafts(db().prisma, taker)).toHaveLength(1);
  });

  it('without a database nothing is submitted and the draft stays', async () => {
    const { taker } = await desk();
    const draft = saving('a call');
    await saveDraft(db().pool, taker, draft, now);
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    await expect(submitNote({ ...db(), door: { ...db().door, pool: gone.pool } }, taker, draft, now)).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    await gone.close();
    expect(await listDrafts(db().prisma, taker)).toHaveLength(1);
  });

  it('an old window cannot submit over what a newer one wrote', async () => {
    const { taker, municipality } = await desk();
    const old = saving('old words');
    await saveDraft(db().pool, taker, old, now);
    await saveDraft(
      db().pool,
      taker,
      { ...old, stamp: { writer: 'window-b', seq: 1 }, continues: old.stamp, content: words('new words') },
      now,
    );
    await expect(submitNote(db(), taker, { ...old, stamp: { writer: 'window-a', seq: 2 } }, now)).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await db().prisma.report.count({ where: { municipalityId: municipality.id } })).toBe(0);
    expect((await listDrafts(db().prisma, taker))[0]?.content.text).toBe('new words');
  });

  it('other words under an id that is submitted get no receipt: they are stored nowhere', async () => {
    const { taker } = await desk();
    const draft = saving('first words');
    const { ref } = await submitNote(db(), taker, draft, now);
    const other = { ...draft, stamp: { writer: 'window-b', seq: 1 }, content: words('other words') };
    await expect(submitNote(db(), taker, other, now)).rejects.toMatchObject({ code: 'changed-meanwhile', fields: { ref } });
    await expect(saveDraft(db().pool, taker, other, now)).rejects.toMatchObject({ code: 'changed-meanwhile', fields: { ref } });
  });

  it('a draft that outlived its submission is not offered again', async () => {
    const { taker } = await desk();
    const draft = saving('a call');
    await submitNote(db(), taker, draft, now);
    await db().prisma.phoneDraft.create({
      data: {
        id: draft.id,
        staffId: taker.staffId,
        municipalityId: taker.municipalityId,
        content: { ...draft.stamp, note: draft.content },
        createdAt: now,
        updatedAt: now,
      },
    });
    expect(await listDrafts(db().prisma, taker)).toEqual([]);
  });
});
