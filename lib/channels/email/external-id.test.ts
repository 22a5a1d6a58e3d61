import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMail, sampleMails } from '@/lib/testing/sample-mail';
import { mailExternalId } from './external-id';

const mail = (head: string[], body = 'A text.') => Buffer.from([...head, '', body, ''].join('\r\n'));
const head = ['From: a@notifier.example', 'Date: Mon, 9 Nov 2026 12:41:07 +0100', 'Message-ID: <1@notifier.example>'];

describe('the id of a delivery by mail', () => {
  it('the sixty sample mails are sixty deliveries', () => {
    expect(new Set(sampleMails().map(({ raw }) => mailExternalId(raw))).size).toBe(60);
  });

  it('two mails of a machine that reuses a Message-ID are two, and a report sent twice by its notifier is two', () => {
    expect(mailExternalId(sampleMail(27))).not.toBe(mailExternalId(sampleMail(28)));
    expect(mailExternalId(sampleMail(29))).not.toBe(mailExternalId(sampleMail(30)));
  });

  it('trace headers that servers add anywhere, line ends and a missing last line end do not make another delivery', () => {
    const id = mailExternalId(mail(head));
    const traced = mail([
      'Return-Path: <a@notifier.example>',
      'Delivered-To: box@lindevang.example',
      'Received: from x by y;',
      '\tMon, 9 Nov 2026 12:41:07 +0100',
      ...head.slice(0, 1),
      'X-Original-To: catchall@lindevang.example',
      'Authentication-Results: mx; spf=pass',
      ...head.slice(1),
      'X-Spam-Status: No',
    ]);
    expect(mailExternalId(traced)).toBe(id);
    expect(mailExternalId(Buffer.from(mail(head).toString('latin1').replaceAll('\r\n', '\n').trimEnd(), 'latin1'))).toBe(id);
  });

  it('one other byte in the body, or another subject, is another delivery', () => {
    expect(mailExternalId(mail(head, 'A text!'))).not.toBe(mailExternalId(mail(head)));
    expect(mailExternalId(mail([...head, 'Subject: x']))).not.toBe(mailExternalId(mail(head)));
  });

  it('without Message-ID and Date the hop nearest to the sender tells two equal mails apart', () => {
    const sent = (time: string) => mail([`Received: from copier by mail; Mon, 9 Nov 2026 ${time} +0100`, 'From: copier@school.example']);
    expect(mailExternalId(sent('12:41:07'))).not.toBe(mailExternalId(sent('12:55:00')));
    const later = Buffer.concat([Buffer.from('Received: from mail by mx; Mon, 9 Nov 2026 12:42:00 +0100\r\n'), sent('12:41:07')]);
    expect(mailExternalId(later)).toBe(mailExternalId(sent('12:41:07')));
  });

  it('stays short however long the Message-ID is, so that the unique index can hold it', () => {
    expect(mailExternalId(mail([`Message-ID: <${'x'.repeat(50_000)}@y>`])).length).toBeLessThan(300);
  });

  it('different bytes without a header, without an empty line or with lines that are no field are different deliveries', () => {
    const ids = [
      'no headers, text one\r\nmore',
      'no headers, text two\r\nmore',
      'Subject: x',
      'Subject: y',
      'Subject: x\r\nno field\r\n\r\nA text.',
      'Subject: x\r\nanother line\r\n\r\nA text.',
      'He is often hurt.\r\nStatus: she hits him\r\n\r\nbye',
      'He is often hurt.\r\nStatus: all is well\r\n\r\nbye',
    ].map((text) => mailExternalId(Buffer.from(text)));
    const all = Buffer.from(Array.from({ length: 2560 }, (_, index) => index % 256));
    expect(new Set([...ids, mailExternalId(all), mailExternalId(Buffer.from(all).reverse())]).size).toBe(10);
  });

  it('whatever the bytes: they have one id exactly where they are equal but for line ends', () => {
    const lineEnds = (text: string) => text.replaceAll('\r\n', '\n').replace(/[\r\n]+$/, '');
    fc.assert(
      fc.property(anyMail, anyMail, (one, other) => {
        const same = mailExternalId(Buffer.from(one, 'latin1')) === mailExternalId(Buffer.from(other, 'latin1'));
        expect(same).toBe(lineEnds(one) === lineEnds(other));
      }),
      { numRuns: 3000 },
    );
  });

  it('whatever the bytes: another hop keeps the id, and one changed byte outside the trace does not', () => {
    const hop = 'Return-Path: <a@b.example>\r\nReceived: from b by c;\r\n\tMon, 9 Nov 2026 12:41:07 +0100\r\n';
    const dated = `${head.join('\r\n')}\r\n`;
    fc.assert(
      fc.property(anyMail, fc.nat(), (rest, at) => {
        const sent = Buffer.from(`${dated}${rest}`, 'latin1');
        expect(mailExternalId(Buffer.concat([Buffer.from(hop), sent]))).toBe(mailExternalId(sent));
        const changed = Buffer.from(sent);
        const place = at % changed.length;
        fc.pre(changed[place] !== 0x0a && changed[place] !== 0x0d && changed[place] !== 0x3a);
        changed[place] = changed[place] === 0x78 ? 0x79 : 0x78;
        expect(mailExternalId(changed)).not.toBe(mailExternalId(sent));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Bytes of any kind, and lines as mails have them in any order, without fields that are trace. */
const anyMail = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc
    .array(fc.constantFrom('Subject: x', 'Subject: y', ' folded', 'a line', 'another line', 'From a@b', '', ':', 'Status ', '\r', '\0'), {
      maxLength: 6,
    })
    .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end))),
);
