import type { Means } from '@/lib/domain/means';
import type { Locale } from '@/lib/i18n/locales';

/** What a notice says by one means. Mail has all of it; a text message and a call have the text; push has subject, text and url. */
export type Message = { subject: string; text: string; html: string /** The page that it is about. */; url: string };

export type Outgoing = Message & {
  /** The same for every try of one notice: the provider can tell a repeated one. For mail it is the Message-ID without angle brackets. */
  id: string;
  /** Mail address, E.164 number, or for push the id of the person. */
  to: string;
  language: Locale;
};

/** Sends by one means. `send` resolves when the provider has taken the message for the recipient. @throws SendError */
export type Sender = { means: Means; send(message: Outgoing): Promise<void>; close(): void };

/** refused: this address will not be reached by trying again. gone: nor is there anything left to try. */
type Verdict = 'failed' | 'refused' | 'gone';

/** Why a message was not taken, as a code that names no address and quotes nothing of the provider. */
export class SendError extends Error {
  readonly code: string;
  readonly verdict: Verdict;

  constructor(code: string, verdict: Verdict = 'failed', options: { cause?: unknown } = {}) {
    super(code, options);
    this.name = 'SendError';
    this.code = code;
    this.verdict = verdict;
  }
}

/** @throws SendError timeout when `sending` takes longer; what it does later is not waited for */
export async function within<T>(milliseconds: number, sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendError('timeout')), milliseconds);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}
