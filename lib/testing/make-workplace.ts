import type { Member, Workplace } from '@/lib/domain/escalation/people-at';
import type { Layer, WeeklyWindow } from '@/lib/domain/roster/roster';

export const TIME_ZONE = 'Europe/Copenhagen';
const LONG_AGO = new Date('2026-01-05T00:00:00Z');

/** Somebody who reads mail, and with a number is woken by a text message. */
export function makeMember(id: string, role: Member['role'] = 'caseworker', mobile: string | null = '+4520000000'): Member {
  return { id, role, unitId: 'intake', contact: { email: `${id}@x.example`, mobile, subscriptions: 0 } };
}

/** A layer with one participant; null: around the clock. */
export function makeLayer(id: string, participants: string[], hours: WeeklyWindow[] | null = null): Layer {
  const rotation = { startDay: '2026-01-05', handoverTime: '08:00', handoverWeekday: 1, weeks: 1 };
  return { id, name: id, position: 1, unitId: null, participants, rotation, hours, from: LONG_AGO, until: null };
}

export const OFFICE_HOURS: WeeklyWindow[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' }));

/** Anna and Bo take turns around the clock; the chief and the administrator are above them. */
export function makeWorkplace({
  layers,
  absences = [],
  overrides = [],
  ...more
}: Partial<Workplace & Workplace['roster']> = {}): Workplace {
  return {
    roster: { timeZone: TIME_ZONE, layers: layers ?? [makeLayer('round', ['bo', 'anna'])], overrides, absences, dutyOfficers: [] },
    staff: [makeMember('anna'), makeMember('bo'), makeMember('chief', 'supervisor'), makeMember('admin', 'administrator')],
    outOfHours: null,
    nextUnits: new Map(),
    ...more,
  };
}
