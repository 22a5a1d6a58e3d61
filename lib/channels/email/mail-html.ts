import { type FormatCallback, htmlToText } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

/** Longer HTML is cut before it is read. */
export const MAX_HTML = 2_000_000;
/** Deeper nesting is no letter; converters slow down and overflow on it. */
const MAX_NESTING = 400;
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dd',
  'dt',
  'option',
]);
const DROPPED = 'script';
const MAX_SHEET = 200_000;
/** Escaping and pictures inside make HTML longer than it came. */
const MAX_SHOWN = MAX_HTML * 4;

const TAGS = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'div',
  'span',
  'br',
  'hr',
  'blockquote',
  'pre',
  'code',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'sub',
  'sup',
  'small',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
  'caption',
  'a',
  'img',
];

export type MailHtml = { html: string | null; text: string };

/**
 * HTML of a mail made safe to show, and its readable text. No scripts, styles, forms, frames, nor anything fetched from
 * elsewhere; what the mail hides from its reader is left out. `image` gives the data: URL of a picture inside the mail by
 * its Content-ID, or null to leave it out. Never throws.
 */
export function readHtml(source: string, image: (contentId: string) => string | null = () => null): MailHtml {
  const cut = source.slice(0, MAX_HTML);
  if (nesting(cut) > MAX_NESTING) return { html: null, text: withoutTags(cut) };
  const shown = sanitise(cut, image, hiddenNames(cut));
  const text = toText(shown);
  if (text !== '') return { html: shown, text };
  // Where hiding leaves nothing, a mistake of ours is likelier than an empty mail.
  const all = sanitise(cut, image, null);
  return { html: all, text: toText(all) };
}

type Hidden = { classes: Set<string>; ids: Set<string> };

function sanitise(source: string, image: (contentId: string) => string | null, hidden: Hidden | null): string {
  return sanitizeHtml(source, {
    allowedTags: TAGS,
    nonTextTags: ['script', 'style', 'title'],
    allowedAttributes: {
      a: ['href', 'rel'],
      img: ['src', 'alt'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      '*': ['dir', 'lang'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName: hidden && isHidden(attribs, hidden) ? DROPPED : tagName, attribs }),
      a: (_, attribs) => ({
        tagName: hidden && isHidden(attribs, hidden) ? DROPPED : 'a',
        attribs: { ...attribs, rel: 'noopener noreferrer nofollow' },
      }),
      img: (_, attribs) => {
        const src = /^cid:/i.test(attribs.src ?? '') ? image(decodeContentId(attribs.src?.slice(4) ?? '')) : null;
        return { tagName: 'img', attribs: { ...(src ? { src } : {}), alt: attribs.alt ?? '' } };
      },
    },
    exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs.src,
  }).trim();
}

function decodeContentId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function isHidden(attribs: Record<string, string>, hidden: Hidden): boolean {
  if ('hidden' in attribs || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style ?? '')) return true;
  return hidden.ids.has(attribs.id ?? '') || (attribs.class ?? '').split(/\s+/).some((name) => hidden.classes.has(name));
}

/** Classes and ids that the mail's own style sheet hides everywhere; rules for some screens only are not looked at. */
function hiddenNames(source: string): Hidden {
  const hidden: Hidden = { classes: new Set(), ids: new Set() };
  for (const sheet of blocks(source, 'style').inside) {
    for (const { selectors, declarations } of topRules(sheet.slice(0, MAX_SHEET))) {
      if (!/display\s*:\s*none|visibility\s*:\s*hidden/i.test(declarations)) continue;
      for (const selector of selectors.split(',')) {
        const simple = /^[a-z0-9]*([.#])([\w-]+)$/i.exec(selector.trim());
        if (simple?.[2]) (simple[1] === '.' ? hidden.classes : hidden.ids).add(simple[2]);
      }
    }
  }
  return hidden;
}

/** The rules of a style sheet outside of any @-rule, found in one pass. */
function topRules(sheet: string): { selectors: string; declarations: string }[] {
  const rules: { selectors: string; declarations: string }[] = [];
  let selectors = '';
  let depth = 0;
  for (const token of withoutComments(sheet).split(/([{}])/)) {
    if (token === '{') depth += 1;
    else if (token === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) selectors = '';
    } else if (depth === 0) selectors = token.slice(token.lastIndexOf(';') + 1).trim();
    else if (depth === 1 && !selectors.startsWith('@')) rules.push({ selectors, declarations: token });
  }
  return rules;
}

function withoutComments(sheet: string): string {
  const [first = '', ...rest] = sheet.split('/*');
  return first + rest.map((piece) => piece.slice(piece.indexOf('*/') < 0 ? piece.length : piece.indexOf('*/') + 2)).join('');
}

const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addLiteral('\t');
};

function toText(html: string): string {
  const raw = htmlToText(html.slice(0, MAX_SHOWN), {
    wordwrap: false,
    limits: { maxDepth: MAX_NESTING * 2, maxInputLength: MAX_SHOWN },
    formatters: { cell },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'block' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
    ],
  });
  return raw
    .split('\n')
    .map(tableRow)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A row of two cells reads as "label: value", one of more as "a | b | c". */
function tableRow(line: string): string {
  if (!line.includes('\t')) return line.replaceAll('\u00A0', ' ').trimEnd();
  const cells = line
    .split('\t')
    .map((text) => text.replaceAll('\u00A0', ' ').trim())
    .filter((text) => text !== '');
  return cells.length === 2 ? `${cells[0]?.replace(/:$/, '')}: ${cells[1]}` : cells.join(' | ');
}

function nesting(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][\w:-]*)/gi)) {
    if (VOID.has(name.toLowerCase())) continue;
    depth = closing ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Cuts a text at the elements of one name, in one pass: a pattern would go over the rest again for each that is not closed. */
function blocks(html: string, name: string): { inside: string[]; outside: string } {
  const lower = html.toLowerCase();
  const inside: string[] = [];
  let outside = '';
  let from = 0;
  for (;;) {
    const open = lower.indexOf(`<${name}`, from);
    const close = open < 0 ? -1 : lower.indexOf(`</${name}`, open);
    if (close < 0) return { inside, outside: outside + html.slice(from) };
    inside.push(html.slice(html.indexOf('>', open) + 1, close));
    outside += `${html.slice(from, open)} `;
    from = close;
  }
}

function withoutTags(html: string): string {
  const visible = blocks(blocks(html, 'script').outside, 'style').outside;
  return visible
    .replace(/<[^<>]*>/g, ' ')
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
