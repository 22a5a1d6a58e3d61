/** What a document that came with a report says. */
export type DocumentReading = {
  text: string;
  /** Documents inside it, each with a name of its own: pictures of a letter, files in a winmail.dat. */
  inside: { name: string; content: Uint8Array; mediaType?: string }[];
  /** Pages that are only a picture, counted from 1; their text has to be recognised. */
  picturePages: number[];
  /** Something in it was left out, because it is longer than anybody reads. */
  shortened: boolean;
};

/** A document that is locked: a person with its password or key opens it. */
export class LockedDocument extends Error {
  readonly code = 'locked-document';
}

/** Characters of one document that a report carries; the attachment keeps all. */
export const MAX_DOCUMENT_TEXT = 400_000;

/** A reading of text alone, cut to what a report carries, blank lines closed up. */
export function reading(text: string, more: Partial<DocumentReading> = {}): DocumentReading {
  const tidy = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replaceAll('\u0000', '')
    .trim();
  return {
    inside: [],
    picturePages: [],
    ...more,
    text: tidy.slice(0, MAX_DOCUMENT_TEXT).toWellFormed(),
    shortened: (more.shortened ?? false) || tidy.length > MAX_DOCUMENT_TEXT,
  };
}
