import type { Locale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';

/** The fields of all four bodies in the order of the form; each has its label in messages/<locale>/fiks.json. */
const ORDER = [
  'kommunenavn',
  'kommunenummer',
  'bydelsnavn',
  'bydelsnummer',
  'offentligMelder',
  'privatMelder',
  'offentligBarn',
  'privatBarn',
  'foresatte',
  'personnavn',
  'fnr',
  'ufoedt',
  'antattAlder',
  'relasjon',
  'rolle',
  'telefonnummer',
  'epost',
  'virksomhet',
  'navn',
  'orgnr',
  'adresse',
  'orientert',
  'orientertGrunn',
  'behovForTolk',
  'andreHjelpeinstanser',
  'melding',
  'historie',
  'andreSynspunkter',
  'sendingstidspunkt',
  'leveringskanal',
];
const ADDRESS = ['adresselinje1', 'adresselinje2', 'adresselinje3', 'postnummer', 'poststed'];
/** Deeper nesting than the form has; what is below is shown as JSON. */
const DEEPEST = 4;

type Block = { title: string | null; lines: string[] };
type Fields = Record<string, unknown>;

/**
 * Every field of a report of concern as "label: value", in the order of the form. Fields that the schema does not name stand after the
 * others of their group under their own names: nothing that was sent is left out.
 */
export function concernText(concern: Fields, locale: Locale): string {
  const t = translator(locale, 'fiks');
  const blocks: Block[] = [];
  for (const [name, value] of inOrder(concern)) {
    if (isEmpty(value)) continue;
    if (Array.isArray(value) && value.every(isFields)) blocks.push(...value.map((item, index) => group(t, name, item, index + 1)));
    else if (isFields(value)) blocks.push(group(t, name, value));
    else append(blocks, line(t, name, value));
  }
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [...(title ? [title] : []), ...lines].join('\n'))
    .join('\n\n');
}

function append(blocks: Block[], text: string): void {
  const last = blocks.at(-1);
  if (last && last.title === null) last.lines.push(text);
  else blocks.push({ title: null, lines: [text] });
}

function group(t: Translator, name: string, fields: Fields, number?: number): Block {
  const title = number === undefined ? label(t, name) : `${label(t, name)} ${number}`;
  return { title, lines: linesOf(t, fields, [], 1) };
}

function linesOf(t: Translator, fields: Fields, path: string[], depth: number): string[] {
  return inOrder(fields).flatMap(([name, value]) => {
    if (isEmpty(value)) return [];
    if (name === 'adresse' && isFields(value))
      return [labelled([...path, label(t, name)], addressText(value))].filter((text) => text !== '');
    if (isFields(value) && depth < DEEPEST) return linesOf(t, value, [...path, label(t, name)], depth + 1);
    return [line(t, name, value, path)];
  });
}

function line(t: Translator, name: string, value: unknown, path: string[] = []): string {
  const said = typeof value === 'boolean' ? t(value ? 'yes' : 'no') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return labelled([...path, label(t, name)], said.replaceAll('\r\n', '\n').trim());
}

function labelled(path: string[], text: string): string {
  if (!text) return '';
  return text.includes('\n') ? `${path.join(', ')}:\n${text}` : `${path.join(', ')}: ${text}`;
}

function label(t: Translator, name: string): string {
  return ORDER.includes(name) ? t(`field.${name}`) : name;
}

/** An address on one line: street, postal code and town, and what else was sent with it. */
export function addressText(address: Fields): string {
  const of = (name: string) => (typeof address[name] === 'string' || typeof address[name] === 'number' ? String(address[name]).trim() : '');
  const town = [of('postnummer'), of('poststed')].filter(Boolean).join(' ');
  const rest = Object.entries(address).filter(([name, value]) => !ADDRESS.includes(name) && !isEmpty(value));
  const more = rest.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [of('adresselinje1'), of('adresselinje2'), of('adresselinje3'), town, ...more].filter(Boolean).join(', ');
}

function inOrder(fields: Fields): [string, unknown][] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.entries(fields).sort(([a], [b]) => place(a) - place(b));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || (typeof value === 'string' && !value.trim()) || (Array.isArray(value) && value.length === 0)
  );
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
