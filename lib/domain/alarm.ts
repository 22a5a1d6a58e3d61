export type AlarmSeverity = 'red' | 'amber';

/**
 * What can be wrong, and how bad it is. red: reports may be missed now. amber: to be put right before it becomes red.
 * What each means and what to do about it stands in messages/<locale>/alarm.json and docs/operations.md.
 */
const SEVERITY = {
  'duty-gap': 'red',
  'nobody-to-tell': 'red',
  'duty-look-ahead': 'amber',
  'audit-step-missing': 'red',
  'audit-step-extra': 'red',
  'audit-notice-missing': 'red',
  'audit-notice-unsent': 'red',
  'audit-deadline-moved': 'red',
  'audit-deadline-missing': 'red',
  'audit-ladder-still': 'red',
  'audit-chain-broken': 'red',
  'audit-silent': 'red',
  'audit-incomplete': 'red',
  'sweep-late': 'red',
  'heartbeat-failing': 'amber',
  'ocr-missing': 'amber',
  'scanner-failing': 'amber',
  'probe-missing': 'red',
} as const satisfies Record<string, AlarmSeverity>;

export type AlarmCode = keyof typeof SEVERITY;
export const ALARM_CODES = Object.keys(SEVERITY) as readonly AlarmCode[];

export function severityOf(code: AlarmCode): AlarmSeverity {
  return SEVERITY[code];
}

/** What has happened and stays as it is: only a person who has looked into it can end the alarm. */
const OF_THE_PAST: readonly AlarmCode[] = [
  'duty-gap',
  'nobody-to-tell',
  'audit-step-missing',
  'audit-step-extra',
  'audit-notice-missing',
  'audit-notice-unsent',
  'audit-deadline-moved',
  'audit-deadline-missing',
  'audit-chain-broken',
];

/** Whether a person may end it with a reason; the others end when their cause is gone, and not before. */
export function isOfThePast(code: AlarmCode): boolean {
  return OF_THE_PAST.includes(code);
}

/** What is wrong, and where. `key` tells apart what can be wrong at several places; detail holds codes and references, nobody's data. */
export type AlarmCause = {
  /** Null: the whole installation. */
  municipalityId: string | null;
  code: AlarmCode;
  key: string;
  detail?: Record<string, unknown>;
};
