import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, problem } from './answers';
import { machineClock } from './clock';
import { type NewMessage, type Status, shownStatus, storeMessage } from './message';
import { type Misbehaviour, misbehave, misbehaviours } from './misbehaviour';
import { type Access, BASE_PATH, type Box, type Operation, parse, perform } from './operations';

/** One call as it came, for tests. `status` is 0 while it is not answered. */
type Recorded = { method: string; path: string; query: string[]; operation: Operation | null; status: number };
type MessageState = { status: Status; statuses: Status[] };

export type AltinnSimulator = {
  /** Base address of the correspondence calls, as ALTINN_URL. */
  url: string;
  token: string;
  /** Puts a message into a box, and gives its correspondence id. */
  publish(message: NewMessage): string;
  state(id: string): MessageState;
  /** Fails the next `times` calls, of every kind that the failure is about or of the operation named. */
  misbehave(kind: Misbehaviour, times?: number, operation?: Operation): void;
  /** Gives, or takes, the caller's right to a resource. */
  setAccess(resourceId: string, access: Access): void;
  requests: Recorded[];
  close(): Promise<void>;
};

/** Who issues the tokens instead of one fixed token: Altinn's exchange, which is on the same host. */
type Tokens = { exchange(bearer: string): Promise<Answer | null>; isAltinnToken(token: string): Promise<boolean> };
export type SimulatorOptions = { port?: number; token?: string; resourceId?: string; now?: () => Date; tokens?: Tokens };
const EXCHANGE_PATH = '/authentication/api/v1/exchange/maskinporten';

/** Starts a SIMULATOR of the recipient's part of the Altinn 3 Correspondence API v1, in memory, on this machine only. */
export async function startAltinnSimulator(options: SimulatorOptions = {}): Promise<AltinnSimulator> {
  const { port = 0, token = 'simulator-token', resourceId = 'test-resource', now = machineClock } = options;
  const box: Box = { messages: new Map(), access: new Map([[resourceId, 'open']]), now };
  const failures = misbehaviours();
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const parsed = parse(request.method ?? '', url);
    const recorded: Recorded = {
      method: request.method ?? '',
      path: url.pathname,
      query: [...url.searchParams.keys()],
      operation: parsed?.operation ?? null,
      status: 0,
    };
    request.resume();
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (options.tokens && url.pathname === EXCHANGE_PATH) {
      void options.tokens.exchange(bearer).then((answer) => answer && send(response, recorded, answer));
      return;
    }
    requests.push(recorded);
    const good = options.tokens ? options.tokens.isAltinnToken(bearer) : Promise.resolve(bearer === token);
    void good.then((known) => {
      const answer = known ? answerTo(box, failures, parsed) : { status: 401 };
      if (answer) send(response, recorded, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`,
    token,
    requests,
    publish: (message) => {
      const stored = storeMessage(message, message.resourceId ?? resourceId, now());
      box.messages.set(stored.id, stored);
      return stored.id;
    },
    state: (id) => {
      const stored = box.messages.get(id);
      if (!stored) throw new Error('No such message.');
      return { status: shownStatus(stored).status, statuses: stored.history.map(({ status }) => status) };
    },
    misbehave: (kind, times = 1, operation) => failures.order(kind, times, operation),
    setAccess: (id, access) => void box.access.set(id, access),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(box: Box, failures: ReturnType<typeof misbehaviours>, request: ReturnType<typeof parse>): Answer | null {
  if (!request) return problem(404, 0, 'No such operation');
  const kind = failures.next(request.operation);
  const act = () => perform(box, request);
  if (!kind) return act();
  return misbehave(kind, request.id, act, () => box.messages.get(request.id)?.history.push({ status: 'PurgedByRecipient', at: box.now() }));
}

function send(response: ServerResponse, recorded: Recorded, answer: Answer): void {
  recorded.status = answer.status;
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
