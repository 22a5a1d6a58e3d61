import { describe, expect, it } from 'vitest';
import { MEANS, type Means } from '../means';
import type { Tell } from './policy';
import { addressBy, type Held, type People, recipientsOf, type StaffMember } from './recipients';

const person = (id: string, role: StaffMember['role'], more: Partial<StaffMember> = {}): StaffMember => ({
  id,
  role,
  unitId: 'intake',
  absent: false,
  contact: { email: `${id}@x.example`, mobile: null, subscriptions: 0 },
  ...more,
});

const STAFF = [person('anna', 'caseworker'), person('bo', 'caseworker'), person('chief', 'supervisor'), person('admin', 'administrator')];
const HELD: Held = { unitId: 'intake', acknowledgedById: null, assignedToId: null };
const people = (more: Partial<People> = {}): People => ({
  staff: STAFF,
  onDuty: ['bo'],
  outOfHours: null,
  nextUnits: new Map(),
  ...more,
});
const without = (...ids: string[]) => STAFF.filter(({ id }) => !ids.includes(id));
const away = (...ids: string[]) => STAFF.map((one) => (ids.includes(one.id) ? { ...one, absent: true } : one));

function whom(
  tell: Tell[],
  there: People = people(),
  held: Partial<Held> = {},
  means: Means[] = ['email'],
  configured: Means[] = ['email'],
) {
  const found = recipientsOf({ tell, means }, there, { ...HELD, ...held }, configured);
  return { told: found.people.map(({ key, means: by }) => `${key} by ${by.join('+')}`), gaps: found.gaps, fallback: found.fallback };
}
const just = (...ids: string[]) => ({ told: ids.map((id) => `${id} by email`), gaps: [], fallback: null });

const ON_DUTY: Tell = { kind: 'on-duty' };
const HOLDER: Tell = { kind: 'holder' };
const SUPERVISORS: Tell = { kind: 'role', role: 'supervisor' };
const NEXT_UNIT: Tell = { kind: 'next-unit' };
const OUT_OF_HOURS: Tell = { kind: 'out-of-hours' };

describe('whom a step tells', () => {
  it('the holder is who has acknowledged, else who has it assigned, else who is on duty', () => {
    expect(whom([HOLDER], people(), { acknowledgedById: 'anna', assignedToId: 'chief' })).toEqual(just('anna'));
    expect(whom([HOLDER], people(), { assignedToId: 'anna' })).toEqual(just('anna'));
    expect(whom([HOLDER])).toEqual(just('bo'));
  });

  it('a holder who has left or is absent is stood in for by who is on duty', () => {
    expect(whom([HOLDER], people({ staff: without('anna') }), { acknowledgedById: 'anna' })).toEqual(just('bo'));
    expect(whom([HOLDER], people({ staff: away('anna') }), { acknowledgedById: 'anna' })).toEqual(just('bo'));
  });

  it('each person once, however many of its audiences they are', () => {
    expect(whom([ON_DUTY, HOLDER, { kind: 'staff', staffId: 'bo' }, SUPERVISORS], people(), { acknowledgedById: 'bo' })).toEqual(
      just('bo', 'chief'),
    );
  });

  it('an empty audience is skipped and named; the others are told', () => {
    expect(whom([ON_DUTY, SUPERVISORS], people({ onDuty: [] }))).toEqual({ told: ['chief by email'], gaps: ['on-duty'], fallback: null });
    expect(whom([ON_DUTY, OUT_OF_HOURS])).toEqual({ told: ['bo by email'], gaps: ['out-of-hours'], fallback: null });
  });

  it('when all are empty the supervisors are told, else the administrators, else nobody is there', () => {
    expect(whom([ON_DUTY], people({ onDuty: [] }))).toEqual({ told: ['chief by email'], gaps: ['on-duty'], fallback: 'supervisor' });
    expect(whom([ON_DUTY], people({ onDuty: [], staff: without('chief') }))).toMatchObject({
      told: ['admin by email'],
      fallback: 'administrator',
    });
    expect(whom([ON_DUTY], people({ onDuty: [], staff: [] }))).toEqual({ told: [], gaps: ['on-duty'], fallback: 'nobody' });
  });

  it('of a role those who are there, and all of them when all are away', () => {
    const two = people({ staff: [...STAFF, person('deputy', 'supervisor')] });
    expect(whom([SUPERVISORS], two)).toEqual(just('chief', 'deputy'));
    expect(whom([SUPERVISORS], { ...two, staff: two.staff.map((one) => (one.id === 'chief' ? { ...one, absent: true } : one)) })).toEqual(
      just('deputy'),
    );
    expect(whom([SUPERVISORS], people({ staff: away('chief') }))).toEqual(just('chief'));
  });

  it('the next unit is told through its supervisors, and where there is none through all', () => {
    const staff = [...STAFF, person('above', 'supervisor', { unitId: 'family' })];
    expect(whom([NEXT_UNIT], people({ staff, nextUnits: new Map([['intake', 'family']]) }))).toEqual(just('above'));
    expect(whom([NEXT_UNIT], people({ staff }))).toEqual(just('chief', 'above'));
  });

  it('the out-of-hours service is told outside the staff, by what it has', () => {
    const there = people({ outOfHours: { name: 'Døgnvagten', mobile: '+4511223344' } });
    expect(whom([OUT_OF_HOURS], there, {}, ['sms', 'email'], ['email', 'sms']).told).toEqual(['+4511223344 by sms']);
    expect(whom([OUT_OF_HOURS], there)).toMatchObject({ told: ['chief by email'], gaps: ['out-of-hours'], fallback: 'supervisor' });
    const [service] = recipientsOf({ tell: [OUT_OF_HOURS], means: ['sms'] }, there, HELD, ['email', 'sms']).people;
    expect(service).toMatchObject({ staffId: null, label: 'Døgnvagten', audience: 'out-of-hours' });
    expect(service && addressBy('sms', service)).toBe('+4511223344');
  });

  it('by each of the means that reach a person, and by another when none of them does', () => {
    const reached = person('bo', 'caseworker', { contact: { email: 'bo@x.example', mobile: '+4520202020', subscriptions: 2 } });
    const there = people({ staff: [reached, ...without('bo')] });
    expect(whom([ON_DUTY], there, {}, ['push', 'sms', 'email', 'call'], [...MEANS]).told).toEqual(['bo by push+sms+email+call']);
    expect(whom([ON_DUTY], there, {}, ['push', 'sms', 'email', 'call']).told).toEqual(['bo by email']);
    expect(whom([SUPERVISORS], there, {}, ['sms'], [...MEANS]).told).toEqual(['chief by email']);
  });
});
