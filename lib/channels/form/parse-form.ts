import { COUNTRIES } from '@/lib/domain/report';
import { FORM_NAMES } from './form-names';

/** What a form says: answers by field name, in the order of the form, and the files sent with it. */
export type ParsedForm = { answers: Map<string, string>; files: File[] };

/** Deeper nesting than any form has; bounds what a hostile submission can make us do. */
const DEEPEST = 8;

/**
 * Reads the body of a submission: multipart/form-data, application/x-www-form-urlencoded or application/json.
 *
 * All three give the same answers under the same names: a JSON object becomes "underretter.navn", a list "foraeldre.1.navn".
 * @returns undefined when the bytes are none of these
 */
export async function parseForm(raw: Uint8Array, mediaType: string): Promise<ParsedForm | undefined> {
  try {
    return /^application\/json\b/i.test(mediaType) ? parseJson(raw) : await parseWebForm(raw, mediaType);
  } catch {
    return undefined;
  }
}

/**
 * Reads what is whole of a multipart body that was cut off: every field and file before the cut.
 * @returns undefined when nothing whole is there
 */
export async function parseCutForm(raw: Uint8Array, mediaType: string): Promise<ParsedForm | undefined> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(mediaType);
  const separator = `\r\n--${boundary?.[1] ?? boundary?.[2]}`;
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = buffer.lastIndexOf(separator);
  if (!boundary || end < 0) return undefined;
  return parseForm(Buffer.concat([buffer.subarray(0, end), Buffer.from(`${separator}--\r\n`)]), mediaType);
}

async function parseWebForm(raw: Uint8Array, mediaType: string): Promise<ParsedForm> {
  const data = await new Response(raw as Uint8Array<ArrayBuffer>, { headers: { 'content-type': mediaType } }).formData();
  const answers = new Map<string, string>();
  const files: File[] = [];
  for (const [name, value] of data) {
    if (typeof value === 'string') add(answers, name, value);
    else if (value.name !== '' || value.size > 0) files.push(value);
  }
  return { answers, files };
}

function parseJson(raw: Uint8Array): ParsedForm {
  const value: unknown = JSON.parse(new TextDecoder().decode(raw));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('not a form');
  const answers = new Map<string, string>();
  flatten(answers, '', value, 0);
  return { answers, files: [] };
}

/** One child is an object in JSON submissions and number 1 of a list on the web page. */
const LISTS = new Set(COUNTRIES.map((country) => FORM_NAMES[country].child.at));

function flatten(answers: Map<string, string>, path: string, value: unknown, depth: number): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object' || depth >= DEEPEST) {
    add(answers, path, typeof value === 'object' ? JSON.stringify(value) : String(value));
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) flatten(answers, isPlain(item) ? path : `${path}.${index + 1}`, item, depth + 1);
    return;
  }
  const at = LISTS.has(path) ? `${path}.1` : path;
  for (const [key, item] of Object.entries(value)) flatten(answers, at ? `${at}.${key}` : key, item, depth + 1);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** Empty answers are no answers; several answers under one name stand one after the other. */
function add(answers: Map<string, string>, name: string, value: string): void {
  if (value.trim() === '') return;
  const earlier = answers.get(name);
  answers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
}
