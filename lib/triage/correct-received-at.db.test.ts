import { describe, expect, it } from 'vitest';
import { queueQuery } from '@/lib/db/queue-query';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assess } from './assess';
import { correctReceivedAt } from './correct-received-at';
import { handBack } from './hand-back';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T12:00:00Z');
const earlier = { day: '2026-11-01', time: '20:00' };
const to = new Date('2026-11-01T19:00:00Z');

describe('correcting when a report was received', () => {
  it('moves every clock that runs from the receipt, by the limit that was stamped, and keeps what the channel said', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    await db().prisma.municipality.update({ where: { id: cast.municipality.id }, data: { lawSettings: { weekdayReading: 'mon-sat' } } });
    await correctReceivedAt(deps, as(cast.owner), ref, { received: earlier, reason: 'It lay in the letter box.' }, now);
    const after = await report();
    const due = Object.fromEntries(after.deadlines.map(({ rule, dueAt }) => [rule, dueAt]));
    expect(after).toMatchObject({ receivedAt: to, dueAt: new Date('2026-11-02T19:00:00Z') });
    expect(due['dk.first-assessment']).toEqual(after.dueAt);
    expect(after.deadlines.find(({ rule }) => rule === 'dk.confirm-receipt')).toMatchObject({ lastDay: '2026-11-09', startedAt: to });
    for (const clock of ['acknowledge', 'dk.first-assessment'])
      expect(await ladder(clock)).toMatchObject({ startedAt: to, dueAt: after.dueAt });
    const arrival = await db().prisma.arrival.findUniqueOrThrow({ where: { id: after.arrivalId } });
    expect(arrival.receivedAt).toEqual(received);
    expect((await trail()).at(-1)).toMatchObject({
      action: 'report.received-corrected',
      detail: { from: received.toISOString(), to: to.toISOString(), reason: 'It lay in the letter box.' },
    });
  });

  it('brings steps nearer; one that would lie in the past is due now, and is not late for it', async () => {
    const { cast, ref, deps, ladder, as } = await receiveForTriage(db(), received);
    const before = await ladder('dk.first-assessment');
    await correctReceivedAt(deps, as(cast.owner), ref, { received: { day: '2026-10-30', time: '08:00' }, reason: 'x' }, now);
    const after = await ladder('dk.first-assessment');
    expect(before.nextStepAt).toEqual(new Date('2026-11-02T22:00:00Z'));
    expect(after).toMatchObject({ nextStep: before.nextStep, nextStepAt: now, movedAt: now });
  });

  it('of a report that was handed back, the new round still counts from the handing back', async () => {
    const { cast, ref, deps, ladder, as } = await receiveForTriage(db(), received);
    const back = new Date('2026-11-02T11:00:00Z');
    await acknowledge(deps, as(cast.owner), ref, {}, received);
    await handBack(deps, as(cast.owner), ref, { reason: 'x' }, back);
    await correctReceivedAt(deps, as(cast.owner), ref, { received: earlier, reason: 'x' }, now);
    expect(await ladder()).toMatchObject({ round: 1, startedAt: back, dueAt: new Date('2026-11-02T19:00:00Z') });
  });

  it('puts the report before those that are due later', async () => {
    const { cast, ref, deps, as } = await receiveForTriage(db(), received);
    const second = await receiveReport(
      db().door,
      makeIncoming(cast.municipality.id, { receivedAt: new Date('2026-11-02T11:00:00Z') }),
      now,
    );
    const order = async () =>
      (await queueQuery(db().prisma, { municipalityId: cast.municipality.id, now, limit: 10 })).rows.map((row) => row.ref);
    expect(await order()).toEqual([ref, second.ref]);
    await correctReceivedAt(deps, as(cast.owner), second.ref, { received: { day: '2026-11-02', time: '09:00' }, reason: 'x' }, now);
    expect(await order()).toEqual([second.ref, ref]);
  });

  it('leaves what is met as it was', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received);
    await assess(deps, as(cast.owner), ref, { outcome: 'pass_on', reason: 'x' }, now);
    const rows = async () => (await report()).deadlines.filter(({ metAt }) => metAt);
    const before = await rows();
    await correctReceivedAt(deps, as(cast.owner), ref, { received: earlier, reason: 'x' }, now);
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['the same minute', { day: '2026-11-02', time: '11:00' }, 'not-earlier'],
    ['later', { day: '2026-11-02', time: '11:30' }, 'not-earlier'],
    ['in the future', { day: '2026-12-02', time: '11:00' }, 'not-earlier'],
    ['more than a year ago', { day: '2025-10-01', time: '11:00' }, 'too-old'],
    ['no time', { day: '', time: '11:00' }, 'not-a-time'],
  ])('to %s is refused, and nothing is stored', async (_, given, at) => {
    const { cast, ref, deps, report, trail, as } = await receiveForTriage(db(), received);
    const before = await report();
    const tried = correctReceivedAt(deps, as(cast.owner), ref, { received: given, reason: 'x' }, now);
    await expect(tried).rejects.toMatchObject({ code: 'invalid-input', fields: { at } });
    expect([await report(), (await trail()).length]).toEqual([before, 1]);
  });

  it('needs a reason, is for one’s own municipality, and of two at once the later one cannot make it later again', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received);
    const correct = (person: typeof cast.owner, time: string, reason = 'x') =>
      correctReceivedAt(deps, as(person), ref, { received: { day: '2026-11-02', time }, reason }, now);
    await expect(correct(cast.owner, '09:00', '  ')).rejects.toMatchObject({ code: 'reason-needed' });
    await expect(correct(cast.outsider, '09:00')).rejects.toMatchObject({ code: 'not-found' });
    await Promise.allSettled([correct(cast.owner, '08:00'), correct(cast.colleague, '09:00')]);
    expect((await report()).receivedAt).toEqual(new Date('2026-11-02T07:00:00Z'));
  });
});
