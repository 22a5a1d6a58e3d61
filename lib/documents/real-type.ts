import { fileTypeFromBuffer } from 'file-type';

const WORD = ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/zip'];
/** What a file of this ending is when it is honest; null: bytes without a mark of their own, as text has none. */
const HONEST: Record<string, readonly (string | null)[]> = {
  pdf: ['application/pdf'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  heic: ['image/heic', 'image/heif'],
  docx: WORD,
  odt: ['application/vnd.oasis.opendocument.text', 'application/zip'],
  rtf: ['application/rtf', 'text/rtf', null],
  doc: ['application/x-cfb', 'application/rtf', 'text/rtf', ...WORD, null],
  txt: [null],
  csv: [null],
  eml: [null],
};
/** Enough of a file to tell what it is; packed documents are told by the first files in them. */
const LOOKED_AT = 1024 * 1024;

/** What the bytes are by their own marks; null when they have none that is known. Never throws. */
export async function realType(content: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(content.subarray(0, LOOKED_AT)).catch(() => undefined);
  return found?.mime ?? null;
}

/** Whether a name promises another type than the bytes have: "letter.pdf" that is a program. */
export function isDisguised(name: string, type: string | null): boolean {
  const honest = HONEST[extensionOf(name)];
  return honest !== undefined && !honest.includes(type);
}

export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}
