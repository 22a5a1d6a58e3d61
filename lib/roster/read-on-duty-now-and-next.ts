import { addDays } from 'date-fns';
import type { Db } from '@/lib/db/client';
import type { DutySource, Holder, Roster } from '@/lib/domain/roster/roster';
import { LOOK_AHEAD_DAYS } from '@/lib/domain/roster/roster';
import { nextChange, onDuty } from '@/lib/domain/roster/shifts';
import { readRoster } from './read-roster';
import { type OnDuty, whoIsOnDuty } from './who-is-on-duty';

/** `person` null: nobody in that layer. `layer` null: a duty that belongs to no layer. */
type NamedHolder = { layer: string | null; person: string | null; source: DutySource };

export type OnDutyNowAndNext = {
  at: Date;
  /** `duty-officers`: there is no roster, and they are on duty at all times. */
  source: OnDuty['source'];
  /** Nobody at all is on duty: an alarm. */
  gap: boolean;
  /** `until` null: no change in sight. */
  now: (NamedHolder & { until: Date | null })[];
  /** Who comes on duty at the next change of people; an empty list is a gap. Null: no change in sight. */
  next: { from: Date; people: NamedHolder[] } | null;
};

/** Who is on duty at the instant, until when, and who comes next. */
export async function readOnDutyNowAndNext(db: Db, municipalityId: string, now: Date): Promise<OnDutyNowAndNext> {
  const { gap, source } = await whoIsOnDuty(db, municipalityId, now);
  const roster = await readRoster(db, municipalityId, { now, from: now, to: addDays(now, LOOK_AHEAD_DAYS) });
  const change = nextChange(roster, now);
  const named = await namer(db, municipalityId, roster);
  return {
    at: now,
    source,
    gap,
    now: onDuty(roster, now).map((duty) => ({ ...named(duty), until: duty.until })),
    next: change && { from: change.at, people: change.holders.map(named) },
  };
}

async function namer(db: Db, municipalityId: string, roster: Roster): Promise<(holder: Holder) => NamedHolder> {
  const staff = await db.staff.findMany({ where: { municipalityId }, select: { id: true, name: true } });
  return ({ layerId, staffId, source }) => ({
    layer: roster.layers.find(({ id }) => id === layerId)?.name ?? null,
    person: staff.find(({ id }) => id === staffId)?.name ?? null,
    source,
  });
}
