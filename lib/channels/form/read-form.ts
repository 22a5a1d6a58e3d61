import { COUNTRIES, type Country, type Notifier, type ReadAttachment, type ReadResult, type ReportedChild } from '@/lib/domain/report';
import { isLocale, type Locale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';
import { readFormDate } from './form-date';
import {
  type ChildPart,
  caseField,
  childField,
  FORM_NAMES,
  type FormNames,
  isTrue,
  type NotifierPart,
  namesOfForm,
  notifierField,
} from './form-names';
import { childNumbers, formText } from './form-text';
import { type ParsedForm, parseCutForm, parseForm } from './parse-form';

type Arrival = { raw: Uint8Array; mediaType: string; envelope: Record<string, unknown> };

/** As much of bytes that are no form as a person needs to see what they are; the original stays whole. */
const SHOWN_OF_UNREADABLE = 100_000;

const LOCALE_OF: Record<Country, Locale> = { dk: 'da', no: 'nb', se: 'sv' };

/**
 * Reads a submission of one of the three countries' forms, from the web page or as JSON. Never throws.
 *
 * Subject and labels are in the municipality's language, because caseworkers read them.
 * Flags: unreadable-form, unknown-form, cut-off, empty-body, invalid-date, attachment-missing.
 */
export async function readForm(arrival: Arrival): Promise<ReadResult> {
  try {
    const whole = await parseForm(arrival.raw, arrival.mediaType);
    const parsed = whole ?? (await parseCutForm(arrival.raw, arrival.mediaType));
    if (!parsed) return unreadable(arrival);
    const result = await readParsed(parsed, arrival);
    return whole ? result : { ...result, flags: [...result.flags, 'cut-off'] };
  } catch {
    return unreadable(arrival);
  }
}

async function readParsed(parsed: ParsedForm, arrival: Arrival): Promise<ReadResult> {
  const names = namesOfForm(parsed.answers) ?? formOf(arrival.envelope.country);
  if (!names) return unknownForm(parsed, arrival);
  const t = translator(localeOf(names, parsed, arrival), 'form');
  const children = readChildren(names, parsed.answers);
  const flags: string[] = [];
  if (!parsed.answers.get(caseField(names, 'concern'))?.trim()) flags.push('empty-body');
  if (children.some(({ birthDate }) => birthDate && !readFormDate(birthDate))) flags.push('invalid-date');
  if ([...parsed.answers.keys()].some((name) => name.startsWith(`${names.attachment.at}.`))) flags.push('attachment-missing');
  return {
    status: 'read',
    subject: subjectOf(t, children),
    text: formText(names, parsed.answers, t),
    html: null,
    notifier: readNotifier(names, parsed.answers),
    children,
    attachments: await Promise.all(parsed.files.map(readFile)),
    flags,
    ...dangerOf(names, parsed.answers),
  };
}

/** A web form that did not say which one it is was filled in at a municipality, and the route noted its country. */
function formOf(country: unknown): FormNames | undefined {
  return COUNTRIES.some((one) => one === country) ? FORM_NAMES[country as Country] : undefined;
}

function localeOf(names: FormNames, { answers }: ParsedForm, { envelope }: Arrival): Locale {
  const stated = [envelope.municipalityLocale, answers.get(names.envelope.writtenStandard ?? '')].find(isLocale);
  return stated ?? LOCALE_OF[names.country];
}

function subjectOf(t: Translator, children: ReportedChild[]): string {
  const called = children
    .map((child) => child.name ?? (child.unborn ? t('subject.unborn') : undefined))
    .filter((name) => name !== undefined);
  return called.length > 0 ? `${t('subject.report')}: ${called.join(', ')}` : t('subject.report');
}

function readChildren(names: FormNames, answers: ReadonlyMap<string, string>): ReportedChild[] {
  return childNumbers(names, answers)
    .map((number) => readChild(names, answers, number))
    .filter((child) => Object.keys(child).length > 0);
}

function readChild(names: FormNames, answers: ReadonlyMap<string, string>, number: number): ReportedChild {
  const of = (part: ChildPart) => answers.get(childField(names, number, part))?.trim();
  const birthDate = of('birthDate');
  const child: ReportedChild = {
    name: [of('firstName'), of('lastName')].filter(Boolean).join(' ') || undefined,
    nationalId: of('nationalId'),
    birthDate: birthDate && (readFormDate(birthDate) ?? birthDate),
    address: of('address'),
    whereabouts: of('whereabouts'),
    school: [of('school'), of('grade')].filter(Boolean).join(', ') || undefined,
    unborn: isTrue(of('unborn')) || undefined,
  };
  return Object.fromEntries(Object.entries(child).filter(([, value]) => value !== undefined));
}

function readNotifier(names: FormNames, answers: ReadonlyMap<string, string>): Notifier {
  const of = (part: NotifierPart) => answers.get(notifierField(names, part))?.trim();
  const stated = { name: of('name'), role: of('role'), organisation: of('organisation'), phone: of('phone'), email: of('email') };
  const wantsFeedback = of('wantsFeedback');
  return {
    kind: names.kinds[of('kind') ?? ''] ?? 'unknown',
    anonymous: isTrue(of('anonymous')),
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
    ...(wantsFeedback === undefined ? {} : { wantsFeedback: isTrue(wantsFeedback) }),
  };
}

/** "ved ikke" and "ved_ikke" are the same answer. */
function dangerOf(names: FormNames, answers: ReadonlyMap<string, string>): Pick<ReadResult, 'danger'> {
  const answer = answers.get(caseField(names, 'danger'))?.trim().toLowerCase().replaceAll(' ', '_');
  if (!answer) return {};
  if (answer === names.yes) return { danger: 'yes' };
  return { danger: answer === names.no ? 'no' : 'unknown' };
}

async function readFile(file: File): Promise<ReadAttachment> {
  const content = new Uint8Array(await file.arrayBuffer());
  const name = file.name.split(/[\\/]/).pop() || 'file';
  return { name, mediaType: file.type || 'application/octet-stream', content, flags: content.byteLength === 0 ? ['empty-attachment'] : [] };
}

/** A form that Mottak does not know is shown answer by answer, for a person to read. */
async function unknownForm({ answers, files }: ParsedForm, { envelope }: Arrival): Promise<ReadResult> {
  const text = [...answers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const locale = isLocale(envelope.municipalityLocale) ? envelope.municipalityLocale : 'en';
  return {
    status: 'unreadable',
    subject: translator(locale, 'form')('subject.report'),
    text,
    html: null,
    notifier: null,
    children: [],
    attachments: await Promise.all(files.map(readFile)),
    flags: ['unknown-form'],
  };
}

function unreadable({ raw }: Arrival): ReadResult {
  const text = new TextDecoder().decode(raw.subarray(0, SHOWN_OF_UNREADABLE));
  const flags = raw.byteLength > SHOWN_OF_UNREADABLE ? ['unreadable-form', 'text-shortened'] : ['unreadable-form'];
  return { status: 'unreadable', subject: '', text, html: null, notifier: null, children: [], attachments: [], flags };
}
