import sanitizeHtml from 'sanitize-html';
import { escapeHtml } from '../../base/html.js';
import { arrangeBody } from './body-structure.js';
import { parseBody, writeBody } from './body-tree.js';

/**
 * The closed vocabulary of a story's body. Sanitiser, importers, editor, feeds and renderer are made from this table
 * or tested against it; what does not fit becomes its text.
 *
 * Blocks with a class are ours: `<blockquote class="pull-quote">`, `<aside class="fact-box">`,
 * `<aside class="footnotes">`, and `<figure class="embed"><a href="…">title</a></figure>` (loads after a click).
 */
export const bodyBlocks = {
  p: { attributes: ['lang', 'dir'] },
  h2: { attributes: ['lang', 'dir', 'id'] },
  h3: { attributes: ['lang', 'dir', 'id'] },
  h4: { attributes: ['lang', 'dir', 'id'] },
  ul: { attributes: ['lang', 'dir'] },
  ol: { attributes: ['lang', 'dir', 'start'] },
  li: { attributes: ['lang', 'dir', 'id'] },
  blockquote: { attributes: ['lang', 'dir', 'cite', 'class'], classes: ['pull-quote'] },
  figure: { attributes: ['class'], classes: ['embed'] },
  img: { attributes: ['src', 'alt', 'width', 'height'] },
  figcaption: { attributes: ['lang', 'dir'] },
  table: { attributes: ['lang', 'dir'] },
  caption: { attributes: [] },
  thead: { attributes: [] },
  tbody: { attributes: [] },
  tr: { attributes: [] },
  th: { attributes: ['scope', 'colspan', 'rowspan'] },
  td: { attributes: ['colspan', 'rowspan'] },
  pre: { attributes: [] },
  hr: { attributes: [] },
  aside: { attributes: ['class', 'lang', 'dir'], classes: ['fact-box', 'footnotes'] },
} as const satisfies Record<string, { attributes: readonly string[]; classes?: readonly string[] }>;

export const bodyMarks = {
  a: { attributes: ['href', 'lang', 'dir', 'id'] },
  em: { attributes: [] },
  strong: { attributes: [] },
  code: { attributes: [] },
  sub: { attributes: [] },
  sup: { attributes: [] },
  abbr: { attributes: ['title'] },
  br: { attributes: [] },
  /** Credit inside a figcaption. */
  cite: { attributes: [] },
  span: { attributes: ['lang', 'dir'] },
} as const satisfies Record<string, { attributes: readonly string[] }>;

const vocabulary: Record<string, { attributes: readonly string[]; classes?: readonly string[] }> = {
  ...bodyBlocks,
  ...bodyMarks,
};

/** Elements whose text is not copy: dropped whole. */
const notCopy = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'template',
  'form',
  'button',
  'select',
  'title',
  'head',
  'xmp',
  'noembed',
  'noframes',
  'audio',
  'video',
  'canvas',
];

/** Same meaning under another name. */
const renamed: Record<string, string> = {
  b: 'strong',
  i: 'em',
  h1: 'h2',
  h5: 'h4',
  h6: 'h4',
  strike: 'span',
  del: 'span',
  ins: 'span',
  mark: 'span',
};

/** Boxes without a meaning of their own; they end a line, and so divide paragraphs. */
const boxes =
  'div section article main header footer nav center address dl dt dd details summary fieldset legend'.split(
    ' ',
  );
for (const box of boxes) renamed[box] = 'p';

const options: sanitizeHtml.IOptions = {
  allowedTags: Object.keys(vocabulary),
  allowedAttributes: Object.fromEntries(
    Object.entries(vocabulary).map(([name, { attributes }]) => [
      name,
      attributes.filter((attribute) => attribute !== 'class'),
    ]),
  ),
  allowedClasses: Object.fromEntries(
    Object.entries(vocabulary).map(([name, { classes }]) => [name, [...(classes ?? [])]]),
  ),
  nonTextTags: notCopy,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  transformTags: Object.fromEntries(
    Object.entries(renamed).map(([from, to]) => [from, sanitizeHtml.simpleTransform(to, {}, true)]),
  ),
  nestingLimit: 60,
};

/**
 * Untrusted HTML to a story's body. The only way in: importers, the newsroom's forms and the command line all pass
 * through here once, and everything after it trusts the result. Scripts, styles, handlers, forms and unknown
 * addresses go; loose text is wrapped in paragraphs; empty blocks go.
 */
export function sanitizeBody(html: string): string {
  return writeBody(arrangeBody(parseBody(sanitizeHtml(html, options))));
}

/** Plain text with blank lines between paragraphs to a body; a single line break stays one. */
export function bodyFromText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph.replace(/[&<>]/g, escapeHtml).replaceAll('\n', '<br />')}</p>`)
    .join('');
}
