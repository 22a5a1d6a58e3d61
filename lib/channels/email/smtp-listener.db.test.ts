import net from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openDatabaseProxy } from '@/lib/testing/database-proxy';
import { sampleMail, sampleMails } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readMail } from './read-mail';
import { type SmtpListener, type SmtpListenerOptions, startSmtpListener } from './smtp-listener';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource.close();
});

async function listen(changes: Partial<SmtpListenerOptions> = {}): Promise<SmtpListener> {
  const listener = await startSmtpListener({ door: db().door, prisma: db().prisma, clock: fixedClock(now), port: 0, ...changes });
  open.push(listener);
  return listener;
}

async function send({ port }: SmtpListener, to: string | string[], raw: Buffer | string): Promise<{ response: string; code: number }> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail({ envelope: { from: 'sender@notifier.example', to }, raw });
    return { response, code: Number(response.slice(0, 3)) };
  } catch (error) {
    const { response = '', responseCode = 0 } = error as { response?: string; responseCode?: number };
    return { response, code: responseCode };
  } finally {
    transport.close();
  }
}

const reportsOf = (municipalityId: string) =>
  db().prisma.report.findMany({ where: { municipalityId }, include: { arrival: true }, orderBy: { storedAt: 'asc' } });

describe('a mail over SMTP', () => {
  it('250 means that the report is stored with its clock running, and names its reference', async () => {
    const { municipality } = await createCast(db());
    const to = municipality.mailAddresses[0] as string;
    const { response } = await send(
      await listen(),
      to,
      `Subject: =?utf-8?Q?B=C3=B8rn?=\r\nTo: ${to}\r\nFrom: a@b.example\r\n\r\nA text.\r\n`,
    );
    const [report] = await reportsOf(municipality.id);
    expect(response).toBe(`250 2.0.0 Stored as ${report?.ref}`);
    expect(report).toMatchObject({ channelKind: 'email', subject: 'Børn', receivedAt: now, flags: [], urgency: 'acute' });
    expect(report?.arrival).toMatchObject({ mediaType: 'message/rfc822', receivedAtSource: 'smtp' });
    expect(report?.arrival.envelope).toMatchObject({ client: '127.0.0.1', from: 'sender@notifier.example', recipients: [to] });
    expect(Buffer.from(report?.arrival.raw ?? []).toString()).toMatch(/^Subject: =\?utf-8.*\r\n\r\nA text\.\r\n$/s);
  });

  it('the same mail from a client that tries again is one report with one reference', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen();
    const answers = await Promise.all([1, 2, 3].map(() => send(listener, municipality.mailAddresses[0] as string, sampleMail(1))));
    expect(new Set(answers.map(({ response }) => response)).size).toBe(1);
    expect(await reportsOf(municipality.id)).toHaveLength(1);
  });

  it('451 when nothing can be stored, and the same mail is taken once the database is back', async () => {
    const { municipality } = await createCast(db());
    const to = municipality.mailAddresses[0] as string;
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    open.push(gone);
    const noDoor = await send(await listen({ door: { ...db().door, pool: gone.pool } }), to, sampleMail(2));
    expect(noDoor).toMatchObject({ code: 451, response: expect.stringContaining(municipality.phone) });
    expect(await send(await listen({ door: { ...db().door, pool: gone.pool }, prisma: gone.prisma }), to, sampleMail(2))).toMatchObject({
      code: 451,
    });
    expect(await reportsOf(municipality.id)).toHaveLength(0);
    expect(await send(await listen(), to, sampleMail(2))).toMatchObject({ code: 250 });
    expect(await reportsOf(municipality.id)).toHaveLength(1);
  });

  it('every refusal of a mail for somebody here says how to phone them, also when the database went after the start', async () => {
    const { municipality, otherMunicipality } = await createCast(db());
    await db().prisma.municipality.update({ where: { id: otherMunicipality.id }, data: { phone: '11 11 11 11' } });
    const to = municipality.mailAddresses[0] as string;
    const proxy = await openDatabaseProxy(db().url);
    const behind = openDatabase(proxy.url, 2);
    open.push(proxy, behind);
    const listener = await listen({ prisma: behind.prisma, door: { ...db().door, pool: behind.pool }, maxBytes: 1000 });
    const phone = municipality.phone;
    const big = `Subject: big\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(20);
    expect((await send(listener, to, big)).response).toBe(`552 5.3.4 Message too big: nothing was stored, please phone ${phone}`);
    const said = await talk(listener, ['EHLO a', 'MAIL FROM:<a@b.example> SIZE=5000']);
    expect(await said.say(`RCPT TO:<${otherMunicipality.mailAddresses[0]}>`)).toMatch(/^552 .*, please phone 11 11 11 11\r\n$/);
    const empty = await talk(listener, ['EHLO a', 'MAIL FROM:<a@b.example>', `RCPT TO:<${to}>`, 'DATA']);
    expect(await empty.say('.')).toMatch(new RegExp(`^554 .*, please phone ${phone}\r\n$`));
    expect((await send(listener, 'somebody@elsewhere.example', 'A text.')).response).not.toContain('phone');
    await proxy.cut();
    expect((await send(listener, to, 'A text.')).response).toBe(`451 4.3.0 Not stored, please try again later or phone ${phone}`);
  });

  it('a recipient in a domain that nobody here has is refused; a wrong address in a known domain is taken with a flag', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen({ catchAll: 'all@elsewhere.example', defaultMunicipalityId: municipality.id });
    expect(await send(listener, 'somebody@elsewhere.example', sampleMail(3))).toMatchObject({ code: 550 });
    const wrong = `misspelled@sub.${municipality.mailDomains[0]}`;
    expect(await send(listener, wrong, `To: ${wrong}\r\n\r\nA text.`)).toMatchObject({ code: 250 });
    expect(await send(listener, 'all@elsewhere.example', 'To: x@y.example\r\n\r\nAnother text.')).toMatchObject({ code: 250 });
    expect((await reportsOf(municipality.id)).map(({ flags }) => flags)).toEqual([['wrong-address'], ['wrong-address']]);
  });

  it('behind the municipality’s own mail server every address is taken, and a wrong one is named, never bounced', async () => {
    const { municipality } = await createCast(db());
    const [own = ''] = municipality.mailAddresses;
    const listener = await listen({ catchAll: '*', defaultMunicipalityId: municipality.id });
    const closed = `boern@nedlagt-${municipality.slug}.example`;
    await db().prisma.municipality.update({ where: { id: municipality.id }, data: { closedAddresses: [closed] } });
    const sent = [own.replace('underretning', 'underetning'), closed, own.replace('.example', '.exampel'), 'x@nobody.example'];
    for (const to of sent) expect(await send(listener, to, `To: ${to}\r\n\r\nA text for ${to}.`)).toMatchObject({ code: 250 });
    const wrong = (await reportsOf(municipality.id)).map(({ arrival }) => (arrival.envelope as { wrongAddress?: unknown }).wrongAddress);
    expect(wrong).toEqual([
      { address: sent[0], is: 'near', like: own },
      { address: closed, is: 'closed' },
      { address: sent[2], is: 'near', like: own },
      { address: sent[3], is: 'unknown' },
    ]);
  });

  it('one transaction to two municipalities is one report in each', async () => {
    const { municipality, otherMunicipality } = await createCast(db());
    const to = [municipality, otherMunicipality].map(({ mailAddresses }) => mailAddresses[0] as string);
    const { response } = await send(await listen(), to, `To: ${to.join(', ')}\r\n\r\nA text for two.`);
    const refs = [...(await reportsOf(municipality.id)), ...(await reportsOf(otherMunicipality.id))].map(({ ref }) => ref);
    expect(response).toBe(`250 2.0.0 Stored as ${refs.join(', ')}`);
    expect(refs).toHaveLength(2);
  });

  it('a mail of 60 MB passes; one beyond the limit gets 552 and stores nothing', async () => {
    const { municipality } = await createCast(db());
    const to = municipality.mailAddresses[0] as string;
    const photo = Buffer.alloc(43 * 1024 * 1024, 'photo of a bruise ');
    const head = `To: ${to}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the photo of his arm, taken this morning before he went to school with his brother and sister.\r\n`;
    const part = '--b\r\nContent-Type: image/jpeg; name=arm.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    const raw = Buffer.from(`${head}${part}${photo.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`);
    expect(raw.length).toBeGreaterThan(58 * 1024 * 1024);
    expect(await send(await listen(), to, raw)).toMatchObject({ code: 250 });
    const [report] = await reportsOf(municipality.id);
    expect(report?.arrival.size).toBe(raw.length);
    const read = await readMail({ raw: report?.arrival.raw ?? new Uint8Array(), mediaType: 'message/rfc822', envelope: {} });
    expect(read.attachments[0]?.content.length).toBe(photo.length);
    expect(
      await send(await listen({ maxBytes: 1_000_000 }), to, `Subject: other\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(20_000)),
    ).toMatchObject({ code: 552 });
    expect(await reportsOf(municipality.id)).toHaveLength(1);
  });

  it('when messages under way fill the space set aside for them, the next sender is told to try again', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen({ maxBytes: 1000, maxSpoolBytes: 1000 });
    const first = await talk(listener, ['EHLO a', 'MAIL FROM:<a@b.example>', `RCPT TO:<${municipality.mailAddresses[0]}>`, 'DATA']);
    first.socket.write(`Subject: one\r\n\r\n${'x'.repeat(700)}\r\n`);
    await expect
      .poll(() => send(listener, municipality.mailAddresses[0] as string, `Subject: two\r\n\r\n${'y'.repeat(700)}\r\n`))
      .toMatchObject({ code: 452, response: expect.stringContaining(`or phone ${municipality.phone}`) });
    expect(await first.say('.')).toMatch(/^250 /);
  });

  it('one client cannot take the place of all others: its next connection is told to come back, another client’s is taken', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen({ maxClientConnections: 1 });
    const first = await talk(listener, ['EHLO a']);
    const second = await talk(listener, []);
    expect(second.greeting).toMatch(/^421 .*please try again/);
    first.socket.destroy();
    await expect
      .poll(() => send(listener, municipality.mailAddresses[0] as string, 'Subject: later\r\n\r\nA text.'))
      .toMatchObject({ code: 250 });
  });

  it('a client that sends more than its share waits, and every mail of it is stored', async () => {
    const { municipality } = await createCast(db());
    const waits: number[] = [];
    const listener = await listen({ perMinute: 2, wait: async (ms) => void waits.push(ms) });
    for (let number = 0; number < 5; number += 1)
      expect(await send(listener, municipality.mailAddresses[0] as string, `Subject: ${number}\r\n\r\nA text.`)).toMatchObject({
        code: 250,
      });
    expect(waits).toEqual([10, 20, 30]);
    expect(await reportsOf(municipality.id)).toHaveLength(5);
  });

  it('a client that goes away in the middle of a message leaves no half report', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen();
    const cut = await talk(listener, ['EHLO a', 'MAIL FROM:<a@b.example>', `RCPT TO:<${municipality.mailAddresses[0]}>`, 'DATA']);
    cut.socket.write('Subject: half\r\n\r\nThe child is');
    cut.socket.destroy();
    expect(await send(listener, municipality.mailAddresses[0] as string, 'Subject: whole\r\n\r\nA text.')).toMatchObject({ code: 250 });
    expect((await reportsOf(municipality.id)).map(({ subject }) => subject)).toEqual(['whole']);
  });

  it('a bounce with the empty sender is taken; no login is offered, and NUL bytes arrive as sent', async () => {
    const { municipality } = await createCast(db());
    const client = await talk(await listen(), []);
    const hello = await client.say('EHLO a');
    expect(hello).toContain('SIZE');
    expect(hello).not.toMatch(/AUTH|STARTTLS/);
    for (const line of ['MAIL FROM:<>', `RCPT TO:<${municipality.mailAddresses[0]}>`, 'DATA']) await client.say(line);
    client.socket.write(Buffer.concat([sampleMail(52), Buffer.from('\r\n')]));
    expect(await client.say('.')).toMatch(/^250 /);
    const [report] = await reportsOf(municipality.id);
    expect(Buffer.from(report?.arrival.raw ?? []).includes(0)).toBe(true);
    expect(report?.arrival.envelope).toMatchObject({ from: '' });
  });

  it('the sixty sample mails are sixty reports', async () => {
    const { municipality } = await createCast(db());
    const listener = await listen();
    for (const { raw } of sampleMails())
      expect(await send(listener, municipality.mailAddresses[0] as string, raw)).toMatchObject({ code: 250 });
    expect(await reportsOf(municipality.id)).toHaveLength(60);
  });
});

/** A client that speaks line by line. `say` gives the whole answer. */
async function talk({ port }: SmtpListener, lines: string[]) {
  const socket = net.connect(port, '127.0.0.1');
  open.push({ close: () => socket.destroy() });
  let buffer = '';
  socket.on('data', (chunk) => {
    buffer += chunk.toString();
  });
  socket.on('error', () => undefined);
  const reply = async () => {
    await expect.poll(() => /^\d{3} .*\r\n$/m.test(buffer), { interval: 5, timeout: 10_000 }).toBe(true);
    const text = buffer;
    buffer = '';
    return text;
  };
  const say = (line: string) => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  const greeting = await reply();
  for (const line of lines) await say(line);
  return { socket, say, greeting };
}
