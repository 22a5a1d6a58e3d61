import { extensionOf } from '@/lib/documents/real-type';

export const MEBIBYTE = 1024 * 1024;
/** Limits of one letter; the page states them. */
export const LETTER_LIMITS = { files: 50, together: 150 * MEBIBYTE } as const;

const MEDIA_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
};

/** Media types of single files that are read as a letter. */
export const LETTER_MEDIA_TYPES: readonly string[] = [...new Set(Object.values(MEDIA_TYPES))];

/** The media type by a scan's name. An ending that no scanner makes is stored all the same, and shown for a person to open. */
export function mediaTypeOf(name: string): string {
  return MEDIA_TYPES[extensionOf(name)] ?? 'application/octet-stream';
}
