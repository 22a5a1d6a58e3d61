import { beforeEach, describe, expect, it } from 'vitest';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import type { Policy, Tell } from '@/lib/domain/escalation/policy';
import { actionsOf, onlyClock, receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { addPolicyVersion } from './policies';
import { sweep } from './sweep';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);

beforeEach(() => standStill(db()));

/** A report whose first step is due at ten minutes; with `tell`, the step tells these and no others. */
async function receive(cast: Cast, tell?: Tell[]): Promise<string> {
  if (tell) {
    const policy = structuredClone(defaultPolicy('dk')) as Policy;
    const acute = policy.acknowledge.acute.map((step) => ({ ...step, tell }));
    const changed = { ...policy, acknowledge: { ...policy.acknowledge, acute } };
    await db().prisma.$transaction((tx) => addPolicyVersion(tx, cast.municipality.id, changed, null, received));
  }
  const id = await receiveAt(db(), cast.municipality.id, received);
  await onlyClock(db(), 'acknowledge');
  return id;
}

async function told(reportId: string): Promise<string[]> {
  const notices = await db().prisma.notice.findMany({ where: { reportId }, include: { recipient: true } });
  return notices.map(({ recipient, recipientLabel, means }) => `${recipient?.name ?? recipientLabel} by ${means}`).sort();
}

const alarms = async ({ municipality }: Cast) =>
  (await db().prisma.alarm.findMany({ where: { municipalityId: municipality.id }, orderBy: { code: 'asc' } })).map(({ code }) => code);

const detailOf = async (reportId: string, action: string) =>
  (await db().prisma.auditEntry.findFirstOrThrow({ where: { reportId, action } })).detail;

describe('a step', () => {
  it('tells who is on duty by the roster at that instant, and not whoever was marked before there was one', async () => {
    const cast = await createCast(db());
    await db().prisma.dutyOverride.create({
      data: {
        municipalityId: cast.municipality.id,
        staffId: cast.colleague.id,
        startsAt: received,
        endsAt: minutes(60),
        createdAt: received,
      },
    });
    const id = await receive(cast);
    await sweep(stepDeps(db()), minutes(10));
    expect(await told(id)).toEqual(['colleague by email']);
    expect(await alarms(cast)).toEqual([]);
  });

  it('with nobody on duty goes on to the supervisors at once; the gap stands on the trail and is an alarm, once', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { active: false } });
    const ids = [await receive(cast), await receive(cast)];
    await sweep(stepDeps(db()), minutes(10));
    for (const id of ids) {
      expect(await told(id)).toEqual(['supervisor by email']);
      expect(await actionsOf(db(), id)).toEqual(['report.received', 'escalation.fired', 'escalation.gap', 'escalation.audience_empty']);
    }
    expect(await alarms(cast)).toEqual(['duty-gap']);
    expect(await detailOf(ids[0] ?? '', 'escalation.fired')).toMatchObject({ skipped: ['on-duty'], recipients: [cast.supervisor.id] });
  });

  it('that finds somebody on duty again ends the alarm', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { active: false } });
    await receive(cast);
    await sweep(stepDeps(db()), minutes(10));
    await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { active: true } });
    await sweep(stepDeps(db()), minutes(30));
    const [alarm, ...others] = await db().prisma.alarm.findMany({ where: { municipalityId: cast.municipality.id } });
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ code: 'duty-gap', raisedAt: minutes(10), clearedAt: minutes(30) });
  });

  it('with no supervisor either tells the administrators, and the log says so', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.updateMany({ where: { id: { in: [cast.dutyOfficer.id, cast.supervisor.id] } }, data: { active: false } });
    const id = await receive(cast);
    await sweep(stepDeps(db()), minutes(10));
    expect(await told(id)).toEqual(['administrator by email']);
    expect(await detailOf(id, 'escalation.audience_empty')).toMatchObject({ told: 'administrator' });
  });

  it('with no active person at all is still recorded, the ladder climbs on, and that nobody is there is an alarm', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.updateMany({ where: { municipalityId: cast.municipality.id }, data: { active: false } });
    const id = await receive(cast);
    expect(await sweep(stepDeps(db()), minutes(30))).toMatchObject({ fired: 2, failed: 0 });
    expect(await detailOf(id, 'escalation.audience_empty')).toMatchObject({ told: 'nobody' });
    expect(await alarms(cast)).toEqual(['duty-gap', 'nobody-to-tell']);
  });

  it('tells the out-of-hours service outside the staff, and a named person', async () => {
    const cast = await createCast(db());
    const outOfHours = { name: 'Døgnvagten', email: 'vagt@service.example' };
    await db().prisma.municipality.update({ where: { id: cast.municipality.id }, data: { outOfHours } });
    const id = await receive(cast, [{ kind: 'out-of-hours' }, { kind: 'staff', staffId: cast.colleague.id }]);
    await sweep(stepDeps(db()), minutes(10));
    expect(await told(id)).toEqual(['Døgnvagten by email', 'colleague by email']);
    const notice = await db().prisma.notice.findFirstOrThrow({ where: { reportId: id, recipientId: null } });
    expect(notice).toMatchObject({
      address: outOfHours.email,
      recipientLabel: 'Døgnvagten',
      audience: 'out-of-hours',
      clock: 'acknowledge',
    });
  });

  it('tells a person by each means that reaches them, one notice for each', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { mobile: '+4520202020' } });
    const id = await receive(cast);
    await sweep({ ...stepDeps(db()), gateways: [{ means: 'sms' }, { means: 'push' }] }, minutes(10));
    expect(await told(id)).toEqual(['duty by email', 'duty by sms']);
    const addresses = (await db().prisma.notice.findMany({ where: { reportId: id } })).map(({ address }) => address).sort();
    expect(addresses).toEqual(['+4520202020', cast.dutyOfficer.email]);
  });
});
