import { type Channel, type ChannelModel, type ConsumeMessage, connect } from 'amqplib';
import { FiksError } from './fiks-error';
import type { FiksMessage, FiksTransport, Take } from './transport';

/** As few as go: what one process holds, no other one gets. */
const PREFETCH = 3;
const CONNECT_MS = 15_000;
const HEARTBEAT_SECONDS = 20;
const CLOSE_MS = 2000;
/** Headers that the sender chose come with this before their names (FiksIOHeaders of ks-no/fiks-io-commons). */
const OWN_HEADER = 'egendefinert-header.';

export type AmqpOptions = {
  /** amqps://io.fiks.ks.no:5671 */
  url: string;
  accountId: string;
  /** User and password of a login: asked for anew for each connection, since the password holds a token. */
  login(): Promise<{ username: string; password: string }>;
};

type AmqpReceiver = Pick<FiksTransport, 'receive' | 'waiting'>;

/** The receiving side of Fiks IO: a consumer of the account's queue that acknowledges by hand. */
export function amqpReceiver(options: AmqpOptions): AmqpReceiver {
  const queue = `fiksio.konto.${options.accountId}`;
  let open: ChannelModel | null = null;
  return {
    receive: async (take, { signal, onOpen }) => {
      const connection = await openConnection(options);
      try {
        open = connection;
        await consume(connection, queue, take, signal, onOpen);
      } finally {
        open = null;
        await inTime(() => connection.close());
      }
    },
    waiting: async () => {
      const channel = await open?.createChannel().catch(() => undefined);
      if (!channel) return null;
      channel.on('error', () => undefined);
      const counted = await channel.checkQueue(queue).catch(() => null);
      await channel.close().catch(() => undefined);
      return counted?.messageCount ?? null;
    },
  };
}

async function openConnection({ url, login }: AmqpOptions): Promise<ChannelModel> {
  const { protocol, hostname, port } = new URL(url);
  const { username, password } = await login();
  const place = { protocol: protocol.replace(':', ''), hostname, port: Number(port) || 5671, vhost: '/', heartbeat: HEARTBEAT_SECONDS };
  const connection = await connect(
    { ...place, username, password },
    { timeout: CONNECT_MS, clientProperties: { connection_name: 'Mottak' } },
  ).catch((cause) => {
    throw new FiksError(isRefused(cause) ? 'login-refused' : 'unreachable', { cause });
  });
  // Without a listener a lost connection would end the process; what follows is told by "close".
  connection.on('error', () => undefined);
  return connection;
}

async function consume(connection: ChannelModel, queue: string, take: Take, signal: AbortSignal, onOpen: () => void): Promise<void> {
  const lost = new AbortController();
  const inHand = new Set<Promise<void>>();
  let channel: Channel | undefined;
  let end: (reason: FiksError | null) => void = () => undefined;
  const ended = new Promise<FiksError | null>((resolve) => {
    end = resolve;
  });
  connection.on('close', () => end(new FiksError('connection-lost')));
  const stop = () => end(null);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const opened = await connection.createChannel();
    channel = opened;
    opened.on('error', (cause) => end(new FiksError(isRefused(cause) ? 'login-refused' : 'connection-lost', { cause })));
    await opened.prefetch(PREFETCH);
    await opened.consume(queue, (message) => {
      if (!message) return end(new FiksError('consumer-ended'));
      // What is not taken stays unacknowledged, and the broker gives it again when this connection has ended.
      const work = take(toMessage(message), lost.signal).then(() => opened.ack(message));
      inHand.add(work);
      void work.catch(() => undefined).finally(() => inHand.delete(work));
    });
    onOpen();
  } catch (cause) {
    end(
      new FiksError(isRefused(cause) ? 'login-refused' : /404|NOT.FOUND/i.test(String(cause)) ? 'no-queue' : 'connection-lost', { cause }),
    );
  }
  const reason = await ended;
  signal.removeEventListener('abort', stop);
  lost.abort();
  await Promise.allSettled(inHand);
  // Before the connection: its own farewell may overtake the acknowledgements that are still on their way.
  await inTime(() => channel?.close());
  if (reason) throw reason;
}

function isRefused(cause: unknown): boolean {
  return /\b403\b|ACCESS.REFUSED/i.test(String(cause));
}

/** Waits for a farewell, but not for one that nobody answers. */
async function inTime(farewell: () => Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  // Said to what is closed already it throws.
  const said = Promise.resolve().then(farewell);
  await Promise.race([said.catch(() => undefined), patience]);
  clearTimeout(timer);
}

function toMessage({ properties, content }: ConsumeMessage): FiksMessage {
  const headers = Object.fromEntries(Object.entries(properties.headers ?? {}).map(([name, value]) => [name, textOf(value)]));
  const of = (name: string) => headers[name] || headers[`${OWN_HEADER}${name}`] || null;
  return {
    meldingId: of('melding-id'),
    type: of('type') ?? '',
    senderAccount: of('avsender-id'),
    answersTo: of('svar-til'),
    concernId: of('bekymringsmelding-id'),
    documentId: of('dokumentlager-id'),
    headers,
    body: content,
  };
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
