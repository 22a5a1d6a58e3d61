import { randomUUID } from 'node:crypto';
import { type KeyPair, openSigned } from './certificate';

export type HttpAnswer = { status: number; body: string };
export type Misbehaviour = 'fail' | 'refuse' | 'hang' | 'take-and-fail';

/** A reply as the sending system gets it. `file`: what its body holds, decrypted and its signature checked. */
export type SimulatedReply = {
  id: string;
  type: string;
  answersTo: string;
  clientId: string | undefined;
  file: { name: string; content: string } | null;
};

type Sending = { accountId: string; senderAccountId: string; sender: KeyPair; replies: SimulatedReply[] };

/** `POST /fiks-io/api/v1/send`: metadata as JSON and, for types that want one, an encrypted body. */
export async function takeReply(
  sending: Sending,
  contentType: string,
  body: Buffer,
  misbehaviour?: Misbehaviour,
): Promise<HttpAnswer | null> {
  if (misbehaviour === 'fail') return { status: 500, body: '' };
  if (misbehaviour === 'refuse') return { status: 400, body: '{"message":"refused by the simulator"}' };
  if (misbehaviour === 'hang') return null;
  const reply = await read(sending, contentType, body).catch(() => null);
  if (!reply) return { status: 400, body: '{"message":"not a reply to this account, or its body cannot be opened"}' };
  sending.replies.push(reply);
  if (misbehaviour === 'take-and-fail') return { status: 500, body: '' };
  const { accountId, senderAccountId } = sending;
  const sent = { meldingId: reply.id, meldingType: reply.type, avsenderKontoId: accountId, mottakerKontoId: senderAccountId };
  return { status: 200, body: JSON.stringify({ ...sent, svarPaMelding: reply.answersTo, ttl: 604_800_000 }) };
}

async function read({ accountId, senderAccountId, sender }: Sending, contentType: string, body: Buffer): Promise<SimulatedReply | null> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const metadata = JSON.parse(String(form.get('metadata')));
  if (metadata.avsenderKontoId !== accountId || metadata.mottakerKontoId !== senderAccountId || !metadata.svarPaMelding) return null;
  const data = form.get('data');
  const file = data instanceof Blob ? openSigned(sender, new Uint8Array(await data.arrayBuffer())) : null;
  // The protocol has a body for every reply but this one.
  if ((file === null) !== metadata.meldingType.endsWith('.mottatt.v1')) return null;
  const { meldingType: type, svarPaMelding: answersTo, headere } = metadata;
  return { id: randomUUID(), type, answersTo, clientId: headere?.klientMeldingId, file };
}
