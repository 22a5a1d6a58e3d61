import { type SdkSample, writeEncryptedXhe, writeXhe } from './xhe';

/**
 * How the message service can misbehave. duplicate: hands the message over twice at once. again: does not look at the receipt and hands
 * it over once more. cut: breaks off in the middle of the document. encrypted: hands it over undecrypted. page: sends a page of HTML.
 */
export const MISBEHAVIOURS = ['duplicate', 'again', 'cut', 'encrypted', 'page'] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

/** Hands one document over and gives the answer. */
export type HandOver = (xml: string) => Promise<{ status: number; body: string }>;

/** What the message service learns: the answers in their order. */
export type Sent = { xml: string; answers: { status: number; body: string }[] };

/** Over HTTP, as the product's endpoint takes it. `receivedAt`: when the access point took the message from the sender. */
export function overHttp(url: string, key: string, receivedAt?: string): HandOver {
  return async (xml) => {
    const headers: Record<string, string> = { 'content-type': 'application/xml', authorization: `Bearer ${key}` };
    if (receivedAt) headers['x-received-at'] = receivedAt;
    const answer = await fetch(url, { method: 'POST', headers, body: xml });
    return { status: answer.status, body: await answer.text() };
  };
}

/** Hands a message over, well or badly. */
export async function sendMessage(handOver: HandOver, sample: SdkSample, misbehaviour?: Misbehaviour): Promise<Sent> {
  const xml = misbehaviour === 'encrypted' ? writeEncryptedXhe(sample) : spoil(writeXhe(sample), misbehaviour);
  if (misbehaviour === 'duplicate') return { xml, answers: await Promise.all([handOver(xml), handOver(xml)]) };
  const answers = [await handOver(xml)];
  if (misbehaviour === 'again') answers.push(await handOver(xml));
  return { xml, answers };
}

function spoil(xml: string, misbehaviour: Misbehaviour | undefined): string {
  if (misbehaviour === 'page') return '<html><body><p>Logga in</body></html>';
  return misbehaviour === 'cut' ? xml.slice(0, Math.floor(xml.length * 0.8)) : xml;
}
