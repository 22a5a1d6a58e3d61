import { describe, expect, it } from 'vitest';
import type { LayerInput } from '@/lib/domain/roster/check-input';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { addAbsence } from './add-absence';
import { addOverride } from './add-override';
import type { RosterEditor } from './change-roster';
import { readOnDutyNowAndNext } from './read-on-duty-now-and-next';
import { removeAbsence } from './remove-absence';
import { removeLayer } from './remove-layer';
import { removeOverride } from './remove-override';
import { saveLayer } from './save-layer';
import { whoIsOnDuty } from './who-is-on-duty';

const db = useTestDatabase();
const now = new Date('2026-11-04T12:00:00Z');
const at = (iso: string) => new Date(iso);
const deps = () => ({ prisma: db().prisma, notifyChange: db().door.notifyChange });

const editor = (cast: Cast, person: 'owner' | 'colleague' | 'supervisor' | 'administrator' | 'outsider'): RosterEditor => {
  const { id, role, municipalityId } = cast[person];
  return { staffId: id, role, municipality: { id: municipalityId, timeZone: 'Europe/Copenhagen' } };
};
const layer = (participants: string[], changes: Partial<LayerInput> = {}): LayerInput => ({
  name: 'Døgnvagt',
  position: 1,
  unitId: null,
  participants,
  rotation: { startDay: '2026-11-02', handoverTime: '08:00', handoverWeekday: 1, weeks: 1 },
  hours: null,
  ...changes,
});
const week = { fromDay: '2026-11-04', fromTime: '00:00', toDay: '2026-11-08', toTime: '16:00' };

async function withLayer() {
  const cast = await createCast(db());
  const { layerId } = await saveLayer(deps(), editor(cast, 'supervisor'), layer([cast.owner.id, cast.colleague.id]), now);
  const onDuty = async (moment: Date) => (await whoIsOnDuty(db().prisma, cast.municipality.id, moment)).people.map(({ name }) => name);
  const version = async () => (await db().prisma.dutyLayer.findFirstOrThrow({ where: { layerId, validUntil: null } })).id;
  const log = async () =>
    (await db().prisma.auditEntry.findMany({ where: { municipalityId: cast.municipality.id }, orderBy: { id: 'asc' } })).map(
      ({ action, actor }) => [action, actor],
    );
  return { cast, layerId, onDuty, version, log };
}

describe('a layer', () => {
  it('counts from now when its start is past, and is in the log of the municipality', async () => {
    const { cast, onDuty, log } = await withLayer();
    expect(await onDuty(new Date(now.getTime() - 1))).toEqual(['duty']);
    expect(await onDuty(now)).toEqual(['owner']);
    expect(await onDuty(at('2026-11-09T08:00:00+01:00'))).toEqual(['colleague']);
    expect(await log()).toEqual([['roster.layer-added', cast.supervisor.id]]);
  });

  it('that is changed from a later day stays as it was until then', async () => {
    const { cast, layerId, onDuty, version } = await withLayer();
    const rotation = { startDay: '2026-11-06', handoverTime: '09:00', handoverWeekday: 5, weeks: 1 };
    await saveLayer(deps(), editor(cast, 'administrator'), layer([cast.supervisor.id], { rotation }), now, {
      layerId,
      version: await version(),
    });
    expect(await onDuty(at('2026-11-06T08:59:59+01:00'))).toEqual(['owner']);
    expect(await onDuty(at('2026-11-06T09:00:00+01:00'))).toEqual(['supervisor']);
  });

  it('that a colleague changed meanwhile is not overwritten, and of two at once one is told', async () => {
    const { cast, layerId, version } = await withLayer();
    const seen = { layerId, version: await version() };
    const answers = await Promise.allSettled(
      [cast.owner.id, cast.colleague.id].map((one) => saveLayer(deps(), editor(cast, 'supervisor'), layer([one]), now, seen)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  });

  it('that is removed leaves the duty officers on duty, and the past as it was', async () => {
    const { cast, layerId, onDuty, version } = await withLayer();
    const later = at('2026-11-05T12:00:00Z');
    await removeLayer(deps(), editor(cast, 'supervisor'), { layerId, version: await version() }, later);
    expect(await onDuty(now)).toEqual(['owner']);
    expect(await onDuty(later)).toEqual(['duty']);
    await expect(removeLayer(deps(), editor(cast, 'supervisor'), { layerId, version: 'x' }, later)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('has a name of its own', async () => {
    const { cast } = await withLayer();
    const twice = saveLayer(deps(), editor(cast, 'supervisor'), layer([cast.owner.id], { name: ' DØGNVAGT' }), now);
    await expect(twice).rejects.toMatchObject({ fields: { name: 'repeated' } });
  });

  it('says every field that is at fault', async () => {
    const { cast, layerId } = await withLayer();
    const wrong = layer([cast.outsider.id], {
      name: ' ',
      position: 0,
      unitId: layerId,
      rotation: { startDay: '2026-02-30', handoverTime: '8', handoverWeekday: 8, weeks: 0 },
      hours: [{ weekday: 9, from: '', to: '24:00' }],
    });
    await expect(saveLayer(deps(), editor(cast, 'supervisor'), wrong, now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: {
        name: 'required',
        position: 'out-of-range',
        unitId: 'unknown',
        participants: 'unknown',
        startDay: 'not-a-day',
        handoverTime: 'not-a-time',
        handoverWeekday: 'out-of-range',
        weeks: 'out-of-range',
        'hours.0.weekday': 'out-of-range',
        'hours.0.from': 'required',
        'hours.0.to': 'not-a-time',
      },
    });
  });
});

describe('an override', () => {
  it('gives the duty to somebody else until it is removed', async () => {
    const { cast, layerId, onDuty, log } = await withLayer();
    const input = { ...week, layerId, staffId: cast.supervisor.id, reason: 'Swap' };
    const { id } = await addOverride(deps(), editor(cast, 'supervisor'), input, now);
    expect(await onDuty(now)).toEqual(['supervisor']);
    const later = at('2026-11-05T12:00:00Z');
    await removeOverride(deps(), editor(cast, 'supervisor'), id, later);
    expect([await onDuty(now), await onDuty(later)]).toEqual([['supervisor'], ['owner']]);
    await expect(removeOverride(deps(), editor(cast, 'supervisor'), id, later)).rejects.toMatchObject({ code: 'not-found' });
    expect((await log()).map(([action]) => action)).toEqual(['roster.layer-added', 'roster.override-added', 'roster.override-removed']);
  });

  it.each([
    ['is over already', { toDay: '2026-11-04', toTime: '12:59' }, { toDay: 'over-already' }],
    ['ends before it starts', { fromDay: '2026-11-09' }, { toDay: 'ends-before-start' }],
    ['names nobody', { staffId: '' }, { staffId: 'required' }],
    ['names a layer that is not there', { layerId: '00000000-0000-4000-8000-000000000000' }, { layerId: 'unknown' }],
    ['has no day', { fromDay: '', toTime: '25:00' }, { fromDay: 'required', toTime: 'not-a-time' }],
  ])('that %s is refused', async (_, changes, fields) => {
    const { cast, layerId } = await withLayer();
    const input = { ...week, layerId, staffId: cast.supervisor.id, reason: '', ...changes };
    await expect(addOverride(deps(), editor(cast, 'supervisor'), input, now)).rejects.toMatchObject({ code: 'invalid-input', fields });
  });
});

describe('absence', () => {
  it('moves the duty to the next participant; everybody may enter and end their own', async () => {
    const { cast, onDuty } = await withLayer();
    const { id } = await addAbsence(deps(), editor(cast, 'owner'), { ...week, staffId: cast.owner.id }, now);
    expect(await onDuty(now)).toEqual(['colleague']);
    await removeAbsence(deps(), editor(cast, 'owner'), id, at('2026-11-05T12:00:00Z'));
    expect(await onDuty(at('2026-11-05T12:00:00Z'))).toEqual(['owner']);
  });

  it('of a colleague is for those who edit the roster', async () => {
    const { cast } = await withLayer();
    const input = { ...week, staffId: cast.colleague.id };
    await expect(addAbsence(deps(), editor(cast, 'owner'), input, now)).rejects.toMatchObject({ code: 'not-allowed' });
    const { id } = await addAbsence(deps(), editor(cast, 'supervisor'), input, now);
    await expect(removeAbsence(deps(), editor(cast, 'owner'), id, now)).rejects.toMatchObject({ code: 'not-allowed' });
    await removeAbsence(deps(), editor(cast, 'colleague'), id, now);
  });
});

describe('who may change a roster', () => {
  it('a caseworker may not, and another municipality’s people find nothing to change', async () => {
    const { cast, layerId, version } = await withLayer();
    const seen = { layerId, version: await version() };
    const input = { ...week, layerId, staffId: cast.owner.id, reason: '' };
    for (const change of [
      () => saveLayer(deps(), editor(cast, 'owner'), layer([cast.owner.id]), now),
      () => removeLayer(deps(), editor(cast, 'owner'), seen, now),
      () => addOverride(deps(), editor(cast, 'owner'), input, now),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'not-allowed' });
    }
    const stranger = { ...editor(cast, 'outsider'), role: 'supervisor' as const };
    await expect(removeLayer(deps(), stranger, seen, now)).rejects.toMatchObject({ code: 'not-found' });
    await expect(addAbsence(deps(), stranger, { ...week, staffId: cast.owner.id }, now)).rejects.toMatchObject({
      fields: { staffId: 'unknown' },
    });
  });
});

describe('now and next', () => {
  it('tells who is on duty, until when, and who comes', async () => {
    const { cast } = await withLayer();
    expect(await readOnDutyNowAndNext(db().prisma, cast.municipality.id, now)).toEqual({
      at: now,
      source: 'roster',
      gap: false,
      now: [{ layer: 'Døgnvagt', person: 'owner', source: 'rotation', until: at('2026-11-09T07:00:00Z') }],
      next: { from: at('2026-11-09T07:00:00Z'), people: [{ layer: 'Døgnvagt', person: 'colleague', source: 'rotation' }] },
    });
  });

  it('without a roster names the duty officers, and then the first who has a turn', async () => {
    const cast = await createCast(db());
    const rotation = { startDay: '2026-11-09', handoverTime: '08:00', handoverWeekday: 1, weeks: 1 };
    await saveLayer(deps(), editor(cast, 'supervisor'), layer([cast.owner.id], { rotation }), now);
    const answer = await readOnDutyNowAndNext(db().prisma, cast.municipality.id, now);
    expect(answer).toMatchObject({
      source: 'duty-officers',
      gap: false,
      now: [{ layer: null, person: 'duty', until: at('2026-11-09T07:00:00Z') }],
    });
    expect(answer.next).toMatchObject({ from: at('2026-11-09T07:00:00Z'), people: [{ person: 'owner' }] });
  });
});
