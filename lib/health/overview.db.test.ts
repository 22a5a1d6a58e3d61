import { describe, expect, it } from 'vitest';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readOverview } from './overview';

const db = useTestDatabase();
const now = new Date('2026-11-03T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const receive = (municipalityId: string, receivedAt: Date, changes: Partial<IncomingReport> = {}) =>
  receiveReport(db().door, makeIncoming(municipalityId, { receivedAt, ...changes }), receivedAt);

describe('the overview', () => {
  it('shows what is overdue, oldest first, and what is due within eight hours, each with its rule and who has it', async () => {
    const { municipality, owner } = await createCast(db());
    const late = await receive(municipality.id, hoursAgo(30));
    const later = await receive(municipality.id, hoursAgo(40));
    const soon = await receive(municipality.id, hoursAgo(17));
    await receive(municipality.id, hoursAgo(15));
    await db().prisma.report.update({
      where: { ref: late.ref },
      data: { state: 'acknowledged', acknowledgedById: owner.id },
    });
    const { totals, reports } = await readOverview(db().pool, municipality.id, true, now);
    expect(totals).toEqual({ open: 4, unacknowledged: 3, overdue: 2, dutiesOverdue: 0, dueSoon: 1 });
    expect(reports?.overdue.map(({ ref, holder, rule, basis }) => [ref, holder, rule, basis])).toEqual([
      [later.ref, null, 'dk.first-assessment', 'statutory'],
      [late.ref, 'owner', 'dk.first-assessment', 'statutory'],
    ]);
    expect(reports?.overdue[0]?.dueAt).toEqual(hoursAgo(16));
    expect(reports?.dueSoon.map(({ ref }) => ref)).toEqual([soon.ref]);
  });

  it('a report whose target has passed is still announced when its statutory limit comes near', async () => {
    const { municipality } = await createCast(db(), 'se');
    const { ref } = await receive(municipality.id, new Date('2026-10-20T12:00:00Z'));
    const { totals, reports } = await readOverview(db().pool, municipality.id, true, new Date('2026-11-03T18:00:00Z'));
    expect(totals).toMatchObject({ open: 1, overdue: 1, dueSoon: 1 });
    expect(reports?.overdue.map((deadline) => [deadline.ref, deadline.basis])).toEqual([[ref, 'target']]);
    expect(reports?.dueSoon.map((deadline) => [deadline.ref, deadline.basis])).toEqual([[ref, 'statutory']]);
  });

  it('a limit that falls on this very second is overdue and not due soon', async () => {
    const { municipality } = await createCast(db());
    await receive(municipality.id, hoursAgo(24));
    expect((await readOverview(db().pool, municipality.id, true, now)).totals).toMatchObject({ overdue: 1, dueSoon: 0 });
  });

  it('an assessed report whose duties are done counts nowhere', async () => {
    const { municipality } = await createCast(db());
    const { ref } = await receive(municipality.id, hoursAgo(30));
    await db().prisma.report.update({ where: { ref }, data: { state: 'assessed' } });
    await db().prisma.deadline.updateMany({ where: { report: { ref } }, data: { metAt: now } });
    const { totals, reports, units } = await readOverview(db().pool, municipality.id, true, now);
    expect(totals).toEqual({ open: 0, unacknowledged: 0, overdue: 0, dutiesOverdue: 0, dueSoon: 0 });
    expect(reports).toMatchObject({ overdue: [], dutiesOverdue: [], dueSoon: [], unacknowledged: [] });
    expect(units).toEqual([{ name: 'Intake', open: 0, unacknowledged: 0, overdue: 0 }]);
  });

  it('names for thirty days who reassessed although involved before, and not why', async () => {
    const { municipality, owner } = await createCast(db());
    const assessed = async (days: number) => {
      const { ref } = await receive(municipality.id, hoursAgo(24 * days + 1));
      const assessment = {
        state: 'assessed' as const,
        assessedAt: hoursAgo(24 * days),
        assessedById: owner.id,
        involvedReason: 'Nobody else.',
      };
      await db().prisma.report.update({ where: { ref }, data: assessment });
      return ref;
    };
    const [recent] = [await assessed(29), await assessed(31)];
    const { reports } = await readOverview(db().pool, municipality.id, true, now);
    expect(reports?.involved).toEqual([{ ref: recent, assessedAt: hoursAgo(24 * 29), by: 'owner' }]);
  });

  it('tells how far the ladder of an unacknowledged report has come, who was told and when, in its present round only', async () => {
    const { municipality, dutyOfficer, supervisor } = await createCast(db());
    const { ref, reportId } = await receive(municipality.id, hoursAgo(2));
    await db().prisma.ladder.updateMany({
      where: { reportId, clock: 'acknowledge' },
      data: { round: 1, nextStep: 2, nextStepAt: hoursAgo(-1) },
    });
    await takeStep(reportId, municipality.id, 0, 'warn', dutyOfficer, 0);
    await takeStep(reportId, municipality.id, 0, 'warn', dutyOfficer, 1);
    await takeStep(reportId, municipality.id, 1, 'escalate', supervisor, 1);
    const { reports } = await readOverview(db().pool, municipality.id, true, now);
    const [report] = reports?.unacknowledged ?? [];
    expect(report).toMatchObject({ ref, receivedAt: hoursAgo(2), nextStepAt: hoursAgo(-1) });
    expect(report?.nextAudiences).toEqual(['on-duty', 'supervisor', 'out-of-hours']);
    expect(report?.steps.map(({ name, told }) => [name, told[0]?.name, told[0]?.status, new Date(told[0]?.sentAt ?? 0)])).toEqual([
      ['warn', 'duty', 'sent', hoursAgo(1)],
      ['escalate', 'supervisor', 'sent', hoursAgo(1)],
    ]);
  });

  it('a channel that never saw anything is told apart from one that is merely quiet, and zeros are figures', async () => {
    const { municipality } = await createCast(db());
    await receive(municipality.id, hoursAgo(3));
    await receive(municipality.id, hoursAgo(25));
    await receive(municipality.id, hoursAgo(200), { channel: { kind: 'form', name: 'form' } });
    await db().prisma.channel.updateMany({
      where: { municipalityId: municipality.id, kind: 'secure_post' },
      data: { lastCheckedAt: hoursAgo(5), lastError: 'unreachable', lastErrorAt: hoursAgo(1) },
    });
    const { channels } = await readOverview(db().pool, municipality.id, false, now);
    expect(channels.map(({ kind, lastDay, lastWeek, lastArrivalAt }) => [kind, lastDay, lastWeek, lastArrivalAt])).toEqual([
      ['form', 0, 0, hoursAgo(200)],
      ['email', 1, 2, hoursAgo(3)],
      ['secure_post', 0, 0, null],
      ['phone', 0, 0, null],
    ]);
    expect(channels.find(({ kind }) => kind === 'secure_post')).toMatchObject({
      lastError: 'unreachable',
      lastErrorAt: hoursAgo(1),
      lastCheckedAt: hoursAgo(5),
    });
  });

  it('reports in no unit are counted, so the units add up to the total', async () => {
    const { municipality } = await createCast(db());
    await receive(municipality.id, hoursAgo(1));
    const { ref } = await receive(municipality.id, hoursAgo(25));
    await db().prisma.report.update({ where: { ref }, data: { unitId: null } });
    const { units, totals } = await readOverview(db().pool, municipality.id, false, now);
    expect(units).toEqual([
      { name: 'Intake', open: 1, unacknowledged: 1, overdue: 0 },
      { name: null, open: 1, unacknowledged: 1, overdue: 1 },
    ]);
    expect(totals.open).toBe(2);
  });

  it('notices that did not go out and steps that nobody took are visible with their age', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    const { reportId } = await receive(municipality.id, hoursAgo(2));
    await notice(reportId, municipality.id, dutyOfficer, { status: 'queued', createdAt: hoursAgo(1) });
    await notice(reportId, municipality.id, dutyOfficer, {
      status: 'sending',
      createdAt: hoursAgo(1.5),
      attempts: 3,
      lastError: 'ECONNREFUSED',
    });
    await notice(reportId, municipality.id, dutyOfficer, { status: 'sent', createdAt: hoursAgo(3) });
    await notice(reportId, municipality.id, dutyOfficer, { status: 'not_needed', createdAt: hoursAgo(3) });
    const { unsentNotices, lateSteps } = await readOverview(db().pool, municipality.id, false, now);
    expect(unsentNotices).toEqual({ queued: 1, failing: 1, oldest: hoursAgo(1.5) });
    expect(lateSteps).toEqual({ count: 1, oldest: new Date(hoursAgo(2).getTime() + 600_000) });
  });

  it('the worker is dead when it was never seen, and when it was last seen more than thirty seconds ago', async () => {
    const { municipality } = await createCast(db());
    const worker = async () => (await readOverview(db().pool, municipality.id, false, now)).worker;
    await db().prisma.heartbeat.deleteMany();
    expect(await worker()).toEqual({ alive: false, lastSeenAt: null, startedAt: null, lastSeenSeconds: null });
    await db().prisma.heartbeat.create({
      data: { name: 'worker', at: new Date(now.getTime() - 3000), startedAt: hoursAgo(9), detail: {} },
    });
    expect(await worker()).toMatchObject({ alive: true, lastSeenSeconds: 3, startedAt: hoursAgo(9) });
    await db().prisma.heartbeat.update({ where: { name: 'worker' }, data: { at: new Date(now.getTime() - 31_000) } });
    expect(await worker()).toMatchObject({ alive: false, lastSeenSeconds: 31 });
  });

  it('nothing of another municipality is counted or listed', async () => {
    const { municipality, otherMunicipality, outsider } = await createCast(db());
    const { reportId } = await receive(otherMunicipality.id, hoursAgo(40));
    await notice(reportId, otherMunicipality.id, outsider, { status: 'queued', createdAt: hoursAgo(1) });
    const overview = await readOverview(db().pool, municipality.id, true, now);
    expect(overview).toMatchObject({
      totals: { open: 0, unacknowledged: 0, overdue: 0, dutiesOverdue: 0, dueSoon: 0 },
      reports: { overdue: [], dutiesOverdue: [], dueSoon: [], unacknowledged: [] },
      lateSteps: { count: 0, oldest: null },
      unsentNotices: { queued: 0, failing: 0, oldest: null },
    });
    expect(overview.channels.every(({ lastWeek, lastArrivalAt }) => lastWeek === 0 && lastArrivalAt === null)).toBe(true);
    expect((await readOverview(db().pool, otherMunicipality.id, true, now)).totals.overdue).toBe(1);
  });

  it('whoever may not open reports gets figures and no list', async () => {
    const { municipality } = await createCast(db());
    await receive(municipality.id, hoursAgo(40));
    expect(await readOverview(db().pool, municipality.id, false, now)).toMatchObject({ totals: { overdue: 1 }, reports: null });
  });

  it('holds neither subject nor child, whoever asks', async () => {
    const { municipality } = await createCast(db());
    const { reportId } = await receive(municipality.id, hoursAgo(40), { subject: 'Bekymring for Asta' });
    await db().prisma.child.create({ data: { reportId, position: 1, name: 'Asta Hedelund' } });
    expect(JSON.stringify(await readOverview(db().pool, municipality.id, true, now))).not.toContain('Asta');
  });
});

type Person = { id: string; email: string };
type NoticeData = {
  status: 'queued' | 'sending' | 'sent' | 'not_needed';
  createdAt: Date;
  sentAt?: Date;
  attempts?: number;
  lastError?: string;
  escalationId?: string;
};
let noticeNumber = 0;

function notice(reportId: string, municipalityId: string, { id, email }: Person, { escalationId, ...data }: NoticeData) {
  noticeNumber += 1;
  return db().prisma.notice.create({
    data: {
      municipalityId,
      kind: 'escalation',
      idempotencyKey: `test-${noticeNumber}`,
      reportId,
      recipientId: id,
      address: email,
      ...data,
      escalations: { create: escalationId ? [{ escalationId }] : [] },
    },
  });
}

async function takeStep(
  reportId: string,
  municipalityId: string,
  step: number,
  name: string,
  person: Person,
  round: number,
): Promise<void> {
  const fired = { dueAt: hoursAgo(1), firedAt: hoursAgo(1), late: false };
  const escalation = await db().prisma.escalation.create({ data: { reportId, round, step, name, ...fired } });
  await notice(reportId, municipalityId, person, {
    status: 'sent',
    createdAt: hoursAgo(1),
    sentAt: hoursAgo(1),
    escalationId: escalation.id,
  });
}
