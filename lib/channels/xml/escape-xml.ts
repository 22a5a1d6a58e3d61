const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in an XML document; characters that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (letter) => ('\t\n\r'.includes(letter) ? letter : ''))
    .replace(/[&<>"]/g, (letter) => NAMED[letter] ?? letter);
}
