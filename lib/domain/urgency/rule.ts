import type { Urgency } from '../report';

/**
 * Rules that words of a report can meet, and what each raises the urgency to. The words stand in one file a language.
 * `subject` rules look at the subject only. `sign` rules raise nothing alone; COMBINED says what they mean together.
 */
export const PHRASE_RULES = {
  'violence-now': { raises: 'acute' },
  weapon: { raises: 'acute' },
  suicide: { raises: 'acute' },
  unconscious: { raises: 'acute' },
  'locked-in': { raises: 'acute' },
  'alone-now': { raises: 'acute' },
  'drunk-with-child': { raises: 'acute' },
  'afraid-to-go-home': { raises: 'acute' },
  hiding: { raises: 'acute' },
  missing: { raises: 'acute' },
  fire: { raises: 'acute' },
  newborn: { raises: 'acute' },
  'taken-away': { raises: 'acute' },
  'emergency-called': { raises: 'acute' },
  'danger-stated-in-text': { raises: 'acute' },
  'called-urgent': { raises: 'acute', subject: true },
  violence: { raises: 'high' },
  injury: { raises: 'high' },
  'sexual-abuse': { raises: 'high' },
  neglect: { raises: 'high' },
  'substance-misuse': { raises: 'high' },
  threats: { raises: 'high' },
  'self-harm': { raises: 'high' },
  'ill-parent': { raises: 'high' },
  control: { raises: 'high' },
  exploitation: { raises: 'high' },
  harassment: { raises: 'high' },
  protection: { raises: 'high' },
  infant: { raises: 'high' },
  'names-a-child': { raises: 'normal' },
  today: { raises: 'sign' },
  'safe-now': { raises: 'sign' },
  'nobody-reached': { raises: 'sign' },
} as const satisfies Record<string, { raises: Urgency | 'sign'; subject?: true }>;

export type PhraseRule = keyof typeof PHRASE_RULES;

/** Rules that follow from facts of the report, not from its words. */
export const FACT_RULES = {
  unreadable: 'acute',
  encrypted: 'acute',
  'empty-body': 'acute',
  'danger-stated': 'acute',
  'only-an-attachment': 'acute',
  'infected-attachment': 'acute',
  'unreadable-attachment': 'high',
  'wrong-address': 'high',
  'text-shortened': 'high',
  'child-under-one': 'high',
  'auto-reply': 'not_a_report',
  bounce: 'not_a_report',
  bulk: 'not_a_report',
} as const satisfies Record<string, Urgency>;

/** Rules that follow from two others found in the same report. */
export const COMBINED = {
  'harm-and-today': { one: ['violence', 'injury', 'sexual-abuse', 'threats', 'substance-misuse'], other: ['today'], unless: 'safe-now' },
  'injured-infant': { one: ['infant'], other: ['injury', 'violence'], unless: 'safe-now' },
  'infant-and-ill-parent': { one: ['infant'], other: ['ill-parent', 'substance-misuse'], unless: 'safe-now' },
  'nobody-to-care': { one: ['nobody-reached'], other: ['today', 'infant'], unless: 'safe-now' },
} as const satisfies Record<string, { one: PhraseRule[]; other: PhraseRule[]; unless: PhraseRule }>;

/** What the model says, which was trained on texts (docs/model-card.md). */
const MODEL_RULES = ['model-acute', 'model-high', 'model-not-a-report'] as const;

/** Rules that other parts of Mottak write as a reason. */
const OTHER_RULES = ['not-read-yet', 'changed-by-staff', 'danger-earlier', 'ordinary'] as const;

/** Every rule id that can stand in a report's urgency reasons; each has its sentence in messages/<locale>/rules.json. */
export const RULE_IDS: readonly string[] = [
  ...Object.entries(PHRASE_RULES)
    .filter(([, rule]) => rule.raises !== 'sign')
    .map(([id]) => id),
  ...Object.keys(FACT_RULES),
  ...Object.keys(COMBINED),
  ...MODEL_RULES,
  ...OTHER_RULES,
];

/**
 * Phrases of one language, by rule. A phrase is words in lower case; `*` ends a stem, `(a|b)` is a choice, `#` is a number,
 * and `..` stands for up to five words of the same sentence. Punctuation counts for nothing.
 */
export type PhraseList = Partial<Record<PhraseRule, readonly string[]>>;
