import { createHash } from 'node:crypto';
import { namesOfForm } from '../form/form-names';
import { parseForm } from '../form/parse-form';
import { type ApiReport, apiReport } from './report-schema';

/** The media type under which a JSON delivery is stored, so that its reader is known. */
export const API_REPORT_MEDIA_TYPE = 'application/vnd.mottak.report+json';
/** Name of the part of a multipart delivery that holds the JSON. */
const REPORT_PART = 'report';

export type Delivery = {
  /** Undefined when the delivery departs from the format. */
  report: ApiReport | undefined;
  /** The JSON as it came, whatever its shape; undefined when there is none. */
  value: unknown;
  /** Files of a multipart delivery. */
  files: File[];
  /** Member → code of what is wrong with it. */
  faults: Record<string, string>;
  /** Hash of what was said, the same for two deliveries that differ in the boundary between their parts only. */
  digest: string;
};

/** Reads a delivery to the intake API: JSON, or multipart/form-data with the JSON in the part "report". Never throws. */
export async function parseDelivery(raw: Uint8Array, mediaType: string): Promise<Delivery> {
  const { json, files, digest } = /^multipart\/form-data\b/i.test(mediaType) ? await openParts(raw, mediaType) : openJson(raw);
  const value = parseJson(json);
  const parsed = apiReport.safeParse(value);
  if (parsed.success) return { report: parsed.data, value, files, faults: {}, digest };
  if (await isNationalForm(raw, mediaType)) return { report: undefined, value, files, faults: {}, digest };
  const faults =
    value === undefined
      ? { body: 'not-json' }
      : Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.') || 'body', issue.code]));
  return { report: undefined, value, files, faults, digest };
}

type Opened = { json: Uint8Array; files: File[]; digest: string };

function openJson(raw: Uint8Array): Opened {
  return { json: raw, files: [], digest: createHash('sha256').update(raw).digest('hex') };
}

async function openParts(raw: Uint8Array, mediaType: string): Promise<Opened> {
  const form = await new Response(raw as Uint8Array<ArrayBuffer>, { headers: { 'content-type': mediaType } }).formData().catch(() => null);
  if (!form) return openJson(raw);
  const hash = createHash('sha256');
  const files: File[] = [];
  let json: Uint8Array = new Uint8Array();
  for (const [name, value] of form) {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(await value.arrayBuffer());
    const label = typeof value === 'string' ? name : `${name} ${value.name} ${value.type}`;
    hash.update(JSON.stringify([label, bytes.byteLength])).update(bytes);
    if (name === REPORT_PART) json = bytes;
    else if (typeof value !== 'string') files.push(value);
  }
  return { json, files, digest: hash.digest('hex') };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The fields of one of the three countries' own forms are understood too, under their own names. */
export async function isNationalForm(raw: Uint8Array, mediaType: string): Promise<boolean> {
  const parsed = await parseForm(raw, formMediaType(mediaType));
  return parsed !== undefined && namesOfForm(parsed.answers) !== undefined;
}

/** The type by which the form's own reader knows the body. */
export function formMediaType(mediaType: string): string {
  return mediaType.startsWith(API_REPORT_MEDIA_TYPE) ? 'application/json' : mediaType;
}
