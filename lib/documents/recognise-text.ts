import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Country } from '@/lib/domain/report';
import { NotInstalled, runProgram } from './run-program';

/** A picture, or a document whose named pages (from 1) are pictures. */
export type Picture = { content: Uint8Array; realType: string | null; pages: readonly number[] };

const LANGUAGE: Record<Country, string> = { dk: 'dan', no: 'nor', se: 'swe' };
const MAX_PAGES = 40;
const PAGE_MS = 120_000;
/** Pixels of a page's longer side: enough for small print, and bounded whatever size the page claims. */
const SIDE = 3500;

/**
 * The text that the program tesseract makes out in a picture, empty when it makes out none. Made for print; of handwriting it gives
 * little or nonsense, so nobody may take it for what was written.
 * @param country whose language is tried first
 * @throws NotInstalled when the program, its language or (for PDF) pdftoppm is missing; Error when a page fails
 */
export async function recogniseText({ content, realType, pages }: Picture, country: Country): Promise<string> {
  const languages = await installedLanguages(country);
  const folder = await mkdtemp(path.join(tmpdir(), 'mottak-text-'));
  try {
    const file = path.join(folder, 'original');
    await writeFile(file, content, { mode: 0o600 });
    const texts: string[] = [];
    for (const picture of realType === 'application/pdf' ? await draw(file, folder, pages) : [file]) {
      // 1: finds out by itself how the page is turned.
      texts.push(await runProgram('tesseract', [picture, '-', '-l', languages, '--psm', '1'], PAGE_MS));
    }
    return texts
      .map((text) =>
        text
          .replace(/\f/g, '')
          .replace(/\n{3,}/g, '\n\n')
          .trim(),
      )
      .filter((text) => isText(text))
      .join('\n\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function installedLanguages(country: Country): Promise<string> {
  const installed = (await runProgram('tesseract', ['--list-langs'], PAGE_MS)).split('\n').map((line) => line.trim());
  const usable = [LANGUAGE[country], 'eng'].filter((language) => installed.includes(language));
  if (!usable.includes(LANGUAGE[country])) throw new NotInstalled(`The language ${LANGUAGE[country]} of tesseract is not installed.`);
  return usable.join('+');
}

/** The pages as pictures, in their order. */
async function draw(file: string, folder: string, pages: readonly number[]): Promise<string[]> {
  const drawn: string[] = [];
  for (const page of pages.slice(0, MAX_PAGES)) {
    const name = `page-${page}`;
    await runProgram(
      'pdftoppm',
      ['-png', '-gray', '-scale-to', String(SIDE), '-f', String(page), '-l', String(page), file, path.join(folder, name)],
      PAGE_MS,
    );
    const made = (await readdir(folder)).filter((each) => each.startsWith(`${name}-`));
    drawn.push(...made.map((each) => path.join(folder, each)));
  }
  return drawn;
}

/** Specks of a photo come out as single signs. */
function isText(text: string): boolean {
  return (text.match(/\p{L}{3,}/gu)?.length ?? 0) >= 3;
}
