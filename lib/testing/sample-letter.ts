import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve('samples', 'letters');

/** The bytes of one sample letter (a PDF with its text) by the number that its name begins with. */
export function sampleLetter(number: number): Buffer {
  const name = readdirSync(FOLDER).find((file) => file.startsWith(`${String(number).padStart(2, '0')}-`));
  if (!name) throw new Error(`There is no sample letter ${number}.`);
  return readFileSync(path.join(FOLDER, name));
}
