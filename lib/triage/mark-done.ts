import { storable } from '@/lib/db/text';
import { whyNotDone } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import { type Acted, type Actor, actOnReport, type Seen, type TriageDeps } from './act-on-report';
import { dutyOf, instantGiven, type LocalTime, meetDuty, metEntry } from './duties';

/** `done`: when it was done; left out, now. `note`: what the person wants to be read in the log. */
export type MarkDoneInput = Seen & { rule: string; done?: LocalTime; note?: string };

/**
 * A person says that a duty was done, and when. Its deadline is met, and late when that was after the due instant; its ladder stops, and
 * no other. A first assessment is met by assessing only, and an inquiry by closing it.
 * @throws MottakError not-found, changed-meanwhile, met-by-assessing, duty-settled, duty-not-started, invalid-input
 */
export async function markDone(deps: TriageDeps, staff: Actor, ref: string, input: MarkDoneInput, now: Date): Promise<Acted> {
  const note = storable(input.note?.trim() ?? '');
  return actOnReport(deps, staff, ref, input, 'settle_duty', now, async (report, tx) => {
    const duty = dutyOf(report, input.rule);
    const refusal = whyNotDone(duty);
    if (refusal) throw new MottakError(refusal);
    const metAt = instantGiven(input.done, report, staff, now);
    await meetDuty(tx, duty, metAt, staff, now);
    return { data: {}, ...metEntry(duty, metAt, note) };
  });
}
