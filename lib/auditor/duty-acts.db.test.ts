import { addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import type { Country } from '@/lib/domain/report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { closeInquiry } from '@/lib/triage/close-inquiry';
import { correctReceivedAt } from '@/lib/triage/correct-received-at';
import { handBack } from '@/lib/triage/hand-back';
import { leaveOut } from '@/lib/triage/leave-out';
import { markDone } from '@/lib/triage/mark-done';
import { requestFeedback } from '@/lib/triage/request-feedback';
import { stateCircumstances } from '@/lib/triage/state-circumstances';
import { undoDuty } from '@/lib/triage/undo-duty';
import { checkReports } from './check-reports';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
/** A minute later: no step of any ladder is due yet. */
const at = addMinutes(received, 1);

/** A report with what the auditor finds in it; an empty list, or it would raise an alarm. */
async function setUp(country: Country) {
  const { deps, cast, ref, reportId, as } = await receiveForTriage(db(), received, country);
  const owner = as(cast.owner);
  const found = async (now = at) =>
    (await checkReports(db().pool, [reportId], now)).flatMap(({ findings }) => findings.map(({ code, where }) => `${code} ${where}`));
  return { deps, owner, ref, reportId, found };
}

/** A limit of the municipality's own where the act gives no figure, so that the duty has a clock and a ladder. */
const TARGET = { unit: 'days', count: 7 };

describe('what people do about duties leaves nothing for the auditor to find', () => {
  it('in Denmark: done, taken back, left out, stated and stated otherwise, receipt corrected, handed back, assessed', async () => {
    const { deps, owner, ref, reportId, found } = await setUp('dk');
    await db().prisma.deadline.updateMany({
      where: { reportId, rule: { in: ['dk.child-interview', 'dk.feedback'] } },
      data: { limit: TARGET, basis: 'target' },
    });
    const rule = 'dk.confirm-receipt';
    const acts: (() => Promise<unknown>)[] = [
      () => markDone(deps, owner, ref, { rule }, at),
      () => undoDuty(deps, owner, ref, { rule, reason: 'x' }, at),
      () => leaveOut(deps, owner, ref, { rule, exception: 'anonymous' }, at),
      () => undoDuty(deps, owner, ref, { rule, reason: 'x' }, at),
      () => stateCircumstances(deps, owner, ref, { ongoingMeasures: true, abuseReported: true }, at),
      () => stateCircumstances(deps, owner, ref, { abuseReported: false }, at),
      () => stateCircumstances(deps, owner, ref, { abuseReported: true }, at),
      () => leaveOut(deps, owner, ref, { rule: 'dk.feedback', exception: 'special-circumstances', reason: 'x' }, at),
      () => acknowledge(deps, owner, ref, {}, at),
      () => handBack(deps, owner, ref, { reason: 'x' }, at),
      () => correctReceivedAt(deps, owner, ref, { received: { day: '2026-11-02', time: '10:30' }, reason: 'x' }, at),
      () => assess(deps, owner, ref, { outcome: 'open_inquiry', reason: 'x' }, at),
      () => undoDuty(deps, owner, ref, { rule: 'dk.feedback', reason: 'x' }, at),
      () => markDone(deps, owner, ref, { rule: 'dk.child-interview' }, at),
    ];
    for (const [index, act] of acts.entries()) {
      await act();
      expect([index, await found()]).toEqual([index, []]);
    }
  });

  it.each(['open_inquiry', 'reassess_ongoing'] as const)('in Norway: assessed (%s), then the inquiry is closed', async (outcome) => {
    const { deps, owner, ref, found } = await setUp('no');
    await assess(deps, owner, ref, { outcome, reason: 'x' }, at);
    expect(await found()).toEqual([]);
    await closeInquiry(deps, owner, ref, {}, at);
    expect(await found()).toEqual([]);
  });

  it.each([
    ['before the decision', true, 'open_inquiry'],
    ['before it, in a running inquiry', true, 'reassess_ongoing'],
    ['after the decision', false, 'close_without_inquiry'],
  ] as const)('in Sweden: feedback asked for %s', async (_, first, outcome) => {
    const { deps, owner, ref, found } = await setUp('se');
    const ask = () => requestFeedback(deps, owner, ref, {}, at);
    const decide = () => assess(deps, owner, ref, { outcome, reason: 'x' }, at);
    for (const act of first ? [ask, decide] : [decide, ask]) {
      await act();
      expect(await found()).toEqual([]);
    }
    await markDone(deps, owner, ref, { rule: 'se.feedback' }, at);
    expect(await found()).toEqual([]);
  });
});
