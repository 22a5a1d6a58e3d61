import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import type { Policy } from '@/lib/domain/escalation/policy';
import { onlyClock, receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { addPolicyVersion, ensurePolicies } from './policies';
import { sweep } from './sweep';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const ladderOf = (reportId: string) =>
  db().prisma.ladder.findUniqueOrThrow({ where: { reportId_clock: { reportId, clock: 'acknowledge' } }, include: { policy: true } });

/** The default, but the first step for an acute report comes after five minutes and tells the administrators. */
const quicker = (): Policy => {
  const policy = structuredClone(defaultPolicy('dk')) as Policy;
  const [first, ...rest] = policy.acknowledge.acute;
  if (!first) throw new Error('The default has steps.');
  const acute = [
    { ...first, delay: { kind: 'minutes' as const, minutes: 5 }, tell: [{ kind: 'role' as const, role: 'administrator' as const }] },
    ...rest,
  ];
  return { ...policy, acknowledge: { ...policy.acknowledge, acute } };
};

const add = (municipalityId: string, policy: Policy) =>
  db().prisma.$transaction((tx) => addPolicyVersion(tx, municipalityId, policy, null, now));

describe('an escalation policy', () => {
  it('is there from the start: every municipality gets the default of its country as version 1, once', async () => {
    const { municipality } = await createCast(db(), 'se');
    await Promise.all([ensurePolicies(db().prisma, now), ensurePolicies(db().prisma, now)]);
    const versions = await db().prisma.escalationPolicy.findMany({ where: { municipalityId: municipality.id } });
    expect(versions).toMatchObject([{ version: 1, steps: defaultPolicy('se'), createdAt: now, createdById: null }]);
  });

  it('that comes later touches new reports only: whom and when, also for ladders that start after it', async () => {
    await standStill(db());
    const { municipality, dutyOfficer, administrator } = await createCast(db());
    await ensurePolicies(db().prisma, now);
    const before = await receiveAt(db(), municipality.id, now);
    expect(await add(municipality.id, quicker())).toBe(2);
    const after = await receiveAt(db(), municipality.id, now);
    await onlyClock(db(), 'acknowledge');
    expect([(await ladderOf(before)).policy?.version, (await ladderOf(after)).policy?.version]).toEqual([1, 2]);
    expect(await sweep(stepDeps(db()), minutes(5))).toMatchObject({ fired: 1 });
    expect(await sweep(stepDeps(db()), minutes(10))).toMatchObject({ fired: 1 });
    const notices = await db().prisma.notice.findMany({ where: { reportId: { in: [before, after] } }, orderBy: { createdAt: 'asc' } });
    expect(notices.map(({ reportId, recipientId, createdAt }) => [reportId, recipientId, createdAt])).toEqual([
      [after, administrator.id, minutes(5)],
      [before, dutyOfficer.id, minutes(10)],
    ]);
  });

  it('never changes once it is there', async () => {
    const { municipality } = await createCast(db());
    await add(municipality.id, quicker());
    await expect(db().pool.query('UPDATE escalation_policy SET version = 9')).rejects.toThrow('append-only');
    await expect(db().pool.query('DELETE FROM escalation_policy')).rejects.toThrow('append-only');
    await expect(db().pool.query('TRUNCATE escalation_policy CASCADE')).rejects.toThrow('append-only');
  });

  it('of two who change it at once each has a version of its own, and the log tells of both', async () => {
    const { municipality } = await createCast(db());
    expect((await Promise.all([add(municipality.id, quicker()), add(municipality.id, defaultPolicy('dk'))])).sort()).toEqual([1, 2]);
    const log = await db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id, action: 'escalation-policy.changed' } });
    expect(log.map(({ detail }) => (detail as { version: number }).version)).toEqual([1, 2]);
  });
});
