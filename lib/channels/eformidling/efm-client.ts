import { tz } from '@date-fns/tz';
import { parseISO } from 'date-fns';
import { z } from 'zod';
import { COUNTRY_TIME_ZONE } from '@/lib/domain/local-time';
import { type Answer, CallError, call, jsonOf } from '../http/call';
import { EfmError } from './efm-error';
import { type ReceiptFor, readSbd, receiptSbd, type Sbd } from './sbd';

const MAX_ANSWER_BYTES = 5 * 1024 * 1024;
const ARRIVED = 'INNKOMMENDE_MOTTATT';

export type Peeked = { sbd: Sbd; json: Uint8Array };

/** A recipient's calls to its own integrasjonspunkt (version 4). Every one throws EfmError. */
export type EfmClient = {
  /** The next message that nobody has locked, which it locks; null: there is none. */
  peek(signal?: AbortSignal): Promise<Peeked | null>;
  /** The ASiC-E container of a locked message. */
  pop(id: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Ends a message: the sender sees LEVERT. */
  remove(id: string, signal?: AbortSignal): Promise<void>;
  /** When the message reached the integrasjonspunkt; null when it does not say. */
  arrivedAt(id: string, signal?: AbortSignal): Promise<Date | null>;
  /** How many messages lie there, locked ones too; null when it does not say. */
  waiting(signal?: AbortSignal): Promise<number | null>;
  /** Sends an arkivmelding_kvittering: the sender sees LEST. */
  sendReceipt(to: ReceiptFor, ref: string, signal?: AbortSignal): Promise<void>;
};

export type EfmOptions = {
  /** Such as http://127.0.0.1:9093 */
  url: string;
  user?: string | undefined;
  password?: string | undefined;
  /** How long one call may take, and the download of one message. */
  timeoutMs?: number;
  downloadTimeoutMs?: number;
};

const statusesSchema = z.object({ content: z.array(z.looseObject({ status: z.string(), lastUpdate: z.string().nullish() })) });
const pageSchema = z.object({ totalElements: z.number().int() });

export function createEfmClient(options: EfmOptions): EfmClient {
  const { timeoutMs = 30_000, downloadTimeoutMs = 300_000 } = options;
  const base = `${options.url.replace(/\/+$/, '')}/api`;
  const request = (
    method: string,
    path: string,
    more: { body?: string; signal?: AbortSignal | undefined; max?: number; slow?: boolean } = {},
  ) =>
    ask(`${base}${path}`, method, options, {
      ...more,
      timeoutMs: more.slow ? downloadTimeoutMs : timeoutMs,
      maxBytes: more.max ?? MAX_ANSWER_BYTES,
    });
  return {
    peek: async (signal) => {
      const answer = await request('GET', '/messages/in/peek', { signal });
      if (answer.status === 204 || answer.body.byteLength === 0) return null;
      const sbd = readSbd(jsonOf(answer));
      if (!sbd) throw new EfmError('invalid-answer', { status: answer.status });
      return { sbd, json: answer.body };
    },
    pop: async (id, max, signal) => (await request('GET', `/messages/in/pop/${encodeURIComponent(id)}`, { signal, max, slow: true })).body,
    remove: async (id, signal) => {
      await request('DELETE', `/messages/in/${encodeURIComponent(id)}`, { signal });
    },
    arrivedAt: async (id, signal) => {
      const parsed = statusesSchema.safeParse(jsonOf(await request('GET', `/statuses/${encodeURIComponent(id)}`, { signal })));
      const found = parsed.data?.content.find(({ status }) => status === ARRIVED)?.lastUpdate;
      const at = found ? parseISO(found, { in: tz(COUNTRY_TIME_ZONE.no) }) : null;
      return at && !Number.isNaN(at.getTime()) ? new Date(at.getTime()) : null;
    },
    waiting: async (signal) => {
      const parsed = pageSchema.safeParse(jsonOf(await request('GET', '/messages/in', { signal })));
      return parsed.data?.totalElements ?? null;
    },
    sendReceipt: async (to, ref, signal) => {
      const created = readSbd(jsonOf(await request('POST', '/messages/out', { body: JSON.stringify(receiptSbd(to, ref)), signal })));
      if (!created) throw new EfmError('invalid-answer');
      await request('POST', `/messages/out/${encodeURIComponent(created.messageId)}`, { signal });
    },
  };
}

type Limits = { body?: string; signal?: AbortSignal | undefined; timeoutMs: number; maxBytes: number };

async function ask(url: string, method: string, { user, password = '' }: EfmOptions, { body, ...limits }: Limits): Promise<Answer> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(user ? { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } : {}),
  };
  const answer = await call(url, { method, headers, ...(body === undefined ? {} : { body }) }, limits).catch((error: unknown) => {
    throw error instanceof CallError ? new EfmError(error.code, { cause: error }) : error;
  });
  if (answer.status >= 300) throw refusal(answer);
  return answer;
}

function refusal({ status, headers }: Answer): EfmError {
  const retryAfter = Number(headers.get('retry-after'));
  const details = { status, ...(retryAfter > 0 ? { retryAfter } : {}) };
  if (status === 401 || status === 403) return new EfmError('no-access', details);
  if (status === 404) return new EfmError('not-found', details);
  if (status === 429) return new EfmError('rate-limited', details);
  return new EfmError(status >= 500 ? 'server-error' : 'refused', details);
}
