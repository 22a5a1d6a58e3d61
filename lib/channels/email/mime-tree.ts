import { Splitter } from '@zone-eu/mailsplit';
import { decodeHeader, decodeWords } from './decode-header';
import { decodeText } from './decode-text';
import { decodeTransfer } from './transfer-encoding';

/** One MIME part (RFC 2045). A multipart has children and no content. */
export type MimePart = {
  /** Media type in lower case, e.g. "text/plain". */
  type: string;
  charset: string;
  disposition: string;
  /** Decoded; empty when the part names none. */
  fileName: string;
  contentId: string;
  flowed: boolean;
  delSp: boolean;
  /** A header value of the part, decoded; empty when missing. */
  header(name: string): string;
  /** A parameter of the Content-Type header, e.g. "smime-type"; empty when missing. */
  parameter(name: string): string;
  parent: MimePart | null;
  children: MimePart[];
  content: Buffer;
};

/** The parts of a message and the bytes that belong to none of them: before the first boundary and after the last. */
export type MimeTree = { root: MimePart; loose: Buffer };

type Node = Extract<Parameters<Parameters<InstanceType<typeof Splitter>['on']>[1]>[0], { type: 'node' }>;
type Open = { part: MimePart; chunks: Buffer[]; encoding: string };

const LIMITS = { ignoreEmbedded: true, maxHeadSize: 16 * 1024 * 1024, maxChildNodes: 10_000 };

/**
 * Splits a message into its parts, transfer encodings decoded, charsets not yet. An embedded message stays one part.
 * @throws Error when the message goes beyond what can be split (thousands of parts, a header of many megabytes)
 */
export async function mimeTree(raw: Uint8Array): Promise<MimeTree> {
  const splitter = new Splitter(LIMITS);
  const open = new Map<Node, Open>();
  const loose: Buffer[] = [];
  splitter.end(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  for await (const chunk of splitter as AsyncIterable<Node | { type: 'data' | 'body'; node: Node; value: Buffer }>) {
    if (chunk.type === 'node') open.set(chunk, openPart(chunk, open));
    else if (chunk.type === 'body') open.get(chunk.node)?.chunks.push(chunk.value);
    else loose.push(chunk.value);
  }
  for (const { part, chunks, encoding } of open.values()) part.content = decodeTransfer(Buffer.concat(chunks), encoding);
  const root = open.values().next().value?.part;
  if (!root) throw new Error('A message without any part.');
  return { root, loose: withoutBoundaries(Buffer.concat(loose)) };
}

function openPart(node: Node, open: Map<Node, Open>): Open {
  const parent = (node.parentNode && open.get(node.parentNode as Node)?.part) || null;
  const part: MimePart = {
    type: node.contentType || 'text/plain',
    charset: node.charset || '',
    disposition: node.disposition || '',
    fileName: fileName(node.filename || ''),
    contentId: rawHeader(node, 'Content-ID').trim().replace(/^<|>$/g, ''),
    flowed: node.flowed,
    delSp: node.delSp,
    header: (name) => decodeHeader(Buffer.from(rawHeader(node, name), 'latin1')),
    parameter: (name) =>
      new RegExp(`;\\s*${name}\\s*=\\s*"?([^";\\s]*)`, 'i').exec(rawHeader(node, 'Content-Type'))?.[1]?.toLowerCase() ?? '',
    parent,
    children: [],
    content: Buffer.alloc(0),
  };
  parent?.children.push(part);
  return { part, chunks: [], encoding: node.encoding || '' };
}

function rawHeader(node: Node, name: string): string {
  return node.headers ? node.headers.getFirst(name) : '';
}

/** The splitter hands 8-bit names on one character a byte; paths and control characters do not belong in a name. */
function fileName(name: string): string {
  const text = /[\u0100-\uFFFF]/.test(name) ? name : decodeText(Buffer.from(name, 'latin1'));
  return decodeWords(text)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^.*[/\\]/, '')
    .trim()
    .slice(0, 200);
}

function withoutBoundaries(loose: Buffer): Buffer {
  return Buffer.from(loose.toString('latin1').replace(/^--\S.*(\r?\n|$)/gm, ''), 'latin1');
}
