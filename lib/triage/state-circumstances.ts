import type { Tx } from '@/lib/db/client';
import { CIRCUMSTANCES, isOwed } from '@/lib/domain/duty';
import type { StartEvent } from '@/lib/domain/law/rule';
import { type Acted, type Actor, actOnReport, type Entry, type ReportToActOn, type Seen, type TriageDeps } from './act-on-report';
import { lapseDuty, type StampedDuty, startDuty, startedEntry } from './duties';

/** What a person states: that the child has measures already, and that abuse is reported. Left out: nothing is said of it. */
type Circumstance = keyof typeof CIRCUMSTANCES;
export type StateCircumstancesInput = Seen & { [Key in Circumstance]?: boolean };

/**
 * A person states what a report is about, as far as duties depend on it (Barnets lov § 137). What holds starts its duty, with the clock
 * where the municipality has set a target; what does not hold lets it fall away. Stated otherwise later, it is owed again from then.
 * @throws MottakError not-found, changed-meanwhile
 */
export async function stateCircumstances(
  deps: TriageDeps,
  staff: Actor,
  ref: string,
  { version, ...input }: StateCircumstancesInput,
  now: Date,
): Promise<Acted> {
  const given = Object.entries(input).filter((entry): entry is [Circumstance, boolean] => typeof entry[1] === 'boolean');
  const facts = Object.fromEntries(given);
  return actOnReport(deps, staff, ref, { version }, 'state_circumstances', now, async (report, tx) => {
    const more: Entry[] = [];
    for (const [name, holds] of given.filter(([each, value]) => report[each] !== value)) {
      const event = CIRCUMSTANCES[name];
      for (const duty of report.deadlines.filter(({ fromEvent, metAt, notNeededAt }) => fromEvent === event && !metAt && !notNeededAt)) {
        const entry = holds ? await owe(tx, report, duty, event, staff, now) : await letGo(tx, duty, now);
        if (entry) more.push(entry);
      }
    }
    return { data: facts, action: 'report.circumstances-stated', detail: facts, more };
  });
}

/** The duty holds from now on, whether nothing had been said or the contrary. */
async function owe(tx: Tx, report: ReportToActOn, duty: StampedDuty, event: StartEvent, staff: Actor, now: Date): Promise<Entry | null> {
  const startedAt = now.toISOString();
  if (!isOwed(duty)) await tx.deadline.update({ where: { id: duty.id }, data: { lapsedAt: null } });
  if (!(await startDuty(tx, report, duty, event, now, staff, now))) return null;
  return isOwed(duty) ? startedEntry(duty.rule, now) : { action: 'duty.reopened', detail: { rule: duty.rule, startedAt } };
}

async function letGo(tx: Tx, duty: StampedDuty, now: Date): Promise<Entry | null> {
  if (!isOwed(duty)) return null;
  await lapseDuty(tx, duty, now);
  return { action: 'duty.not-needed', detail: { rule: duty.rule } };
}
