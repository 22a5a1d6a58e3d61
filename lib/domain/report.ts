export const COUNTRIES = ['dk', 'no', 'se'] as const;
export type Country = (typeof COUNTRIES)[number];

const CHANNEL_KINDS = ['form', 'email', 'secure_post', 'phone', 'letter', 'api'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** From the most to the least pressing. */
export const URGENCIES = ['acute', 'high', 'normal', 'not_a_report'] as const;
export type Urgency = (typeof URGENCIES)[number];

export type ReportState = 'unacknowledged' | 'acknowledged' | 'assessed';
export type ReadStatus = 'pending' | 'read' | 'unreadable';

/** Why a report has its urgency: the rule, and the passage of the report that it saw, if any. */
export type UrgencyReason = { rule: string; text?: string };

/** Who reports. Every field is the notifier's own claim. */
export type Notifier = {
  kind: 'private' | 'professional' | 'child' | 'parent' | 'unknown';
  anonymous: boolean;
  name?: string;
  role?: string;
  organisation?: string;
  phone?: string;
  email?: string;
  /** The notifier's own reference of the matter. */
  reference?: string;
  /** The notifier asked for a confirmation or for feedback. */
  wantsFeedback?: boolean;
};

/** A child that the report is about, as stated in it. */
export type ReportedChild = {
  name?: string;
  nationalId?: string;
  birthDate?: string;
  address?: string;
  whereabouts?: string;
  school?: string;
  unborn?: boolean;
};

export type ReadAttachment = {
  name: string;
  mediaType: string;
  content: Uint8Array;
  flags: string[];
  /** What the bytes are by their own marks; null when they have none. Left out: nobody looked. */
  realType?: string | null;
  /** Its text has to be recognised from a picture: these pages of a document, counted from 1; none: the whole picture. */
  recognise?: number[];
};

/** What reading an arrival gave. Everything that could not be read is told by `status` and `flags`. */
export type ReadResult = {
  status: 'read' | 'unreadable';
  subject: string;
  text: string;
  /** Sanitised; null when the arrival has no HTML. */
  html: string | null;
  notifier: Notifier | null;
  children: ReportedChild[];
  attachments: ReadAttachment[];
  flags: string[];
  /** A structured answer to "is the child in danger now?". */
  danger?: 'yes' | 'no' | 'unknown';
  /** The message names itself automatic (auto-reply, bounce, newsletter); a person must agree. */
  automatic?: 'auto-reply' | 'bounce' | 'bulk';
};

/** The acts a person can do to a report. Status never stops a statutory clock (promise 4). */
export type Act =
  | 'acknowledge'
  | 'assign'
  | 'assess'
  | 'hand_back'
  | 'change_urgency'
  | 'settle_duty'
  | 'state_circumstances'
  | 'correct_receipt'
  | 'take_back';

const ALWAYS: readonly ReportState[] = ['unacknowledged', 'acknowledged', 'assessed'];

const LEGAL: Record<Act, readonly ReportState[]> = {
  acknowledge: ['unacknowledged'],
  assign: ['unacknowledged', 'acknowledged'],
  assess: ['unacknowledged', 'acknowledged'],
  hand_back: ['acknowledged'],
  change_urgency: ['unacknowledged', 'acknowledged'],
  // Duties outlive the assessment, and what is known of a report and its receipt can turn out at any time.
  settle_duty: ALWAYS,
  state_circumstances: ALWAYS,
  correct_receipt: ALWAYS,
  take_back: ['assessed'],
};

/** Whether the act is legal in this state. */
export function isLegal(act: Act, state: ReportState): boolean {
  return LEGAL[act].includes(state);
}

/** Outcomes of the first assessment; the words stand in messages/<locale>/report.json. */
export const OUTCOMES = [
  'immediate_protection',
  'no_immediate_need',
  'open_inquiry',
  'reassess_ongoing',
  'close_without_inquiry',
  'pass_on',
  'not_a_report',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * The outcomes that an assessment can have in a country. In Norway and Sweden the law asks first what must be done at once and has a
 * later limit for the rest; in Denmark the first assessment is one.
 */
export function outcomesOf(country: Country): readonly Outcome[] {
  return country === 'dk' ? OUTCOMES.filter((outcome) => outcome !== 'no_immediate_need') : OUTCOMES;
}

/** The more pressing of two: software may raise an urgency and never lowers it (promise 7). */
export function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return URGENCIES.indexOf(a) <= URGENCIES.indexOf(b) ? a : b;
}
