import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { incomingMail } from './incoming-mail';
import { type KnownMunicipalities, knownMunicipalities } from './known-municipalities';
import type { MunicipalityForMail } from './list-mail-municipalities';
import { comparableAddress } from './mail-domain';
import { findMunicipality, routeRecipients } from './route-recipient';
import { SlowDown } from './slow-down';
import { crowded, emptyMessage, notStored, phonesFor, SmtpRefusal, tooBig } from './smtp-refusal';
import { Spool, SpoolError } from './spool';
import { takeProbe } from './take-probe';

export type SmtpListenerOptions = {
  door: Door;
  prisma: Db;
  clock: Clock;
  host?: string;
  /** 0 takes a free port. */
  port: number;
  /** Longest message in bytes; a longer one gets 552. */
  maxBytes?: number;
  maxClients?: number;
  /** Connections of one client at once, so that a flood leaves room for others. */
  maxClientConnections?: number;
  /** Mails of one client in a minute before its answers begin to wait; 0: never. */
  perMinute?: number | undefined;
  /** Waits so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
  /** Where large messages are held while they come in. */
  spoolFolder?: string;
  /** Bytes of messages under way at once over all connections; beyond it senders are told to try again. */
  maxSpoolBytes?: number;
  /** One address that is taken though no municipality knows its domain; "*": every address is. */
  catchAll?: string | undefined;
  /** Municipality of mail to the catch-all address that names nobody known; without it the first created. */
  defaultMunicipalityId?: string | undefined;
  /** Offers STARTTLS. Without it the listener belongs behind the municipality's own mail server. */
  tls?: { key: string; cert: string } | undefined;
  /** Host name in the greeting. */
  name?: string;
};

export type SmtpListener = {
  port: number;
  /** Offers STARTTLS with this certificate from the next connection on. */
  offer(certificate: { key: string; cert: string }): void;
  close(): Promise<void>;
};

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 150 * MEBIBYTE;
const MAX_CLIENTS = 100;
const CLIENT_CONNECTIONS = 20;
const PER_MINUTE = 600;
/** Of the longest messages, so many may be under way at once. */
const SPOOLED = 20;
/** Nobody signs in to hand in a report. */
const NO_LOGIN = ['AUTH'];
const IDLE_MS = 5 * 60_000;
const CLOSE_MS = 5_000;

/**
 * Starts the SMTP listener (RFC 5321). It answers 250 only after the report is stored for every recipient's municipality;
 * 451 when it cannot store, so that the sender's server keeps the mail and tries again; 552 beyond `maxBytes`; 550 to a
 * recipient whose domain no municipality has. A wrong address in a known domain is taken. Every other refusal says how to phone.
 * @throws Error when the port cannot be opened
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const spool = new Spool(options.spoolFolder ?? path.join(tmpdir(), 'mottak-spool'), {
    message: maxBytes,
    together: Math.max(options.maxSpoolBytes ?? SPOOLED * maxBytes, maxBytes),
    memory: maxBytes,
  });
  const slowDown = new SlowDown({
    clock: options.clock,
    perMinute: options.perMinute ?? PER_MINUTE,
    connections: options.maxClientConnections ?? CLIENT_CONNECTIONS,
    ...(options.wait ? { wait: options.wait } : {}),
  });
  const known = await knownMunicipalities(options.prisma);
  const phones = (recipients: string[]) => phonesFor(known.last(), recipients, options.defaultMunicipalityId);
  const server = new SMTPServer({
    name: options.name ?? 'mottak',
    banner: 'Mottak',
    size: maxBytes,
    // A size that is announced is refused at the recipient, where it is known who can be phoned, and not before.
    hideSize: true,
    authOptional: true,
    disabledCommands: options.tls ? NO_LOGIN : [...NO_LOGIN, 'STARTTLS'],
    ...(options.tls ?? {}),
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    logger: false,
    maxClients: options.maxClients ?? MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: CLOSE_MS,
    onConnect: (session, callback) => {
      // Too many at once is said before anything is handed over: the sender's server comes back.
      callback(
        slowDown.connect(session.remoteAddress) ? null : new SmtpRefusal(421, '4.7.0 Too many connections at once, please try again'),
      );
    },
    onClose: (session) => slowDown.disconnect(session.remoteAddress),
    onMailFrom: (_address, session, callback) => {
      slowDown.beforeMail(session.remoteAddress).then(() => callback(), callback);
    },
    onRcptTo: (address, session, callback) =>
      answer(acceptRecipient(options, known, address, announcedSize(session) > maxBytes), callback, () => phones([address.address])),
    onData: (stream, session, callback) =>
      answer(takeMail(options, known, stream, session, spool), callback, () => phones(envelopeOf(session).recipients)),
  });
  server.on('error', (error) => log().warn({ part: 'smtp', ...errorCode(error) }, 'smtp connection failed'));
  const port = await listen(server, options.port, options.host);
  const offer = (certificate: { key: string; cert: string }) => {
    server.updateSecureContext(certificate);
    server.options.disabledCommands = NO_LOGIN;
  };
  return { port, offer, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listen(server: SMTPServer, port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}

function answer(work: Promise<string>, callback: (error?: Error | null, message?: string) => void, phones: () => string): void {
  work.then(
    (message) => callback(null, message),
    (error: unknown) => callback((error instanceof SmtpRefusal ? error : notStored()).withPhones(phones())),
  );
}

/** Bytes that the client says the message has (RFC 1870); 0 when it does not say. */
function announcedSize({ envelope }: SMTPServerSession): number {
  const { SIZE } = (envelope.mailFrom ? envelope.mailFrom.args : {}) as { SIZE?: string };
  return Number(SIZE ?? 0);
}

async function acceptRecipient(
  options: SmtpListenerOptions,
  known: KnownMunicipalities,
  { address }: SMTPServerAddress,
  big: boolean,
): Promise<string> {
  if (!isCaught(options, address) && !findMunicipality(await municipalitiesOrRetry(known), address))
    throw new SmtpRefusal(550, '5.7.1 No such domain here');
  if (big) throw tooBig();
  return 'Accepted';
}

function isCaught({ catchAll }: SmtpListenerOptions, address: string): boolean {
  return catchAll === '*' || (catchAll !== undefined && comparableAddress(address).whole === comparableAddress(catchAll).whole);
}

/** Without the database nobody can say whose a recipient is: the sender tries again. */
async function municipalitiesOrRetry(known: KnownMunicipalities): Promise<MunicipalityForMail[]> {
  return known.read().catch((error: unknown) => {
    log().error({ part: 'smtp', ...errorCode(error) }, 'municipalities cannot be read');
    throw notStored();
  });
}

async function takeMail(
  options: SmtpListenerOptions,
  known: KnownMunicipalities,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  spool: Spool,
): Promise<string> {
  const message = await spool.take(stream as AsyncIterable<Buffer>).catch((error: unknown) => {
    if (!(error instanceof SpoolError)) throw error;
    if (error.cause) log().error({ part: 'smtp', ...errorCode(error.cause) }, 'a mail could not be written to the disk');
    throw error.code === 'too-big' ? tooBig() : crowded();
  });
  try {
    if (message.size === 0) throw emptyMessage();
    return await spool.withBytes(message, (raw) => store(options, known, raw, session));
  } finally {
    await message.discard();
  }
}

/** One arrival for each municipality. If one of them cannot be stored, the sender tries all again and those stored stay one. */
async function store(options: SmtpListenerOptions, known: KnownMunicipalities, raw: Buffer, session: SMTPServerSession): Promise<string> {
  const now = options.clock();
  const municipalities = await municipalitiesOrRetry(known);
  const envelope = envelopeOf(session);
  const recipients = routeRecipients(raw, envelope.recipients, municipalities, options.defaultMunicipalityId);
  if (recipients.length === 0) throw new SmtpRefusal(451, '4.3.5 No municipality is set up here yet');
  const refs: string[] = [];
  for (const { municipalityId, flags, wrong } of recipients) {
    if (await isProbe(options.prisma, municipalityId, raw, now)) continue;
    const municipality = municipalities.find(({ id }) => id === municipalityId);
    const route = { kind: 'smtp', ownDomains: municipality?.mailDomains ?? [] } as const;
    const receipt = await receiveReport(options.door, incomingMail({ municipalityId, raw, route, envelope, flags, wrong }, now), now).catch(
      (error: unknown) => {
        log().error({ part: 'smtp', municipalityId, ...errorCode(error) }, 'mail not stored');
        throw notStored();
      },
    );
    refs.push(receipt.ref);
  }
  return refs.length > 0 ? `2.0.0 Stored as ${refs.join(', ')}` : '2.0.0 Probe noted';
}

/** A probe that cannot be written down has not arrived. */
async function isProbe(prisma: Db, municipalityId: string, raw: Buffer, now: Date): Promise<boolean> {
  return takeProbe(prisma, { municipalityId, raw, by: 'smtp' }, now).catch((error: unknown) => {
    log().error({ part: 'smtp', municipalityId, ...errorCode(error) }, 'probe not noted');
    throw notStored();
  });
}

function envelopeOf(session: SMTPServerSession) {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    protocol: session.transmissionType,
    client: session.remoteAddress,
    helo: session.hostNameAppearsAs,
    tls: session.secure,
    from: mailFrom ? mailFrom.address : '',
    recipients: rcptTo.map(({ address }) => address),
  };
}
