import type { Country, Role } from '@/lib/db/generated/enums';
import type { WeeklyWindow } from '@/lib/domain/roster/roster';

export type DemoPlace = {
  slug: string;
  name: string;
  country: Country;
  locale: string;
  phone: string;
  mailDomains: string[];
  mailAddresses: string[];
  /** Secure-post boxes, by the resource id that senders use. */
  resourceIds: string[];
  /** The first one is the intake unit. */
  units: string[];
  cast: [name: string, role: Role | 'duty_officer', unit: string | null][];
  /** Layers of the duty roster in their order; a place without one has its duty officers on duty at all times. */
  roster?: { name: string; unit: string | null; participants: string[]; hours: WeeklyWindow[] }[];
};

const WORKING_DAYS = [1, 2, 3, 4, 5];

/**
 * Invented municipalities and people. The first is the demo's own; the others show the other two countries' law and are the
 * outsiders that must see nothing. Vestreim and Älvshamn also receive for their neighbours, as intermunicipal services do.
 */
export const DEMO_PLACES: DemoPlace[] = [
  {
    slug: 'lindevang',
    name: 'Lindevang Kommune',
    country: 'dk',
    locale: 'da',
    phone: '00 47 00 00',
    mailDomains: ['lindevang.example'],
    mailAddresses: ['underretning@lindevang.example', 'sikkerepost@lindevang.example'],
    resourceIds: [],
    units: ['Modtagelsen', 'Familieafdelingen'],
    cast: [
      ['Mette Holm', 'caseworker', 'Modtagelsen'],
      ['Jonas Krogh', 'caseworker', 'Familieafdelingen'],
      ['Sanne Lund', 'duty_officer', 'Modtagelsen'],
      ['Birgit Dahl', 'supervisor', 'Modtagelsen'],
      ['Anders Friis', 'administrator', null],
    ],
    roster: [
      {
        name: 'Kontortid',
        unit: 'Modtagelsen',
        participants: ['Mette Holm', 'Jonas Krogh'],
        hours: WORKING_DAYS.map((weekday) => ({ weekday, from: '08:00', to: '16:00' })),
      },
      {
        name: 'Døgnvagt',
        unit: null,
        participants: ['Sanne Lund', 'Birgit Dahl'],
        hours: [
          ...WORKING_DAYS.map((weekday) => ({ weekday, from: '16:00', to: '08:00' })),
          { weekday: 6, from: '08:00', to: '08:00' },
          { weekday: 7, from: '08:00', to: '08:00' },
        ],
      },
    ],
  },
  {
    slug: 'vestreim',
    name: 'Vestreim kommune',
    country: 'no',
    locale: 'nb',
    phone: '00 31 00 00',
    mailDomains: ['vestreim.example', 'storvaag.example', 'lauvneset.example'],
    mailAddresses: ['barnevern@vestreim.example', 'barnevern@storvaag.example', 'barnevern@lauvneset.example'],
    resourceIds: ['vestreim-barnevern-taushetsbelagt'],
    units: ['Mottak', 'Tiltak'],
    cast: [
      ['Ingrid Vik', 'caseworker', 'Mottak'],
      ['Sindre Moen', 'duty_officer', 'Mottak'],
      ['Turid Nes', 'supervisor', 'Mottak'],
      ['Leif Haug', 'administrator', null],
    ],
  },
  {
    slug: 'alvshamn',
    name: 'Älvshamns kommun',
    country: 'se',
    locale: 'sv',
    phone: '040-628 04 00',
    mailDomains: ['alvshamn.example', 'tallvik.example'],
    mailAddresses: ['orosanmalan@alvshamn.example', 'socialtjansten@tallvik.example'],
    resourceIds: [],
    units: ['Mottagningen', 'Utredning'],
    cast: [
      ['Elin Sjö', 'caseworker', 'Mottagningen'],
      ['Karim Lind', 'duty_officer', 'Mottagningen'],
      ['Gunilla Berg', 'supervisor', 'Mottagningen'],
      ['Per Ek', 'administrator', null],
    ],
  },
];
