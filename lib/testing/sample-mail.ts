import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve('samples', 'mail');

export type SampleMail = { file: string; shows: string; isReport: boolean; childNames: string[]; raw: Buffer };

/** The sixty sample mails with what samples/mail/INDEX.tsv says of each. */
export function sampleMails(): SampleMail[] {
  const [head = '', ...rows] = readFileSync(path.join(FOLDER, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return rows.map((row) => {
    const cell = (name: string) => row.split('\t')[columns.indexOf(name)] ?? '';
    const file = cell('file');
    const childNames = cell('child_name')
      .split(/;\s*/)
      .map((name) => name.replace(/[()]/g, '').trim())
      .filter((name) => name !== '');
    return { file, shows: cell('shows'), isReport: cell('is_report') === 'yes', childNames, raw: readFileSync(path.join(FOLDER, file)) };
  });
}

/** Names of the mail files, to hold the index against. */
export function sampleMailFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.eml'))
    .sort();
}

/** The bytes of one sample mail by the number that its name begins with. */
export function sampleMail(number: number): Buffer {
  const file = sampleMailFiles().find((name) => name.startsWith(`${String(number).padStart(2, '0')}-`));
  if (!file) throw new Error(`There is no sample mail ${number}.`);
  return readFileSync(path.join(FOLDER, file));
}
