import { randomUUID } from 'node:crypto';

/** A message as the simulator sends it. */
export type SdkSample = {
  label?: string;
  text?: string;
  files?: { name: string; type: string; content: Uint8Array }[];
  confidential?: boolean;
  /** Functional address of the recipient. */
  to?: string;
  xheId?: string;
  createdAt?: string;
};

const MESSAGE = 'urn:riv:infrastructure:messaging:MessageWithAttachments:3';
const SENDER = { organisation: '0203:skolan.prov.example', functional: 'sdk.elevhalsa.0203:skolan.prov.example' };
const RECIPIENT = '0203:kommunen.prov.example';

/** A message in its envelope: OASIS XHE 1.0 with MessageWithAttachments 3.0, as the SDK message specification 1.5.2 describes them. */
export function writeXhe(sample: SdkSample): string {
  const id = sample.xheId ?? randomUUID();
  return envelope(id, sample, messagePayload(id, sample), false);
}

/** The same envelope with a payload that nobody here can open (XML Encryption). */
export function writeEncryptedXhe(sample: SdkSample): string {
  const cipher = Buffer.from(messagePayload('', sample)).reverse().toString('base64');
  const payload = `<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>${cipher}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>`;
  return envelope(sample.xheId ?? randomUUID(), sample, payload, true);
}

function envelope(id: string, { to = 'sdk.orosanmalan', createdAt }: SdkSample, payload: string, encrypted: boolean): string {
  return `<x:XHE xmlns:x="http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope" xmlns:a="http://docs.oasis-open.org/bdxr/ns/XHE/1/AggregateComponents" xmlns="http://docs.oasis-open.org/bdxr/ns/XHE/1/BasicComponents">
<XHEVersionID>1.0</XHEVersionID><CustomizationID>urn:fdc:digg.se:edelivery:xhe:1</CustomizationID>
<a:Header><ID>${id}</ID><CreationDateTime>${createdAt ?? '2026-11-10T09:00:00.000Z'}</CreationDateTime>
<a:FromParty><a:PartyIdentification><ID schemeID="iso6523-actorid-upis">${SENDER.organisation}</ID></a:PartyIdentification></a:FromParty>
<a:ToParty><a:PartyIdentification><ID schemeID="iso6523-actorid-upis">${RECIPIENT}</ID></a:PartyIdentification></a:ToParty></a:Header>
<a:Payloads><a:Payload><DocumentTypeCode>Q{${MESSAGE}}messagePayload</DocumentTypeCode><ContentTypeCode>application/xml</ContentTypeCode>
<HandlingServiceID>${to}</HandlingServiceID><InstanceEncryptionIndicator>${encrypted}</InstanceEncryptionIndicator>
<a:PayloadContent>${payload}</a:PayloadContent></a:Payload></a:Payloads></x:XHE>`;
}

function messagePayload(id: string, sample: SdkSample): string {
  const { label = 'Orosanmälan', text, files = [], confidential = true, to = 'sdk.orosanmalan', createdAt } = sample;
  const contents = files.map(
    ({ name, type, content }) =>
      `<m:ContentFiles><m:fileName>${escapeText(name)}</m:fileName><m:contentType>${type}</m:contentType><m:content>${Buffer.from(content).toString('base64')}</m:content></m:ContentFiles>`,
  );
  const said = text === undefined ? '' : `<m:ContentText><m:characterSequence>${escapeText(text)}</m:characterSequence></m:ContentText>`;
  return `<m:messagePayload xmlns:m="${MESSAGE}"><m:message><m:messageHeader>
<m:creationDateTime>${createdAt ?? '2026-11-10T09:00:00.000Z'}</m:creationDateTime><m:messageId>${id}</m:messageId><m:conversationId>${id}</m:conversationId>
<m:label>${escapeText(label)}</m:label><m:confidentiality>${confidential}</m:confidentiality>
<m:recipient><m:recipientID><m:root>iso6523-actorid-upis</m:root><m:extension>${RECIPIENT}</m:extension></m:recipientID>${attention(to)}</m:recipient>
<m:sender><m:senderID><m:root>iso6523-actorid-upis</m:root><m:extension>${SENDER.organisation}</m:extension></m:senderID><m:label>Provskolan</m:label>${attention(SENDER.functional)}</m:sender>
</m:messageHeader><m:messageBody><m:documents><m:documentID>1</m:documentID><m:documentName>Anmälan</m:documentName><m:index>1</m:index>${contents.join('')}${said}</m:documents></m:messageBody></m:message></m:messagePayload>`;
}

function attention(functional: string): string {
  return `<m:attention><m:subOrganization><m:organizationId><m:root>urn:riv:infrastructure:messaging:functionalAddress</m:root><m:extension>${functional}</m:extension></m:organizationId></m:subOrganization></m:attention>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
