import { html } from 'hono/html';
import type { Translator } from '@/lib/i18n/translator';
import type { Html } from './page-layout';

/** What the fields of one rendering share: what was typed, and the sentences about what is wrong, by field name. */
export type FieldSet = { t: Translator; answers: ReadonlyMap<string, string>; errors: ReadonlyMap<string, string> };

type Label = { name: string; label: string; hint?: string; must?: boolean };
type TextField = Label & { type?: 'text' | 'tel' | 'email'; autocomplete?: string; inputmode?: 'numeric'; size?: 'short' };
type Choice = { value: string; label: string; hint?: string };

/** Id of a field; its first control carries it, so that a link in the list of errors lands there. */
export function fieldId(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}

/** One line of text. */
export function textField(set: FieldSet, { type = 'text', autocomplete = 'off', inputmode, size, ...field }: TextField): Html {
  const id = fieldId(field.name);
  return html`<div class="field${errorClass(set, field.name)}">
${labelFor(set, id, field)}
<input id="${id}" name="${field.name}" type="${type}" value="${shown(set, field.name)}" autocomplete="${autocomplete}"${optional('inputmode', inputmode)}${optional('class', size)}${described(set, id, field)}>
</div>`;
}

/** Any amount of text. */
export function textArea(set: FieldSet, { rows, ...field }: Label & { rows: number }): Html {
  const id = fieldId(field.name);
  // A browser drops one line break after the tag: the one written here, never one that was typed.
  return html`<div class="field${errorClass(set, field.name)}">
${labelFor(set, id, field)}
<textarea id="${id}" name="${field.name}" rows="${rows}" autocomplete="off"${described(set, id, field)}>
${shown(set, field.name)}</textarea>
</div>`;
}

/** One of a few answers. */
export function choices(set: FieldSet, field: Label, options: readonly Choice[]): Html {
  const id = fieldId(field.name);
  const chosen = set.answers.get(field.name);
  const one = ({ value, label, hint }: Choice, index: number) => {
    const own = index === 0 ? id : `${id}-${index + 1}`;
    return html`<div class="choice"><input type="radio" id="${own}" name="${field.name}" value="${value}"${checked(chosen === value)}${hint ? html` aria-describedby="${own}-hint"` : ''}>
<label for="${own}">${label}</label>${hint ? html`<p class="hint" id="${own}-hint">${hint}</p>` : ''}</div>`;
  };
  return html`<fieldset class="field choices${errorClass(set, field.name)}"${described(set, id, field)}>
<legend>${field.label}${mustMark(set, field)}</legend>
${remarks(set, id, field)}
${options.map(one)}
</fieldset>`;
}

/** Yes or nothing. */
export function checkBox(set: FieldSet, field: Label & { value: string }): Html {
  const id = fieldId(field.name);
  return html`<div class="field choice${errorClass(set, field.name)}">
${errorOf(set, id, field.name)}
<input type="checkbox" id="${id}" name="${field.name}" value="${field.value}"${checked(set.answers.get(field.name) === field.value)}${described(set, id, field)}>
<label for="${id}">${field.label}</label>${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : ''}
</div>`;
}

/** Files to send along. A browser never keeps them after an answer. */
export function fileField(set: FieldSet, field: Label): Html {
  const id = fieldId(field.name);
  return html`<div class="field${errorClass(set, field.name)}">
${labelFor(set, id, field)}
<input id="${id}" name="${field.name}" type="file" multiple${described(set, id, field)}>
</div>`;
}

/** Questions that most people need not see: closed, but open where one of the fields in it has an answer. `names` may end in a dot for a group. */
export function more(set: FieldSet, summary: string, names: readonly string[], fields: Html): Html {
  const answered = [...set.answers.keys()].some((answer) =>
    names.some((name) => (name.endsWith('.') ? answer.startsWith(name) : answer === name)),
  );
  return html`<details class="more"${answered ? html` open` : ''}><summary>${summary}</summary><div class="more-fields">${fields}</div></details>`;
}

function labelFor(set: FieldSet, id: string, field: Label): Html {
  return html`<label for="${id}">${field.label}${mustMark(set, field)}</label>
${remarks(set, id, field)}`;
}

function remarks(set: FieldSet, id: string, field: Label): Html {
  return html`${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : ''}${errorOf(set, id, field.name)}`;
}

function errorOf(set: FieldSet, id: string, name: string): Html | '' {
  const error = set.errors.get(name);
  return error ? html`<p class="error" id="${id}-error">${error}</p>` : '';
}

function mustMark(set: FieldSet, field: Label): Html | '' {
  return field.must ? html` <span class="must">(${set.t('page.must')})</span>` : '';
}

function errorClass(set: FieldSet, name: string): string {
  return set.errors.has(name) ? ' wrong' : '';
}

function described(set: FieldSet, id: string, field: Label): Html | '' {
  const error = set.errors.has(field.name);
  const by = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return by ? html` aria-describedby="${by}"${error ? html` aria-invalid="true"` : ''}` : '';
}

function optional(attribute: string, value: string | undefined): Html | '' {
  return value ? html` ${attribute}="${value}"` : '';
}

function checked(is: boolean): Html | '' {
  return is ? html` checked` : '';
}

/** HTML cannot carry U+0000: what is shown again has U+FFFD in its place. */
function shown(set: FieldSet, name: string): string {
  return (set.answers.get(name) ?? '').replaceAll('\u0000', '\uFFFD');
}
