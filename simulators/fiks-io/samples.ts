const ADDRESS = { adresselinje1: 'Kongleveien 8', adresselinje2: '', adresselinje3: '', postnummer: '9998', poststed: 'Storvåg' };
const MUNICIPALITY = { kommunenummer: '9998', kommunenavn: 'Storvåg', bydelsnummer: '00', bydelsnavn: 'Storvåg' };
const SENT = { sendingstidspunkt: '2026-11-10T09:13:29', leveringskanal: 'Fagsystem' };

/** An invented report by a private person; v1 and v2 have the same fields. */
export function privatConcern(changes: object = {}): Record<string, unknown> {
  return {
    ...MUNICIPALITY,
    privatMelder: { personnavn: 'Knut Arne Eide', telefonnummer: '00315095', adresse: ADDRESS },
    privatBarn: [{ personnavn: 'Vilja', antattAlder: '10', relasjon: 'Nabo', adresse: { adresselinje1: 'grønt hus ved kirka' } }],
    melding: 'Vilja går tur alene hver kveld.\nMor vinker fra vinduet.',
    ...SENT,
    ...changes,
  };
}

/** An invented report by a professional about two children; the number is a synthetic one. */
export function offentligConcern(version: 'v1' | 'v2', changes: object = {}): Record<string, unknown> {
  return {
    ...MUNICIPALITY,
    offentligMelder: {
      personnavn: 'Sunniva Gjerstad',
      rolle: 'Lærer',
      telefonnummer: '00415590',
      epost: 'sunniva.gjerstad@granaasen.example',
      virksomhet: { navn: 'Granåsen skole', orgnr: '000000000', adresse: { ...ADDRESS, adresselinje1: 'Skoleveien 2' } },
    },
    offentligBarn: [
      {
        fnr: '01881558781',
        ufoedt: false,
        personnavn: 'Ada Prøvesen',
        telefonnummer: '00129912',
        adresse: ADDRESS,
        orientert: false,
        orientertGrunn: 'Eleven er redd.',
      },
      { fnr: '27.03.2019', ufoedt: false, personnavn: 'Bo Prøvesen', adresse: ADDRESS, orientert: false },
    ],
    foresatte: [{ personnavn: 'Remi Prøvesen', telefonnummer: '00553811', orientert: true, orientertGrunn: '' }],
    behovForTolk: 'Nei.',
    andreHjelpeinstanser: 'PPT er inne.',
    melding: {
      melding: 'Ada har skrevet i loggboka si at hun blir satt på pause hjemme.',
      historie: 'Søsknene flyttet hit i fjor.',
      ...(version === 'v2' ? { andreSynspunkter: 'Farmor er enig.' } : {}),
    },
    ...SENT,
    ...changes,
  };
}
