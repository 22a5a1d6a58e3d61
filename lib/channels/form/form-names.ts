import { COUNTRIES, type Country, type Notifier } from '@/lib/domain/report';

export type NotifierPart =
  | 'kind'
  | 'role'
  | 'name'
  | 'organisation'
  | 'organisationNumber'
  | 'address'
  | 'phone'
  | 'email'
  | 'anonymous'
  | 'duty'
  | 'wantsFeedback';
export type ChildPart =
  | 'firstName'
  | 'lastName'
  | 'nationalId'
  | 'birthDate'
  | 'age'
  | 'sex'
  | 'unborn'
  | 'address'
  | 'whereabouts'
  | 'school'
  | 'grade'
  | 'language'
  | 'interpreter'
  | 'protected'
  | 'phone'
  | 'notifierRelation'
  | 'told'
  | 'toldWhy';
export type GuardianPart = 'name' | 'relation' | 'phone' | 'nationalId' | 'address' | 'told' | 'toldWhy';
type SiblingPart = 'name' | 'birthDate' | 'nationalId' | 'age' | 'home';
type AttachmentPart = 'name' | 'mediaType' | 'size' | 'sha256';
/** Questions about the case itself, outside notifier, children, guardians and siblings. */
export type CasePart =
  | 'concern'
  | 'childsWords'
  | 'history'
  | 'otherViews'
  | 'done'
  | 'otherServices'
  | 'danger'
  | 'dangerWhy'
  | 'parentsTold'
  | 'parentsToldWhy'
  | 'parentsContact'
  | 'childTold'
  | 'custody'
  | 'categories';
/** What a submission says about itself. */
type EnvelopePart = 'form' | 'version' | 'reference' | 'sentAt' | 'municipality' | 'login' | 'writtenStandard' | 'district';

type Group<Part extends string> = { at: string; parts: Partial<Record<Part, string>> };

/** The names that one country's form gives its fields: those of samples/forms/FIELDS.md, in web forms and JSON submissions alike. */
export type FormNames = {
  country: Country;
  id: string;
  envelope: Partial<Record<EnvelopePart, string>>;
  notifier: Group<NotifierPart>;
  child: Group<ChildPart>;
  guardian: Group<GuardianPart>;
  sibling: Group<SiblingPart>;
  attachment: Group<AttachmentPart>;
  case: Partial<Record<CasePart, string>>;
  /** The form's words for kinds of notifier; the first word of a kind is the one that the web form sends. */
  kinds: Readonly<Record<string, Exclude<Notifier['kind'], 'unknown'>>>;
  yes: string;
  no: string;
  unknown: string;
  partly: string;
};

const dk: FormNames = {
  country: 'dk',
  id: 'dk-underretning',
  envelope: {
    form: 'blanket',
    version: 'blanketversion',
    reference: 'indsendelsesId',
    sentAt: 'indsendt',
    municipality: 'modtagerkommune',
    login: 'login',
  },
  notifier: {
    at: 'underretter',
    parts: {
      kind: 'type',
      role: 'rolle',
      name: 'navn',
      organisation: 'arbejdssted',
      address: 'adresse',
      phone: 'telefon',
      email: 'email',
      anonymous: 'anonym',
      wantsFeedback: 'oenskerKvittering',
    },
  },
  child: {
    at: 'barn',
    parts: {
      firstName: 'fornavn',
      lastName: 'efternavn',
      nationalId: 'cpr',
      birthDate: 'foedselsdato',
      age: 'alder',
      sex: 'koen',
      unborn: 'ufoedt',
      address: 'adresse',
      whereabouts: 'opholdssted',
      school: 'dagtilbudEllerSkole',
      grade: 'klasse',
      interpreter: 'tolkebehov',
    },
  },
  guardian: { at: 'foraeldre', parts: { name: 'navn', relation: 'relation', phone: 'telefon', nationalId: 'cpr', address: 'adresse' } },
  sibling: { at: 'soeskende', parts: { name: 'navn', birthDate: 'foedselsdato', age: 'alder', home: 'bopael' } },
  attachment: { at: 'vedhaeftninger', parts: { name: 'filnavn', mediaType: 'mimetype', size: 'bytes', sha256: 'sha256' } },
  case: {
    concern: 'beskrivelse',
    childsWords: 'barnetsEgneOrd',
    done: 'hvadErGjort',
    danger: 'barnetIFareNu',
    dangerWhy: 'fareUddybning',
    parentsTold: 'foraeldreOrienteret',
    parentsToldWhy: 'foraeldreOrienteretBegrundelse',
    parentsContact: 'kontaktMedForaeldre',
    childTold: 'barnetOrienteret',
    custody: 'foraeldremyndighed',
    categories: 'bekymringskategorier',
  },
  kinds: { privatperson: 'private', fagperson: 'professional', barnet_selv: 'child', foraelder: 'parent', myndighed: 'professional' },
  yes: 'ja',
  no: 'nej',
  unknown: 'ved_ikke',
  partly: 'delvist',
};

const no: FormNames = {
  country: 'no',
  id: 'no-bekymringsmelding',
  envelope: {
    form: 'skjema',
    version: 'skjemaversjon',
    reference: 'referanse',
    sentAt: 'sendt',
    municipality: 'mottakerkommune',
    writtenStandard: 'maalform',
    district: 'bydel',
  },
  notifier: {
    at: 'melder',
    parts: {
      kind: 'meldertype',
      role: 'rolle',
      name: 'navn',
      organisation: 'virksomhet',
      organisationNumber: 'organisasjonsnummer',
      phone: 'telefon',
      email: 'epost',
      anonymous: 'anonym',
      duty: 'opplysningsplikt',
      wantsFeedback: 'onskerTilbakemelding',
    },
  },
  child: {
    at: 'barn',
    parts: {
      firstName: 'fornavn',
      lastName: 'etternavn',
      nationalId: 'fodselsnummer',
      birthDate: 'fodselsdato',
      age: 'alder',
      sex: 'kjonn',
      unborn: 'ufodt',
      address: 'bostedsadresse',
      whereabouts: 'oppholdsadresse',
      school: 'skoleEllerBarnehage',
      grade: 'trinn',
      language: 'sprak',
      interpreter: 'behovForTolk',
      phone: 'telefon',
      notifierRelation: 'relasjon',
      told: 'orientert',
      toldWhy: 'orientertGrunn',
    },
  },
  guardian: {
    at: 'foresatte',
    parts: { name: 'navn', relation: 'relasjon', phone: 'telefon', told: 'orientert', toldWhy: 'orientertGrunn' },
  },
  sibling: { at: 'sosken', parts: { name: 'navn', birthDate: 'fodselsdato', nationalId: 'dnummer', age: 'alder', home: 'bosted' } },
  attachment: { at: 'vedlegg', parts: { name: 'filnavn', mediaType: 'mimetype', size: 'storrelseBytes', sha256: 'sha256' } },
  case: {
    concern: 'beskrivelse',
    childsWords: 'barnetsEgneOrd',
    history: 'historie',
    otherViews: 'andreSynspunkter',
    done: 'hvaErGjort',
    otherServices: 'andreHjelpeinstanser',
    danger: 'akuttFare',
    dangerWhy: 'akuttFareUtdyping',
    parentsTold: 'foresatteInformert',
    parentsToldWhy: 'foresatteIkkeInformertBegrunnelse',
    childTold: 'barnetInformert',
    custody: 'foreldreansvar',
    categories: 'bekymringskategorier',
  },
  kinds: { privatperson: 'private', offentlig_melder: 'professional', barnet_selv: 'child', forelder: 'parent' },
  yes: 'ja',
  no: 'nei',
  unknown: 'ved ikke',
  partly: 'delvis',
};

const se: FormNames = {
  country: 'se',
  id: 'se-orosanmalan',
  envelope: {
    form: 'formular',
    version: 'formularversion',
    reference: 'arendenummer',
    sentAt: 'inkommen',
    municipality: 'mottagandeKommun',
    login: 'inloggning',
  },
  notifier: {
    at: 'anmalare',
    parts: {
      kind: 'typ',
      role: 'roll',
      name: 'namn',
      organisation: 'arbetsplats',
      phone: 'telefon',
      email: 'epost',
      anonymous: 'anonym',
      duty: 'anmalningsskyldig',
      wantsFeedback: 'onskarAterkoppling',
    },
  },
  child: {
    at: 'barn',
    parts: {
      firstName: 'fornamn',
      lastName: 'efternamn',
      nationalId: 'personnummer',
      birthDate: 'fodelsedatum',
      age: 'alder',
      sex: 'kon',
      unborn: 'ofott',
      address: 'folkbokforingsadress',
      whereabouts: 'vistelseadress',
      school: 'skolaEllerForskola',
      grade: 'arskurs',
      interpreter: 'tolkbehov',
      protected: 'skyddadePersonuppgifter',
    },
  },
  guardian: { at: 'vardnadshavare', parts: { name: 'namn', relation: 'relation', phone: 'telefon', address: 'adress' } },
  sibling: { at: 'syskon', parts: { name: 'namn', nationalId: 'personnummer', age: 'alder', home: 'boende' } },
  attachment: { at: 'bilagor', parts: { name: 'filnamn', mediaType: 'mimetyp', size: 'storlekByte', sha256: 'sha256' } },
  case: {
    concern: 'beskrivning',
    childsWords: 'barnetsEgnaOrd',
    done: 'vidtagnaAtgarder',
    danger: 'akutFara',
    dangerWhy: 'akutFaraBeskrivning',
    parentsTold: 'vardnadshavareInformerade',
    parentsToldWhy: 'ejInformeradeSkal',
    childTold: 'barnetInformerat',
    custody: 'vardnad',
    categories: 'oroskategorier',
  },
  kinds: {
    privatperson: 'private',
    yrkesverksam: 'professional',
    barnet_sjalvt: 'child',
    vardnadshavare: 'parent',
    myndighet: 'professional',
  },
  yes: 'ja',
  no: 'nej',
  unknown: 'vet_ej',
  partly: 'delvis',
};

export const FORM_NAMES: Readonly<Record<Country, FormNames>> = { dk, no, se };

/** Fields of the web form that are about its delivery, not about the case. */
export const TOKEN_FIELD = 'formToken';
export const LANGUAGE_BUTTON = 'visSprog';

/** How many children and guardians the web form has room for; a JSON submission may name more. */
export const CHILDREN_ON_PAGE = 3;
export const GUARDIANS_ON_PAGE = 2;

/** The form that names itself so, e.g. "dk-underretning"; undefined for a form that Mottak does not know. */
export function namesOfForm(answers: ReadonlyMap<string, string>): FormNames | undefined {
  return COUNTRIES.map((country) => FORM_NAMES[country]).find((names) => answers.get(names.envelope.form ?? '') === names.id);
}

/** Full name of a field of the notifier, e.g. "underretter.navn". A form without that field gives a name that nothing carries. */
export function notifierField(names: FormNames, part: NotifierPart): string {
  return `${names.notifier.at}.${names.notifier.parts[part] ?? `-${part}`}`;
}

/** Full name of a field of the child with this number, from 1, e.g. "barn.1.fornavn". */
export function childField(names: FormNames, number: number, part: ChildPart): string {
  return `${names.child.at}.${number}.${names.child.parts[part] ?? `-${part}`}`;
}

/** Full name of a field of the guardian with this number, from 1, e.g. "foraeldre.1.navn". */
export function guardianField(names: FormNames, number: number, part: GuardianPart): string {
  return `${names.guardian.at}.${number}.${names.guardian.parts[part] ?? `-${part}`}`;
}

/** Name of a question about the case itself, e.g. "beskrivelse". */
export function caseField(names: FormNames, part: CasePart): string {
  return names.case[part] ?? `-${part}`;
}

/** The word that the web form sends for a kind of notifier, e.g. "fagperson". */
export function kindWord(names: FormNames, kind: Notifier['kind']): string {
  return Object.entries(names.kinds).find(([, value]) => value === kind)?.[0] ?? kind;
}

/** Whether an answer to a yes-or-no question is yes, in a web form's words or a JSON submission's. */
export function isTrue(answer: string | undefined): boolean {
  return ['true', 'ja', 'on', '1'].includes(answer?.trim().toLowerCase() ?? '');
}
