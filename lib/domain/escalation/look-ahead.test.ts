import { addDays } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLayer, makeMember, makeWorkplace, OFFICE_HOURS } from '@/lib/testing/make-workplace';
import { MEANS } from '../means';
import { gaps } from '../roster/shifts';
import { defaultPolicy } from './default-policy';
import { lookAhead } from './look-ahead';
import type { Workplace } from './people-at';
import type { Policy, Tell } from './policy';

const from = new Date('2026-12-21T06:30:00Z');
const policy = defaultPolicy('dk');
const at = (iso: string) => new Date(iso);

function ahead(workplace: Workplace, by: Policy = policy, days = 14, country: 'dk' | 'no' | 'se' = 'dk') {
  return lookAhead(by, workplace, { from, to: addDays(from, days), country, unitId: 'intake', configured: [...MEANS] });
}
const telling = (tell: Tell[]): Policy => ({
  ...policy,
  acknowledge: { ...policy.acknowledge, acute: policy.acknowledge.acute.map((step, index) => (index === 0 ? { ...step, tell } : step)) },
});

describe('the look-ahead', () => {
  it('finds nothing where somebody who can be woken is on duty at all times', () => {
    expect(ahead(makeWorkplace())).toEqual([]);
  });

  it('names every time without anybody, and the holidays in it', () => {
    const found = ahead(makeWorkplace({ layers: [makeLayer('office', ['anna'], OFFICE_HOURS)] }), policy, 5);
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['nobody-on-duty', 'problem'],
      ['office-hours-on-holiday', 'warning'],
    ]);
    expect(found[0]?.spans.slice(0, 2)).toEqual([
      { from, to: at('2026-12-21T08:00:00+01:00') },
      { from: at('2026-12-21T16:00:00+01:00'), to: at('2026-12-22T08:00:00+01:00') },
    ]);
    expect(found[0]?.holidays).toEqual([
      { day: '2026-12-24', name: 'Juleaftensdag' },
      { day: '2026-12-25', name: 'Juledag' },
      { day: '2026-12-26', name: 'Anden Juledag' },
    ]);
    expect(found[1]).toMatchObject({
      layerId: 'office',
      spans: [{ from: at('2026-12-24T08:00:00+01:00') }, { from: at('2026-12-25T08:00:00+01:00') }],
    });
  });

  it('finds the same times without anybody as the duty roster, whatever the roster', () => {
    const hour = fc.integer({ min: 0, max: 14 * 24 });
    const absence = fc.tuple(fc.constantFrom('anna', 'bo'), hour, fc.integer({ min: 1, max: 72 })).map(([staffId, start, length]) => ({
      id: `${staffId} ${start}`,
      staffId,
      from: new Date(from.getTime() + start * 3_600_000),
      to: new Date(from.getTime() + (start + length) * 3_600_000),
    }));
    fc.assert(
      fc.property(fc.array(absence, { maxLength: 6 }), fc.boolean(), (absences, office) => {
        const workplace = makeWorkplace({ absences, layers: [makeLayer('x', ['anna', 'bo'], office ? OFFICE_HOURS : null)] });
        const spans = ahead(workplace).find(({ code }) => code === 'nobody-on-duty')?.spans ?? [];
        expect(spans).toEqual(gaps(workplace.roster, from, addDays(from, 14)));
      }),
      { numRuns: 40 },
    );
  });

  it('says which step has nobody of its own to tell, and that the gap alone is said once', () => {
    const found = ahead(makeWorkplace(), telling([{ kind: 'out-of-hours' }]));
    expect(found).toMatchObject([
      {
        code: 'others-told',
        step: { ladder: { clock: 'acknowledge', urgency: 'acute' }, index: 0 },
        spans: [{ from, to: addDays(from, 14) }],
      },
    ]);
  });

  it('says that nobody at all could be told', () => {
    const codes = ahead(makeWorkplace({ staff: [] })).map(({ code }) => code);
    expect(codes).toEqual(['nobody-on-duty', 'reaches-nobody']);
  });

  it('warns of nights on which only mail reaches who is on duty, and of nothing by day', () => {
    const staff = [makeMember('anna', 'caseworker', null), makeMember('bo'), makeMember('chief', 'supervisor')];
    const found = ahead(makeWorkplace({ staff, layers: [makeLayer('round', ['anna'])] }), policy, 2);
    expect(found).toMatchObject([{ code: 'asleep', severity: 'warning', who: 'anna' }]);
    expect(found[0]?.spans).toEqual([
      { from: at('2026-12-21T22:00:00+01:00'), to: at('2026-12-22T07:00:00+01:00') },
      { from: at('2026-12-22T22:00:00+01:00'), to: at('2026-12-23T07:00:00+01:00') },
    ]);
  });

  it('tells a person who left, a problem, from one who is absent, a warning', () => {
    const absences = [{ id: 'x', staffId: 'chief', from: at('2026-12-24T00:00:00+01:00'), to: at('2026-12-27T00:00:00+01:00') }];
    const named: Tell[] = [{ kind: 'on-duty' }, { kind: 'staff', staffId: 'gone' }, { kind: 'staff', staffId: 'chief' }];
    const found = ahead(makeWorkplace({ absences }), telling(named));
    expect(found.map(({ code, who, spans }) => [code, who, spans[0]?.from])).toEqual([
      ['person-left', 'gone', from],
      ['person-absent', 'chief', at('2026-12-24T00:00:00+01:00')],
    ]);
    expect(found[1]?.holidays.map(({ day }) => day)).toEqual(['2026-12-24', '2026-12-25', '2026-12-26']);
  });

  it.each([
    ['dk', ['Juleaftensdag', 'Juledag', 'Anden Juledag', 'Nytårsaftensdag', 'Nytårsdag']],
    ['no', ['Julaften', 'Første juledag', 'Andre juledag', 'Nyttårsaften', 'Første nyttårsdag']],
    ['se', ['julafton', 'juldagen', 'annandag jul', 'nyårsafton', 'nyårsdagen']],
  ] as const)('knows the holidays of %s by name', (country, names) => {
    const found = ahead(makeWorkplace({ layers: [makeLayer('office', ['anna'], OFFICE_HOURS)] }), policy, 14, country);
    expect(found[0]?.holidays.map(({ name }) => name)).toEqual(names);
  });
});
