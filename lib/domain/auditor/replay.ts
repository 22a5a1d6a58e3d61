import { eventsOf, isMetByAssessment } from '../assessment';
import type { PolicyStep } from '../escalation/policy';
import { dueFrom } from '../law/limit';
import type { Outcome, Urgency } from '../report';
import { above, bottom, type Rung, type Span, shifted } from './climb';
import { type LogEntry, type ReportFacts, type StepKey, stepName } from './facts';

export const ACKNOWLEDGE = 'acknowledge';

/** A clock as it must stand by the log. `rung` null: it stopped, or has no further step. */
type Clock = { round: number; span: Span; running: boolean; rung: Rung | null };

/** A stamped rule as it must stand by the log; instants in milliseconds. */
type Duty = { startedAt: number | null; dueAt: number | null; met: boolean; lapsed: boolean };

/** All that a report's log says about its clocks. */
export type Standing = {
  facts: ReportFacts;
  receivedAt: number;
  urgency: Urgency;
  /** A person has set the urgency. */
  touched: boolean;
  clocks: Map<string, Clock>;
  duties: Map<string, Duty>;
  /** The limits that the log says were stamped at receipt; those without a due instant then have none. */
  stamped: Map<string, { from: number; dueAt: number } | null>;
  /** The log says what was stamped at receipt. Reports from before that climb ladders that an upgrade placed, not counted from the receipt. */
  isExact: boolean;
  /** The steps that the log says were taken, and whom each told. */
  taken: Map<string, StepKey & { at: Date; told: readonly Told[] }>;
  /** Steps taken when their clock no longer ran. */
  extra: StepKey[];
};

/** Somebody whom a step told: staff id, or what somebody outside is called; `means` null where the log does not say by what. */
export type Told = { who: string; means: string | null };

type Effect = (standing: Standing, entry: LogEntry) => void;

/** What an entry of the log does to the clocks; every other action does nothing to them. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  'report.received': receive,
  'report.read': (standing, { at, detail }) => changeUrgency(standing, detail.urgency, !isUntouched(standing), at),
  'report.text-recognised': raiseByMachine,
  'report.attachment-infected': raiseByMachine,
  'report.urgency-raised': (standing, { at, detail }) => changeByPerson(standing, detail.to, true, at),
  'report.urgency-lowered': (standing, { at, detail }) => changeByPerson(standing, detail.to, false, at),
  'report.acknowledged': (standing) => stop(standing, ACKNOWLEDGE),
  'report.handed-back': handBack,
  'report.taken-back': takeBack,
  'report.assessed': assess,
  'report.received-corrected': correctReceipt,
  'duty.met': (standing, { detail }) => settle(standing, String(detail.rule), 'met'),
  'duty.not-needed': (standing, { detail }) => settle(standing, String(detail.rule), 'lapsed'),
  'duty.started': (standing, { at, detail }) => startDuty(standing, String(detail.rule), instantOf(detail.startedAt) ?? at.getTime(), at),
  'duty.reopened': reopen,
  'escalation.fired': take,
};

/** Goes through the log from its first entry and says how every clock of the report must stand. */
export function replay(facts: ReportFacts): Standing {
  const standing: Standing = {
    facts,
    receivedAt: 0,
    urgency: 'acute',
    touched: false,
    clocks: new Map(),
    duties: new Map(facts.deadlines.map(({ rule }) => [rule, { startedAt: null, dueAt: null, met: false, lapsed: false }])),
    stamped: new Map(),
    isExact: false,
    taken: new Map(),
    extra: [],
  };
  for (const entry of facts.log) EFFECTS[entry.action]?.(standing, entry);
  return standing;
}

function receive(standing: Standing, { at, detail }: LogEntry): void {
  standing.receivedAt = instantOf(detail.receivedAt) ?? at.getTime();
  standing.isExact = detail.deadlines !== undefined;
  for (const [rule, due] of Object.entries(detail.deadlines ?? {})) {
    const dueAt = instantOf(due);
    standing.stamped.set(rule, dueAt === null ? null : { from: standing.receivedAt, dueAt });
  }
  for (const rule of startedBy(standing, ['received'])) {
    if (isSeldom(standing, rule)) setDuty(standing, rule, standing.receivedAt);
    else startDuty(standing, rule, standing.receivedAt, new Date(standing.receivedAt));
  }
  start(standing, ACKNOWLEDGE, { from: standing.receivedAt, due: gate(standing) });
}

/** Until a step was taken or a person has decided, reading sets the ladders anew; then it only brings steps nearer. */
function isUntouched({ touched, taken, clocks }: Standing): boolean {
  return !touched && taken.size === 0 && clocks.get(ACKNOWLEDGE)?.round === 0;
}

/** What is found after the reading only ever raises, and only brings steps nearer. */
function raiseByMachine(standing: Standing, { at, detail }: LogEntry): void {
  if (detail.urgency !== standing.urgency) changeUrgency(standing, detail.urgency, true, at);
}

function changeByPerson(standing: Standing, to: unknown, nearer: boolean, at: Date): void {
  standing.touched = true;
  changeUrgency(standing, to, nearer, at);
}

function changeUrgency(standing: Standing, to: unknown, nearer: boolean, at: Date): void {
  standing.urgency = to as Urgency;
  for (const clock of standing.clocks.keys()) shift(standing, clock, nearer, at);
}

function handBack(standing: Standing, { at }: LogEntry): void {
  start(standing, ACKNOWLEDGE, { from: at.getTime(), due: gate(standing) });
}

/** What was said to be no report is one again: its duties are owed, and those that had a ladder climb. */
function takeBack(standing: Standing, entry: LogEntry): void {
  for (const rule of textsIn(entry.detail.owed)) Object.assign(standing.duties.get(rule) ?? {}, { met: false, lapsed: false });
  for (const rule of textsIn(entry.detail.climbing)) reopen(standing, { ...entry, detail: { rule } });
  handBack(standing, entry);
}

function assess(standing: Standing, { at, detail }: LogEntry): void {
  stop(standing, ACKNOWLEDGE);
  for (const rule of textsIn(detail.met)) settle(standing, rule, 'met');
  for (const rule of textsIn(detail.lapsed)) settle(standing, rule, 'lapsed');
  if (detail.inquiryDecisionOwed) return;
  for (const rule of startedBy(standing, eventsOf(detail.outcome as Outcome))) startDuty(standing, rule, at.getTime(), at);
}

/** The receipt was earlier than was thought: limits that run from it are due earlier, and steps only come nearer. */
function correctReceipt(standing: Standing, { at, detail }: LogEntry): void {
  const receivedAt = instantOf(detail.to);
  if (receivedAt === null) return;
  standing.receivedAt = receivedAt;
  for (const rule of startedBy(standing, ['received'], true)) {
    setDuty(standing, rule, receivedAt);
    const clock = standing.clocks.get(rule);
    if (clock) clock.span = { from: receivedAt, due: standing.duties.get(rule)?.dueAt ?? null };
  }
  const acknowledge = standing.clocks.get(ACKNOWLEDGE);
  if (acknowledge) acknowledge.span = { from: acknowledge.round === 0 ? receivedAt : acknowledge.span.from, due: gate(standing) };
  for (const clock of standing.clocks.keys()) shift(standing, clock, true, at);
}

function take(standing: Standing, { at, detail }: LogEntry): void {
  const key = keyOf(detail);
  standing.taken.set(stepName(key), { ...key, at, told: toldIn(detail) });
  const clock = standing.clocks.get(key.clock);
  if (!clock?.running || clock.round !== key.round) {
    standing.extra.push(key);
    return;
  }
  clock.rung = above(stepsOf(standing, key.clock), clock.span, key, at.getTime());
}

function toldIn({ recipients, means }: Record<string, unknown>): Told[] {
  const by = textsIn(means);
  return textsIn(recipients).flatMap((who, index) => (by[index]?.split('+') ?? [null]).map((each) => ({ who, means: each })));
}

/** Which step an entry tells of; entries of ladders before they had a clock were about acknowledging. */
function keyOf({ clock, round, step, repeat }: Record<string, unknown>): StepKey {
  return {
    clock: typeof clock === 'string' ? clock : ACKNOWLEDGE,
    round: Number(round ?? 0),
    step: Number(step),
    repeat: Number(repeat ?? 0),
  };
}

function start(standing: Standing, name: string, span: Span): void {
  const before = standing.clocks.get(name);
  standing.clocks.set(name, {
    round: before ? before.round + 1 : 0,
    span,
    running: true,
    rung: bottom(stepsOf(standing, name), span),
  });
}

function stop(standing: Standing, name: string): void {
  const clock = standing.clocks.get(name);
  if (clock) Object.assign(clock, { running: false, rung: null });
}

function shift(standing: Standing, name: string, nearer: boolean, at: Date): void {
  const clock = standing.clocks.get(name);
  if (clock?.rung) clock.rung = shifted(clock.rung, stepsOf(standing, name), clock.span, nearer, at.getTime());
}

function settle(standing: Standing, rule: string, how: 'met' | 'lapsed'): void {
  const duty = standing.duties.get(rule);
  if (duty) duty[how] = true;
  stop(standing, rule);
}

/** What was said to be done or not needed is owed after all. */
function reopen(standing: Standing, { at, detail }: LogEntry): void {
  const rule = String(detail.rule);
  const duty = standing.duties.get(rule);
  if (!duty) return;
  Object.assign(duty, { met: false, lapsed: false });
  const from = instantOf(detail.startedAt) ?? duty.startedAt;
  if (from !== null) startDuty(standing, rule, from, at);
}

/** A limit that holds only when a person says so has a due instant from the receipt, and no ladder before that. */
function isSeldom({ facts }: Standing, rule: string): boolean {
  return facts.deadlines.find((deadline) => deadline.rule === rule)?.appliesTo === 'special-cases';
}

function startDuty(standing: Standing, rule: string, from: number, at: Date): void {
  const dueAt = setDuty(standing, rule, from);
  if (dueAt === null) return;
  start(standing, rule, { from, due: dueAt });
  const clock = standing.clocks.get(rule);
  if (clock?.rung && clock.rung.at < at.getTime()) clock.rung = { ...clock.rung, at: at.getTime() };
}

/** Counts a duty's limit by what was stamped on the report, with the law pack's own arithmetic. */
function setDuty({ facts, duties }: Standing, rule: string, from: number): number | null {
  const stamped = facts.deadlines.find((deadline) => deadline.rule === rule);
  const duty = duties.get(rule);
  if (!stamped || !duty) return null;
  duty.startedAt = from;
  // Feedback that is asked for late is owed at once: its limit hangs on more than its start, so the row is taken as it is.
  if (stamped.fromEvent === 'feedback-requested') duty.dueAt = stamped.dueAt?.getTime() ?? null;
  else duty.dueAt = stamped.limit && dueFrom(stamped.limit, new Date(from), facts).dueAt.getTime();
  return duty.dueAt;
}

/** Rules whose clock one of these events starts, of those that are still owed; with `again` also those that run already. */
function startedBy({ facts, duties }: Standing, events: readonly string[], again = false): string[] {
  return facts.deadlines
    .filter(({ fromEvent }) => events.includes(fromEvent))
    .map(({ rule }) => rule)
    .filter((rule) => {
      const duty = duties.get(rule);
      return duty && !duty.met && !duty.lapsed && (again || duty.startedAt === null);
    });
}

/** The earliest due instant that holds the report in the queue. */
function gate({ facts, duties }: Standing): number | null {
  const open = facts.deadlines
    .filter(({ gatesQueue }) => gatesQueue)
    .map(({ rule }) => duties.get(rule))
    .flatMap((duty) => (duty?.dueAt && !duty.met && !duty.lapsed ? [duty.dueAt] : []));
  return open.length === 0 ? null : Math.min(...open);
}

function stepsOf({ facts: { policy }, urgency }: Standing, clock: string): readonly PolicyStep[] {
  if (clock === ACKNOWLEDGE) return policy.acknowledge[urgency];
  return isMetByAssessment(clock) ? policy.assess[urgency] : policy.duty;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
}

function instantOf(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
