import { addDays, addMinutes } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTimeOfDay } from '../local-time';
import { holdersAt } from './holders';
import type { Layer, Roster } from './roster';
import { gaps, nextChange, onDuty, shifts } from './shifts';
import { localDayNumber, weekdayOf } from './wall-time';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const ZONES = ['Europe/Copenhagen', 'Atlantic/Reykjavik', 'America/New_York'];
const at = (iso: string) => new Date(iso);

const layer = (changes: Partial<Layer> = {}): Layer => ({
  id: 'a',
  name: 'Døgnvagt',
  position: 0,
  unitId: null,
  participants: ['mette', 'jonas', 'sanne'],
  rotation: { startDay: '2026-03-02', handoverTime: '08:00', handoverWeekday: 1, weeks: 1 },
  hours: null,
  from: LONG_AGO,
  until: null,
  ...changes,
});
const roster = (changes: Partial<Roster> = {}): Roster => ({
  timeZone: 'Europe/Copenhagen',
  layers: [layer()],
  overrides: [],
  absences: [],
  dutyOfficers: [],
  ...changes,
});
const office = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' }));
const nights = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '16:00', to: '08:00' }));
const who = (given: Roster, iso: string) => holdersAt(given, at(iso)).map(({ staffId }) => staffId);

describe('a weekly rotation', () => {
  it('gives the first participant the turn that holds the start day, then each the next', () => {
    expect(who(roster(), '2026-03-02T07:59:59+01:00')).toEqual(['sanne']);
    expect(who(roster(), '2026-03-02T08:00:00+01:00')).toEqual(['mette']);
    expect(who(roster(), '2026-03-09T08:00:00+01:00')).toEqual(['jonas']);
    expect(who(roster(), '2026-03-23T08:00:00+01:00')).toEqual(['mette']);
  });

  it('of two weeks that hands over on Fridays counts from the Friday on or before its start day', () => {
    const rotation = { startDay: '2026-03-04', handoverTime: '15:30', handoverWeekday: 5, weeks: 2 };
    const given = roster({ layers: [layer({ rotation })] });
    expect(who(given, '2026-02-27T15:30:00+01:00')).toEqual(['mette']);
    expect(who(given, '2026-03-13T15:29:59+01:00')).toEqual(['mette']);
    expect(who(given, '2026-03-13T15:30:00+01:00')).toEqual(['jonas']);
  });

  it('hands over at 08:00 by the wall clock in the weeks of both changes of the clock', () => {
    const starts = (from: string, to: string) => shifts(roster(), at(from), at(to)).map((shift) => shift.from.toISOString());
    expect(starts('2026-03-23T08:00:00+01:00', '2026-04-01T00:00:00Z')).toEqual(['2026-03-23T07:00:00.000Z', '2026-03-30T06:00:00.000Z']);
    expect(starts('2026-10-19T08:00:00+02:00', '2026-10-30T00:00:00Z')).toEqual(['2026-10-19T06:00:00.000Z', '2026-10-26T07:00:00.000Z']);
  });

  it('that hands over in the hour that is left out, or passed twice, does so once', () => {
    const rotation = { startDay: '2026-03-01', handoverTime: '02:30', handoverWeekday: 7, weeks: 1 };
    const given = roster({ layers: [layer({ rotation })] });
    const spring = shifts(given, at('2026-03-28T00:00:00Z'), at('2026-03-30T00:00:00Z'));
    expect(spring.map(({ from }) => from.toISOString())).toEqual(['2026-03-28T00:00:00.000Z', '2026-03-29T01:30:00.000Z']);
    const autumn = shifts(given, at('2026-10-24T00:00:00Z'), at('2026-10-26T00:00:00Z'));
    expect(autumn.map(({ from }) => from.toISOString())).toEqual(['2026-10-24T00:00:00.000Z', '2026-10-25T00:30:00.000Z']);
  });

  it('of one person has no end in sight, and of several ends with the turn', () => {
    expect(onDuty(roster({ layers: [layer({ participants: ['mette'] })] }), at('2026-03-03T12:00:00Z'))).toEqual([
      { layerId: 'a', staffId: 'mette', source: 'rotation', until: null },
    ]);
    expect(onDuty(roster(), at('2026-03-03T12:00:00Z'))[0]?.until).toEqual(at('2026-03-09T07:00:00Z'));
  });

  it('tells who comes next, and when', () => {
    expect(nextChange(roster(), at('2026-03-03T12:00:00Z'))).toEqual({
      at: at('2026-03-09T07:00:00Z'),
      holders: [{ layerId: 'a', staffId: 'jonas', source: 'rotation' }],
    });
    const office9 = layer({ id: 'b', position: 1, participants: ['birgit'], hours: office });
    expect(nextChange(roster({ layers: [layer(), office9] }), at('2026-03-03T17:00:00Z'))?.at).toEqual(at('2026-03-04T07:00:00Z'));
    expect(nextChange(roster({ layers: [layer({ participants: ['mette'] })] }), at('2026-03-03T12:00:00Z'))).toBeNull();
  });

  it('without participants is a gap', () => {
    const given = roster({ layers: [layer({ participants: [] })] });
    expect(who(given, '2026-03-03T12:00:00Z')).toEqual([null]);
    expect(gaps(given, at('2026-03-03T00:00:00Z'), at('2026-03-04T00:00:00Z'))).toHaveLength(1);
  });
});

describe('layers', () => {
  const two = roster({
    layers: [
      layer({ id: 'night', position: 1, participants: ['sanne'], hours: nights }),
      layer({ id: 'day', position: 0, participants: ['mette', 'jonas'], hours: office }),
    ],
  });

  it('have duty in their hours, also past midnight, and outside all of them nobody is on duty', () => {
    expect(holdersAt(two, at('2026-03-04T10:00:00+01:00')).map(({ layerId }) => layerId)).toEqual(['day']);
    expect(holdersAt(two, at('2026-03-05T03:00:00+01:00'))).toEqual([{ layerId: 'night', staffId: 'sanne', source: 'rotation' }]);
    expect(gaps(two, at('2026-03-05T00:00:00+01:00'), at('2026-03-10T00:00:00+01:00'))).toEqual([
      { from: at('2026-03-07T08:00:00+01:00'), to: at('2026-03-09T08:00:00+01:00') },
    ]);
  });

  it('come in their order, and a second one on duty keeps a hole in the first from being a gap', () => {
    const given = roster({
      layers: [layer({ id: 'back', position: 2, participants: ['birgit'] }), layer({ id: 'first', position: 1, participants: [] })],
    });
    expect(who(given, '2026-03-04T10:00:00Z')).toEqual([null, 'birgit']);
    expect(gaps(given, at('2026-03-04T00:00:00Z'), at('2026-03-05T00:00:00Z'))).toEqual([]);
  });

  it('count from when they begin until they end, and a new version goes on from there', () => {
    const change = at('2026-03-04T12:00:00Z');
    const given = roster({ layers: [layer({ until: change }), layer({ participants: ['birgit'], from: change })] });
    expect(shifts(given, at('2026-03-04T00:00:00Z'), at('2026-03-05T00:00:00Z')).map(({ staffId, to }) => [staffId, to])).toEqual([
      ['mette', change],
      ['birgit', at('2026-03-05T00:00:00Z')],
    ]);
  });
});

describe('duty officers', () => {
  it('are on duty while no layer is in force, but not who is absent, and not where layers leave a gap', () => {
    const begins = at('2026-03-04T00:00:00+01:00');
    const given = roster({
      layers: [layer({ from: begins, hours: office })],
      dutyOfficers: ['sanne', 'karim'],
      absences: [{ id: 'x', staffId: 'karim', from: at('2026-03-03T12:00:00Z'), to: at('2026-03-03T13:00:00Z') }],
    });
    expect(who(given, '2026-03-03T11:00:00Z')).toEqual(['sanne', 'karim']);
    expect(who(given, '2026-03-03T12:00:00Z')).toEqual(['sanne']);
    expect(gaps(given, at('2026-03-03T00:00:00Z'), at('2026-03-05T00:00:00+01:00'))).toEqual([
      { from: begins, to: at('2026-03-04T08:00:00+01:00') },
      { from: at('2026-03-04T16:00:00+01:00'), to: at('2026-03-05T00:00:00+01:00') },
    ]);
    expect(shifts(given, at('2026-03-03T10:00:00Z'), begins).map(({ staffId, source }) => [staffId, source])).toEqual([
      ['karim', 'duty-officer'],
      ['sanne', 'duty-officer'],
      ['karim', 'duty-officer'],
    ]);
  });
});

describe('absence', () => {
  const away = (staffId: string, from: string, to: string) => ({ id: `${staffId}-away`, staffId, from: at(from), to: at(to) });

  it('moves the duty to the next participant in order who is there, and back', () => {
    const given = roster({ absences: [away('mette', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z')] });
    expect(
      shifts(given, at('2026-03-02T08:00:00+01:00'), at('2026-03-09T08:00:00+01:00')).map(({ staffId, source }) => [staffId, source]),
    ).toEqual([
      ['mette', 'rotation'],
      ['jonas', 'absence-cover'],
      ['mette', 'rotation'],
    ]);
  });

  it('of everybody is a gap', () => {
    const absences = ['mette', 'jonas', 'sanne'].map((one) => away(one, '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'));
    expect(gaps(roster({ absences }), at('2026-03-02T12:00:00Z'), at('2026-03-05T00:00:00Z'))).toEqual([
      { from: at('2026-03-03T00:00:00Z'), to: at('2026-03-04T00:00:00Z') },
    ]);
  });

  it('of whoever took the duty over moves it on, to the one who gave it away only as the last', () => {
    const overrides = [{ id: 'o', layerId: 'a', staffId: 'jonas', from: at('2026-03-02T07:00:00Z'), to: at('2026-03-09T07:00:00Z') }];
    const absences = [away('jonas', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z')];
    expect(who(roster({ overrides, absences }), '2026-03-03T12:00:00Z')).toEqual(['sanne']);
    const more = [...absences, away('sanne', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z')];
    expect(who(roster({ overrides, absences: more }), '2026-03-03T12:00:00Z')).toEqual(['mette']);
  });
});

describe('an override', () => {
  const [from, to] = [at('2026-03-04T00:00:00+01:00'), at('2026-03-05T00:00:00+01:00')];

  it('of a layer counts within its hours, and the one entered last wins', () => {
    const overrides = ['birgit', 'jonas'].map((staffId) => ({ id: staffId, layerId: 'a', staffId, from, to }));
    const given = roster({ layers: [layer({ hours: office })], overrides });
    expect(who(given, '2026-03-04T10:00:00+01:00')).toEqual(['jonas']);
    expect(who(given, '2026-03-04T20:00:00+01:00')).toEqual([]);
  });

  it('for all layers also fills the time in which no layer has hours', () => {
    const given = roster({ layers: [layer({ hours: office })], overrides: [{ id: 'o', layerId: null, staffId: 'birgit', from, to }] });
    expect(who(given, '2026-03-04T10:00:00+01:00')).toEqual(['birgit']);
    expect(holdersAt(given, at('2026-03-04T20:00:00+01:00'))).toEqual([{ layerId: null, staffId: 'birgit', source: 'override' }]);
    expect(gaps(given, from, to)).toEqual([]);
  });
});

describe('for half a year of instants in three zones', () => {
  const [first, last] = [at('2026-01-01T00:00:00Z'), at('2026-12-31T00:00:00Z')];
  const people = ['p', 'q', 'r', 's'];
  const instant = fc.integer({ min: 0, max: (last.getTime() - first.getTime()) / 60_000 }).map((minutes) => addMinutes(first, minutes));
  const span = fc.tuple(instant, fc.integer({ min: 1, max: 40_000 })).map(([from, minutes]) => ({ from, to: addMinutes(from, minutes) }));
  const time = fc.tuple(fc.nat(23), fc.constantFrom('00', '30')).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  const day = fc.integer({ min: 1, max: 7 });
  const aLayer = (id: string, position: number) =>
    fc.record({
      id: fc.constant(id),
      name: fc.constant(id),
      position: fc.constant(position),
      unitId: fc.constant(null),
      participants: fc.uniqueArray(fc.constantFrom(...people)),
      rotation: fc.record({
        startDay: instant.map((one) => one.toISOString().slice(0, 10)),
        handoverTime: time,
        handoverWeekday: day,
        weeks: fc.integer({ min: 1, max: 4 }),
      }),
      hours: fc.option(fc.array(fc.record({ weekday: day, from: time, to: time }), { maxLength: 8 })),
      from: fc.constant(LONG_AGO),
      until: fc.constant(null),
    });
  const rosters = fc.record({
    timeZone: fc.constantFrom(...ZONES),
    layers: fc.tuple(aLayer('a', 0), aLayer('b', 1)),
    overrides: fc.array(
      fc
        .tuple(span, fc.constantFrom('a', 'b', null), fc.constantFrom(...people))
        .map(([one, layerId, staffId]) => ({ id: 'o', layerId, staffId, ...one })),
      { maxLength: 4 },
    ),
    dutyOfficers: fc.constant<string[]>([]),
    absences: fc.array(
      fc.tuple(span, fc.constantFrom(...people)).map(([one, staffId]) => ({ id: 'x', staffId, ...one })),
      { maxLength: 5 },
    ),
  });

  it('pieces of a layer follow each other without overlap, and each agrees with who is on duty in it', () => {
    fc.assert(
      fc.property(
        rosters,
        instant,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (given, from, parts) => {
          const to = addDays(from, 182);
          const pieces = shifts(given, from, to);
          const empty = gaps(given, from, to);
          for (const { id, hours } of given.layers) {
            const mine = pieces.filter(({ layerId }) => layerId === id);
            mine.slice(1).forEach((piece, index) => {
              expect(piece.from.getTime()).toBeGreaterThanOrEqual(mine[index]?.to.getTime() ?? Number.NaN);
            });
            const total = mine.reduce((sum, piece) => sum + piece.to.getTime() - piece.from.getTime(), 0);
            if (hours === null) expect(total).toBe(to.getTime() - from.getTime());
          }
          for (const part of parts) {
            const moment = new Date(from.getTime() + Math.floor(part * (to.getTime() - from.getTime())));
            const held = pieces
              .filter((piece) => piece.from <= moment && moment < piece.to)
              .map(({ from: _, to: __, ...holder }) => holder);
            held.sort((a, b) => (a.layerId ?? '').localeCompare(b.layerId ?? ''));
            expect(held).toEqual(holdersAt(given, moment));
            const nobody = empty.some((gap) => gap.from <= moment && moment < gap.to);
            expect(nobody).toBe(held.every(({ staffId }) => staffId === null));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('nobody who is absent is on duty, and whoever took the duty over has it', () => {
    fc.assert(
      fc.property(rosters, instant, (given, moment) => {
        const absent = given.absences.filter(({ from, to }) => from <= moment && moment < to).map(({ staffId }) => staffId);
        for (const { layerId, staffId } of holdersAt(given, moment)) {
          expect(absent).not.toContain(staffId);
          const taken = given.overrides.findLast(
            (one) => (one.layerId === layerId || one.layerId === null) && one.from <= moment && moment < one.to,
          );
          if (taken && !absent.includes(taken.staffId)) expect(staffId).toBe(taken.staffId);
          const participants = given.layers.find(({ id }) => id === layerId)?.participants ?? [];
          if (!taken && staffId === null) expect(participants.every((one) => absent.includes(one))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('every handover of a rotation is at its weekday and wall time', () => {
    fc.assert(
      fc.property(rosters, instant, (given, from) => {
        const [one] = given.layers;
        // Zones change their clocks between midnight and 03:00: an hour that is left out has a time of its own, tested above.
        const rotation = { ...one.rotation, handoverTime: one.rotation.handoverTime < '03:30' ? '03:30' : one.rotation.handoverTime };
        const plain = { ...given, layers: [{ ...one, rotation, hours: null, participants: people }], overrides: [], absences: [] };
        for (const { from: start } of shifts(plain, from, addDays(from, 182)).slice(1)) {
          expect(localTimeOfDay(start, given.timeZone)).toBe(rotation.handoverTime);
          expect(weekdayOf(localDayNumber(start, given.timeZone))).toBe(rotation.handoverWeekday);
        }
      }),
      { numRuns: 60 },
    );
  });
});
