/** What a part of a mail is for the reader. `unread`: its content says something that is not read here. */
export type AttachmentKind = 'text' | 'html' | 'xml' | 'message' | 'signature' | 'encrypted' | 'cms' | 'tnef' | 'unread';

const ARMOUR = '-----BEGIN PGP MESSAGE-----';

/** Sorts a part by its media type, its name and its first bytes: senders often give no type or a wrong one. */
export function attachmentKind(type: string, name: string, content: Uint8Array): AttachmentKind {
  const head = Buffer.from(content.subarray(0, 200)).toString('latin1');
  if (/^application\/(x-)?pkcs7-signature$|^application\/pgp-signature$/.test(type)) return 'signature';
  if (type === 'application/pgp-encrypted' || head.includes(ARMOUR) || /\.(pgp|gpg)$/i.test(name)) return 'encrypted';
  if (/^application\/(x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name)) return 'cms';
  if (/^application\/(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name)) return 'tnef';
  if (/^message\/(rfc822|global|news)$/.test(type) || /\.eml$/i.test(name)) return 'message';
  if (/^(text|application)\/xml$|\+xml$/.test(type) || (/\.xml$/i.test(name) && type !== 'text/html'))
    return type.startsWith('image/') ? 'unread' : 'xml';
  if (type === 'text/html' || /^application\/xhtml/.test(type) || /\.html?$/i.test(name)) return 'html';
  if (type === 'text/rtf') return 'unread';
  if (
    /^text\/|^message\/(delivery-status|disposition-notification)$|^application\/json$/.test(type) ||
    /\.(txt|csv|ics|vcf|json|log|md)$/i.test(name)
  )
    return 'text';
  return 'unread';
}

const EXTENSIONS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/xml': 'xml',
  'application/xml': 'xml',
  'application/pkcs7-mime': 'p7m',
  'application/pgp-encrypted': 'pgp',
};

/** A name for a part that has none. */
export function defaultName(type: string, position: number): string {
  return `attachment-${position}.${EXTENSIONS[type] ?? 'bin'}`;
}
