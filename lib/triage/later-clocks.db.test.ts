import { describe, expect, it } from 'vitest';
import type { Notifier, Outcome } from '@/lib/domain/report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { assess } from './assess';
import { closeInquiry } from './close-inquiry';
import { requestFeedback } from './request-feedback';
import { stateCircumstances } from './state-circumstances';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const decided = new Date('2026-11-04T10:00:00Z');
const now = new Date('2026-11-20T10:00:00Z');
const FEEDBACK = 'se.feedback';

async function setUp(country: 'dk' | 'no' | 'se', notifier?: Notifier) {
  const opened = await receiveForTriage(db(), received, country);
  if (notifier) await db().prisma.report.update({ where: { id: opened.reportId }, data: { notifier } });
  const { deps, cast, ref, as } = opened;
  const duty = async (rule: string) => (await opened.report()).deadlines.find((each) => each.rule === rule);
  const decide = (outcome: Outcome, at = decided) => assess(deps, as(cast.owner), ref, { outcome, reason: 'x' }, at);
  const lastEntries = async (count: number) =>
    (await opened.trail()).slice(-count).map(({ action, detail }) => [action, (detail as { rule?: string }).rule]);
  return { ...opened, owner: as(cast.owner), duty, decide, lastEntries };
}

const notifier = (kind: Notifier['kind'], wantsFeedback = false): Notifier => ({ kind, anonymous: false, wantsFeedback });

describe('closing an inquiry', () => {
  it('in Norway meets the limit of the investigation, ends the longer one, and starts the three weeks to tell the notifier', async () => {
    const { deps, owner, ref, duty, decide, ladder, lastEntries } = await setUp('no');
    await decide('open_inquiry');
    await closeInquiry(deps, owner, ref, { closed: { day: '2026-11-19', time: '09:00' }, note: 'Measures offered.' }, now);
    const closedAt = new Date('2026-11-19T08:00:00Z');
    expect(await duty('no.investigation')).toMatchObject({ metAt: closedAt, lapsedAt: null });
    expect(await duty('no.investigation-extended')).toMatchObject({ metAt: null, lapsedAt: now });
    expect(await duty('no.feedback')).toMatchObject({ startedAt: closedAt, lastDay: '2026-12-10', metAt: null });
    expect(await ladder('no.investigation')).toMatchObject({ nextStepAt: null, stoppedAt: now });
    expect(await ladder('no.feedback')).toMatchObject({ nextStep: 0, stoppedAt: null });
    expect(await lastEntries(4)).toEqual([
      ['report.inquiry-closed', undefined],
      ['duty.met', 'no.investigation'],
      ['duty.not-needed', 'no.investigation-extended'],
      ['duty.started', 'no.feedback'],
    ]);
  });

  it('of a report in an inquiry that ran already has only the notifier to tell', async () => {
    const { deps, owner, ref, duty, decide, lastEntries } = await setUp('no');
    await decide('reassess_ongoing');
    await closeInquiry(deps, owner, ref, {}, now);
    expect(await duty('no.feedback')).toMatchObject({ startedAt: now });
    expect(await lastEntries(2)).toEqual([
      ['report.inquiry-closed', undefined],
      ['duty.started', 'no.feedback'],
    ]);
  });

  it('in Sweden meets the four months', async () => {
    const { deps, owner, ref, duty, decide } = await setUp('se');
    await decide('open_inquiry');
    await closeInquiry(deps, owner, ref, {}, now);
    expect(await duty('se.inquiry')).toMatchObject({ metAt: now });
  });

  it('there must be one: not before the assessment, not where none was opened, and not twice, also not at once', async () => {
    const { deps, owner, cast, as, ref, decide } = await setUp('no');
    await expect(closeInquiry(deps, owner, ref, {}, now)).rejects.toMatchObject({ code: 'no-inquiry' });
    await expect(closeInquiry(deps, as(cast.outsider), ref, {}, now)).rejects.toMatchObject({ code: 'not-found' });
    await decide('open_inquiry');
    const tries = [cast.owner, cast.colleague].map((person) => closeInquiry(deps, as(person), ref, {}, now));
    const codes = (await Promise.allSettled(tries)).map((each) => (each.status === 'rejected' ? each.reason.code : 'done')).sort();
    expect(codes).toEqual(['done', 'no-inquiry']);
    const other = await setUp('se');
    await other.decide('close_without_inquiry');
    await expect(closeInquiry(other.deps, other.owner, other.ref, {}, now)).rejects.toMatchObject({ code: 'no-inquiry' });
  });
});

describe('feedback in Sweden (19 kap. 6 §)', () => {
  it('runs for nobody who did not ask', async () => {
    const { duty, decide, reportId } = await setUp('se');
    await decide('open_inquiry');
    expect(await duty(FEEDBACK)).toMatchObject({ startedAt: null, dueAt: null, lapsedAt: null });
    expect(await db().prisma.ladder.count({ where: { reportId, clock: FEEDBACK } })).toBe(0);
  });

  it('asked before the decision is due a week after it', async () => {
    const { deps, owner, ref, report, duty, decide, ladder, lastEntries } = await setUp('se');
    await requestFeedback(deps, owner, ref, { asked: { day: '2026-11-02', time: '13:00' } }, new Date('2026-11-03T10:00:00Z'));
    expect((await report()).feedbackRequestedAt).toEqual(new Date('2026-11-02T12:00:00Z'));
    expect(await duty(FEEDBACK)).toMatchObject({ startedAt: null });
    await decide('close_without_inquiry');
    expect(await duty(FEEDBACK)).toMatchObject({ startedAt: decided, lastDay: '2026-11-11', basis: 'statutory' });
    expect(await ladder(FEEDBACK)).toMatchObject({ nextStep: 0 });
    expect((await lastEntries(1))[0]).toEqual(['duty.started', FEEDBACK]);
  });

  it('asked in the report itself needs no further asking', async () => {
    const { duty, decide } = await setUp('se', notifier('professional', true));
    await decide('open_inquiry');
    expect(await duty(FEEDBACK)).toMatchObject({ startedAt: decided, lastDay: '2026-11-11' });
  });

  it('asked after the decision is due at once: a target for the same day, and not law', async () => {
    const { deps, owner, ref, duty, decide, ladder, lastEntries } = await setUp('se');
    await decide('close_without_inquiry');
    await requestFeedback(deps, owner, ref, {}, now);
    expect(await duty(FEEDBACK)).toMatchObject({ startedAt: now, lastDay: '2026-11-20', basis: 'target', limit: { unit: 'same-day' } });
    expect(await ladder(FEEDBACK)).toMatchObject({ stoppedAt: null });
    expect((await lastEntries(2)).map(([action]) => action)).toEqual(['report.feedback-requested', 'duty.started']);
  });

  it('of a report in a running inquiry is due at once', async () => {
    const { deps, owner, ref, duty, decide } = await setUp('se');
    await requestFeedback(deps, owner, ref, {}, new Date('2026-11-03T10:00:00Z'));
    await decide('reassess_ongoing');
    expect(await duty(FEEDBACK)).toMatchObject({ lastDay: '2026-11-04', basis: 'target' });
  });

  it('is asked for once, also by two at once, in one’s own municipality, and only where the law has it', async () => {
    const { deps, cast, as, ref } = await setUp('se');
    await expect(requestFeedback(deps, as(cast.outsider), ref, {}, now)).rejects.toMatchObject({ code: 'not-found' });
    const tries = [cast.owner, cast.colleague].map((person) => requestFeedback(deps, as(person), ref, {}, now));
    const codes = (await Promise.allSettled(tries)).map((each) => (each.status === 'rejected' ? each.reason.code : 'done')).sort();
    expect(codes).toEqual(['already-requested', 'done']);
    const danish = await setUp('dk');
    await expect(requestFeedback(danish.deps, danish.owner, danish.ref, {}, now)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('feedback to professionals', () => {
  it('falls away with the assessment when the notifier says to be a private person, and runs when not or unknown', async () => {
    for (const [kind, lapsed] of [
      ['private', true],
      ['professional', false],
      ['unknown', false],
    ] as const) {
      const { duty, decide } = await setUp('dk', notifier(kind));
      await decide('open_inquiry');
      const feedback = await duty('dk.feedback');
      expect([kind, feedback?.lapsedAt !== null, feedback?.startedAt !== null]).toEqual([kind, lapsed, !lapsed]);
    }
  });
});

describe('what a person states of a report', () => {
  const TARGET = { targets: { 'dk.child-interview': { unit: 'days', count: 7 } } };

  it('starts the duty that depends on it; without a figure it has no due instant', async () => {
    const { deps, owner, ref, report, duty, lastEntries } = await setUp('dk');
    expect(await duty('dk.reassessment')).toMatchObject({ startedAt: null });
    await stateCircumstances(deps, owner, ref, { ongoingMeasures: true }, now);
    expect(await report()).toMatchObject({ ongoingMeasures: true, abuseReported: null, state: 'unacknowledged' });
    expect(await duty('dk.reassessment')).toMatchObject({ startedAt: now, dueAt: null });
    expect(await duty('dk.child-interview')).toMatchObject({ startedAt: null });
    expect(await lastEntries(2)).toEqual([
      ['report.circumstances-stated', undefined],
      ['duty.started', 'dk.reassessment'],
    ]);
  });

  it('with a target of the municipality gives it a due instant and a ladder, and none before', async () => {
    const first = await setUp('dk');
    await db().prisma.deadline.updateMany({
      where: { reportId: first.reportId, rule: 'dk.child-interview' },
      data: { limit: TARGET.targets['dk.child-interview'], basis: 'target' },
    });
    const clocks = () => db().prisma.ladder.count({ where: { reportId: first.reportId, clock: 'dk.child-interview' } });
    expect(await clocks()).toBe(0);
    await stateCircumstances(first.deps, first.owner, first.ref, { abuseReported: true }, now);
    expect(await first.duty('dk.child-interview')).toMatchObject({ lastDay: '2026-11-27' });
    expect(await first.ladder('dk.child-interview')).toMatchObject({ nextStep: 0 });
    await stateCircumstances(first.deps, first.owner, first.ref, { abuseReported: false }, now);
    expect(await first.duty('dk.child-interview')).toMatchObject({ lapsedAt: now });
    expect(await first.ladder('dk.child-interview')).toMatchObject({ stoppedAt: now });
    const again = new Date('2026-11-21T10:00:00Z');
    await stateCircumstances(first.deps, first.owner, first.ref, { abuseReported: true }, again);
    expect(await first.duty('dk.child-interview')).toMatchObject({ lapsedAt: null, startedAt: again, lastDay: '2026-11-28' });
    expect(await first.ladder('dk.child-interview')).toMatchObject({ round: 1, stoppedAt: null });
    expect((await first.lastEntries(1))[0]).toEqual(['duty.reopened', 'dk.child-interview']);
  });

  it('said twice changes nothing more, and a stranger’s report is not there', async () => {
    const { deps, owner, cast, as, ref, duty } = await setUp('dk');
    await stateCircumstances(deps, owner, ref, { abuseReported: true }, decided);
    await stateCircumstances(deps, owner, ref, { abuseReported: true }, now);
    expect(await duty('dk.child-interview')).toMatchObject({ startedAt: decided });
    await expect(stateCircumstances(deps, as(cast.outsider), ref, { abuseReported: true }, now)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
