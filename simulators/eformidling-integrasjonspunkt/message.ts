import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';

export type NewMessage = {
  title: string;
  /** Files by their names; arkivmelding.xml is made when it is not among them. */
  files?: Record<string, string | Uint8Array>;
  sender?: string;
  senderName?: string;
  confidential?: boolean;
  /** The container itself, whatever it is. */
  container?: Uint8Array;
};

export type StoredMessage = {
  id: string;
  sbd: Record<string, unknown>;
  container: Uint8Array;
  arrivedAt: Date;
  expiresAt: Date;
  lockedUntil: Date | null;
  status: 'INNKOMMENDE_MOTTATT' | 'INNKOMMENDE_LEVERT' | 'LEVETID_UTLOPT';
};

const HOUR_MS = 3_600_000;
/** The default time to live of a message. */
const TTL_HOURS = 24;

export function makeMessage(message: NewMessage, now: Date): StoredMessage {
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + TTL_HOURS * HOUR_MS);
  return {
    id,
    sbd: sbdOf(id, message, now, expiresAt),
    container: message.container ?? containerOf(message),
    arrivedAt: now,
    expiresAt,
    lockedUntil: null,
    status: 'INNKOMMENDE_MOTTATT',
  };
}

function sbdOf(id: string, { sender = '0192:910075918', confidential = false }: NewMessage, now: Date, expiresAt: Date) {
  const process = confidential ? 'taushetsbelagt' : 'administrasjon';
  return {
    standardBusinessDocumentHeader: {
      headerVersion: '1.0',
      sender: [{ identifier: { authority: 'iso6523-actorid-upis', value: sender }, contactInformation: [] }],
      receiver: [{ identifier: { authority: 'iso6523-actorid-upis', value: '0192:910077473' }, contactInformation: [] }],
      documentIdentification: {
        standard: 'urn:no:difi:arkivmelding:xsd::arkivmelding',
        typeVersion: '2.0',
        instanceIdentifier: id,
        type: 'arkivmelding',
        creationDateAndTime: now.toISOString(),
      },
      businessScope: {
        scope: [
          {
            type: 'ConversationId',
            instanceIdentifier: randomUUID(),
            identifier: `urn:no:difi:profile:arkivmelding:${process}:ver1.0`,
            scopeInformation: [{ expectedResponseDateTime: expiresAt.toISOString() }],
          },
        ],
      },
    },
    arkivmelding: { sikkerhetsnivaa: 3, hoveddokument: 'melding.txt' },
  };
}

function containerOf({ title, files = {}, senderName = 'Solbakken skole' }: NewMessage): Uint8Array {
  const documents = Object.keys(files).filter((name) => name !== 'arkivmelding.xml');
  const all = { 'arkivmelding.xml': arkivmelding(title, senderName, documents), ...files };
  const entries = Object.entries(all).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]);
  return zipSync({
    mimetype: strToU8('application/vnd.etsi.asic-e+zip'),
    'META-INF/asicmanifest.xml': strToU8('<ASiCManifest/>'),
    'manifest.xml': strToU8('<manifest/>'),
    ...Object.fromEntries(entries),
  });
}

function arkivmelding(title: string, sender: string, files: string[]): string {
  const documents = files
    .map(
      (file, index) =>
        `<dokumentbeskrivelse><tittel>Dokument ${index + 1}</tittel><dokumentobjekt><referanseDokumentfil>${file}</referanseDokumentfil></dokumentobjekt></dokumentbeskrivelse>`,
    )
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<arkivmelding xmlns="http://www.arkivverket.no/standarder/noark5/arkivmelding" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <system>SIMULATOR</system><meldingId>1</meldingId><tidspunkt>2026-11-02T11:00:00</tidspunkt><antallFiler>${files.length}</antallFiler>
  <mappe xsi:type="saksmappe"><tittel>Sak</tittel>
    <basisregistrering xsi:type="journalpost">${documents}<tittel>${title}</tittel>
      <korrespondansepart><korrespondanseparttype>Avsender</korrespondanseparttype><korrespondansepartNavn>${sender}</korrespondansepartNavn></korrespondansepart>
    </basisregistrering>
  </mappe>
</arkivmelding>`;
}
