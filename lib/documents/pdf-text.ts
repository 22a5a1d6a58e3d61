import { getDocumentProxy } from 'unpdf';
import { type DocumentReading, LockedDocument, MAX_DOCUMENT_TEXT, reading } from './document';

const MAX_PAGES = 500;
/** A page with fewer letters is a picture with a page number or a stamp on it. */
const PICTURE_LETTERS = 20;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

/**
 * The text layer of a PDF (ISO 32000), page by page, with the values that somebody filled into its form fields. Pages without
 * text are named: they are scans.
 * @throws LockedDocument when it asks for a password, Error when it is no PDF
 */
export async function readPdf(bytes: Uint8Array): Promise<DocumentReading> {
  const pdf = await open(bytes);
  try {
    const texts: string[] = [];
    const picturePages: number[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES) && length < MAX_DOCUMENT_TEXT; number += 1) {
      const text = await pageText(await pdf.getPage(number));
      if ((text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < PICTURE_LETTERS) picturePages.push(number);
      texts.push(text);
      length += text.length;
    }
    return reading(texts.join('\n\n'), { picturePages, shortened: texts.length < pdf.numPages });
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // A copy: the library takes the buffer for itself. Nothing is fetched and no code of the document runs.
    return await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,

      disableFontFace: true,
      useSystemFonts: false,
    });
  } catch (error) {
    if ((error as Error).name === 'PasswordException') throw new LockedDocument();
    throw error;
  }
}

async function pageText(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  const values = await fieldValues(page);
  page.cleanup();
  return [text.trim(), values.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** What was typed or ticked stands in the fields of a form, not in the text of the page. */
async function fieldValues(page: Page): Promise<string[]> {
  const annotations = (await page.getAnnotations().catch(() => [])) as Record<string, unknown>[];
  return annotations.flatMap(({ fieldName, alternativeText, fieldValue, contentsObj, subtype }) => {
    const label = [alternativeText, fieldName].find((name): name is string => typeof name === 'string' && name !== '') ?? '';
    const value = [fieldValue].flat().filter((one) => typeof one === 'string' && one.trim() !== '' && one !== 'Off');
    if (value.length > 0) return [`${label}: ${value.join(', ')}`];
    const note = subtype === 'Widget' ? '' : ((contentsObj as { str?: string } | undefined)?.str ?? '').trim();
    return note === '' ? [] : [note];
  });
}
