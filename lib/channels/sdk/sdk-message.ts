import { createHash } from 'node:crypto';
import { childrenOf, elementAt, findElement, parseXml, textAt, type XmlElement } from '../xml/xml-tree';

/** Namespaces of the message (diggsweden/sdk-docs, message specification 1.5.2) and of its envelope (OASIS XHE 1.0). */
const MESSAGE = 'urn:riv:infrastructure:messaging:MessageWithAttachments:3';

type SdkParty = {
  id?: string | undefined;
  label?: string | undefined;
  functionalAddress?: string | undefined;
  persons: string[];
  references: string[];
};

type SdkDocument = {
  name?: string | undefined;
  texts: string[];
  files: { name?: string | undefined; mediaType?: string | undefined; content: string }[];
};

/** A message with attachments, as much of it as could be found. */
export type SdkMessage = {
  messageId: string;
  conversationId?: string | undefined;
  refToMessageId?: string | undefined;
  label?: string | undefined;
  confidential: boolean;
  createdAt?: Date | undefined;
  sender: SdkParty;
  recipient: SdkParty;
  documents: SdkDocument[];
};

/** What arrives from the message service: the envelope, and the message where it could be read. */
export type SdkDelivery = {
  /** Id of the envelope, to which the receipt of the message refers. */
  xheId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  encrypted: boolean;
  message: SdkMessage | null;
  /** Why there is no message; a sentence without anything of its content. */
  fault?: 'not-xml' | 'encrypted' | 'no-message' | 'incomplete' | undefined;
  /** Hash of the message without its signature and envelope: the same for every try to deliver it. */
  digest: string;
};

/** Reads a delivery: XHE with the payload inside, or the payload alone. Never throws. */
export function parseSdk(raw: Uint8Array): SdkDelivery {
  const root = parseXml(raw);
  if (!root) return { encrypted: false, message: null, fault: 'not-xml', digest: hash(raw) };
  const envelope = readEnvelope(root);
  const payload = findElement(root, 'messagePayload');
  if (!payload || payload.namespace !== MESSAGE)
    return { ...envelope, message: null, fault: envelope.encrypted ? 'encrypted' : 'no-message', digest: hash(raw) };
  const message = readMessage(elementAt(payload, 'message'));
  return { ...envelope, message, fault: message ? undefined : 'incomplete', digest: message ? hash(JSON.stringify(message)) : hash(raw) };
}

function hash(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function readEnvelope(root: XmlElement) {
  const header = elementAt(root, 'Header');
  const party = (name: string) => textAt(header, name, 'PartyIdentification', 'ID');
  return {
    xheId: textAt(header, 'ID'),
    from: party('FromParty'),
    to: party('ToParty'),
    encrypted: findElement(root, 'EncryptedData') !== undefined,
  };
}

/** The members that the schema demands and without which it is no message to anybody. */
function readMessage(message: XmlElement | undefined): SdkMessage | null {
  const header = elementAt(message, 'messageHeader');
  const body = elementAt(message, 'messageBody');
  const messageId = textAt(header, 'messageId');
  if (!header || !body || !messageId) return null;
  const created = new Date(textAt(header, 'creationDateTime') ?? '');
  return {
    messageId,
    conversationId: textAt(header, 'conversationId'),
    refToMessageId: textAt(header, 'refToMessageId'),
    label: textAt(header, 'label'),
    confidential: /^(true|1)$/.test(textAt(header, 'confidentiality') ?? ''),
    createdAt: Number.isNaN(created.getTime()) ? undefined : created,
    sender: readParty(elementAt(header, 'sender'), 'senderID'),
    recipient: readParty(elementAt(header, 'recipient'), 'recipientID'),
    documents: childrenOf(body, 'documents').map(readDocument),
  };
}

function readParty(party: XmlElement | undefined, id: string): SdkParty {
  const attention = elementAt(party, 'attention');
  const named = (name: string, inner: string) =>
    childrenOf(attention, name).flatMap((one) => [textAt(one, 'label') ?? textAt(one, inner, 'extension') ?? []].flat());
  return {
    id: textAt(party, id, 'extension'),
    label: textAt(party, 'label') ?? textAt(attention, 'subOrganization', 'label'),
    functionalAddress: textAt(attention, 'subOrganization', 'organizationId', 'extension'),
    persons: named('person', 'personId'),
    references: named('reference', 'referenceId'),
  };
}

function readDocument(document: XmlElement): SdkDocument {
  return {
    name: textAt(document, 'documentName') ?? textAt(document, 'documentID'),
    texts: childrenOf(document, 'ContentText').flatMap((text) => elementAt(text, 'characterSequence')?.text.trim() || []),
    files: childrenOf(document, 'ContentFiles').map((file) => ({
      name: textAt(file, 'fileName'),
      mediaType: textAt(file, 'contentType'),
      content: elementAt(file, 'content')?.text ?? '',
    })),
  };
}
