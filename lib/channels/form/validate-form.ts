import { addMonths } from 'date-fns';
import { z } from 'zod';
import { readFormDate } from './form-date';
import { CHILDREN_ON_PAGE, caseField, childField, type FormNames, notifierField } from './form-names';
import type { ParsedForm } from './parse-form';

export const MEBIBYTE = 1024 * 1024;
/** Limits of the attachments; the page states them. */
export const FILES = { count: 10, each: 25 * MEBIBYTE, together: 150 * MEBIBYTE } as const;
/** Room for text, far beyond what anybody types. */
export const TEXT_LIMIT = 40 * MEBIBYTE;
/** Bytes of a whole submission. */
export const BODY_LIMIT = FILES.together + TEXT_LIMIT;

/** Field name → code of what is wrong with it; the sentence stands in messages/<locale>/form.json under "error". */
export type FormErrors = Map<string, string>;

/**
 * What keeps a submission from being a report. Only the concern and the kind of notifier must be there: a form that asks for more loses reports.
 *
 * Professionals cannot be anonymous (barnets lov § 133, barnevernsloven § 13-2, socialtjänstlagen 19 kap. 1 §); everybody else may.
 */
export function validateForm(names: FormNames, { answers, files }: ParsedForm, now: Date): FormErrors {
  const parsed = schemaOf(names, lastBirthDate(now)).safeParse(Object.fromEntries(answers));
  const found = parsed.success ? [] : parsed.error.issues.map((issue): [string, string] => [String(issue.path[0]), issue.message]);
  const errors = new Map([...found, ...notifierErrors(names, answers), ...fileErrors(names, files)]);
  return new Map(pageOrder(names).flatMap((name) => (errors.has(name) ? [[name, errors.get(name) ?? '']] : [])));
}

/** Fields that can be wrong, as they stand on the page, so that the list of errors leads through it from above. */
function pageOrder(names: FormNames): string[] {
  return [
    caseField(names, 'danger'),
    caseField(names, 'concern'),
    ...birthDates(names),
    notifierField(names, 'kind'),
    notifierField(names, 'anonymous'),
    notifierField(names, 'name'),
    notifierField(names, 'email'),
    names.attachment.at,
  ];
}

function birthDates(names: FormNames): string[] {
  return Array.from({ length: CHILDREN_ON_PAGE }, (_, index) => childField(names, index + 1, 'birthDate'));
}

/** No child that is expected today is born later than this day: ten months ahead leaves room beyond any pregnancy. As YYYY-MM-DD. */
function lastBirthDate(now: Date): string {
  return addMonths(now, 10).toISOString().slice(0, 10);
}

function schemaOf(names: FormNames, lastBirth: string) {
  return z.object({
    [caseField(names, 'concern')]: z.string('concern-missing').trim().min(1, 'concern-missing'),
    [caseField(names, 'danger')]: z.enum([names.yes, names.no, names.unknown], 'choice-unknown').optional(),
    ...Object.fromEntries(
      birthDates(names).map((name) => [
        name,
        z
          .string()
          .refine((text) => readFormDate(text) !== undefined, 'date-invalid')
          .refine((text) => (readFormDate(text) ?? '') <= lastBirth, 'date-too-late')
          .optional(),
      ]),
    ),
    [notifierField(names, 'kind')]: z.enum(Object.keys(names.kinds), 'kind-missing'),
    [notifierField(names, 'email')]: z
      .string()
      .trim()
      .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'email-invalid')
      .optional(),
  });
}

function notifierErrors(names: FormNames, answers: ReadonlyMap<string, string>): [string, string][] {
  const of = (part: Parameters<typeof notifierField>[1]) => answers.get(notifierField(names, part))?.trim();
  const professional = names.kinds[of('kind') ?? ''] === 'professional';
  if (professional && of('anonymous')) return [[notifierField(names, 'anonymous'), 'professional-anonymous']];
  if (professional && !of('name')) return [[notifierField(names, 'name'), 'professional-nameless']];
  const contact = (['name', 'phone', 'email'] as const).some((part) => of(part));
  return of('anonymous') && contact ? [[notifierField(names, 'anonymous'), 'anonymous-but-named']] : [];
}

function fileErrors(names: FormNames, files: readonly File[]): [string, string][] {
  const name = names.attachment.at;
  if (files.some((file) => file.size > FILES.each)) return [[name, 'file-too-large']];
  if (files.length > FILES.count) return [[name, 'too-many-files']];
  return files.reduce((sum, file) => sum + file.size, 0) > FILES.together ? [[name, 'files-too-large']] : [];
}
