import { labelKey, type MappedField, type MappedLabel } from '@/lib/domain/field-mapping';
import type { Notifier, ReportedChild } from '@/lib/domain/report';

/**
 * A labelled value of a form mail or of an XML attachment. `owner` is whom the surrounding element names, if any, `within`
 * that element's name. A field without label stands for other text between the fields.
 */
export type FormField = { label: string; value: string; owner?: Owner; within?: string };

export type Owner = 'child' | 'notifier' | 'other';

export type FormReading = {
  children: ReportedChild[];
  notifier: Partial<Notifier>;
  danger?: 'yes' | 'no' | 'unknown';
  /** The message is a filled-in form: several known labels, each with a value. */
  isForm: boolean;
};

type Target =
  | 'name'
  | 'first'
  | 'last'
  | 'nationalId'
  | 'birthDate'
  | 'address'
  | 'school'
  | 'phone'
  | 'email'
  | 'role'
  | 'organisation'
  | 'anonymous';

/** Labels as forms in Danish, Norwegian, Swedish and English write them; after a word that names the owner or alone. */
const TARGETS: [Target, RegExp][] = [
  ['first', /^(for|för)na(v|m)n(e|et)?$|^first name$/],
  ['last', /^(efter|etter)na(v|m)n(e|et)?$|^(last name|surname)$/],
  ['name', /^(fulde?|fulle?|fullständigt|hele)? ?na(v|m)n(e|et)?$|^name$/],
  ['nationalId', /^(cpr|person|fødsels|födelse|pers)[ -]?(nr|nummer|num)?$|^(personnummer|fødselsnummer|cpr)( .*)?$/],
  ['birthDate', /^(fødselsdato|fødselsdag|födelsedatum|född|født|fødd|date of birth)$/],
  ['address', /^(bopæls|bostads|hjem|hem)?adress?e?(n)?$/],
  ['school', /^(skole|skola|skule|dagtilbud|barnehage|förskola|institution|skole\/dagtilbud|skole\/barnehage)$/],
  ['phone', /^(telefon|tlf|mobil|telefonnummer|phone|telefonnr)$/],
  ['email', /^(e-?mail|e-?post|mail|epost|mejl|e-?postadress?e?)$/],
  ['role', /^(stilling|titel|tittel|roll|rolle|befattning|yrke)$/],
  ['organisation', /^(arbejdssted|arbeidssted|arbetsplats|organisation|organisasjon|virksomhed|verksamhet|myndighed)$/],
  ['anonymous', /^(anonym|ønsker at være anonym|ønsker å være anonym|ønskjer å vere anonym|vill vara anonym)$/],
];

const CHILD_WORD = /^(barnets|barnet|barn|barna|børn|eleven|elev|elevens|child|child's|pasient|patient)( \d)?\b[ :/-]*/;
const NOTIFIER_WORD =
  /^(underretters?|underretteren|melders?|meldarens?|anmälarens?|anmälare|anmalarens?|anmalare|indsenders?|innsenders?|avsändarens?|notifier|reporter)\b[ :/-]*/;
const NAMES_CHILD = /^(na(v|m)n (på|til) (barnet|barn|eleven)|barn|barnet|pasient|patient|elev|eleven|child)( \d)?$/;
const DANGER = /akutfara|akut fara|(^| )i (umiddelbar |akut |omedelbar )?(fare|fara)( |$)|akutt fare/;
/** A number with ten to twelve digits at the end of a name is the child's national id. */
const TRAILING_ID = /[,;(\s-]+((?:\d{6}|\d{8})[-+]?\d{4,5})\)?\.?$/;
const FORM_FIELDS = 4;
const MAX_NAME = 80;

/**
 * What a form's labelled fields say of child, notifier and danger. A field whose owner is not plain is left out: a person
 * reads the text, and a wrong name is worse than none.
 */
export function readFormFields(fields: readonly FormField[], mapped: readonly MappedLabel[] = []): FormReading {
  const reading: FormReading = { children: [], notifier: {}, isForm: false };
  const unowned: ReportedChild[] = [];
  let owner: Owner | undefined;
  let known = 0;
  for (const field of fields) {
    const value = field.value.trim();
    const meaning = mappedField(field, mapped);
    if (meaning) {
      known += takeMapped(reading, meaning, value) ? 1 : 0;
      continue;
    }
    const named = ownerAndTarget(field);
    owner = field.label === '' ? undefined : (field.owner ?? named.owner ?? owner);
    if (DANGER.test(normal(field.label))) reading.danger = answer(value);
    if (value === '' || !(named.target || DANGER.test(normal(field.label)))) continue;
    known += 1;
    if (!named.target) continue;
    if (owner === 'child') setChild(reading.children, named.target, value);
    else if (owner === 'notifier') setNotifier(reading.notifier, named.target, value);
    else if (owner === undefined) setChild(unowned, named.target, value);
  }
  // A name and a national id side by side, whose nobody says: in a report of concern that is the child.
  const plain = reading.children.length > 0 ? reading.children : unowned.filter((child) => child.name && child.nationalId).slice(0, 1);
  return { ...reading, isForm: known >= FORM_FIELDS, children: plain.filter((child) => child.name || child.nationalId).map(tidy) };
}

/** What an administrator says that the label means goes before what it looks like. */
export function mappedField({ label, within }: FormField, mapped: readonly MappedLabel[]): MappedField | undefined {
  const own = labelKey(label);
  const whole = within ? labelKey(`${within}/${label}`) : own;
  return mapped.find((each) => own !== '' && [own, whole].includes(labelKey(each.label)))?.field;
}

/** @returns whether it was a filled-in field that counts for telling a form */
function takeMapped(reading: FormReading, field: MappedField, value: string): boolean {
  if (field === 'ignore' || value === '') return false;
  if (field === 'danger') reading.danger = answer(value);
  const [owner, target] = field.split('.') as [Owner, Target];
  if (owner === 'child') setChild(reading.children, target, value);
  if (owner === 'notifier') setNotifier(reading.notifier, target, value);
  return true;
}

function normal(label: string): string {
  return label
    .toLowerCase()
    .replace(/[.*_?]+/g, ' ')
    .replace(/([a-zæøåäö])-(nr|nummer)/g, '$1$2')
    .replace(/\s+/g, ' ')
    .trim();
}

function ownerAndTarget(field: FormField): { owner?: Owner; target?: Target } {
  const label = normal(field.label);
  if (NAMES_CHILD.test(label)) return { owner: 'child', target: 'name' };
  const word = CHILD_WORD.test(label) ? 'child' : NOTIFIER_WORD.test(label) ? 'notifier' : undefined;
  const rest = label.replace(CHILD_WORD, '').replace(NOTIFIER_WORD, '');
  const target = TARGETS.find(([, pattern]) => pattern.test(rest))?.[0];
  if (!target) return word && rest === '' && field.value.trim() === '' ? { owner: word } : {};
  // What only a notifier has ends the child's part of the form.
  if (!word && ['role', 'organisation', 'anonymous'].includes(target)) return { owner: 'notifier', target };
  return word ? { owner: word, target } : { target };
}

function setChild(children: ReportedChild[], target: Target, value: string): void {
  const startsAnother = (target === 'name' || target === 'first') && children.at(-1)?.name !== undefined;
  if (children.length === 0 || startsAnother) children.push({});
  const child = children.at(-1) as ReportedChild;
  if (target === 'name' || target === 'first') nameChild(child, value);
  if (target === 'last') child.name = [child.name, value].filter(Boolean).join(' ');
  if (target === 'nationalId') child.nationalId = value;
  if (target === 'birthDate' || target === 'address' || target === 'school') child[target] = value;
}

function nameChild(child: ReportedChild, value: string): void {
  const id = TRAILING_ID.exec(value);
  const name = value.replace(TRAILING_ID, '').trim();
  if (name.length > MAX_NAME || /[.!?:]\s|[.!?]$/.test(name) || name.split(/\s+/).length > 6) return;
  if (name !== '') child.name = name;
  if (id?.[1]) child.nationalId = id[1];
}

function setNotifier(notifier: Partial<Notifier>, target: Target, value: string): void {
  if (target === 'name') notifier.name = value;
  if (target === 'first') notifier.name = value;
  if (target === 'last') notifier.name = [notifier.name, value].filter(Boolean).join(' ');
  if (target === 'phone' || target === 'email' || target === 'role' || target === 'organisation') notifier[target] = value;
  if (target === 'anonymous') notifier.anonymous = answer(value) === 'yes';
}

function answer(value: string): 'yes' | 'no' | 'unknown' {
  if (/^(ja|yes)\b/i.test(value.trim())) return 'yes';
  return /^(nej|nei|no)\b/i.test(value.trim()) ? 'no' : 'unknown';
}

function tidy(child: ReportedChild): ReportedChild {
  return child.name ? { ...child, name: child.name.replace(/\s+/g, ' ') } : child;
}
