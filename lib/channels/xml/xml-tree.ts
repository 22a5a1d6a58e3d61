import { SaxesParser } from 'saxes';
import { decodeText } from '../email/decode-text';

/** An element of a document. Names are without prefixes: what a prefix is called says nothing. */
export type XmlElement = {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The element's own text, without that of its children. */
  text: string;
};

/** Deeper nesting than any message has; bounds what a hostile document can make us do. */
const DEEPEST = 200;

/**
 * The root of a document; null when it is not well-formed. Entities that a document defines itself are not followed, so that none can
 * read a file or grow without end: such a document is not well-formed here.
 */
export function parseXml(bytes: Uint8Array): XmlElement | null {
  try {
    return parse(decodeText(bytes, declaredEncoding(bytes)));
  } catch {
    return null;
  }
}

/** XML without a byte order mark and without a declaration is UTF-8 (XML 1.0, 4.3.3). */
function declaredEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^(?:\xEF\xBB\xBF)?<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}

function parse(xml: string): XmlElement | null {
  const parser = new SaxesParser({ xmlns: true });
  const open: { element: XmlElement; text: string[] }[] = [];
  let root: XmlElement | null = null;
  const addText = (text: string) => open.at(-1)?.text.push(text);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= DEEPEST) throw new RangeError('nested too deep');
    const values = Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, attribute.value]));
    const element: XmlElement = { name: local, namespace: uri, attributes: values, children: [], text: '' };
    open.at(-1)?.element.children.push(element);
    root ??= element;
    open.push({ element, text: [] });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) closed.element.text = closed.text.join('');
  });
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  return root;
}

/** The children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element at the end of a path of names. */
export function elementAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((found, name) => childrenOf(found, name)[0], element);
}

/** The trimmed text at the end of a path of names; undefined when there is none. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return elementAt(element, ...path)?.text.trim() || undefined;
}

/** The first element of that name, at any depth. */
export function findElement(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = findElement(child, name);
    if (found) return found;
  }
  return undefined;
}
