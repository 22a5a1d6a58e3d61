/** Words that stand with a capital letter in many texts and name nobody. In lower case. */
export const NO_NAMES = new Set(
  `jeg eg jag i vi du han hun ho hon de dei dem det den der da de en et ei ett og och men hvis når når at om så nu nå no også er var har blir bliver vil kan skal må min mit mitt mine din sin deres vores vår våra
  ikke ikkje inte hej hei hello hi dear sir madam kære kjære bästa til till fra frå från med mvh vh venlig vennlig vänlig beste beste hilsen helsing hälsningar hälsning regards kh best mange tak takk tack obs ps vs sv vb re fwd fw
  cpr sfo ssp bup ppr akt vvs tlf tel tfn mobil telefon nav bvc lss hvb lvu mail email e-post epost barn barnet barna barnets børn pige dreng jente gutt gut flicka pojke mor far mamma pappa mormor morfar farmor farfar moster tante onkel faster bedstefar
  underretning underretter underretters bekymring bekymringsmelding uromelding melding melder meldar orosanmälan anmälare anmälan oro navn namn name adresse adress address skole skule skola klasse kommune kommunen kommun socialtjänsten barnevernet
  barnevern barnevernstjenesten barneverntjenesten familieafdelingen modtagelse modtagelsen vagten socialjouren jouren danmark norge sverige norway denmark sweden nordic monday tuesday wednesday thursday friday saturday sunday january february march april may june
  july august september october november december januar februar mars marts maj juni juli oktober januari februari augusti dato datum tid time hvad hvem hvor hvorfor vad vem var who what when where why the a an and but she he they it there this that my our her his
  ja nej nei yes oplysninger beskrivelse beskrivning contact kontakt lærer lærar lärare pædagog rektor sundhedsplejerske helsesykepleier skolesköterska nabo granne anonym ukendt ukjent okänd emne ämne subject sent sendt skickat from videresendt følgende ved når dag hva kva tidspunkt beskriv ønsker ønskar indsendt patient pasient sender returned gutten jenta pigen
  drengen flickan pojken forældre forældrene foreldre foreldrene föräldrar föräldrarna politiet politi polisen polis sagen saken ærendet telefonnotat notat note samtal call familie familien familj familjen børn unge unga ung borgerservice tuesdays saturdays sundays children child family father mother boy girl school`.split(
    /\s+/,
  ),
);

/** Endings of words that name a place, in their indefinite form. Not those that surnames have too, such as -lund and -bakke. */
export const PLACE_ENDINGS = [
  'vej',
  'vei',
  'veg',
  'väg',
  'gade',
  'gata',
  'gate',
  'stræde',
  'allé',
  'bane',
  'plads',
  'plass',
  'plats',
  'park',
  'hall',
  'stadion',
  'torv',
  'torg',
  'klub',
  'klubb',
  'kirke',
  'station',
  'center',
  'senter',
] as const;

/** Endings of words that name a school or a day-care, in their indefinite form. */
export const SCHOOL_ENDINGS = [
  'skole',
  'skule',
  'skola',
  'gymnasium',
  'gymnas',
  'barnehage',
  'børnehave',
  'børnehus',
  'vuggestue',
] as const;

/** Kinds of school: the word alone names none. */
export const NO_SCHOOLS = new Set(
  'skole skolen skule skulen skola skolan grundskolen folkeskole folkeskolen folkeskolan grunnskolen grunnskole ungdomsskole ungdomsskolen ungdomsskule barneskole barneskolen gymnasium gymnas specialskolen specialskole højskole högskola förskola förskolan barnehage barnehagen børnehave børnehaven vuggestue vuggestuen friskole efterskole børnehus børnehuset musikskole kulturskole kulturskolen videregående'.split(
    ' ',
  ),
);

const COLOURS: Record<string, readonly string[]> = {
  red: ['rød', 'røde', 'rødt', 'raud', 'raude', 'röd', 'röda', 'rött', 'red'],
  blue: ['blå', 'blåt', 'blått', 'blåa', 'blue'],
  green: ['grøn', 'grønne', 'grønt', 'grønn', 'grøn', 'grön', 'gröna', 'grönt', 'green'],
  yellow: ['gul', 'gule', 'gult', 'gula', 'yellow'],
  black: ['sort', 'sorte', 'svart', 'svarte', 'svarta', 'black'],
  white: ['hvid', 'hvide', 'hvidt', 'hvit', 'hvite', 'hvitt', 'kvit', 'kvite', 'vit', 'vita', 'vitt', 'white'],
  grey: ['grå', 'grått', 'gråa', 'grey', 'gray'],
  pink: ['lyserød', 'lyserøde', 'rosa', 'pink'],
};

const THINGS: Record<string, readonly string[]> = {
  jacket: ['jakke', 'jakken', 'jakka', 'jacka', 'jackan', 'jacket', 'coat', 'frakke', 'dunjakke'],
  trousers: ['bukser', 'bukse', 'byxor', 'trousers'],
  cap: ['hue', 'hætte', 'lue', 'mössa', 'kasket', 'keps', 'cap', 'hat'],
  bag: ['taske', 'rygsæk', 'skoletaske', 'sekk', 'ryggsäck', 'väska', 'bag', 'backpack'],
  bicycle: ['cykel', 'cyklen', 'sykkel', 'cykeln', 'bike', 'bicycle'],
  car: ['bil', 'bilen', 'car', 'varevogn', 'kassevogn', 'varebil', 'van', 'skåpbil'],
  house: ['hus', 'huset', 'house', 'låve', 'lada'],
};

const EVENTS: Record<string, readonly string[]> = {
  video: [
    'video',
    'videoen',
    'videoer',
    'videoerne',
    'videor',
    'videos',
    'film',
    'filmen',
    'filmer',
    'filmet',
    'filmene',
    'filmat',
    'filmad',
    'klip',
    'klipp',
    'klippen',
    'clip',
    'clips',
  ],
  'group-against-one': [
    'mobning',
    'mobbing',
    'mobbning',
    'mobbet',
    'mobbes',
    'mobbad',
    'bullying',
    'bullied',
    'chikane',
    'trakassering',
    'trakasserier',
    'gruppe',
    'gruppen',
    'gruppa',
    'grupp',
    'group',
    'flok',
    'flokk',
    'gjeng',
    'gäng',
    'trængsel',
  ],
  fire: ['brand', 'branden', 'brann', 'brannen', 'røgalarmen', 'røykvarsleren', 'brandvarnaren', 'brandfolkene'],
  knife: ['kniv', 'kniven', 'knife'],
};

function inverse(groups: Record<string, readonly string[]>): ReadonlyMap<string, string> {
  return new Map(Object.entries(groups).flatMap(([name, words]) => words.map((word) => [word, name] as const)));
}

/** Colour and thing together describe a person or a car: word to what it means in every language. */
export const COLOUR_OF = inverse(COLOURS);
export const THING_OF = inverse(THINGS);

/** What happened, by words that several languages have: word to event. */
export const EVENT_OF = inverse(EVENTS);

/** What stands after the name of a place: "Granåsen skole", "Storvåg legevakt". The word before is then no person. */
export const INSTITUTIONS: ReadonlyMap<string, 'school' | 'place'> = new Map([
  ...'skole skule skola gymnasium barnehage børnehave børnehus vuggestue förskola vgs ungdomsskole ungdomsskule friskole'
    .split(' ')
    .map((word) => [word, 'school'] as const),
  ...'kommune kommun legevakt krisesenter krisecenter sykehus sjukehus sygehus sjukhus helsestasjon bibliotek politistasjon station svømmehal svømmehall klubb klubb idrettslag il ibk vårdcentral politidistrikt lensmannsdistrikt kirke park torv torg'
    .split(' ')
    .map((word) => [word, 'place'] as const),
]);

/** "I Bakkeby": what follows is a place. */
export const IN_A_PLACE = new Set(['i', 'in']);
