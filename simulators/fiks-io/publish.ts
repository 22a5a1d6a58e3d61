import { randomUUID } from 'node:crypto';
import { offentligConcern, privatConcern } from './samples';
import type { FiksSimulator } from './start-fiks-simulator';

/** What can be put into the queue: sound reports, and what a queue without a guarantee can bring. */
export const KINDS = ['privat', 'offentlig', 'duplicate', 'again', 'unknown-type', 'damaged', 'cut'] as const;
export type Kind = (typeof KINDS)[number];

/** Sends one of the kinds. duplicate: one message delivered twice. again: one report under two ids. cut: and then the line breaks. */
export async function publish(simulator: FiksSimulator, kind: Kind): Promise<void> {
  const concernId = randomUUID();
  const sending = { concern: privatConcern(), concernId };
  if (kind === 'offentlig')
    await simulator.send({ concern: offentligConcern('v2'), type: 'no.ks.fiks.bekymringsmelding.offentlig.v2', concernId });
  else if (kind === 'unknown-type') await simulator.send({ type: 'no.ks.fiks.arkiv.v1.opprett', body: Buffer.from('noe annet') });
  else if (kind === 'damaged') await simulator.send({ body: Buffer.from('PK no archive'), concernId });
  else if (kind === 'duplicate') {
    const meldingId = await simulator.send(sending);
    await simulator.send({ ...sending, meldingId });
  } else await simulator.send(sending);
  if (kind === 'again') await simulator.send(sending);
  if (kind === 'cut') simulator.line.cut();
}
