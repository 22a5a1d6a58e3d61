import { type Words, wordAt } from './words';

const LANGUAGES = ['da', 'nb', 'nn', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Small words that most texts of a language have, and of those mostly ones that its neighbours spell otherwise. */
const WORDS: Record<Language, string> = {
  da: 'af og ikke jeg mig hvad hvor efter nu bliver blev meget kun også været sig hun han der det er som til på at ud op dem deres mere uden siden hvis noget nogen skolen barnet børn børnene dreng pige mor far kl vi har havde ved siger sagde går kommer hjem hjemme igen selv fordi når ind hjælp tror måske andre endnu lige både men eller ingen meget altid aldrig få fik gør',
  nb: 'av og ikke jeg meg hva hvor etter nå blir ble mye bare også vært seg hun han som det er til på at ut opp dem deres mer uten siden hvis noe noen skolen barnet barn barna gutt jente mor far kl vi har hadde ved sier sa går kommer hjem hjemme igjen selv fordi når inn hjelp tror kanskje andre ennå både men eller ingen mye alltid aldri få fikk gjør',
  nn: 'av og ikkje eg meg kva kvar etter no blir vart mykje berre også òg vore seg ho han som det er til på at ut opp dei deira meir utan sidan viss noko nokon skulen barnet born borna gut jente mor far kl vi me har hadde ved seier sa går kjem heim heime igjen sjølv fordi når inn hjelp trur kanskje andre enno både men eller ingen alltid aldri få fekk gjer kvifor korleis',
  sv: 'av och inte jag mig vad var efter nu blir blev mycket bara också varit sig hon han som det är till på att ut upp dem deras mer utan sedan om något någon skolan barnet barn barnen pojke flicka mamma pappa kl vi har hade vid säger sa går kommer hem hemma igen själv eftersom när in hjälp tror kanske andra ännu både men eller ingen alltid aldrig få fick gör för från ni',
  en: 'of and not i me what where after now is was were much only also been he she they them their the a to on at out up more without since if something someone school child children boy girl mother father we have had by says said goes comes home again self because when in help think maybe other yet both but or no always never get got does with for from this that you your are be',
};

const OWNERS = new Map<string, Language[]>();
for (const language of LANGUAGES)
  for (const word of new Set(WORDS[language].split(' '))) OWNERS.set(word, [...(OWNERS.get(word) ?? []), language]);

/** As many words tell; a long text does not tell more. */
const MOST_WORDS = 2000;

/** The language that the words of a text are in, by the small words they have; a word that several languages share counts less. */
export function languageOf(words: Words): Language {
  const points = new Map<Language, number>(LANGUAGES.map((language) => [language, 0]));
  for (let position = 0; position < Math.min(words.count, MOST_WORDS); position += 1) {
    const owners = OWNERS.get(wordAt(words, position)) ?? [];
    for (const owner of owners) points.set(owner, (points.get(owner) ?? 0) + 1 / owners.length ** 2);
  }
  return LANGUAGES.reduce((best, language) => ((points.get(language) ?? 0) > (points.get(best) ?? 0) ? language : best));
}
