import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import type { startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';

/** What a sender holds once it is done, by which its report is found again. */
export type Receipt = { marker: string; proof: string };

export type Senders = {
  port: number;
  simulator: Awaited<ReturnType<typeof startAltinnSimulator>>;
  /** Address of the mailbox that Mottak reads. */
  mailbox: URL;
  counters: { retries: number };
};

const LANES = 12;
const GIVE_UP_MS = 300_000;
const TO = 'underretning@lindevang.example';
const TEXT = 'En bekymring om et barn.';

/** Delivers `arrivals` reports, each the next way in turn; each lane tries one arrival until it has its receipt. */
export async function sendAll(senders: Senders, arrivals: number, receipts: Receipt[]): Promise<void> {
  let next = 0;
  const mailbox = new MailboxOwner(senders.mailbox);
  const ways = [byMail, byForm, bySecurePost, (marker: string) => byMailbox(marker, mailbox, senders)];
  const lane = async () => {
    for (let index = next++; index < arrivals; index = next++) {
      const marker = `crash-${index}-${randomBytes(6).toString('hex')}`;
      const way = ways[index % ways.length] ?? byMail;
      receipts.push({ marker, proof: await way(marker, senders) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  mailbox.close();
}

export async function untilReceipt(counters: { retries: number }, attempt: () => Promise<string | null>): Promise<string> {
  const started = performance.now();
  for (;;) {
    const proof = await attempt().catch(() => null);
    if (proof) return proof;
    counters.retries += 1;
    if (performance.now() - started > GIVE_UP_MS) throw new Error('no receipt within five minutes');
    await pause(150);
  }
}

function mailOf(marker: string): string {
  return [
    'From: Nabo <nabo@fjordpost.example>',
    `To: ${TO}`,
    `Subject: ${marker}`,
    `Message-ID: <${marker}@fjordpost.example>`,
    '',
    `${TEXT} ${marker}`,
    '',
  ].join('\r\n');
}

function byMail(marker: string, { port, counters }: Senders): Promise<string> {
  return untilReceipt(counters, async () => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: port + 1,
      ignoreTLS: true,
      connectionTimeout: 2000,
      greetingTimeout: 2000,
      socketTimeout: 15_000,
    });
    try {
      const sent = await transport.sendMail({ envelope: { from: 'nabo@fjordpost.example', to: TO }, raw: mailOf(marker) });
      return /M\d\d-\w{4}-\w{4}/.exec(sent.response)?.[0] ?? null;
    } finally {
      transport.close();
    }
  });
}

function byForm(marker: string, { port, counters }: Senders): Promise<string> {
  const token = randomBytes(18).toString('base64url');
  return untilReceipt(counters, async () => {
    const form = new FormData();
    form.set('formToken', token);
    form.set('underretter.type', 'privatperson');
    form.set('beskrivelse', `${TEXT} ${marker}`);
    const url = `http://127.0.0.1:${port}/form/lindevang`;
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    if (answer.status !== 303) return null;
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return untilReceipt(counters, async () => {
      const page = await (await fetch(new URL(answer.headers.get('location') ?? '', url), { headers: { cookie } })).text();
      return /<code>([0-9A-Z-]{19})<\/code>/.exec(page)?.[1] ?? null;
    });
  });
}

function bySecurePost(marker: string, { simulator, counters }: Senders): Promise<string> {
  const id = simulator.publish({ title: marker, body: `${TEXT} ${marker}`, isConfirmationNeeded: true });
  // The sender's receipt is the confirmation; waiting for it is not a retry.
  return untilReceipt({ ...counters }, async () => (simulator.state(id).statuses.includes('Confirmed') ? id : null));
}

/** A mail that lies in the mailbox is the reader's to find; its receipt is that the reader has marked it. */
async function byMailbox(marker: string, mailbox: MailboxOwner, { counters }: Senders): Promise<string> {
  const raw = Buffer.from(mailOf(marker));
  await untilReceipt(counters, () => mailbox.put(raw));
  await untilReceipt({ ...counters }, () => mailbox.isSeen(marker));
  return createHash('sha256').update(raw).digest('hex');
}

/** Somebody else at the same mailbox, who comes back whenever the server throws them out. */
class MailboxOwner {
  private readonly url: URL;
  private opening: Promise<ImapFlow> | undefined;

  constructor(url: URL) {
    this.url = url;
  }

  async put(raw: Buffer): Promise<string | null> {
    return (await (await this.client()).append('INBOX', raw)) ? 'put' : null;
  }

  async isSeen(marker: string): Promise<string | null> {
    const found = await (await this.client()).search({ seen: true, header: { subject: marker } }, { uid: true });
    return Array.isArray(found) && found.length > 0 ? 'seen' : null;
  }

  close(): void {
    this.opening?.then((client) => client.close()).catch(() => undefined);
  }

  private async client(): Promise<ImapFlow> {
    this.opening ??= this.open();
    const client = await this.opening.catch((error) => {
      this.opening = undefined;
      throw error;
    });
    if (client.usable) return client;
    this.opening = undefined;
    throw new Error('the connection is gone');
  }

  private async open(): Promise<ImapFlow> {
    const { hostname, port, username, password } = this.url;
    const client = new ImapFlow({
      host: hostname,
      port: Number(port),
      secure: false,
      auth: { user: username, pass: password },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    await client.mailboxOpen('INBOX');
    return client;
  }
}
