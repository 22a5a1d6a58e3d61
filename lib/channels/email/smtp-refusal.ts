import type { MunicipalityForMail } from './list-mail-municipalities';
import { findMunicipality } from './route-recipient';

/** An answer to the client. The text may name no person and quote nothing that was received. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }

  /** The same answer, which also says how to phone those whom the mail was for. Who refuses without another way loses a report. */
  withPhones(phones: string): SmtpRefusal {
    if (!phones || !SAYS_HOW.has(this.responseCode)) return this;
    return new SmtpRefusal(this.responseCode, `${this.message}${this.responseCode < 500 ? ' or' : ', please'} phone ${phones}`);
  }
}

/** 550 is for a domain that is nobody's here: there is nobody to phone. */
const SAYS_HOW = new Set([451, 452, 552, 554]);

export const notStored = () => new SmtpRefusal(451, '4.3.0 Not stored, please try again later');
export const crowded = () => new SmtpRefusal(452, '4.3.1 Too much mail at once, please try again later');
export const tooBig = () => new SmtpRefusal(552, '5.3.4 Message too big: nothing was stored');
export const emptyMessage = () => new SmtpRefusal(554, '5.6.0 Empty message: nothing was stored');

/** Telephone numbers of the municipalities that these recipients name; of the one that takes unknown mail where they name none. */
export function phonesFor(municipalities: readonly MunicipalityForMail[], recipients: readonly string[], defaultId?: string): string {
  const ids = new Set(recipients.flatMap((address) => findMunicipality(municipalities, address)?.id ?? []));
  const named = municipalities.filter(({ id }) => ids.has(id));
  const fallback = municipalities.find(({ id }) => id === defaultId) ?? municipalities[0];
  const asked = named.length > 0 || !fallback ? named : [fallback];
  return [...new Set(asked.map(({ phone }) => phone).filter(Boolean))].join(', ');
}
