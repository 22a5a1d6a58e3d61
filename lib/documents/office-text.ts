import { SaxesParser } from 'saxes';
import { decodeText } from '@/lib/channels/email/decode-text';
import { type DocumentReading, LockedDocument, reading } from './document';
import { openArchive } from './open-archive';

/** What an element means for the text around it. `skip`: nothing inside it is the writer's text. */
type Marks = { text: RegExp | null; newline: RegExp; tab: RegExp; cell: RegExp; row: RegExp; skip: RegExp };

const WORD: Marks = {
  text: /^(w|m|a):t$/,
  newline: /^(w|a):(p|br|cr)$/,
  tab: /^w:tab$/,
  cell: /^w:tc$/,
  row: /^w:tr$/,
  // The fallback repeats a text box for old programs; a tab inside paragraph properties is a setting.
  skip: /^(mc:Fallback|w:pPr|w:instrText)$/,
};
const OPEN_DOCUMENT: Marks = {
  text: null,
  newline: /^text:(p|h|line-break)$/,
  tab: /^text:(tab|s)$/,
  cell: /^table:table-cell$/,
  row: /^table:table-row$/,
  skip: /^(text:tracked-changes|office:(scripts|font-face-decls|automatic-styles|settings)|text:sequence-decls)$/,
};

const WORD_PARTS = /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
const PICTURE = /^(word\/media|Pictures)\/[^/]+\.(jpe?g|png|tiff?|bmp|gif|webp)$/i;
/** Smaller pictures are logos and signatures. */
const PICTURE_BYTES = 20_000;

/**
 * Text of a DOCX (ISO/IEC 29500): body, headers, footers, notes and comments, in that order; its larger pictures beside it.
 * @throws Error when it is no such document
 */
export function readDocx(bytes: Uint8Array): DocumentReading {
  const files = openArchive(bytes, (name) => WORD_PARTS.test(name) || PICTURE.test(name));
  if (!files.has('word/document.xml')) throw new Error('No body in the document.');
  const order = ['document', 'header', 'footer', 'footnotes', 'endnotes', 'comments'];
  const rank = (name: string) => order.findIndex((word) => name.startsWith(`word/${word}`));
  const parts = [...files.keys()].filter((name) => WORD_PARTS.test(name)).sort((a, b) => rank(a) - rank(b));
  return reading(parts.map((name) => xmlText(files.get(name) ?? new Uint8Array(), WORD).trim()).join('\n\n'), { inside: pictures(files) });
}

/**
 * Text of an ODT (ISO/IEC 26300), its larger pictures beside it.
 * @throws LockedDocument, Error when it is no such document
 */
export function readOdt(bytes: Uint8Array): DocumentReading {
  const wanted = /^(content\.xml|styles\.xml|META-INF\/manifest\.xml)$/;
  const files = openArchive(bytes, (name) => wanted.test(name) || PICTURE.test(name));
  const content = files.get('content.xml');
  if (decodeText(files.get('META-INF/manifest.xml') ?? new Uint8Array()).includes('encryption-data')) throw new LockedDocument();
  if (!content) throw new Error('No body in the document.');
  const headers = files.get('styles.xml');
  return reading([xmlText(content, OPEN_DOCUMENT), headers ? xmlText(headers, OPEN_DOCUMENT) : ''].join('\n\n'), {
    inside: pictures(files),
  });
}

function pictures(files: ReadonlyMap<string, Uint8Array>): DocumentReading['inside'] {
  return [...files]
    .filter(([name, content]) => PICTURE.test(name) && content.byteLength >= PICTURE_BYTES)
    .map(([name, content]) => ({ name: name.replace(/^.*\//, ''), content }));
}

/** Cells of a table row stand on one line, as a form is read. Broken markup gives the text as far as it goes. */
function xmlText(bytes: Uint8Array, marks: Marks): string {
  const parser = new SaxesParser({ xmlns: false });
  let text = '';
  let skipped = 0;
  let cells = 0;
  let inText = 0;
  parser.on('error', () => undefined);
  parser.on('opentag', ({ name }) => {
    if (marks.skip.test(name)) skipped += 1;
    if (marks.cell.test(name)) cells += 1;
    if (marks.text?.test(name)) inText += 1;
    if (skipped === 0 && marks.tab.test(name)) text += name === 'text:s' ? ' ' : '\t';
  });
  parser.on('text', (value) => {
    if (skipped === 0 && (marks.text === null || inText > 0)) text += marks.text === null ? value.replace(/\s+/g, ' ') : value;
  });
  parser.on('closetag', ({ name }) => {
    if (marks.skip.test(name)) skipped -= 1;
    if (marks.text?.test(name)) inText -= 1;
    if (skipped > 0) return;
    if (marks.newline.test(name)) text += cells > 0 ? ' ' : '\n';
    if (marks.cell.test(name)) {
      cells -= 1;
      text = `${text.trimEnd()}\t`;
    }
    if (marks.row.test(name)) text = `${text.trimEnd()}\n`;
  });
  parser.write(decodeText(bytes, 'utf-8')).close();
  return text;
}
