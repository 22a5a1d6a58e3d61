import type { FormField, Owner } from './form-fields';

const MAX_XML = 2_000_000;
const CHILD = /^(barn|barnet|child|elev|pasient|patient)$/;
const NOTIFIER = /^(anmalare|anmälare|underretter|melder|notifier|avsandare|avsändare|innsender|indsender)$/;

type Token = { kind: 'open' | 'close' | 'text'; value: string };

/** The values of an XML document in their order, each with the element that holds it and whom it is about. Never throws. */
export function xmlFields(xml: string): FormField[] {
  const fields: FormField[] = [];
  const path: string[] = [];
  let text = '';
  for (const { kind, value } of tokens(xml.slice(0, MAX_XML))) {
    if (kind === 'text') text += value;
    else if (kind === 'open') {
      path.push(value);
      text = '';
    } else {
      const content = text.replace(/\s+/g, ' ').trim();
      if (content !== '')
        fields.push({ label: value, value: content, owner: owner(path), within: path.length > 2 ? path.at(-2) : undefined });
      path.pop();
      text = '';
    }
  }
  return fields;
}

/** Goes over the text once; markup that never ends is where it stops. */
function* tokens(xml: string): Generator<Token> {
  for (let at = 0; at < xml.length; ) {
    const open = xml.indexOf('<', at);
    yield { kind: 'text', value: entities(open < 0 ? xml.slice(at) : xml.slice(at, open)) };
    if (open < 0) return;
    const [start, ending] = xml.startsWith('<!--', open) ? [4, '-->'] : xml.startsWith('<![CDATA[', open) ? [9, ']]>'] : [1, '>'];
    const end = xml.indexOf(ending, open + start);
    if (end < 0) return;
    const inside = xml.slice(open + start, end);
    if (start === 9) yield { kind: 'text', value: inside };
    else if (/^\/?[\p{L}_]/u.test(inside) && !inside.endsWith('/'))
      yield { kind: inside.startsWith('/') ? 'close' : 'open', value: localName(inside) };
    at = end + ending.length;
  }
}

function owner(path: readonly string[]): Owner {
  const names = path.slice(0, -1).map((name) => name.toLowerCase());
  if (names.some((name) => CHILD.test(name))) return 'child';
  return names.some((name) => NOTIFIER.test(name)) ? 'notifier' : 'other';
}

function localName(tag: string): string {
  return tag.replace(/^\//, '').split(/\s/, 1)[0]?.replace(/^.*:/, '') ?? '';
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,5}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
