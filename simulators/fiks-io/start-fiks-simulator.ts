import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { concernContainer, encryptFor, type KeyPair } from './certificate';
import { type Line, startLine } from './line';
import type { Misbehaviour, SimulatedReply } from './send-endpoint';
import { ADMIN, newParties, startApi } from './start-api';
import { startBroker } from './start-broker';

/** What a sender can put into the account's queue; everything has a default. */
type Sending = {
  concern?: unknown;
  /** The body as it is, instead of one made of `concern`. */
  body?: Uint8Array;
  type?: string;
  meldingId?: string;
  concernId?: string;
  headers?: Record<string, string>;
};

export type FiksSimulator = {
  amqpUrl: string;
  apiUrl: string;
  accountId: string;
  /** Account of the sending system. */
  senderAccountId: string;
  integrationId: string;
  integrationPassword: string;
  token: string;
  /** Certificate and key of the account: what is sent is encrypted for it. */
  account: KeyPair;
  replies: SimulatedReply[];
  /** How often something was sent to it. */
  calls(): number;
  /** Puts a message into the queue. @returns its melding-id */
  send(sending?: Sending): Promise<string>;
  /** Messages in the queue that no consumer holds, and how many consumers there are. */
  queue(): Promise<{ ready: number; consumers: number }>;
  /** The next calls of the sending API: answer 500, refuse with 400, never answer, or take the reply and then answer 500. */
  misbehave(kind: Misbehaviour, times?: number): void;
  line: Line;
  close(): Promise<void>;
};

export type SimulatorOptions = { apiPort?: number; amqpPort?: number; token?: string; isToken?: (token: string) => Promise<boolean> };

/** Starts a SIMULATOR of Fiks IO for one account: a real RabbitMQ, and the HTTPS part for logins, sending and public keys. */
export async function startFiksSimulator(options: SimulatorOptions = {}): Promise<FiksSimulator> {
  const token = options.token ?? 'simulator-token';
  const parties = newParties(options.isToken ?? (async (given) => given === token));
  const { accountId, senderAccountId, integrationId, integrationPassword, account, queue } = parties;
  const api = await startApi(parties, options.apiPort);
  const broker = await startBroker(api.url);
  const line = await startLine(broker.port, options.amqpPort);
  const connection = await connect({ hostname: '127.0.0.1', port: broker.port, ...ADMIN });
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(queue, { durable: true });
  const send = async (sending: Sending = {}) => {
    const meldingId = sending.meldingId ?? randomUUID();
    const sealed = sending.concern === undefined ? new Uint8Array() : encryptFor(account, concernContainer(sending.concern));
    const headers = headersOf(sending, meldingId, senderAccountId);
    channel.sendToQueue(queue, Buffer.from(sending.body ?? sealed), { headers, persistent: true });
    await channel.waitForConfirms();
    return meldingId;
  };
  return {
    ...{ accountId, senderAccountId, integrationId, integrationPassword, token, account, send, line },
    ...{ replies: api.replies, calls: api.calls, misbehave: api.misbehave, apiUrl: api.url },
    amqpUrl: `amqp://127.0.0.1:${line.port}`,
    queue: async () => {
      const { messageCount, consumerCount } = await channel.checkQueue(queue);
      return { ready: messageCount, consumers: consumerCount };
    },
    close: async () => {
      await connection.close().catch(() => undefined);
      await line.close();
      await broker.stop();
      await api.close();
    },
  };
}

function headersOf({ type, concernId, headers }: Sending, meldingId: string, senderAccountId: string): Record<string, string> {
  return {
    'melding-id': meldingId,
    type: type ?? 'no.ks.fiks.bekymringsmelding.privat.v2',
    'avsender-id': senderAccountId,
    'avsender-navn': 'Nasjonal portal (SIMULATOR)',
    ...(concernId ? { 'egendefinert-header.bekymringsmelding-id': concernId } : {}),
    'egendefinert-header.bydel-ressurs-id': '00000000-0000-4000-8000-000000000000',
    ...headers,
  };
}
