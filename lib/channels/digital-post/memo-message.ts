import { createHash } from 'node:crypto';
import { childrenOf, elementAt, findElement, parseXml, textAt, type XmlElement } from '../xml/xml-tree';

/** A document of a message: its name, and its files as they stand in it. */
type MemoDocument = {
  kind: 'main' | 'additional' | 'technical';
  label?: string | undefined;
  files: { name?: string | undefined; mediaType?: string | undefined; content: string }[];
};

/** A message in the MeMo format, as much of it as could be found. */
export type MemoMessage = {
  messageUuid?: string | undefined;
  label?: string | undefined;
  createdAt?: Date | undefined;
  /** `idType` is "CVR" for an organisation, "CPR" for a person. */
  sender: { id?: string | undefined; idType?: string | undefined; label?: string | undefined; person?: string | undefined };
  /** Name and CPR number that the sender says the message is about. */
  child: { name?: string | undefined; nationalId?: string | undefined };
  caseId?: string | undefined;
  documents: MemoDocument[];
};

export type MemoDelivery = { message: MemoMessage | null; fault?: 'not-xml' | 'no-message' | undefined; digest: string };

const DOCUMENTS = [
  ['MainDocument', 'main'],
  ['AdditionalDocument', 'additional'],
  ['TechnicalDocument', 'technical'],
] as const;

/**
 * Reads a MeMo message, alone or inside another element. Elements are found by their names, whatever the version or prefix. Never throws.
 */
export function parseMemo(raw: Uint8Array): MemoDelivery {
  const digest = createHash('sha256').update(raw).digest('hex');
  const root = parseXml(raw);
  if (!root) return { message: null, fault: 'not-xml', digest };
  const header = findElement(root, 'MessageHeader');
  const body = findElement(root, 'MessageBody');
  if (!header || !body) return { message: null, fault: 'no-message', digest };
  return { message: readMessage(header, body), digest };
}

function readMessage(header: XmlElement, body: XmlElement): MemoMessage {
  const sender = elementAt(header, 'Sender');
  const created = new Date(textAt(body, 'createdDateTime') ?? '');
  const content = elementAt(header, 'ContentData') ?? elementAt(body, 'ContentData');
  return {
    messageUuid: textAt(header, 'messageUUID'),
    label: textAt(header, 'label'),
    createdAt: Number.isNaN(created.getTime()) ? undefined : created,
    sender: {
      id: textAt(sender, 'senderID'),
      idType: textAt(sender, 'idType'),
      label: textAt(sender, 'label'),
      person: textAt(sender, 'AttentionData', 'AttentionPerson', 'label'),
    },
    child: { name: textAt(content, 'CPRdata', 'name'), nationalId: textAt(content, 'CPRdata', 'cprNumber') },
    caseId: textAt(content, 'CaseID', 'caseID'),
    documents: DOCUMENTS.flatMap(([name, kind]) => childrenOf(body, name).map((document) => readDocument(document, kind))),
  };
}

function readDocument(document: XmlElement, kind: MemoDocument['kind']): MemoDocument {
  return {
    kind,
    label: textAt(document, 'label'),
    files: childrenOf(document, 'File').map((file) => ({
      name: textAt(file, 'filename'),
      mediaType: textAt(file, 'encodingFormat'),
      content: elementAt(file, 'content')?.text ?? '',
    })),
  };
}
