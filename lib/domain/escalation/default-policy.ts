import type { Means } from '../means';
import type { Country, Urgency } from '../report';
import type { Delay, Policy, PolicyStep, Tell } from './policy';

/** By every means that a person has: somebody shall wake up. */
const LOUD: readonly Means[] = ['push', 'sms', 'email', 'call'];
const CLEAR: readonly Means[] = ['push', 'sms', 'email'];
const QUIET: readonly Means[] = ['push', 'email'];

const ON_DUTY: Tell = { kind: 'on-duty' };
const HOLDER: Tell = { kind: 'holder' };
const SUPERVISORS: Tell = { kind: 'role', role: 'supervisor' };
const ADMINISTRATORS: Tell = { kind: 'role', role: 'administrator' };
const OUT_OF_HOURS: Tell = { kind: 'out-of-hours' };

const HOUR = 60;
const DAY = 24 * HOUR;

const after = (minutes: number): Delay => ({ kind: 'minutes', minutes });
const share = (of: number): Delay => ({ kind: 'share', share: of });
const DUE: Delay = { kind: 'due' };

function step(name: PolicyStep['name'], delay: Delay, tell: Tell[], means: readonly Means[], more: Partial<PolicyStep> = {}): PolicyStep {
  return { name, delay, tell, means, repeatMinutes: null, alarm: false, ...more };
}

/** While nobody has acknowledged. */
const REPORTS: Record<Exclude<Urgency, 'not_a_report'>, readonly PolicyStep[]> = {
  acute: [
    step('warn', after(10), [ON_DUTY], CLEAR),
    step('escalate', after(30), [ON_DUTY, SUPERVISORS], LOUD),
    step('escalate', after(HOUR), [ON_DUTY, SUPERVISORS, OUT_OF_HOURS], LOUD, { repeatMinutes: HOUR }),
    step('overdue', DUE, [SUPERVISORS, ADMINISTRATORS], LOUD, { repeatMinutes: 2 * HOUR }),
  ],
  high: [
    step('warn', after(HOUR), [ON_DUTY], CLEAR),
    step('escalate', after(3 * HOUR), [ON_DUTY, SUPERVISORS], CLEAR, { repeatMinutes: 3 * HOUR }),
    step('overdue', DUE, [SUPERVISORS, ADMINISTRATORS], LOUD, { repeatMinutes: 4 * HOUR }),
  ],
  normal: [
    step('warn', after(4 * HOUR), [ON_DUTY], QUIET),
    step('escalate', after(12 * HOUR), [SUPERVISORS], QUIET, { repeatMinutes: 12 * HOUR }),
    step('overdue', DUE, [SUPERVISORS, ADMINISTRATORS], CLEAR, { repeatMinutes: 12 * HOUR }),
  ],
};

/** What only the software takes for no report climbs like any other (decision 0170): a person who agrees ends the ladder with it. */
const ACKNOWLEDGE: Record<Urgency, readonly PolicyStep[]> = { ...REPORTS, not_a_report: REPORTS.normal };

/** While the first assessment is owed, also by a report that somebody has acknowledged. */
function assessment(means: readonly Means[], repeatMinutes: number): readonly PolicyStep[] {
  return [
    step('warn', share(0.5), [HOLDER], QUIET),
    step('escalate', share(0.75), [HOLDER, ON_DUTY], means, { alarm: true }),
    step('escalate', share(0.9), [HOLDER, SUPERVISORS], means, { alarm: true }),
    step('overdue', DUE, [HOLDER, SUPERVISORS, ADMINISTRATORS], means, { alarm: true, repeatMinutes }),
  ];
}

/** While another duty is owed: a confirmation to the notifier, an inquiry. */
const DUTY: readonly PolicyStep[] = [
  step('warn', share(0.75), [HOLDER], QUIET),
  step('escalate', share(0.9), [HOLDER, SUPERVISORS], QUIET),
  step('overdue', DUE, [HOLDER, SUPERVISORS], QUIET, { repeatMinutes: 7 * DAY }),
];

const BASE: Policy = {
  acknowledge: ACKNOWLEDGE,
  assess: {
    acute: assessment(LOUD, 2 * HOUR),
    high: assessment(CLEAR, 4 * HOUR),
    normal: assessment(QUIET, 12 * HOUR),
    not_a_report: assessment(QUIET, 12 * HOUR),
  },
  duty: DUTY,
};

/**
 * What a new municipality climbs before it configures anything. Denmark's limit of 24 hours runs from the receipt, also at night. Norway
 * and Sweden give the first look no figure ("umiddelbar", "genast"), so there an acute report reaches the out-of-hours service, which both
 * countries keep (barnevernsvakt, socialjour), with the supervisor and not after.
 */
export function defaultPolicy(country: Country): Policy {
  if (country === 'dk') return BASE;
  const [warn, escalate, ...rest] = ACKNOWLEDGE.acute as [PolicyStep, PolicyStep, ...PolicyStep[]];
  const acute = [warn, { ...escalate, tell: [...escalate.tell, OUT_OF_HOURS] }, ...rest];
  return { ...BASE, acknowledge: { ...ACKNOWLEDGE, acute } };
}
