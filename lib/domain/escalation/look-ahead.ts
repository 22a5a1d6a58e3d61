import { max } from 'date-fns';
import { holidayName } from '../law/holiday-name';
import { addDaysTo, localDay } from '../local-time';
import { MEANS, type Means, reachable } from '../means';
import type { Country } from '../report';
import type { Span } from '../roster/roster';
import { shifts } from '../roster/shifts';
import { dayNumber, wallInstant } from '../roster/wall-time';
import { peopleAt, type Workplace } from './people-at';
import type { Policy, PolicyStep, Tell } from './policy';
import { POLICY_LADDERS, type PolicyLadder, stepsOn } from './policy-ladders';
import { type Held, type People, recipientsOf } from './recipients';
import { canBeWoken, isNight, NIGHT } from './wakes';

/**
 * What the coming days lack. Problems: nobody-on-duty; others-told: none of a step's own targets can be told; reaches-nobody: nobody
 * at all can; person-left: a step names somebody whose account is closed; no-means: nothing reaches somebody on duty. Warnings:
 * person-absent; asleep: at night only mail reaches somebody on duty; office-hours-on-holiday: a layer with hours has duty on a
 * holiday, when its people may think that they are free.
 */
export type FindingCode =
  | 'nobody-on-duty'
  | 'others-told'
  | 'reaches-nobody'
  | 'person-left'
  | 'no-means'
  | 'person-absent'
  | 'asleep'
  | 'office-hours-on-holiday';

const WARNINGS: readonly FindingCode[] = ['person-absent', 'asleep', 'office-hours-on-holiday'];

/** A day of a finding that has a name, in the country's language. */
type NamedDay = { day: string; name: string };

export type Finding = {
  code: FindingCode;
  severity: 'problem' | 'warning';
  /** Whom it concerns, as a staff id. */
  who?: string;
  /** Which step, counted from 0. */
  step?: { ladder: PolicyLadder; index: number };
  layerId?: string;
  /** When, in order and apart from each other. */
  spans: Span[];
  holidays: NamedDay[];
};

export type LookAheadQuestion = Span & { country: Country; unitId: string | null; configured: readonly Means[] };

type Fact = Pick<Finding, 'code' | 'who' | 'step' | 'layerId'>;

/**
 * Looks at every piece of time between two changes from `from` up to `to`, nights, weekends and holidays alike, and says what is
 * missing for a report that would come then. By the roster as it is known now.
 */
export function lookAhead(policy: Policy, workplace: Workplace, question: LookAheadQuestion): Finding[] {
  const { from, to, country } = question;
  const { timeZone } = workplace.roster;
  const edges = edgesOf(workplace, question);
  const found = new Map<string, Fact & { spans: Span[] }>();
  const add = (fact: Fact, span: Span) => {
    const key = JSON.stringify(fact);
    const known = found.get(key) ?? { ...fact, spans: [] };
    found.set(key, { ...known, spans: joined(known.spans, span) });
  };
  edges.forEach((start, index) => {
    const span = { from: start, to: edges[index + 1] ?? to };
    const people = peopleAt(workplace, start);
    for (const fact of [...dutyFacts(people, isNight(start, timeZone), question.configured), ...stepFacts(policy, people, question)])
      add(fact, span);
  });
  for (const { layerId, span } of officeDutyOnHolidays(workplace, question)) add({ code: 'office-hours-on-holiday', layerId }, span);
  return [...found.values()].map((one) => finding(one, country, timeZone)).sort((a, b) => order(a, from) - order(b, from));
}

/** Problems first, then by time. */
function order({ severity, spans }: Finding, from: Date): number {
  const begins = (spans[0]?.from.getTime() ?? 0) - from.getTime();
  return begins + (severity === 'problem' ? 0 : Number.MAX_SAFE_INTEGER / 2);
}

function finding(fact: Fact & { spans: Span[] }, country: Country, timeZone: string): Finding {
  const days = new Set(fact.spans.flatMap((span) => daysOf(span, timeZone)));
  const holidays = [...days].sort().flatMap((day) => {
    const name = holidayName(country, day);
    return name ? [{ day, name }] : [];
  });
  return { ...fact, severity: WARNINGS.includes(fact.code) ? 'warning' : 'problem', holidays };
}

/** All instants at which the people, or day and night, may change, in order, beginning with `from`. */
function edgesOf({ roster }: Workplace, { from, to }: Span): Date[] {
  const { timeZone } = roster;
  const nights = daysOf({ from, to }, timeZone).flatMap((day) =>
    [NIGHT.from, NIGHT.to].map((time) => wallInstant(dayNumber(day), time, timeZone)),
  );
  const duties = [...shifts(roster, from, to), ...roster.absences].flatMap((one) => [one.from, one.to]);
  const inside = [...nights, ...duties].map((at) => at.getTime()).filter((at) => at > from.getTime() && at < to.getTime());
  return [from.getTime(), ...[...new Set(inside)].sort((a, b) => a - b)].map((at) => new Date(at));
}

function dutyFacts({ onDuty, staff }: People, night: boolean, configured: readonly Means[]): Fact[] {
  const there = staff.filter(({ id }) => onDuty.includes(id));
  if (there.length === 0) return [{ code: 'nobody-on-duty' }];
  return there.flatMap(({ id, contact }): Fact[] => {
    if (reachable(contact, MEANS, configured).length === 0) return [{ code: 'no-means', who: id }];
    return night && !canBeWoken(contact, configured) ? [{ code: 'asleep', who: id }] : [];
  });
}

function stepFacts(policy: Policy, people: People, question: LookAheadQuestion): Fact[] {
  return POLICY_LADDERS.flatMap((ladder) =>
    stepsOn(policy, ladder).flatMap((step, index) => [
      ...step.tell.flatMap((tell) => namedFact(tell, people)),
      ...emptyStep(step, people, question).map((code) => (code === 'reaches-nobody' ? { code } : { code, step: { ladder, index } })),
    ]),
  );
}

function namedFact(tell: Tell, { staff }: People): Fact[] {
  if (tell.kind !== 'staff') return [];
  const person = staff.find(({ id }) => id === tell.staffId);
  if (!person) return [{ code: 'person-left', who: tell.staffId }];
  return person.absent ? [{ code: 'person-absent', who: tell.staffId }] : [];
}

/** A step that tells only who is on duty is empty whenever the duty is: the gap is said once, and not again for each step. */
function emptyStep(step: PolicyStep, people: People, { unitId, configured }: LookAheadQuestion): ('reaches-nobody' | 'others-told')[] {
  const held: Held = { unitId, acknowledgedById: null, assignedToId: null };
  const { fallback } = recipientsOf(step, people, held, configured);
  if (fallback === null) return [];
  if (fallback === 'nobody') return ['reaches-nobody'];
  const isOnlyTheGap = people.onDuty.length === 0 && step.tell.every(({ kind }) => kind === 'on-duty' || kind === 'holder');
  return isOnlyTheGap ? [] : ['others-told'];
}

function officeDutyOnHolidays({ roster }: Workplace, { from, to, country }: LookAheadQuestion): { layerId: string; span: Span }[] {
  const withHours = new Set(roster.layers.filter(({ hours }) => hours !== null).map(({ id }) => id));
  return shifts(roster, from, to).flatMap(({ layerId, staffId, ...shift }) => {
    if (layerId === null || staffId === null || !withHours.has(layerId)) return [];
    const isHoliday = daysOf(shift, roster.timeZone).some((day) => holidayName(country, day) !== null);
    return isHoliday ? [{ layerId, span: { from: shift.from, to: shift.to } }] : [];
  });
}

/** Every local day that the span touches; one that ends at midnight does not touch the day that begins then. */
function daysOf({ from, to }: Span, timeZone: string): string[] {
  const last = localDay(new Date(to.getTime() - 1), timeZone);
  const days = [localDay(from, timeZone)];
  while ((days.at(-1) as string) < last) days.push(addDaysTo(days.at(-1) as string, 1));
  return days;
}

function joined(spans: Span[], next: Span): Span[] {
  const last = spans.at(-1);
  if (!last || last.to < next.from) return [...spans, next];
  return [...spans.slice(0, -1), { from: last.from, to: max([last.to, next.to]) }];
}
