const CONCERN = 'no.ks.fiks.bekymringsmelding.';

/** The replies of the protocol, and the one of the platform for a message that the receiver has no use for. */
export const REPLY_TYPES = {
  mottatt: 'no.ks.fiks.bekymringsmelding.mottatt.v1',
  feilet: 'no.ks.fiks.bekymringsmelding.feilet.v1',
  ugyldig: 'no.ks.fiks.kvittering.ugyldigforespoersel.v1',
} as const;

export type ReplyKind = keyof typeof REPLY_TYPES;

/** Whether a message is a report of concern: privat or offentlig, of any version, since a later one is read as far as it is known. */
export function isConcernType(type: string): boolean {
  return /^(privat|offentlig)\.v\d+$/.test(type.startsWith(CONCERN) ? type.slice(CONCERN.length) : '');
}

/** Receipts of the platform (expired, failed, refused) and answers to replies of ours: answering them would go round in circles. */
export function isReceiptType(type: string): boolean {
  return type.startsWith('no.ks.fiks.kvittering.') || type === REPLY_TYPES.mottatt || type === REPLY_TYPES.feilet;
}
