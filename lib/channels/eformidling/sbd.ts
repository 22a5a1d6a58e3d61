import { z } from 'zod';

/** Identification of an organisation: "0192:910075918". */
const party = z.looseObject({ identifier: z.looseObject({ value: z.string() }) });

/** As much of a standard business document as Mottak needs (GS1 SBD as eFormidling uses it, in JSON). */
const sbdSchema = z.looseObject({
  standardBusinessDocumentHeader: z.looseObject({
    sender: z.array(party).default([]),
    receiver: z.array(party).default([]),
    documentIdentification: z.looseObject({
      instanceIdentifier: z.string().min(1),
      type: z.string().default(''),
      standard: z.string().default(''),
      creationDateAndTime: z.string().optional(),
    }),
    businessScope: z
      .looseObject({
        scope: z.array(
          z.looseObject({
            type: z.string().optional(),
            identifier: z.string().optional(),
            instanceIdentifier: z.string().optional(),
            scopeInformation: z.array(z.looseObject({ expectedResponseDateTime: z.string().optional() })).nullish(),
          }),
        ),
      })
      .optional(),
  }),
});

export type Sbd = {
  messageId: string;
  conversationId: string | undefined;
  process: string | undefined;
  type: string;
  sender: string | undefined;
  receiver: string | undefined;
  createdAt: string | undefined;
  /** From then on the sender's side gives the message up (LEVETID_UTLOPT). */
  expiresAt: Date | undefined;
  /** The restricted process: the message must be shown to few, and not be left lying. */
  confidential: boolean;
};

/** The facts of a standard business document; null when it is none. */
export function readSbd(json: unknown): Sbd | null {
  const parsed = sbdSchema.safeParse(json);
  if (!parsed.success) return null;
  const { sender, receiver, documentIdentification, businessScope } = parsed.data.standardBusinessDocumentHeader;
  const scope = businessScope?.scope.find(({ type }) => type === 'ConversationId') ?? businessScope?.scope[0];
  const expires = new Date(scope?.scopeInformation?.[0]?.expectedResponseDateTime ?? '');
  return {
    messageId: documentIdentification.instanceIdentifier,
    conversationId: scope?.instanceIdentifier,
    process: scope?.identifier,
    type: documentIdentification.type,
    sender: sender[0]?.identifier.value,
    receiver: receiver[0]?.identifier.value,
    createdAt: documentIdentification.creationDateAndTime,
    expiresAt: Number.isNaN(expires.getTime()) ? undefined : expires,
    confidential: /:taushetsbelagt:/.test(scope?.identifier ?? ''),
  };
}

export type ReceiptFor = { messageId: string; sender: string; conversationId: string | undefined };

const RESPONSE_PROCESS = 'urn:no:difi:profile:arkivmelding:response:ver1.0';

/** The standard business document of an arkivmelding_kvittering: stored, under this reference. The sender then sees LEST. */
export function receiptSbd({ messageId, sender, conversationId }: ReceiptFor, ref: string): object {
  return {
    standardBusinessDocumentHeader: {
      headerVersion: '1.0',
      receiver: [{ identifier: { authority: 'iso6523-actorid-upis', value: sender } }],
      documentIdentification: {
        standard: 'urn:no:difi:arkivmelding:xsd::arkivmelding_kvittering',
        type: 'arkivmelding_kvittering',
        typeVersion: '2.0',
      },
      businessScope: {
        scope: [
          { type: 'ConversationId', identifier: RESPONSE_PROCESS, ...(conversationId ? { instanceIdentifier: conversationId } : {}) },
        ],
      },
    },
    arkivmelding_kvittering: { receiptType: 'OK', relatedToMessageId: messageId, messages: [{ code: 'Ref', text: ref }] },
  };
}
