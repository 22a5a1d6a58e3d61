import { type Answer, problem } from './answers';
import type { Operation } from './operations';

/** How the simulator can fail. Each says which calls it strikes unless the test names one. */
const STRIKES = {
  /** 500, and nothing is done. */
  fail: 'any',
  /** The act is done, and the answer is 500. */
  'fail-after': 'confirm',
  /** 200, and nothing is done: Altinn commits a confirmation some seconds after its answer, and that can fail. */
  forget: 'confirm',
  /** 429 with Retry-After. */
  'too-many': 'any',
  /** The act is done, and no answer ever comes. */
  hang: 'any',
  /** Every id twice. */
  duplicate: 'list',
  /** The message is deleted before it is answered. */
  gone: 'get',
  /** One byte of the attachment is another. */
  corrupt: 'download',
  /** 401 without an Altinn code, as for a token that has expired. */
  expired: 'any',
  /** A page instead of the answer, as from a proxy. */
  page: 'get',
} as const satisfies Record<string, Operation | 'any'>;

export type Misbehaviour = keyof typeof STRIKES;
const RETRY_AFTER_SECONDS = 120;

/** Keeps what was ordered, and hands out one failure for each call that it strikes. */
export function misbehaviours() {
  const ordered: { kind: Misbehaviour; operation: Operation | 'any'; left: number }[] = [];
  return {
    order(kind: Misbehaviour, times: number, operation: Operation | 'any' = STRIKES[kind]): void {
      ordered.push({ kind, operation, left: times });
    },
    next(operation: Operation): Misbehaviour | null {
      const struck = ordered.find((entry) => entry.left > 0 && (entry.operation === 'any' || entry.operation === operation));
      if (!struck) return null;
      struck.left -= 1;
      return struck.kind;
    },
  };
}

const FAILED: Answer = {
  status: 500,
  headers: { 'content-type': 'application/problem+json' },
  body: '{"title":"Internal Server Error","status":500}',
};

/** The answer of a misbehaving server; null for one that never comes. `act` does what was asked. */
export function misbehave(kind: Misbehaviour, id: string, act: () => Answer, purge: () => void): Answer | null {
  if (kind === 'fail') return FAILED;
  if (kind === 'too-many') return { ...problem(429, 0, 'Too many requests'), headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } };
  if (kind === 'expired') return { status: 401 };
  if (kind === 'page') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
  if (kind === 'forget') return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(id) };
  if (kind === 'gone') purge();
  const answer = act();
  if (kind === 'hang') return null;
  if (kind === 'fail-after') return FAILED;
  if (kind === 'duplicate') return { ...answer, body: twice(String(answer.body)) };
  return kind === 'corrupt' ? { ...answer, body: corrupted(answer.body) } : answer;
}

function twice(body: string): string {
  const { ids } = JSON.parse(body) as { ids: string[] };
  return JSON.stringify({ ids: [...ids, ...ids] });
}

function corrupted(body: Answer['body']): Buffer {
  const bytes = Buffer.from(body ?? '');
  bytes[0] = (bytes[0] ?? 0) ^ 0xff;
  return bytes;
}
