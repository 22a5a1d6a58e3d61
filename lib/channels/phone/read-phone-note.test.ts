import { describe, expect, it } from 'vitest';
import { PHONE_NOTE_MEDIA_TYPE, type PhoneNote, toIncoming } from './phone-note';
import { readPhoneNote } from './read-phone-note';

const note: PhoneNote = {
  calledAt: '2026-11-05T07:32:00+01:00',
  notedAt: '2026-11-05T07:41:00+01:00',
  callTaker: { staffId: 'staff-1', name: 'Hanne' },
  caller: { kind: 'private', anonymous: false, name: 'Flemming', phone: '00 47 15 80' },
  children: [{ name: 'Asta', whereabouts: 'hos naboen' }, {}],
  text: 'Nabo ringer.',
  danger: 'yes',
};
const read = (raw: Uint8Array) => readPhoneNote({ raw, mediaType: PHONE_NOTE_MEDIA_TYPE, envelope: {} });

describe('a phone note', () => {
  it('starts the clock when the call began, not when the note was written, and is one delivery however often it is handed in', () => {
    const incoming = toIncoming('municipality', 'draft-1', note);
    expect(incoming).toMatchObject({
      channel: { kind: 'phone', name: 'phone' },
      externalId: 'draft-1',
      receivedAt: new Date('2026-11-05T06:32:00Z'),
      receivedAtSource: 'stated-by-staff',
    });
    expect(toIncoming('municipality', 'draft-1', note).raw).toEqual(incoming.raw);
  });

  it('is read with caller, children and the answer about danger', async () => {
    expect(await read(toIncoming('municipality', 'draft-1', note).raw)).toMatchObject({
      status: 'read',
      subject: 'Asta',
      text: 'Nabo ringer.',
      danger: 'yes',
      flags: [],
      notifier: { kind: 'private', anonymous: false, name: 'Flemming', phone: '00 47 15 80' },
      children: [{ name: 'Asta', whereabouts: 'hos naboen' }],
    });
  });

  it('without words is unreadable, so that somebody looks', async () => {
    expect(await read(toIncoming('municipality', 'draft-1', { ...note, text: ' ' }).raw)).toMatchObject({
      status: 'unreadable',
      flags: ['empty-body'],
    });
  });

  it.each([
    ['broken JSON', '{"text":'],
    ['another shape', '{"text":7}'],
    ['no JSON', '\u0000\u0001'],
  ])('%s is unreadable and shown as it is', async (_, text) => {
    expect(await read(new TextEncoder().encode(text))).toMatchObject({ status: 'unreadable', text, flags: ['unreadable-phone-note'] });
  });
});
