import { z } from 'zod';
import type { ParsedForm } from '@/lib/channels/form/parse-form';
import { type DateStamp, stampInstant } from '@/lib/domain/date-stamp';
import { MottakError } from '@/lib/domain/errors';
import { FIELDS } from './letter-fields';
import { LETTER_LIMITS } from './letter-files';

const answersSchema = z.object({
  [FIELDS.day]: z.string().default(''),
  [FIELDS.time]: z.string().default(''),
  [FIELDS.sender]: z.string().max(200).default(''),
  [FIELDS.child]: z.string().max(200).default(''),
});

/**
 * The date stamp and the pages of a letter that staff hand in.
 * @throws MottakError invalid-input with the fields `day`, `pages`, `sender` or `child` and what is wrong with each
 */
export function letterOfForm({ answers, files }: ParsedForm, timeZone: string, now: Date): { stamp: DateStamp; pages: File[] } {
  const fields: Record<string, string> = {};
  const parsed = answersSchema.safeParse(Object.fromEntries(answers));
  for (const { path } of parsed.success ? [] : parsed.error.issues) fields[String(path[0])] = 'too-long';
  const stamp = stampInstant(answers.get(FIELDS.day)?.trim() ?? '', answers.get(FIELDS.time)?.trim() ?? '', timeZone, now);
  if ('fault' in stamp) fields.day = stamp.fault;
  const pages = files.filter(({ size }) => size > 0);
  if (pages.length === 0) fields.pages = files.length > 0 ? 'empty-page' : 'no-pages';
  else if (pages.length < files.length) fields.pages = 'empty-page';
  if (files.length > LETTER_LIMITS.files) fields.pages = 'too-many';
  if (Object.keys(fields).length > 0 || 'fault' in stamp) throw new MottakError('invalid-input', { fields });
  return { stamp, pages };
}
