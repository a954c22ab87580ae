import { Parser } from 'htmlparser2';
import { bodyBlocks, bodyFromText, bodyMarks, sanitizeBody } from '../../../newsroom/stories/body-blocks.js';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);

/** A body of plain paragraphs as the text that makes it again; undefined where it holds more than that. */
export function bodyAsText(body: string): string | undefined {
  const text = body
    .split(/<\/p>\s*/)
    .map((paragraph) => decoded(paragraph.replace(/^<p>/, '').replaceAll(/<br \/>/g, '\n')))
    .join('\n\n')
    .trim();
  return isSameBody(bodyFromText(text), body) ? text : undefined;
}

/** Equal but for the space between blocks and the spelling of quotation marks, in which sanitiser and editor differ. */
export const isSameBody = (a: string, b: string): boolean => squeezed(a) === squeezed(b);
const squeezed = (html: string): string =>
  html.replace(/>\s+</g, '><').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

const blockEnd = new RegExp(`(</(?:${Object.keys(bodyBlocks).join('|')})>|<hr />)(?=<)`, 'g');

/** A body as HTML for a text field: a line for each block. */
export const bodyAsHtml = (body: string): string => body.replace(blockEnd, '$1\n');

/** The body that was typed. The only way in for HTML is the sanitiser. */
export const bodyFromTyped = (format: 'text' | 'html', typed: string): string =>
  format === 'html' ? sanitizeBody(typed) : bodyFromText(typed);

const vocabulary = new Set([...Object.keys(bodyBlocks), ...Object.keys(bodyMarks)]);
const sameMeaning = new Set(['b', 'i', 'h1', 'h5', 'h6', 'html', 'body', 'tfoot', 'col', 'colgroup']);

/** Names of elements that were typed and are no part of a body, each once: they went, or only their text stayed. */
export function leftOut(typed: string): readonly string[] {
  const names = new Set<string>();
  const parser = new Parser({
    onopentagname: (name) => {
      if (!vocabulary.has(name) && !sameMeaning.has(name)) names.add(name);
    },
  });
  parser.end(typed);
  return [...names].filter((name) => /^[a-z][a-z0-9-]{0,30}$/.test(name)).slice(0, 12);
}
