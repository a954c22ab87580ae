import { embedFigure, isEmbeddable } from '../copy/embed.js';

/** Blocks end a paragraph; inside of "flow" blocks, blank lines make paragraphs again. */
const flowBlocks = new Set(['div', 'blockquote', 'section', 'article', 'aside', 'center', 'form', 'details']);
const textBlocks = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption hr pre address ' +
    'iframe object video audio'
  ).split(' '),
);
/** Their text is kept to the letter. */
const verbatim = /<(pre|script|style|textarea)\b[\s\S]*?<\/\1\s*>/gi;

/**
 * What WordPress does to classic copy when it shows it: blank lines divide paragraphs, a single line break is kept,
 * blocks and preformatted text stay as they are. An address alone on a line is an embed.
 */
export function paragraphsFromClassic(copy: string): string {
  const kept: string[] = [];
  const text = copy
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(verbatim, (block) => `<pre data-kept="${kept.push(block) - 1}"/>`);
  const html = withParagraphs(text.match(/<[^>]+>|[^<]+|</g) ?? []);
  return html.replace(/<pre data-kept="(\d+)"\/>/g, (_mark, index: string) => kept[Number(index)] ?? '');
}

function withParagraphs(pieces: readonly string[]): string {
  const out: string[] = [];
  const open: string[] = [];
  let inline = '';
  const flush = () => {
    out.push(open.every((name) => flowBlocks.has(name)) ? paragraphs(inline) : withBreaks(inline));
    inline = '';
  };
  for (const piece of pieces) {
    const [, slash, written] = /^<(\/?)([a-z][a-z\d]*)/i.exec(piece) ?? [];
    const name = written?.toLowerCase() ?? '';
    if (!flowBlocks.has(name) && !textBlocks.has(name)) {
      // A line break inside a tag is not one of the copy.
      inline += piece.startsWith('<') ? piece.replace(/\s+/g, ' ') : piece;
      continue;
    }
    flush();
    out.push(piece);
    if (slash === '/') {
      const from = open.lastIndexOf(name);
      if (from >= 0) open.length = from;
    } else if (name !== 'hr' && !piece.endsWith('/>')) open.push(name);
  }
  flush();
  return out.join('');
}

function paragraphs(text: string): string {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      isEmbeddable(paragraph)
        ? embedFigure(paragraph.replace(/&amp;/g, '&'), '')
        : `<p>${withBreaks(paragraph)}</p>`,
    )
    .join('\n');
}

/** Line breaks between words become breaks; those at a block's edge or beside one that is there are only layout. */
const withBreaks = (text: string): string =>
  text.replace(/^\s*\n\s*|\s*\n\s*$/g, ' ').replace(/(?<!<br\s*\/?>)[ \t]*\n/gi, '<br />');
