import { escapeXml } from '../xml/escape-xml';
import type { SdkDelivery } from './sdk-message';

/** Codes of a refused line: SV the schema is not kept, BV another rule is not kept (samples of diggsweden/sdk-docs). */
const FAULTS: Record<NonNullable<SdkDelivery['fault']>, { code: 'SV' | 'BV'; reason: string }> = {
  'not-xml': { code: 'SV', reason: 'Meddelandet är inte välformad XML' },
  'no-message': { code: 'SV', reason: 'Meddelandet innehåller inget messagePayload' },
  incomplete: { code: 'SV', reason: 'messageHeader, messageId eller messageBody saknas' },
  encrypted: { code: 'BV', reason: 'Meddelandet är krypterat och kunde inte öppnas' },
};

/** The standard has no word for what is not known. */
const UNKNOWN = 'NA';

/**
 * The Meddelandekvittens to a delivery that is stored: UBL ApplicationResponse, ACCEPTED when it can be read, else REJECTED with why, so
 * that the sender takes another way too. Never to be made for a delivery that is not stored.
 * @param id the same for every receipt of one delivery
 */
export function messageReceipt({ xheId, from, to, fault }: SdkDelivery, id: string, now: Date): string {
  const [day, time] = now.toISOString().split('T') as [string, string];
  const refused = fault && FAULTS[fault];
  return `<?xml version="1.0" encoding="UTF-8"?>
<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:fdc:digg.se:edelivery:messagetype:response:1</cbc:CustomizationID>
  <cbc:ProfileID>bdx:noprocess</cbc:ProfileID>
  <cbc:ID>${escapeXml(id)}</cbc:ID>
  <cbc:IssueDate>${day}</cbc:IssueDate>
  <cbc:IssueTime>${time.slice(0, 8)}Z</cbc:IssueTime>
  <cac:SenderParty>${party(to)}</cac:SenderParty>
  <cac:ReceiverParty>${party(from)}</cac:ReceiverParty>
  <cac:DocumentResponse>
    <cac:Response><cbc:ResponseCode>${refused ? 'REJECTED' : 'ACCEPTED'}</cbc:ResponseCode></cac:Response>
    <cac:DocumentReference><cbc:ID>${escapeXml(xheId ?? UNKNOWN)}</cbc:ID></cac:DocumentReference>${refused ? line(refused) : ''}
  </cac:DocumentResponse>
</ApplicationResponse>
`;
}

function party(id: string | undefined): string {
  return `<cbc:EndpointID schemeID="iso6523-actorid-upis">${escapeXml(id ?? UNKNOWN)}</cbc:EndpointID>`;
}

function line({ code, reason }: { code: string; reason: string }): string {
  return `
    <cac:LineResponse>
      <cac:LineReference><cbc:LineID>${UNKNOWN}</cbc:LineID></cac:LineReference>
      <cac:Response>
        <cbc:ResponseCode>${code}</cbc:ResponseCode>
        <cac:Status><cbc:StatusReason>${escapeXml(reason)}</cbc:StatusReason></cac:Status>
      </cac:Response>
    </cac:LineResponse>`;
}
