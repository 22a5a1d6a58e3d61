import type { NewMessage } from './message';

/** Invented messages of the kind that a Norwegian child-welfare office gets by secure post. No person in them exists. */
export function samples(): NewMessage[] {
  return [police(), hospital(), school()];
}

function police(): NewMessage {
  return {
    title: 'Bekymringsmelding etter politioppdrag',
    summary: 'Barn til stede ved familievold natt til søndag',
    language: 'nb',
    sender: '0192:000000101',
    messageSender: 'Fjordvik politidistrikt',
    sendersReference: 'FPD-2026-004417',
    isConfirmationNeeded: true,
    isConfidential: true,
    body: [
      '**Bekymringsmelding etter barnevernsloven § 13-4**',
      '',
      'Politiet rykket natt til søndag kl. 02.40 ut til Lyngveien 14 etter melding fra nabo om skriking og knusing av inventar.',
      '',
      '- Mor, Tonje Eksempelstad, hadde synlige skader i ansiktet. Far, Rune Eksempelstad, var påvirket av alkohol og ble innbrakt.',
      '- Emil (6 år) satt under kjøkkenbordet da patruljen kom inn. Han fortalte at «pappa sparket mamma», og at det har hendt før.',
      '- Lillesøster Ida (2 år) sov i etasjen over.',
      '',
      'Mor ønsket ikke å anmelde. Far slippes trolig mandag formiddag, og patruljen er bekymret for at han reiser rett hjem.',
      '',
      'Kontakt: operasjonssentralen, oppgi referansen.',
    ].join('\n'),
    attachments: [
      {
        fileName: 'egenrapport.txt',
        dataType: 'text/plain',
        content:
          'Egenrapport, oppdrag 004417\nAnkomst 02.52. Barn 1 våken og redd. Barn 2 sov. Ingen av barna hadde synlige skader.\nMor fikk informasjon om krisesenter.',
      },
      {
        fileName: 'oppdrag.xml',
        dataType: 'application/xml',
        content: '<?xml version="1.0" encoding="UTF-8"?>\n<oppdrag nummer="004417"><barn antall="2"/><alvor>høy</alvor></oppdrag>',
      },
    ],
  };
}

function hospital(): NewMessage {
  return {
    title: 'Melding til barnevernet frå barneavdelinga',
    summary: 'Spedbarn med brotskade som ikkje passar med forklaringa',
    language: 'nn',
    sender: '0192:000000102',
    messageSender: 'Vestdal sjukehus, barneavdelinga',
    sendersReference: 'VS-BARN-7781',
    isConfirmationNeeded: true,
    isConfidential: true,
    body: [
      'Guten Sander Dømestad, fødd i april i år, vart innlagd hos oss tysdag kveld med brot i venstre overarm.',
      '',
      'Foreldra seier at han fall ned frå sofaen. Røntgenlegen vurderer at brotet ikkje kan ha kome slik, og ser i tillegg teikn til eit eldre ribbeinsbrot.',
      'Foreldra er orienterte om at vi melder. Dei vil ta han med heim i morgon tidleg, og vi ber difor om **kontakt i kveld**.',
      '',
      'Vakthavande overlege kan nåast heile døgnet.',
    ].join('\n'),
    attachments: [
      {
        fileName: 'røntgensvar.txt',
        dataType: 'text/plain',
        content:
          'Røntgen venstre overarm: spiralbrot midt på skaftet.\nRøntgen toraks: callus sjuande ribbein bak til venstre, truleg to til tre veker gamalt.',
      },
      {
        fileName: 'melding.json',
        dataType: 'application/json',
        content: JSON.stringify({ meldar: 'Vestdal sjukehus', barn: [{ fornamn: 'Sander', alder: '4 månader' }], hast: true }, null, 2),
      },
    ],
  };
}

function school(): NewMessage {
  return {
    title: 'Bekymring for elev på 7. trinn',
    summary: 'Høyt fravær og endret atferd',
    language: 'nb',
    sender: '0192:000000103',
    messageSender: 'Solbakken skole',
    sendersReference: 'SOL-2026-31',
    isConfirmationNeeded: false,
    isConfidential: true,
    body: [
      'Vi er bekymret for Maja Prøvesen (12 år). Hun har vært borte 31 av de siste 60 skoledagene og har sluttet å spise i matpausen.',
      '',
      'Mor svarer ikke lenger på telefon. Far bor utenlands. Maja har sagt til kontaktlærer at hun «passer på mamma» om nettene.',
      'Foresatte er orientert om meldingen i brev.',
    ].join('\n'),
  };
}
