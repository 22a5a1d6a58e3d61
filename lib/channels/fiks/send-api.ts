import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, call, jsonOf } from '@/lib/channels/http/call';
import type { Clock } from '@/lib/clock';
import type { TokenSource } from '../secure-post/maskinporten/keep-token';
import { FiksError } from './fiks-error';
import { REPLY_TYPES } from './message-types';
import { type SigningKeys, sealFile } from './seal-file';
import type { FiksReply } from './transport';

const LIMITS = { timeoutMs: 20_000, maxBytes: 200_000 };

const sentSchema = z.object({ meldingId: z.string().min(1) });
const keySchema = z.object({ nokkel: z.string().min(1) });

export type SendOptions = {
  /** https://api.fiks.ks.no */
  url: string;
  accountId: string;
  integrationId: string;
  integrationPassword: string;
  tokens: TokenSource;
  /** Null: replies with a body cannot be sent. */
  signing: SigningKeys | null;
  clock: Clock;
};

/**
 * Sends a reply. Fiks IO takes messages over HTTPS only; its queues are for receiving.
 * @returns the id that Fiks IO gave to it
 * @throws FiksError when Fiks did not say that it took it
 */
export async function sendReply(options: SendOptions, reply: FiksReply): Promise<string> {
  const body = reply.file ? await seal(options, reply.toAccount, reply.file) : null;
  const metadata = {
    avsenderKontoId: options.accountId,
    mottakerKontoId: reply.toAccount,
    meldingType: REPLY_TYPES[reply.kind],
    svarPaMelding: reply.answersTo,
    headere: { klientMeldingId: reply.id },
  };
  const answer = await request(options, '/fiks-io/api/v1/send', multipart(metadata, body));
  const sent = answer.status >= 200 && answer.status < 300 ? sentSchema.safeParse(jsonOf(answer)).data : undefined;
  if (sent) return sent.meldingId;
  throw new FiksError(answer.status >= 400 && answer.status < 500 ? 'reply-refused' : 'reply-failed', { status: answer.status });
}

async function seal(options: SendOptions, toAccount: string, file: { name: string; content: Uint8Array }): Promise<Buffer> {
  if (!options.signing) throw new FiksError('no-certificate');
  const answer = await request(options, `/fiks-io/katalog/api/v1/kontoer/${encodeURIComponent(toAccount)}/offentligNokkel`);
  const key = answer.status === 200 ? keySchema.safeParse(jsonOf(answer)).data : undefined;
  if (!key) throw new FiksError('no-recipient-key', { status: answer.status });
  return sealFile(file, options.signing, key.nokkel, options.clock());
}

type Multipart = { boundary: string; body: Uint8Array<ArrayBuffer> };

async function request(options: SendOptions, path: string, multipart?: Multipart): Promise<Answer> {
  const token = await options.tokens.token().catch((cause) => {
    throw new FiksError('no-token', { cause });
  });
  const headers = {
    authorization: `Bearer ${token}`,
    IntegrasjonId: options.integrationId,
    IntegrasjonPassord: options.integrationPassword,
    ...(multipart ? { 'content-type': `multipart/form-data; boundary=${multipart.boundary}` } : {}),
  };
  const what = multipart ? { method: 'POST', headers, body: multipart.body } : { headers };
  const answer = await call(new URL(path, options.url).href, what, LIMITS).catch((cause) => {
    throw new FiksError('reply-unreachable', { cause });
  });
  if (answer.status === 401) options.tokens.forget(token);
  return answer;
}

/** Two parts, "metadata" without a file name and "data", as the clients of KS write them. */
function multipart(metadata: object, data: Uint8Array | null): Multipart {
  const boundary = `mottak-${randomUUID()}`;
  const part = (headers: string, content: Uint8Array | string) => [`--${boundary}\r\n${headers}\r\n\r\n`, content, '\r\n'];
  const pieces = [
    ...part('Content-Disposition: form-data; name="metadata"\r\nContent-Type: application/json', JSON.stringify(metadata)),
    ...(data
      ? part(`Content-Disposition: form-data; name="data"; filename="${randomUUID()}"\r\nContent-Type: application/octet-stream`, data)
      : []),
    `--${boundary}--\r\n`,
  ];
  return { boundary, body: new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece)))) };
}
