import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came; `status` is 0 while it is not answered. */
export type Call = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer; status: number };
export type Answer = { status: number; headers?: Record<string, string>; body?: string };

/**
 * How a provider can fail. fail: 500, nothing done. too-many: 429. refuse: 422, nothing done. accept-then-fail: done, and the answer
 * is 500. hang: done, and no answer ever comes. drop: the connection is cut before anything is done.
 */
export type Misbehaviour = 'fail' | 'too-many' | 'refuse' | 'accept-then-fail' | 'hang' | 'drop';

export type Provider = {
  /** Without a slash at the end. */
  url: string;
  calls: Call[];
  /** Fails the next `times` calls; until `behave` where it is left out. */
  misbehave(kind: Misbehaviour, times?: number): void;
  /** Does what was asked after so many milliseconds of the real clock. */
  slow(milliseconds: number): void;
  behave(): void;
  close(): Promise<void>;
};

const FAILED: Record<'fail' | 'too-many' | 'refuse' | 'accept-then-fail', Answer> = {
  fail: { status: 500 },
  'too-many': { status: 429, headers: { 'retry-after': '60' } },
  refuse: { status: 422, body: '{"error":"refused"}' },
  'accept-then-fail': { status: 500 },
};

/** An HTTP server on this machine only, for the simulators of providers: `take` does what a call asks, unless it was told to misbehave. */
export async function startProvider(port: number, take: (call: Call) => Answer): Promise<Provider> {
  const calls: Call[] = [];
  let wrong: { kind: Misbehaviour; left: number } | undefined;
  let delay = 0;
  const answer = (call: Call, response: ServerResponse) => {
    const kind = wrong && wrong.left > 0 ? wrong.kind : undefined;
    if (wrong) wrong.left -= 1;
    if (kind === 'drop') return void response.destroy();
    const acts = kind === undefined || kind === 'accept-then-fail' || kind === 'hang';
    const taken = acts ? take(call) : { status: 500 };
    if (kind === 'hang') return;
    const { status, headers, body } = kind ? FAILED[kind] : taken;
    call.status = status;
    response.writeHead(status, headers).end(body);
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call: Call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
      status: 0,
    };
    calls.push(call);
    if (delay > 0) setTimeout(answer, delay, call, response);
    else answer(call, response);
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    misbehave: (kind, times = Number.POSITIVE_INFINITY) => {
      wrong = { kind, left: times };
    },
    slow: (milliseconds) => {
      delay = milliseconds;
    },
    behave: () => {
      wrong = undefined;
      delay = 0;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
