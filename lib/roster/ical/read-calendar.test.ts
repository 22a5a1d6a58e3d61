import { describe, expect, it } from 'vitest';
import { readCalendar } from './read-calendar';

const now = new Date('2026-11-02T10:00:00Z');
const ZONE = 'Europe/Copenhagen';

const file = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//DA', ...events, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
const read = (text: string) => readCalendar(text, ZONE, now);
const spans = (text: string) => read(text).events.map(({ from, to }) => [from.toISOString(), to.toISOString()]);

describe('a calendar file is read into instants', () => {
  it('with UTC times, with a zone, and with times that float, which are the municipality’s', () => {
    const text = file(
      event('UID:1', 'DTSTART:20261203T070000Z', 'DTEND:20261203T150000Z'),
      event('UID:2', 'DTSTART;TZID=America/New_York:20261203T080000', 'DTEND;TZID=America/New_York:20261203T160000'),
      event('UID:3', 'DTSTART:20261203T080000', 'DURATION:PT8H'),
    );
    expect(spans(text)).toEqual([
      ['2026-12-03T07:00:00.000Z', '2026-12-03T15:00:00.000Z'],
      ['2026-12-03T13:00:00.000Z', '2026-12-03T21:00:00.000Z'],
      ['2026-12-03T07:00:00.000Z', '2026-12-03T15:00:00.000Z'],
    ]);
  });

  it('with the name that Windows gives a zone', () => {
    const text = file(
      event('UID:1', 'DTSTART;TZID=Romance Standard Time:20260603T080000', 'DTEND;TZID=Romance Standard Time:20260603T160000'),
    );
    expect(spans(text)).toEqual([['2026-06-03T06:00:00.000Z', '2026-06-03T14:00:00.000Z']]);
  });

  it('with whole days, from midnight to midnight where the municipality is', () => {
    expect(spans(file(event('UID:1', 'DTSTART;VALUE=DATE:20261203', 'DTEND;VALUE=DATE:20261205')))).toEqual([
      ['2026-12-02T23:00:00.000Z', '2026-12-04T23:00:00.000Z'],
    ]);
    expect(spans(file(event('UID:1', 'DTSTART;VALUE=DATE:20270327')))).toEqual([['2027-03-26T23:00:00.000Z', '2027-03-27T23:00:00.000Z']]);
  });

  it('with its people, words with commas, and folded lines', () => {
    const text = file(
      event(
        'UID:1',
        'SUMMARY:Vagt\\, n\r\n at',
        'DTSTART:20261203T070000Z',
        'DTEND:20261203T150000Z',
        'ATTENDEE;CN="Holm, Mette":MAILTO:Mette@X.example',
        'ATTENDEE:mailto:b@x.example',
        'ORGANIZER:mailto:boss@x.example',
      ),
    );
    expect(read(text).events).toMatchObject([
      {
        summary: 'Vagt, nat',
        attendees: ['mette@x.example', 'b@x.example'],
        organizer: 'boss@x.example',
        key: '1|2026-12-03T07:00:00.000Z',
      },
    ]);
  });
});

describe('a series', () => {
  const weekly = [
    'UID:w',
    'DTSTART;TZID=Europe/Copenhagen:20260907T080000',
    'DTEND;TZID=Europe/Copenhagen:20260907T160000',
    'RRULE:FREQ=WEEKLY',
  ];

  it('is followed for 26 weeks from now at its wall time, and the file’s reader is told that it goes on', () => {
    const { events, unread } = read(file(event(...weekly)));
    expect(events).toHaveLength(27);
    expect(events[0]?.from).toEqual(new Date('2026-11-02T08:00:00+01:00'));
    expect(events.find(({ from }) => from >= new Date('2027-03-28T00:00:00Z'))?.from).toEqual(new Date('2027-03-29T08:00:00+02:00'));
    expect(unread.map(({ code }) => code)).toEqual(['series-goes-on']);
  });

  it('leaves out what it excepts, and a moved or cancelled occurrence takes the place of its own', () => {
    const { events } = read(
      file(
        event(...weekly, 'EXDATE;TZID=Europe/Copenhagen:20261109T080000'),
        event('UID:w', 'RECURRENCE-ID;TZID=Europe/Copenhagen:20261116T080000', 'DTSTART:20261117T070000Z', 'DTEND:20261117T150000Z'),
        event(
          'UID:w',
          'RECURRENCE-ID;TZID=Europe/Copenhagen:20261123T080000',
          'DTSTART:20261123T070000Z',
          'DTEND:20261123T150000Z',
          'STATUS:CANCELLED',
        ),
      ),
    );
    expect(events.slice(0, 4).map(({ key, from, cancelled }) => [key, from.toISOString(), cancelled])).toEqual([
      ['w|2026-11-02T07:00:00.000Z', '2026-11-02T07:00:00.000Z', false],
      ['w|2026-11-16T07:00:00.000Z', '2026-11-17T07:00:00.000Z', false],
      ['w|2026-11-23T07:00:00.000Z', '2026-11-23T07:00:00.000Z', true],
      ['w|2026-11-30T07:00:00.000Z', '2026-11-30T07:00:00.000Z', false],
    ]);
  });

  it('that ended long ago has no occurrence, and that is told', () => {
    expect(read(file(event(...weekly.slice(0, 3), 'RRULE:FREQ=WEEKLY;COUNT=2')))).toMatchObject({
      events: [],
      unread: [{ code: 'no-occurrence' }],
    });
  });
});

describe('nothing is silently dropped', () => {
  it('two events under one UID are two', () => {
    const text = file(
      event('UID:1', 'DTSTART:20261203T070000Z', 'DURATION:PT1H'),
      event('UID:1', 'DTSTART:20261204T070000Z', 'DURATION:PT1H'),
    );
    expect(read(text).events.map(({ key }) => key)).toEqual(['1|2026-12-03T07:00:00.000Z', '1|2026-12-04T07:00:00.000Z']);
  });

  it('an event without UID has the same key each time', () => {
    const text = file(event('DTSTART:20261203T070000Z', 'DURATION:PT1H'));
    expect(read(text).events[0]?.key).toBe(read(text).events[0]?.key);
    expect(read(text).events[0]?.key).toMatch(/^[0-9a-f]{64}\|/);
  });

  it.each([
    ['not-a-calendar', 'name;date\r\nMette;2026-12-03'],
    ['unreadable', file(event('UID:1', 'SUMMARY:Vagt'))],
    ['unreadable', file(event('UID:1', 'DTSTART:yesterday', 'DTEND:today'))],
    ['no-end', file(event('UID:1', 'DTSTART:20261203T070000Z'))],
    ['no-end', file(event('UID:1', 'DTSTART:20261203T070000Z', 'DTEND:20261203T060000Z'))],
    ['unknown-zone', file(event('UID:1', 'DTSTART;TZID=Middle Earth:20261203T070000', 'DTEND;TZID=Middle Earth:20261203T080000'))],
    ['too-frequent', file(event('UID:1', 'DTSTART:20261203T070000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'))],
  ])('what is told as %s', (code, text) => {
    expect(read(text)).toMatchObject({ events: [], unread: [{ code }] });
  });

  it('dates beyond a rule are told, beside the one that is taken', () => {
    const text = file(event('UID:1', 'DTSTART:20261203T070000Z', 'DURATION:PT1H', 'RDATE:20261210T070000Z'));
    expect(read(text)).toMatchObject({ events: [{}], unread: [{ code: 'extra-dates' }] });
  });

  it('one broken event costs no other', () => {
    const text = file(
      event('UID:1', 'DTSTART:20261203T070000Z', 'DTSTART:20261203T080000Z'),
      event('UID:2', 'DTSTART:20261203T070000Z', 'DURATION:PT1H'),
    );
    expect(read(text)).toMatchObject({ events: [{ key: '2|2026-12-03T07:00:00.000Z' }], unread: [{ code: 'unreadable' }] });
  });
});
