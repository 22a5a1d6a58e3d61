import { describe, expect, it } from 'vitest';
import { type Classifiable, classify } from './classify';

function report(changes: Partial<Classifiable>): Classifiable {
  return { subject: '', text: '', flags: [], readStatus: 'read', children: [], receivedAt: new Date('2026-11-02T10:00:00Z'), ...changes };
}

const urgencyOf = (text: string) => classify(report({ text })).urgency;
const rulesOf = (changes: Partial<Classifiable>) => classify(report(changes)).reasons.map(({ rule }) => rule);

describe('the first urgency rules', () => {
  it.each([
    ['da', 'Hun siger, at hun ikke tør gå hjem, og far venter udenfor.'],
    ['da', 'MOR LIGGER PÅ BADEVÆRELSET OG ER BEVIDSTLØS'],
    ['nb', 'Gutten er redd for å dra hjem etter skolen.'],
    ['nn', 'Dei har ringt 112, og barnet er åleine med lillebror.'],
    ['sv', 'Han har en kniv och flickan gömmer sig på toaletten.'],
    ['sv', 'Mamma gick inte att väcka, hon är medvetslös.'],
    ['en', 'The little boy is locked in and there is no adult.'],
  ])('words of danger now in %s make a report acute: %s', (_, text) => {
    expect(urgencyOf(text)).toBe('acute');
  });

  it.each([
    ['da', 'I oktober slog stedfar ham flere gange.'],
    ['nb', 'Faren drikker tett i helgene.'],
    ['nn', 'Ho har fortalt om seksuelle overgrep.'],
    ['sv', 'Barnen är ofta hungriga och kläderna är smutsiga.'],
    ['en', 'Her mother hits her when she is late.'],
  ])('serious concern in %s makes a report high: %s', (_, text) => {
    expect(urgencyOf(text)).toBe('high');
  });

  it.each([
    'Der er aldrig blevet slået, og ingen drikker.',
    'Pappan slår dem inte, och det finns inget våld.',
    'Ikke rus, ikke vold.',
    'There is no violence and no alcohol.',
    'Er barnet i akut fare? Nej. Hvis der er akut fare, ring 112.',
    'Er barnet i akutt fare, ring 02800 eller 112.',
  ])('what is denied or only supposed raises nothing: %s', (text) => {
    expect(urgencyOf(text)).toBe('normal');
  });

  it('a "not" that denies nothing does not hide danger', () => {
    expect(urgencyOf('Jeg ved ikke, om han slår hende.')).toBe('high');
    expect(urgencyOf('Det er ikke kun vold.')).toBe('high');
  });

  it('danger that lies years back is serious, not acute', () => {
    expect(rulesOf({ text: 'Sidste år var der en episode med en kniv.' })).toEqual(['danger-earlier']);
  });

  it('harm together with something about to happen today is acute, unless the child is safe', () => {
    expect(rulesOf({ text: 'Far slog ham i går. Far henter i dag kl. 14.' })[0]).toBe('harm-and-today');
    expect(urgencyOf('Far slog ham i går. Han er indlagt, far henter kl. 14.')).toBe('high');
  });

  it('shows the words that made it, on one line', () => {
    const { reasons } = classify(report({ text: 'Hej.\nDer blev fundet en kniv i\ntasken hos drengen.' }));
    expect(reasons[0]).toEqual({ rule: 'weapon', text: 'Hej. Der blev fundet en kniv i tasken hos drengen.' });
  });

  it('finds letters written as two code points', () => {
    expect(urgencyOf('Han er bevidstløs på gulvet'.normalize('NFD'))).toBe('acute');
  });

  it('what cannot be read is acute until a person has seen it', () => {
    expect(rulesOf({ readStatus: 'unreadable' })).toEqual(['unreadable']);
    expect(rulesOf({ flags: ['encrypted'], readStatus: 'unreadable' })).toEqual(['encrypted']);
    expect(classify(report({ flags: ['empty-body'] })).urgency).toBe('acute');
    expect(rulesOf({ flags: ['unreadable-attachment'], text: 'Se bilag.' })).toEqual(['only-an-attachment']);
    expect(rulesOf({ flags: ['unreadable-attachment'], text: 'Det går ganske godt i klassen. '.repeat(20) })).toEqual([
      'unreadable-attachment',
    ]);
  });

  it('a structured yes to danger is acute, and a no lowers nothing', () => {
    expect(classify(report({ danger: 'yes', text: 'Sorg' })).urgency).toBe('acute');
    expect(classify(report({ danger: 'no', text: 'Han er låst inde.' })).urgency).toBe('acute');
  });

  it('a child under one year is at least high; one of four is not, nor an unborn one', () => {
    expect(rulesOf({ children: [{ birthDate: '2026-01-15' }] })).toEqual(['child-under-one']);
    expect(
      classify(report({ children: [{ birthDate: '2022-01-15' }, { birthDate: '2027-01-01', unborn: true }, { birthDate: '2014-05' }] }))
        .urgency,
    ).toBe('normal');
  });

  it('an automatic message is taken for no report only when nothing is found in it and it names no child', () => {
    expect(classify(report({ automatic: 'auto-reply', text: 'Jeg holder ferie til mandag.' }))).toEqual({
      urgency: 'not_a_report',
      reasons: [{ rule: 'auto-reply' }],
    });
    expect(classify(report({ automatic: 'bulk', text: 'Barnets navn: Jonathan. Han er meget stille.' })).urgency).toBe('normal');
    expect(classify(report({ automatic: 'bounce', text: 'Han er låst inde.' })).urgency).toBe('acute');
    expect(classify(report({ automatic: 'bulk', children: [{ name: 'Ella' }] })).urgency).toBe('normal');
  });

  it('a report in which no rule finds anything is normal and says so', () => {
    expect(classify(report({ text: 'Han er ked af skilsmissen.' }))).toEqual({ urgency: 'normal', reasons: [{ rule: 'ordinary' }] });
  });

  it.each(['Han er hjemme, og vi ved ikke, hvad der sker. ', 'tør ikke ', 'ikke slog ', 'kniv sidste år ', 'a '])(
    'ten million letters of "%s" take time in proportion',
    (piece) => {
      const time = (letters: number) => {
        const text = piece.repeat(Math.ceil(letters / piece.length));
        const start = performance.now();
        classify(report({ text }));
        return performance.now() - start;
      };
      time(1_000_000);
      expect(time(10_000_000)).toBeLessThan(40 * Math.max(time(1_000_000), 25));
    },
  );
});
