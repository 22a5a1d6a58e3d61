import { type Answer, type Call, type Provider, startProvider } from './start-provider';

type GatewayMessage = Record<string, string>;
export type GatewaySimulator = Provider & {
  token: string;
  /** What would have reached telephones: a repeated Idempotency-Key is delivered once. */
  delivered: GatewayMessage[];
};

/** A gateway that takes JSON messages with a bearer token and an Idempotency-Key. `fields`: what a message must have, all text. */
export async function startMessageGateway(
  fields: readonly string[],
  { port = 0, token = 'simulator-token' } = {},
): Promise<GatewaySimulator> {
  const delivered: GatewayMessage[] = [];
  const seen = new Set<string>();
  const provider = await startProvider(port, (call): Answer => {
    if (call.headers.authorization !== `Bearer ${token}`) return { status: 401 };
    const message = parse(call);
    const key = call.headers['idempotency-key'];
    if (call.method !== 'POST' || !message || fields.some((field) => typeof message[field] !== 'string') || key !== message.id)
      return { status: 400, body: '{"error":"malformed"}' };
    if (!/^\+[1-9]\d{6,14}$/.test(message.to ?? '')) return { status: 422, body: '{"error":"not a telephone number"}' };
    if (!seen.has(message.id ?? '')) delivered.push(message);
    seen.add(message.id ?? '');
    return { status: 202, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id: message.id, status: 'accepted' }) };
  });
  return { ...provider, token, delivered };
}

function parse({ body }: Call): GatewayMessage | null {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
