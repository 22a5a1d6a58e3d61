import { describe, expect, it } from 'vitest';
import { URGENCIES, type Urgency } from '../report';
import { explain } from './classify';
import { featuresOf, MOST_WORDS } from './features';
import { languageOf } from './language';
import { probabilities, readModel, strongestWord, writeModel } from './linear-model';
import { trainModel } from './train-model';
import { wordsOf } from './words';

const features = (text: string) => featuresOf(wordsOf(text));
/** Texts in a made-up tongue, so that no rule knows their words. */
const TEXTS: [string, Urgency][] = [
  ['zobel krantz vintro mupp', 'acute'],
  ['krantz vintro lopadum', 'acute'],
  ['wisp orlando gremm', 'high'],
  ['gremm wisp tallow', 'high'],
  ['bonded falko rimsy', 'normal'],
  ['rimsy tolken falko', 'normal'],
  ['nyhed brevo listo', 'not_a_report'],
  ['listo afmeld brevo', 'not_a_report'],
];
const model = trainModel(TEXTS.map(([text, urgency]) => ({ features: features(text), urgency })));
const report = (text: string, subject = '') => ({
  ...{ subject, text, flags: [], readStatus: 'read' as const, children: [], receivedAt: new Date('2026-11-02T10:00:00Z') },
});
const likeliest = (text: string) => {
  const likely = probabilities(model, features(text));
  return URGENCIES[likely.indexOf(Math.max(...likely))];
};

describe('the model of words', () => {
  it('learns what it is shown, and knows a word again in a compound and with slips of the pen', () => {
    expect(TEXTS.map(([text]) => likeliest(text))).toEqual(TEXTS.map(([, urgency]) => urgency));
    expect(likeliest('superkrantzvintros')).toBe('acute');
    expect(likeliest('grem wispp')).toBe('high');
  });

  it('trained again on the same texts is the same, byte for byte, and comes out of its file as it went in', () => {
    const again = trainModel(TEXTS.map(([text, urgency]) => ({ features: features(text), urgency })));
    expect(Buffer.from(writeModel(again)).equals(Buffer.from(writeModel(model)))).toBe(true);
    const read = readModel(writeModel(model));
    expect(read.weights).toEqual(model.weights);
    expect(probabilities(read, features('krantz'))).toEqual(
      probabilities(model, features('krantz')).map((value) => expect.closeTo(value, 5)),
    );
    expect(() => readModel(new Uint8Array(100))).toThrow('not a model');
  });

  it('shows the sentence that made it, by its place in the text or in the subject', () => {
    const text = 'Tolken. Zobel krantz vintro mupp! Tolken.';
    const { urgency, raised } = explain(report(text), model);
    expect([urgency, raised[0]?.rule]).toEqual(['acute', 'model-acute']);
    const [place] = raised[0]?.places ?? [];
    expect(text.slice(place?.start, place?.end)).toBe('Zobel krantz vintro mupp');
    const [inSubject] = explain(report('falko', 'Krantz vintro'), model).raised[0]?.places ?? [];
    expect(inSubject).toMatchObject({ part: 'subject', start: 0, end: 'Krantz vintro'.length });
  });

  it('only raises: what a rule finds stays, and danger that was stated is acute whatever the words', () => {
    expect(explain(report('Falko rimsy bonded: han har en kniv'), model).urgency).toBe('acute');
    expect(explain({ ...report('rimsy tolken falko'), danger: 'yes' }, model).urgency).toBe('acute');
    expect(explain({ ...report('listo afmeld brevo'), flags: ['wrong-address'] }, model).urgency).toBe('high');
  });

  it('takes for no report only what no rule finds anything in', () => {
    expect(explain(report('listo afmeld brevo'), model)).toMatchObject({
      urgency: 'not_a_report',
      raised: [{ rule: 'model-not-a-report' }],
    });
    expect(explain(report('listo afmeld brevo. Barnet er låst inde.'), model).urgency).toBe('acute');
  });

  it('says nothing about what could not be read, or has no words', () => {
    expect(explain({ ...report('krantz'), readStatus: 'unreadable' }, model)).toMatchObject({ probabilities: null, urgency: 'acute' });
    expect(explain(report('   '), model).probabilities).toBeNull();
    expect(strongestWord(model, features('…'), 'acute')).toBe(-1);
  });

  it('looks at so many words of a long text and no more', () => {
    const long = features('falko '.repeat(10) + Array.from({ length: MOST_WORDS * 3 }, (_, index) => `ord${index}`).join(' '));
    expect(Math.max(...long.words.subarray(0, long.count))).toBe(MOST_WORDS - 1);
  });
});

describe('the language of a text', () => {
  it.each([
    ['da', 'Jeg skriver, fordi jeg ikke ved, hvad jeg skal gøre. Drengen er meget alene efter skole.'],
    ['nb', 'Jeg skriver fordi jeg ikke vet hva jeg skal gjøre. Gutten er mye alene etter skolen nå.'],
    ['nn', 'Eg skriv fordi eg ikkje veit kva eg skal gjere. Guten er mykje åleine etter skulen no.'],
    ['sv', 'Jag skriver för att jag inte vet vad jag ska göra. Pojken är mycket ensam efter skolan nu.'],
    ['en', 'I am writing because I do not know what to do. The boy is alone a lot after school now.'],
  ])('is %s: %s', (language, text) => {
    expect(languageOf(wordsOf(text))).toBe(language);
    expect(languageOf(wordsOf(text.toUpperCase()))).toBe(language);
  });
});
