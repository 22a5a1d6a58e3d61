import { describe, expect, it } from 'vitest';
import { sampleMail, sampleMails } from '@/lib/testing/sample-mail';
import { mailDate, receivedTime } from './received-time';

const now = new Date('2026-11-23T12:00:00Z');
const mail = (...head: string[]) => Buffer.from([...head, '', 'A text.', ''].join('\r\n'));
const received = (by: string, date: string) =>
  `Received: from a.example (a.example [192.0.2.1])\r\n\tby ${by} with ESMTPS id x;\r\n\t${date}`;

describe('when a mail reached the municipality', () => {
  it('an imported mail has the time that the municipality’s own server wrote, never that of Date', () => {
    const time = receivedTime(sampleMail(26), { kind: 'import' }, now);
    expect(time).toEqual({ receivedAt: new Date('2026-10-19T05:16:03Z'), source: 'received-header', flags: [] });
    expect(receivedTime(sampleMail(24), { kind: 'import' }, now).receivedAt).toEqual(new Date('2026-10-16T18:25:00Z'));
  });

  it('every sample mail tells its time', () => {
    expect(sampleMails().flatMap(({ raw }) => receivedTime(raw, { kind: 'import' }, now).flags)).toEqual([]);
  });

  it('the topmost Received counts, and one that tells no time is not replaced by another', () => {
    const two = mail(
      received('mx.b.example', 'Mon, 02 Nov 2026 10:00:00 +0100'),
      received('mx.a.example', 'Sun, 01 Nov 2026 10:00:00 +0100'),
    );
    expect(receivedTime(two, { kind: 'import' }, now).receivedAt).toEqual(new Date('2026-11-02T09:00:00Z'));
    const broken = mail(
      received('mx.b.example', 'yesterday'),
      received('mx.a.example', 'Sun, 01 Nov 2026 10:00:00 +0100'),
      'Date: Sun, 01 Nov 2026 09:00:00 +0100',
    );
    expect(receivedTime(broken, { kind: 'import' }, now)).toEqual({
      receivedAt: now,
      source: 'time-of-import',
      flags: ['received-time-unknown'],
    });
  });

  it('over SMTP it is now, unless a server of the municipality itself had it before', () => {
    const raw = mail(received('mx1.lindevang.example', 'Mon, 02 Nov 2026 10:00:00 +0100'));
    expect(receivedTime(raw, { kind: 'smtp', ownDomains: ['lindevang.example'] }, now).receivedAt).toEqual(
      new Date('2026-11-02T09:00:00Z'),
    );
    expect(receivedTime(raw, { kind: 'smtp', ownDomains: ['vang.example'] }, now)).toEqual({ receivedAt: now, source: 'smtp', flags: [] });
    const future = mail(received('mx1.lindevang.example', 'Mon, 02 Nov 2036 10:00:00 +0100'));
    expect(receivedTime(future, { kind: 'smtp', ownDomains: ['lindevang.example'] }, now).receivedAt).toEqual(now);
  });

  it('out of a mailbox it is the earlier of the mailbox’s own time and the topmost Received', () => {
    const raw = mail(received('mx1.lindevang.example', 'Mon, 02 Nov 2026 10:00:00 +0100'));
    const fetched = (internalDate: string) => receivedTime(raw, { kind: 'imap', internalDate: new Date(internalDate) }, now).receivedAt;
    expect(fetched('2026-11-02T09:00:05Z')).toEqual(new Date('2026-11-02T09:00:00Z'));
    expect(fetched('2026-11-01T00:00:00Z')).toEqual(new Date('2026-11-01T00:00:00Z'));
    expect(receivedTime(mail('Subject: x'), { kind: 'imap', internalDate: null }, now).flags).toEqual(['received-time-unknown']);
  });
});

describe('a date in a mail header', () => {
  it.each([
    ['Mon, 09 Nov 2026 12:41:07 +0100', '2026-11-09T11:41:07.000Z'],
    ['9 Nov 2026 12:41 GMT', '2026-11-09T12:41:00.000Z'],
    ['Mon,  9 Nov 26 12:41:07 -0530', '2026-11-09T18:11:07.000Z'],
    ['Sun, 25 Oct 2026 02:30:00 +0200', '2026-10-25T00:30:00.000Z'],
    ['Thu, 31 Dec 2026 23:59:60 +0000', '2026-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, instant) => expect(mailDate(text)?.toISOString()).toBe(instant));

  it.each([
    '',
    'today',
    'Mon, 31 Feb 2026 10:00:00 +0100',
    'Mon, 09 Nov 2026 25:00:00 +0100',
    'Mon, 09 Nov 2026 12:00:00',
    'Mon, 09 Nov 2026 12:00:00 +9999',
  ])('%j is none', (text) => expect(mailDate(text)).toBeNull());

  it('a semicolon in a comment is no date, and comments may be nested', () => {
    const raw = mail('Received: from a by mx.b.example (v1; (x) y); Mon, 02 Nov 2026 10:00:00 +0100 (CET; x)');
    expect(receivedTime(raw, { kind: 'import' }, now).receivedAt).toEqual(new Date('2026-11-02T09:00:00Z'));
  });
});
