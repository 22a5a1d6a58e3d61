import type { Country } from '@/lib/domain/report';

/** A number, and the key of its name in messages/<locale>/form.json under "number". */
type EmergencyNumber = { number: string; name: string; always: boolean };

/** Whom to call at once, by country. Those with `always` stand in the bar that never leaves the screen. 116 111 is the European child helpline. */
export const EMERGENCY_NUMBERS: Readonly<Record<Country, readonly EmergencyNumber[]>> = {
  dk: [
    { number: '112', name: 'emergency', always: true },
    { number: '114', name: 'police', always: true },
    { number: '116 111', name: 'helplineDk', always: false },
  ],
  no: [
    { number: '112', name: 'policeEmergency', always: true },
    { number: '116 111', name: 'helplineNo', always: true },
    { number: '113', name: 'medicalEmergency', always: false },
    { number: '110', name: 'fireEmergency', always: false },
  ],
  se: [
    { number: '112', name: 'emergency', always: true },
    { number: '116 111', name: 'helplineSe', always: false },
  ],
};

/** Link of a telephone number. */
export function telephoneLink(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}
