import type { FormField } from './form-fields';

const FIELD = /^[>\s*•-]*([\p{L}][\p{L}\p{N} .,'’/()?_-]{1,80}?)\s*:\s*(.*)$/u;
const HEADING = /^[>\s*•-]*(barn(et|a)?( \d)?|underretter(en)?|melder(en)?|anmälare(n)?|meldar(en)?)\s*:?\s*$/i;
const BREAK: FormField = { label: '', value: '' };

/**
 * Lines "label: value" of a text, as form systems write them; a quoted mail's lines count too. Other text between them is a
 * field without label, so that a signature far below does not continue the child's part of a form.
 */
export function formLines(text: string): FormField[] {
  const fields: FormField[] = [];
  for (const line of text.split('\n')) {
    const short = line.slice(0, 500);
    const heading = HEADING.exec(short)?.[1];
    const field = FIELD.exec(short);
    const last = fields.at(-1);
    if (heading) fields.push({ label: heading, value: '' });
    else if (field?.[1] !== undefined) fields.push({ label: field[1], value: (field[2] ?? '').trim() });
    else if (last && last !== BREAK && !(line.trim() === '' && isHeading(last))) fields.push(BREAK);
  }
  return fields;
}

function isHeading(field: FormField): boolean {
  return field.value === '' && HEADING.test(field.label);
}
