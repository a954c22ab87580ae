import { escapeHtml } from '../../base/html.js';
import { embedFigure } from '../copy/embed.js';

/** A picture of the export, as far as it is known. */
export interface Attachment {
  readonly url: string;
  readonly caption: string;
  readonly altText: string;
}

export type FindAttachment = (id: string) => Attachment | undefined;

interface Shortcode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined when it has no end tag. */
  readonly inner: string | undefined;
}

/** Services that have a shortcode of their own: where the address is made from an id. */
const services: Readonly<Record<string, (id: string) => string>> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
  tweet: (id) => `https://twitter.com/i/status/${id}`,
  twitter: (id) => `https://twitter.com/i/status/${id}`,
  dailymotion: (id) => `https://www.dailymotion.com/video/${id}`,
  instagram: (id) => `https://www.instagram.com/p/${id}/`,
  ted: (id) => `https://www.ted.com/talks/${id}`,
};

/** Players and embeds: the address is the inner text, an attribute, or what stands alone after the name. */
const embeds = new Set(['embed', 'video', 'audio', 'soundcloud', 'playlist', ...Object.keys(services)]);

/** Of those that have no attributes and no end tag, these are shortcodes; other words in brackets are words. */
const knownBare = new Set([
  'gallery',
  'more',
  'nextpage',
  'toc',
  'contact-form',
  'sitemap',
  'archives',
  'recent-posts',
]);

const opening = /\[(\[?)(\/?)([a-z][\w-]*)((?:\s*=\s*|\s+)[^[\]]*|)(\/?)\](\]?)/gi;
const verbatim = /<(pre|code)\b[\s\S]*?<\/\1\s*>/gi;

/**
 * Shortcodes of WordPress and its plugins as HTML: a caption becomes a figure, a gallery its known pictures, players
 * and embeds an embed figure; of all others the inner text stays and a note names them. Words in brackets ("[sic]",
 * "[he] said") and code are left alone.
 */
export function withoutShortcodes(copy: string, findAttachment: FindAttachment, notes: Set<string>): string {
  if (!copy.includes('[')) return copy;
  const kept: string[] = [];
  const text = copy.replace(verbatim, (block) => `<!--kept ${kept.push(block) - 1}-->`);
  const expanded = expand(text, findAttachment, notes, 0);
  return expanded.replace(/<!--kept (\d+)-->/g, (_mark, index: string) => kept[Number(index)] ?? '');
}

/** Shortcodes nest; deeper than this is not copy. */
const deepest = 8;

function expand(text: string, findAttachment: FindAttachment, notes: Set<string>, depth: number): string {
  const out: string[] = [];
  let from = 0;
  /** Names without an end tag in what is left: looked for once, not at each place. */
  const unclosed = new Set<string>();
  const endTagOf = (written: string, after: number): number => {
    const at = unclosed.has(written) ? -1 : text.indexOf(`[/${written}]`, after);
    if (at < 0) unclosed.add(written);
    return at;
  };
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [mark, bracket, slash, written, attributes = '', selfClosing, bracketEnd] = match;
    const name = written!.toLowerCase();
    const end = match.index + mark.length;
    const closing = slash === '/' || selfClosing === '/' ? -1 : endTagOf(written!, end);
    if (bracket === '[' && bracketEnd === ']') {
      out.push(text.slice(from, match.index), mark.slice(1, -1));
      from = end;
      continue;
    }
    if (!isShortcode(name, attributes, closing >= 0 || slash === '/' || selfClosing === '/')) continue;
    out.push(text.slice(from, match.index));
    from = end;
    if (slash === '/') continue;
    const rawInner = closing < 0 ? undefined : text.slice(end, closing);
    const inner =
      rawInner === undefined || depth >= deepest
        ? rawInner
        : expand(rawInner, findAttachment, notes, depth + 1);
    out.push(render({ name, attributes: attributesOf(attributes), inner }, findAttachment, notes));
    if (closing >= 0) from = closing + `[/${written}]`.length;
    opening.lastIndex = from;
  }
  out.push(text.slice(from));
  return out.join('');
}

const isShortcode = (name: string, attributes: string, isClosed: boolean): boolean =>
  isClosed || embeds.has(name) || knownBare.has(name) || name.includes('_') || areAttributes(attributes);

const pair = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g;

/** Nothing but pairs: "[the bill, n=5]" is a remark, "[map n=5]" a shortcode. */
const areAttributes = (written: string): boolean => {
  const left = plainQuotes(written).replace(pair, '');
  return left.trim() === '' && left !== written;
};

const plainQuotes = (written: string): string => written.replace(/&(?:quot|#8220|#8221|#8243);|[“”″]/g, '"');

function attributesOf(written: string): Record<string, string> {
  const text = plainQuotes(written).replace(/&amp;/g, '&').trim();
  const found: Record<string, string> = {};
  const bare = text.replace(pair, (_pair, key: string, ...values: string[]) => {
    found[key.toLowerCase()] = values[0] ?? values[1] ?? values[2] ?? '';
    return '';
  });
  const alone = bare.trim().replace(/^=\s*|^"|"$/g, '');
  return alone === '' ? found : { alone, ...found };
}

function render(code: Shortcode, findAttachment: FindAttachment, notes: Set<string>): string {
  if (code.name === 'caption' || code.name === 'wp_caption') return captionFigure(code);
  if (code.name === 'gallery') return galleryFigures(code, findAttachment, notes);
  const address = embeds.has(code.name) ? addressOf(code) : undefined;
  if (address !== undefined) return `\n\n${embedFigure(address, '')}\n\n`;
  notes.add(`shortcode [${code.name}] dropped`);
  return code.inner ?? '';
}

/** `[caption caption="…"]<img>[/caption]`, or since WordPress 3.4 the text after the picture. */
function captionFigure({ attributes, inner = '' }: Shortcode): string {
  const image = /(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?/i.exec(inner);
  if (image === null) return inner;
  const caption =
    (inner.slice(0, image.index) + inner.slice(image.index + image[0].length)).trim() || attributes.caption;
  return `\n\n<figure>${image[0]}${caption ? `<figcaption>${caption}</figcaption>` : ''}</figure>\n\n`;
}

function galleryFigures(
  { attributes }: Shortcode,
  findAttachment: FindAttachment,
  notes: Set<string>,
): string {
  const ids = (attributes.ids ?? attributes.include ?? '').match(/\d+/g) ?? [];
  const pictures = ids.map(findAttachment).filter((picture) => picture !== undefined);
  const missing = ids.length - pictures.length;
  if (ids.length === 0) notes.add('gallery without a list of its pictures dropped');
  else if (missing > 0)
    notes.add(`${missing} of ${ids.length} gallery pictures were not in the export so far, dropped`);
  const figures = pictures.map(({ url, altText, caption }) => {
    const text = caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`;
    return `<figure><img src="${escapeHtml(url)}" alt="${escapeHtml(altText)}" />${text}</figure>`;
  });
  return `\n\n${figures.join('')}\n\n`;
}

const addressKeys = ['src', 'url', 'mp4', 'm4v', 'webm', 'mp3', 'm4a', 'ogg', 'wav', 'alone', 'id'];

function addressOf({ name, attributes, inner }: Shortcode): string | undefined {
  const written = [inner, ...addressKeys.map((key) => attributes[key])]
    .map((value) =>
      value
        ?.replace(/<[^>]*>/g, '')
        .trim()
        .replace(/&amp;/g, '&'),
    )
    .find((value) => value !== undefined && value !== '');
  if (written === undefined) return undefined;
  if (/^https?:\/\/\S+$/.test(written)) return written;
  return /^[\w-]+$/.test(written) ? services[name]?.(written) : undefined;
}
