/** Joins the soft line breaks of text/plain; format=flowed (RFC 3676): a line that ends in a blank goes on in the next one. */
export function unflow(text: string, delSp: boolean): string {
  const result: string[] = [];
  let flowing = false;
  let depth = 0;
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(quotes).replace(/^ /, '');
    const signature = content === '-- ';
    if (flowing && quotes === depth && !signature) result.push((result.pop() ?? '') + content);
    else result.push(quotes > 0 ? `${'>'.repeat(quotes)} ${content}` : content);
    flowing = content.endsWith(' ') && !signature;
    if (flowing && delSp) result.push((result.pop() ?? '').slice(0, -1));
    depth = quotes;
  }
  return result.join('\n');
}
