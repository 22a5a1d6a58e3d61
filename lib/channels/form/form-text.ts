import type { Translator } from '@/lib/i18n/translator';
import { type CasePart, type ChildPart, childField, type FormNames, isTrue, LANGUAGE_BUTTON, TOKEN_FIELD } from './form-names';

type Answers = ReadonlyMap<string, string>;
type Group<Part extends string> = { at: string; parts: Partial<Record<Part, string>> };
type Section = { title?: string; lines: string[] };

/** What a caseworker reads first stands first; the concern has no label above it. */
const AFTER_CONCERN: readonly CasePart[] = [
  'childsWords',
  'danger',
  'dangerWhy',
  'history',
  'otherViews',
  'done',
  'otherServices',
  'parentsTold',
  'parentsToldWhy',
  'parentsContact',
  'childTold',
  'categories',
  'custody',
];
const NOTIFIER_PARTS = [
  'kind',
  'anonymous',
  'name',
  'role',
  'organisation',
  'organisationNumber',
  'address',
  'phone',
  'email',
  'duty',
  'wantsFeedback',
] as const;
const CHILD_PARTS = [
  'firstName',
  'lastName',
  'nationalId',
  'birthDate',
  'age',
  'sex',
  'unborn',
  'address',
  'whereabouts',
  'school',
  'grade',
  'language',
  'interpreter',
  'protected',
  'phone',
  'notifierRelation',
  'told',
  'toldWhy',
] as const;
const GUARDIAN_PARTS = ['name', 'relation', 'phone', 'address', 'nationalId', 'told', 'toldWhy'] as const;
const SIBLING_PARTS = ['name', 'birthDate', 'nationalId', 'age', 'home'] as const;
const ATTACHMENT_PARTS = ['name', 'mediaType', 'size', 'sha256'] as const;
const ENVELOPE_PARTS = ['reference', 'sentAt', 'municipality', 'district', 'login'] as const;

/** The submission as text: the concern, then every answer as "label: value". Answers that no label is known for stand last under their own names. */
export function formText(names: FormNames, answers: Answers, t: Translator): string {
  const writer = new Writer(names, answers, t);
  const sections: Section[] = [
    { lines: [writer.take(names.case.concern)].filter((text) => text !== undefined) },
    { lines: AFTER_CONCERN.flatMap((part) => writer.line(names.case[part], t(`label.${part}`))) },
    ...numbersAt(answers, names.child.at).map((number) => writer.child(number)),
    ...numbersAt(answers, names.guardian.at).map((number) => writer.group('guardian', number, names.guardian, GUARDIAN_PARTS)),
    { lines: writer.line(names.sibling.at, t('label.siblings')) },
    ...numbersAt(answers, names.sibling.at).map((number) => writer.group('sibling', number, names.sibling, SIBLING_PARTS)),
    writer.group('notifier', undefined, names.notifier, NOTIFIER_PARTS),
    ...numbersAt(answers, names.attachment.at).map((number) => writer.group('attachment', number, names.attachment, ATTACHMENT_PARTS)),
    { lines: ENVELOPE_PARTS.flatMap((part) => writer.line(names.envelope[part], t(`label.${part}`))) },
    { lines: writer.rest() },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [...(title ? [title] : []), ...lines].join('\n'))
    .join('\n\n');
}

/** Numbers of the children that have at least one answer, in order. */
export function childNumbers(names: FormNames, answers: Answers): number[] {
  return numbersAt(answers, names.child.at);
}

function numbersAt(answers: Answers, at: string): number[] {
  const numbers = new Set<number>();
  for (const name of answers.keys()) {
    const found = name.startsWith(`${at}.`) ? /^(\d{1,4})\./.exec(name.slice(at.length + 1)) : null;
    if (found) numbers.add(Number(found[1]));
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Takes answers out one after the other, so that what nobody took can be shown last: nothing that was written is left out. */
class Writer {
  private readonly names: FormNames;
  private readonly left: Map<string, string>;
  private readonly t: Translator;

  constructor(names: FormNames, answers: Answers, t: Translator) {
    this.names = names;
    this.left = new Map(answers);
    this.t = t;
    for (const name of [names.envelope.form, names.envelope.version, names.envelope.writtenStandard, TOKEN_FIELD, LANGUAGE_BUTTON])
      this.left.delete(name ?? '');
  }

  take(name: string | undefined): string | undefined {
    const value = this.left
      .get(name ?? '')
      ?.replaceAll('\r\n', '\n')
      .trim();
    this.left.delete(name ?? '');
    return value || undefined;
  }

  line(name: string | undefined, label: string): string[] {
    const value = this.take(name);
    if (value === undefined) return [];
    return [value.includes('\n') ? `${label}:\n${value}` : `${label}: ${this.word(value)}`];
  }

  group<Part extends string>(kind: string, number: number | undefined, group: Group<Part>, parts: readonly Part[]): Section {
    const at = number === undefined ? group.at : `${group.at}.${number}`;
    const nameOf = (part: Part) => (group.parts[part] ? `${at}.${group.parts[part]}` : undefined);
    return {
      title: this.t(`group.${kind}`, { number: number ?? 1 }),
      lines: parts.flatMap((part) => this.line(nameOf(part), this.t(`label.${part}`))),
    };
  }

  /** An unborn child has a due date. That a child is not unborn and not protected goes without saying. */
  child(number: number): Section {
    const of = (part: ChildPart) => childField(this.names, number, part);
    for (const part of ['unborn', 'protected'] as const) if (!isTrue(this.left.get(of(part)))) this.left.delete(of(part));
    const due = this.left.has(of('unborn')) ? this.line(of('birthDate'), this.t('label.dueDate')) : [];
    const { title, lines } = this.group('child', number, this.names.child, CHILD_PARTS);
    return { title, lines: [...lines, ...due] };
  }

  rest(): string[] {
    return [...this.left.keys()].flatMap((name) => this.line(name, name));
  }

  /** The form's own words for yes, no and kinds of notifier, in the reader's language. */
  private word(value: string): string {
    const known = value.toLowerCase().replaceAll(' ', '_');
    if (known === 'true' || known === this.names.yes) return this.t('word.yes');
    if (known === 'false' || known === this.names.no) return this.t('word.no');
    if (known === this.names.unknown.replaceAll(' ', '_')) return this.t('word.unknown');
    if (known === this.names.partly) return this.t('word.partly');
    const kind = this.names.kinds[value];
    return kind ? this.t(`word.${kind}`) : value;
  }
}
