import { describe, expect, it } from 'vitest';
import { type TermSource, termsOf } from './terms';

const terms = (text: string, more: Partial<TermSource> = {}) => termsOf({ subject: '', text, children: [], notifier: null, ...more });

describe('the terms of a report', () => {
  it('are names inside sentences, and words that may be names where letters do not tell', () => {
    expect(terms('Det drejer sig om Nanna Skovlund. Sofus er hendes bror.')).toEqual(['name:nanna', 'name:skovlund', 'maybe:sofus']);
    expect(terms('hej jeg kender nanna fra et spil. hun bor her')).toContain('maybe:nanna');
    expect(terms('HVOR MANGE GANGE SKAL DET SIGES OM NANNA')).toContain('maybe:nanna');
  });

  it('are the stated children, also when the text does not name them', () => {
    expect(
      terms('', {
        children: [
          { name: 'Ella Marie Thygstrup', nationalId: '20230217-2396', school: 'Mosebakkeskolen, 7.b', address: 'Ahornvej 51, Lindevang' },
        ],
      }),
    ).toEqual(
      expect.arrayContaining([
        'name:ella',
        'name:marie',
        'name:thygstrup',
        'id:2302172396',
        'school:mosebakkeskole',
        'addr:ahornvej 51',
        'place:ahornvej',
        'class:7b',
      ]),
    );
  });

  it('are classes, schools, places in any form, streets with their number and what somebody looks like in any language', () => {
    const found = terms('Hun går i 7.b på Mosebakkeskolen og sad ved skaterbanen i rød jakke. De bor på Ahornvej 51.');
    expect(found).toEqual(
      expect.arrayContaining([
        'class:7b',
        'school:mosebakkeskole',
        'place:skaterbane',
        'look:red jacket',
        'addr:ahornvej 51',
        'place:ahornvej',
      ]),
    );
    expect(terms('Flickan i röda jackan')).toContain('look:red jacket');
    expect(terms('i 7. B')).toContain('class:7b');
  });

  it.each([
    ['a Danish one', '631224-7346', 'id:6312247346'],
    ['a Norwegian one', '21832378361', 'id:21832378361'],
    ['a Norwegian one with a blank', '218323 78361', 'id:21832378361'],
    ['a Swedish one with century', '20230217-2396', 'id:2302172396'],
    ['a Swedish one without', '230217-2396', 'id:2302172396'],
  ])('national ids are found however they are written: %s', (_, written, term) => {
    expect(terms(`Barn: ${written}.`)).toContain(term);
  });

  it('a number that can be no date is no national id, and telephones are known with and without the country', () => {
    expect(terms('Faktura 99999912345').some((term) => term.startsWith('id:'))).toBe(false);
    expect(terms('Ring 00 34 72 65')).toEqual(
      expect.arrayContaining(terms('Ring +45 00 34 72 65').filter((term) => term.startsWith('tel:'))),
    );
  });

  it('leave out the name of the notifier, who often reports several children', () => {
    const notifier = { kind: 'professional', anonymous: false, name: 'Signe Damgaard', email: 'Signe@Skole.example' } as const;
    expect(terms('Jeg hedder Signe Damgaard og skriver om Magnus.', { notifier })).toEqual(['mail:signe@skole.example', 'name:magnus']);
  });

  it('an initial after a name shortens that name; alone it is the initial of one', () => {
    expect(terms('Det er Nanna S. igen')).not.toContain('initial:s');
    expect(terms('pigen N. fra skolen')).toContain('initial:n');
  });

  it('a word that is a place once is no person in the rest of the text', () => {
    expect(terms('Han bor i Bakkeby. De kom til Bakkeby sidste år. Granåsen skole ringede, og Storvåg legevakt.')).toEqual([
      'school:granåsen skole',
      'place:storvåg',
      'place:bakkeby',
    ]);
  });

  it('are few and short whatever the text, and quickly found in ten million letters', () => {
    const long = terms(
      Array.from(
        { length: 400_000 },
        (_, at) => `og Navn${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + (at % 23))} sagde`,
      ).join(' '),
    );
    expect(long.length).toBeLessThanOrEqual(160);
    expect(terms(`om ${'A'.repeat(200)}b og`).every((term) => term.length < 80)).toBe(true);
  });
});
