import { embedFigure } from '../copy/embed.js';
import { plainText } from '../copy/plain-text.js';
import { paragraphsFromClassic } from './paragraphs.js';

/** `<!-- wp:name {"attributes"} -->`, `<!-- /wp:name -->`, `<!-- wp:name /-->`. */
const delimiter = /<!--\s+(\/)?wp:([a-z][\w/-]*)\s+(?:\{[\s\S]*?\}\s+)?(\/)?-->/g;

/**
 * Copy of the block editor as plain HTML: the comments that mark blocks go, and what stands between blocks (the
 * "classic" part of a mixed story) is divided into paragraphs. Copy without blocks is classic as a whole.
 * Blocks that WordPress fills when it shows them (latest posts, a calendar) hold nothing: a note names them.
 */
export function withoutBlockComments(copy: string, notes: Set<string>): string {
  if (!/<!--\s+wp:/.test(copy)) return paragraphsFromClassic(copy);
  return withEmbeds(withoutDelimiters(copy, notes));
}

/** An embed of the block editor: the address alone in its box, a caption below it. */
const embedBlock =
  /<figure\b[^>]*>\s*<div class="wp-block-embed__wrapper">\s*(https?:\/\/[^\s<]+)\s*<\/div>([\s\S]*?)<\/figure>/gi;

const withEmbeds = (html: string): string =>
  html.replace(embedBlock, (_figure, address: string, caption: string) =>
    embedFigure(address.replace(/&amp;/g, '&'), plainText(caption.replace(/<\/?figcaption\b[^>]*>/gi, ''))),
  );

function withoutDelimiters(copy: string, notes: Set<string>): string {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of copy.matchAll(delimiter)) {
    const [mark, slash, name, selfClosing] = match;
    const between = copy.slice(from, match.index);
    out.push(depth === 0 ? paragraphsFromClassic(between) : between);
    from = match.index + mark.length;
    if (selfClosing !== undefined) notes.add(`block “${name}” is made when it is shown, dropped`);
    else depth = Math.max(0, depth + (slash === undefined ? 1 : -1));
  }
  const rest = copy.slice(from);
  out.push(depth === 0 ? paragraphsFromClassic(rest) : rest);
  return out.join('').replace(/<!--[\s\S]*?-->/g, '');
}
