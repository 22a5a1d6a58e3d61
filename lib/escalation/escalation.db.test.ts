import { addDays, addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { moveLadders } from '@/lib/deadlines/ladders';
import { sweep } from '@/lib/deadlines/sweep';
import type { PolicyStep } from '@/lib/domain/escalation/policy';
import { withSteps } from '@/lib/domain/escalation/policy-ladders';
import type { Means } from '@/lib/domain/means';
import { URGENCIES, type Urgency } from '@/lib/domain/report';
import { receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { changeNextUnit } from './change-next-unit';
import { changeOutOfHours } from './change-out-of-hours';
import { changePolicy, restorePolicy } from './change-policy';
import { policyInForce } from './policy-in-force';
import { seePolicy } from './see-policy';
import { simulatePolicy } from './simulate-policy';

const db = useTestDatabase();
const received = new Date('2026-11-02T20:00:00Z');
const CONFIGURED: Means[] = ['push', 'sms', 'email'];
const ACUTE = { clock: 'acknowledge', urgency: 'acute' } as const;

const deps = () => ({ prisma: db().prisma, configured: CONFIGURED, notifyChange: db().door.notifyChange });
const as = ({ municipality }: Cast, { id, role }: Cast['owner']) => ({ staffId: id, role, municipality });
const inForce = (cast: Cast) => policyInForce(db().prisma, cast.municipality);

/** The policy in force, but the first step of an acute report tells the supervisors after five minutes. */
async function quicker(cast: Cast) {
  const { policy, version } = await inForce(cast);
  const [first, ...rest] = policy.acknowledge.acute as [PolicyStep, ...PolicyStep[]];
  const changed: PolicyStep = { ...first, delay: { kind: 'minutes', minutes: 5 }, tell: [{ kind: 'role', role: 'supervisor' }] };
  return { policy: withSteps(policy, ACUTE, [changed, ...rest]), note: ' Vi vil vide det før. ', seen: version };
}

const log = async ({ municipality }: Cast) =>
  db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id, reportId: null }, orderBy: { id: 'asc' } });

describe('the policy of a municipality', () => {
  it('is changed as a new version with who and why, and the log tells which ladders', async () => {
    const cast = await createCast(db());
    expect(await changePolicy(deps(), as(cast, cast.supervisor), await quicker(cast), received)).toEqual({ version: 1 });
    expect(await inForce(cast)).toMatchObject({
      version: 1,
      createdById: cast.supervisor.id,
      note: 'Vi vil vide det før.',
      createdAt: received,
    });
    expect((await log(cast)).map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      [cast.supervisor.id, 'escalation-policy.changed', { version: 1, note: 'Vi vil vide det før.', ladders: ['acknowledge.acute'] }],
    ]);
  });

  it('is changed by supervisors and administrators only', async () => {
    const cast = await createCast(db());
    await expect(changePolicy(deps(), as(cast, cast.owner), await quicker(cast), received)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(restorePolicy(deps(), as(cast, cast.owner), { version: 1, note: '', seen: 0 }, received)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(changePolicy(deps(), as(cast, cast.administrator), await quicker(cast), received)).resolves.toEqual({ version: 1 });
  });

  it('is refused when it is unsafe, with a code for each fault, and when nothing is changed', async () => {
    const cast = await createCast(db());
    const { policy, version: seen } = await inForce(cast);
    const unsafe = { policy: withSteps(policy, ACUTE, []), note: 'x'.repeat(501), seen };
    await expect(changePolicy(deps(), as(cast, cast.supervisor), unsafe, received)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { 'acknowledge.acute': 'no-step', note: 'too-long' },
    });
    await expect(changePolicy(deps(), as(cast, cast.supervisor), { policy, note: '', seen }, received)).rejects.toMatchObject({
      fields: { policy: 'unchanged' },
    });
    expect(await log(cast)).toEqual([]);
  });

  it('of two who change it at once the second is told so, and nothing of hers is stored', async () => {
    const cast = await createCast(db());
    const change = await quicker(cast);
    const outcomes = await Promise.allSettled([1, 2].map(() => changePolicy(deps(), as(cast, cast.supervisor), change, received)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
    expect((await log(cast)).length).toBe(1);
  });

  it('goes back to an older version as a new one', async () => {
    const cast = await createCast(db());
    const { policy: original } = await inForce(cast);
    const editor = as(cast, cast.supervisor);
    await changePolicy(deps(), editor, await quicker(cast), received);
    const raised = withSteps(original, { clock: 'duty', urgency: null }, original.duty.slice(1));
    await changePolicy(deps(), editor, { policy: raised, note: '', seen: 1 }, received);
    expect(await restorePolicy(deps(), editor, { version: 1, note: '', seen: 2 }, received)).toEqual({ version: 3 });
    expect((await inForce(cast)).policy.acknowledge.acute[0]).toMatchObject({ delay: { minutes: 5 } });
    expect((await log(cast)).at(-1)?.detail).toEqual({ version: 3, ladders: ['acknowledge.acute', 'duty'], restored: 1 });
    await expect(restorePolicy(deps(), editor, { version: 9, note: '', seen: 3 }, received)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is seen with its versions, what it counts on, and what the coming days lack', async () => {
    const cast = await createCast(db());
    await changePolicy(deps(), as(cast, cast.supervisor), await quicker(cast), received);
    const view = await seePolicy(db().prisma, cast.municipality, CONFIGURED, received);
    expect(view).toMatchObject({
      version: 1,
      today: '2026-11-02',
      outOfHours: null,
      surroundings: { longestLimitMinutes: 1440, hasNextUnit: false },
    });
    expect(view.versions).toMatchObject([{ version: 1, by: 'supervisor', note: 'Vi vil vide det før.' }]);
    expect(view.people.map(({ name }) => name)).toEqual(['administrator', 'colleague', 'duty', 'owner', 'supervisor']);
    expect(view.ahead).toMatchObject([{ code: 'asleep', person: 'duty' }]);
  });
});

describe('whom a policy counts on', () => {
  it('the out-of-hours service is named and taken away, and the log tells', async () => {
    const cast = await createCast(db());
    const editor = as(cast, cast.supervisor);
    const typed = { name: 'Døgnvagten', email: '', mobile: '20 20 20 20' };
    expect(await changeOutOfHours(deps(), editor, typed, received)).toEqual({
      outOfHours: { name: 'Døgnvagten', email: null, mobile: '+4520202020' },
    });
    await changeOutOfHours(deps(), editor, { name: '', email: ' ', mobile: '' }, received);
    expect((await seePolicy(db().prisma, cast.municipality, CONFIGURED, received)).outOfHours).toBeNull();
    expect((await log(cast)).map(({ action }) => action)).toEqual(Array(2).fill('escalation.out-of-hours-changed'));
  });

  it.each([
    [{ name: '', email: 'a@b.example', mobile: '' }, { name: 'required' }],
    [{ name: 'x', email: '', mobile: '' }, { email: 'no-way-to-reach' }],
    [
      { name: 'x', email: 'nobody', mobile: '12' },
      { email: 'no-mail-address', mobile: 'no-telephone-number' },
    ],
  ])('the out-of-hours service %o is refused', async (typed, fields) => {
    const cast = await createCast(db());
    await expect(changeOutOfHours(deps(), as(cast, cast.supervisor), typed, received)).rejects.toMatchObject({ fields });
  });

  it('a unit has another above it, of its own municipality and never in a circle', async () => {
    const cast = await createCast(db());
    const intake = cast.municipality.units[0]?.id ?? '';
    const family = await db().prisma.unit.create({ data: { name: 'Familie', municipalityId: cast.municipality.id } });
    const editor = as(cast, cast.supervisor);
    await changeNextUnit(deps(), editor, { unitId: intake, nextUnitId: family.id }, received);
    await expect(changeNextUnit(deps(), editor, { unitId: family.id, nextUnitId: intake }, received)).rejects.toMatchObject({
      fields: { nextUnitId: 'goes-round' },
    });
    const foreign = cast.otherMunicipality.units[0]?.id ?? '';
    await expect(changeNextUnit(deps(), editor, { unitId: intake, nextUnitId: foreign }, received)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(changeNextUnit(deps(), as(cast, cast.owner), { unitId: intake, nextUnitId: null }, received)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const { surroundings } = await seePolicy(db().prisma, cast.municipality, CONFIGURED, received);
    expect(surroundings.hasNextUnit).toBe(true);
  });
});

describe('a simulation says exactly whom the sweep tells, when and by which means', () => {
  async function lively(cast: Cast): Promise<void> {
    const { prisma } = db();
    const municipalityId = cast.municipality.id;
    await prisma.staff.update({ where: { id: cast.colleague.id }, data: { mobile: '+4520202020' } });
    await prisma.municipality.update({
      where: { id: municipalityId },
      data: { outOfHours: { name: 'Vagten', email: null, mobile: '+4530303030' } },
    });
    const family = await prisma.unit.create({ data: { name: 'Familie', municipalityId } });
    await prisma.unit.update({ where: { id: cast.municipality.units[0]?.id }, data: { nextUnitId: family.id } });
    await prisma.staff.create({
      data: {
        municipalityId,
        role: 'supervisor',
        name: 'above',
        email: `above-${municipalityId}@staff.example`,
        locale: 'da',
        unitId: family.id,
      },
    });
    const createdAt = addDays(received, -1);
    await prisma.dutyOverride.create({
      data: {
        municipalityId,
        staffId: cast.colleague.id,
        startsAt: addMinutes(received, 20),
        endsAt: addMinutes(received, 200),
        createdAt,
      },
    });
    await prisma.dutyAbsence.create({
      data: {
        municipalityId,
        staffId: cast.supervisor.id,
        startsAt: addMinutes(received, 100),
        endsAt: addMinutes(received, 1000),
        createdAt,
      },
    });
    const { policy, version: seen } = await inForce(cast);
    const acute = policy.acknowledge.acute.map(
      (step, index): PolicyStep =>
        index === 1 ? { ...step, tell: [...step.tell, { kind: 'next-unit' }, { kind: 'staff', staffId: cast.owner.id }] } : step,
    );
    await changePolicy(deps(), as(cast, cast.supervisor), { policy: withSteps(policy, ACUTE, acute), note: '', seen }, createdAt);
  }

  async function setUrgency(cast: Cast, id: string, urgency: Urgency): Promise<void> {
    if (urgency === 'acute') return;
    await db().prisma.$transaction(async (tx) => {
      await tx.report.update({ where: { id }, data: { urgency } });
      const report = { id, municipalityId: cast.municipality.id, country: cast.municipality.country, urgency: 'acute' as const };
      await moveLadders(tx, report, { urgency, onlyNearer: false }, received);
    });
  }

  it.each(['dk', 'no', 'se'] as const)(
    'in %s, for every urgency, through a handover, an absence and the due instants',
    async (country) => {
      const cast = await createCast(db(), country);
      await lively(cast);
      for (const urgency of URGENCIES) {
        await standStill(db());
        const id = await receiveAt(db(), cast.municipality.id, received);
        await setUrgency(cast, id, urgency);
        const { steps } = await simulatePolicy(
          db().prisma,
          cast.municipality.id,
          { urgency, at: received, hours: 40 },
          CONFIGURED,
          received,
        );
        const sweeper = { ...stepDeps(db()), gateways: [{ means: 'push' as const }, { means: 'sms' as const }] };
        for (const at of new Set(steps.map((step) => step.at.getTime()))) await sweep(sweeper, new Date(at));
        const notices = await db().prisma.notice.findMany({
          where: { reportId: id },
          include: { escalations: { include: { escalation: true } } },
        });
        const told = notices.map(({ createdAt, recipientId, recipientLabel, means, audience, escalations }) => {
          const { clock, step, repeat } = escalations[0]?.escalation ?? {};
          return [createdAt.toISOString(), clock, step, repeat, recipientId ?? recipientLabel, audience, means].join(' ');
        });
        const said = steps.flatMap(({ at, clock, step, repeat, tell }) =>
          tell.flatMap(({ staffId, label, audience, means }) =>
            means.map((one) => [at.toISOString(), clock, step, repeat, staffId ?? label, audience, one].join(' ')),
          ),
        );
        expect(said.length).toBeGreaterThan(3);
        expect(told.sort()).toEqual(said.sort());
      }
    },
    60_000,
  );

  it('tries out a policy that is not saved, and changes nothing by it', async () => {
    const cast = await createCast(db());
    const { policy } = await quicker(cast);
    const ask = (tried?: typeof policy) =>
      simulatePolicy(db().prisma, cast.municipality.id, { policy: tried, urgency: 'acute', at: received, hours: 1 }, CONFIGURED, received);
    expect((await ask(policy)).steps[0]).toMatchObject({ at: addMinutes(received, 5), tell: [{ name: 'supervisor' }] });
    expect((await ask()).steps[0]).toMatchObject({ at: addMinutes(received, 10), tell: [{ name: 'duty' }] });
    expect((await inForce(cast)).version).toBe(0);
    await expect(
      simulatePolicy(db().prisma, cast.municipality.id, { urgency: 'acute', at: received, hours: 400 }, CONFIGURED, received),
    ).rejects.toMatchObject({ fields: { hours: 'out-of-range' } });
  });
});
