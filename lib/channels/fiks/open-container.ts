import { openArchive } from '@/lib/documents/open-archive';
import { cmsContent } from '../email/cms-content';
import type { MailKeys } from '../email/mail-keys';

const CONCERN_FILE = 'bekymringsmelding.json';
/** Of the container itself, not of what is sent in it (ETSI EN 319 162-1). */
const OWN_FILES = /^(mimetype$|META-INF\/)/;

type ContainerFault = 'empty' | 'encrypted' | 'damaged' | 'no-concern' | 'not-json';

/** `concern`: the content of bekymringsmelding.json, byte for byte and parsed. `sealed`: the body was encrypted and our key opened it. */
export type Container = {
  sealed: boolean;
  fault: ContainerFault | null;
  concern: { bytes: Uint8Array; value: Record<string, unknown> } | null;
  files: { name: string; content: Uint8Array }[];
};

/**
 * Opens the body of a message: CMS around an ASiC-E container (a ZIP archive with bekymringsmelding.json and bekymringsmelding.pdf).
 * Its signature is not checked: the login of Fiks says who sends. Never throws.
 * @param what concern: the other files are left packed, which bounds what one message can take of memory
 */
export function openContainer(body: Uint8Array, keys: Pick<MailKeys, 'openCms'>, what: 'all' | 'concern' = 'all'): Container {
  const closed = (fault: ContainerFault, sealed = false): Container => ({ sealed, fault, concern: null, files: [] });
  if (body.byteLength === 0) return closed('empty');
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const archive = isZip(bytes) ? bytes : keys.openCms(bytes);
  if (!archive) return closed(cmsContent(bytes).kind === 'encrypted' ? 'encrypted' : 'damaged');
  const sealed = archive !== bytes;
  const entries = unpack(archive, what);
  if (!entries) return closed('damaged', sealed);
  const file = [...entries].find(([name]) => baseName(name) === CONCERN_FILE);
  const files = [...entries].filter(([name]) => name !== file?.[0]).map(([name, content]) => ({ name: baseName(name), content }));
  if (!file) return { sealed, fault: 'no-concern', concern: null, files };
  const value = parseObject(file[1]);
  const concern = value ? { bytes: file[1], value } : null;
  // What cannot be parsed is handed on as a file, so that a person can open it.
  return concern
    ? { sealed, fault: null, concern, files }
    : { sealed, fault: 'not-json', concern, files: [...files, { name: CONCERN_FILE, content: file[1] }] };
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 2).toString('latin1') === 'PK';
}

function unpack(archive: Buffer, what: 'all' | 'concern'): Map<string, Uint8Array> | null {
  const isWanted = (name: string) => what === 'all' || baseName(name) === CONCERN_FILE;
  try {
    return openArchive(archive, (name) => !OWN_FILES.test(name) && !name.endsWith('/') && isWanted(name));
  } catch {
    return null;
  }
}

function baseName(name: string): string {
  return name.split(/[\\/]/).pop() || 'file';
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
