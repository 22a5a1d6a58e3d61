import type { Limit, WeekdayReading } from './limit';
import type { LawRule } from './rule';

/** What a municipality may decide about its clocks. A target that is null takes away Mottak's own. */
export type LawSettings = { weekdayReading: WeekdayReading; targets: Readonly<Record<string, Limit | null>> };

export const DEFAULT_LAW_SETTINGS: LawSettings = { weekdayReading: 'mon-fri', targets: {} };

/** Whether a municipality may set a limit of its own: only where the act gives no figure. */
export function takesTarget({ basis, limit }: LawRule): boolean {
  return basis === 'target' || limit === null;
}

/** The rule as it holds in a municipality. A limit that it set itself makes the rule's limit a target; what the act counts stays. */
export function withSettings(rule: LawRule, { weekdayReading, targets }: LawSettings): LawRule {
  const target = takesTarget(rule) ? targets[rule.id] : undefined;
  if (target !== undefined) return { ...rule, limit: target, basis: target ? 'target' : rule.basis };
  if (rule.limit?.unit !== 'weekdays') return rule;
  return { ...rule, limit: { ...rule.limit, reading: weekdayReading } };
}
