/** What a label of a form can mean. A field of the child or of the notifier, or the answer to whether the child is in danger now. */
export const MAPPED_FIELDS = [
  'child.name',
  'child.first',
  'child.last',
  'child.nationalId',
  'child.birthDate',
  'child.address',
  'child.school',
  'notifier.name',
  'notifier.first',
  'notifier.last',
  'notifier.phone',
  'notifier.email',
  'notifier.role',
  'notifier.organisation',
  'notifier.anonymous',
  'danger',
  'ignore',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** One label as the vendor writes it: the text before the colon, or the name of an XML element, with the element around it before a slash. */
export type MappedLabel = { label: string; field: MappedField };

export type FieldMapping = { senderPattern: string; fields: readonly MappedLabel[] };

export const MAX_LABELS = 100;
const PATTERN = /^[^\s@*]*\*?[^\s@*]*@[a-z0-9æøåäö.*-]*[a-z0-9æøåäö]\.[a-z]{2,}$/;

/** Whether a pattern names senders: an address, in which "*" stands for anything, but never for every domain there is. */
export function isSenderPattern(pattern: string): boolean {
  return pattern.length <= 200 && PATTERN.test(pattern) && !/@\*/.test(pattern);
}

export function matchesSender(pattern: string, address: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^@]*')}$`).test(address.trim().toLowerCase());
}

/** The mapping for a sender: of those that match, the one that says most about it. */
export function mappingFor(mappings: readonly FieldMapping[], address: string): FieldMapping | undefined {
  const matching = mappings.filter(({ senderPattern }) => matchesSender(senderPattern, address));
  return matching.sort((a, b) => b.senderPattern.replaceAll('*', '').length - a.senderPattern.replaceAll('*', '').length)[0];
}

/** A label as it is compared: letters and digits only, in lower case. */
export function labelKey(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim();
}
