const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML shows it. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** The paragraphs of a mail as a plain HTML page: a line that is an address becomes a link, the others stay text. */
export function htmlFromLines(paragraphs: readonly (readonly string[])[], lang: string): string {
  const line = (text: string) =>
    /^https?:\/\/\S+$/.test(text) ? `<a href="${escapeHtml(text)}">${escapeHtml(text)}</a>` : escapeHtml(text);
  const body = paragraphs.map((lines) => `<p>${lines.map(line).join('<br>')}</p>`).join('\n');
  return `<!doctype html>\n<html lang="${lang}"><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>\n`;
}
