import { beforeEach, describe, expect, it } from 'vitest';
import { queueQuery } from '@/lib/db/queue-query';
import { onlyClock, standStill, stepDeps } from '@/lib/testing/engine';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { handBack } from '@/lib/triage/hand-back';
import { moveLadders } from './ladders';
import { sweep } from './sweep';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const hours = (count: number) => new Date(received.getTime() + count * 3_600_000);

beforeEach(() => standStill(db()));

const tell = async (recipientId: string) =>
  (await db().prisma.notice.findMany({ where: { recipientId }, orderBy: { createdAt: 'asc' } })).map(({ clock, createdAt }) => [
    clock,
    createdAt,
  ]);

// T32: what stands still is the ladder for acknowledging alone.
describe('an acknowledged report that nobody assesses', () => {
  it('goes back to alarm when three quarters of its time are used: on top of the queue, and its holder and who is on duty are told', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received);
    await acknowledge(deps, as(cast.owner), ref, {}, received);
    await onlyClock(db(), 'dk.first-assessment');
    const group = async (at: Date) =>
      (await queueQuery(db().prisma, { municipalityId: cast.municipality.id, now: at, limit: 10 })).rows[0]?.group;
    await sweep(stepDeps(db()), hours(12));
    expect((await report()).alarmAt).toBeNull();
    expect(await group(hours(12))).toBe('rest');
    await sweep(stepDeps(db()), hours(18));
    expect((await report()).alarmAt).toEqual(hours(18));
    expect(await group(hours(18))).toBe('now');
    expect(await tell(cast.owner.id)).toEqual([
      ['dk.first-assessment', hours(12)],
      ['dk.first-assessment', hours(18)],
    ]);
    expect(await tell(cast.dutyOfficer.id)).toEqual([['dk.first-assessment', hours(18)]]);
    await sweep(stepDeps(db()), hours(24));
    await sweep(stepDeps(db()), hours(26));
    expect((await tell(cast.supervisor.id)).map(([, at]) => at)).toEqual([hours(24), hours(24), hours(26)]);
  });

  it('leaves the alarm when it is assessed, and when it is handed back', async () => {
    const first = await receiveForTriage(db(), received);
    await acknowledge(first.deps, first.as(first.cast.owner), first.ref, {}, received);
    const second = await receiveForTriage(db(), received);
    await acknowledge(second.deps, second.as(second.cast.owner), second.ref, {}, received);
    await sweep(stepDeps(db()), hours(19));
    expect([(await first.report()).alarmAt, (await second.report()).alarmAt]).toEqual([hours(19), hours(19)]);
    await assess(first.deps, first.as(first.cast.owner), first.ref, { outcome: 'open_inquiry', reason: 'x' }, hours(20));
    await handBack(second.deps, second.as(second.cast.owner), second.ref, { reason: 'x' }, hours(20));
    expect([(await first.report()).alarmAt, (await second.report()).alarmAt]).toEqual([null, null]);
  });
});

describe('several clocks of one report', () => {
  it('never stop one another: acknowledging, assessing and the duties behind them climb each by itself', async () => {
    const { cast, ref, deps, ladder, as } = await receiveForTriage(db(), received, 'se');
    await assess(deps, as(cast.owner), ref, { outcome: 'no_immediate_need', reason: 'x' }, hours(1));
    expect([(await ladder()).stoppedAt, (await ladder('se.protection-assessment')).stoppedAt]).toEqual([hours(1), hours(1)]);
    expect(await ladder('se.open-inquiry')).toMatchObject({ stoppedAt: null, nextStep: 0 });
    await assess(deps, as(cast.owner), ref, { outcome: 'open_inquiry', reason: 'x' }, hours(2));
    expect((await ladder('se.open-inquiry')).stoppedAt).toEqual(hours(2));
    const inquiry = await ladder('se.inquiry');
    expect(inquiry).toMatchObject({ round: 0, startedAt: hours(2), stoppedAt: null, nextStep: 0 });
    expect(inquiry.dueAt?.toISOString()).toMatch(/^2027-03-02/);
    expect(inquiry.nextStepAt?.getTime()).toBeGreaterThan(hours(24 * 80).getTime());
  });

  it('a corrected receipt brings every running ladder nearer, never farther, and takes no step twice', async () => {
    const { cast, reportId, report, ladder } = await receiveForTriage(db(), received);
    await sweep(stepDeps(db()), new Date(received.getTime() + 10 * 60_000));
    const before = await ladder();
    const earlier = new Date(received.getTime() - 20 * 60_000);
    const dueAt = new Date(earlier.getTime() + 24 * 3_600_000);
    const now = new Date(received.getTime() + 11 * 60_000);
    const rounds = new Map(['acknowledge', 'dk.first-assessment'].map((clock) => [clock, { startedAt: earlier, dueAt }] as const));
    const { urgency } = await report();
    const of = { id: reportId, municipalityId: cast.municipality.id, country: 'dk' as const, urgency };
    await db().prisma.$transaction((tx) => moveLadders(tx, of, { urgency, onlyNearer: true, rounds }, now));
    expect(before).toMatchObject({ nextStep: 1, nextStepAt: new Date(received.getTime() + 30 * 60_000) });
    expect(await ladder()).toMatchObject({ nextStep: 1, startedAt: earlier, dueAt, nextStepAt: now, movedAt: now });
    expect((await ladder('dk.first-assessment')).nextStepAt).toEqual(new Date(earlier.getTime() + 12 * 3_600_000));
    expect(await sweep(stepDeps(db()), now)).toMatchObject({ fired: 1, late: 0 });
  });
});
