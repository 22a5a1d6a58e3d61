import type { ReadAttachment } from '@/lib/domain/report';

export type LooseText = { text: string; attachments: ReadAttachment[]; cut: boolean };

/** As much as a person needs to see; the original keeps all. */
const MAX_TEXT = 1_000_000;
/** Deeper nesting than any form has. */
const DEEPEST = 12;

/**
 * A JSON value as lines of "path: value", in its order, for a person to read. An object that holds a name and bytes in base64 becomes an
 * attachment, so that bytes do not hide the text.
 */
export function looseText(value: unknown): LooseText {
  const lines: string[] = [];
  const attachments: ReadAttachment[] = [];
  walk(value, '', 0, lines, attachments);
  const text = lines.join('\n');
  return { text: text.slice(0, MAX_TEXT).toWellFormed(), attachments, cut: text.length > MAX_TEXT };
}

function walk(value: unknown, path: string, depth: number, lines: string[], attachments: ReadAttachment[]): void {
  if (value === null || value === undefined || value === '') return;
  if (typeof value !== 'object' || depth >= DEEPEST) {
    const said = typeof value === 'object' ? JSON.stringify(value) : String(value);
    lines.push(path ? `${path}: ${said}` : said);
    return;
  }
  const file = attachmentIn(value);
  if (file) {
    attachments.push(file);
    lines.push(`${path}: ${file.name}`);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? String(Number(key) + 1) : key;
    walk(item, path ? `${path}.${name}` : name, depth + 1, lines, attachments);
  }
}

function attachmentIn(value: object): ReadAttachment | null {
  const { name, content, mediaType } = value as { name?: unknown; content?: unknown; mediaType?: unknown };
  if (typeof name !== 'string' || typeof content !== 'string' || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(content)) return null;
  const type = typeof mediaType === 'string' ? mediaType : 'application/octet-stream';
  return { name, mediaType: type, content: Buffer.from(content, 'base64'), flags: ['not-read'] };
}
