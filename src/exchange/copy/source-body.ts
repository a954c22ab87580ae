import { Parser } from 'htmlparser2';
import { escapeHtml } from '../../base/html.js';
import { bodyFromText, sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import { embedFigure } from './embed.js';
import { withoutControls } from './plain-text.js';
import { isTrackingPixel } from './tracking-pixel.js';

export interface SourceBody {
  /** Sanitised to the closed vocabulary. */
  readonly body: string;
  /** What was dropped or changed, in words for the report. */
  readonly notes: readonly string[];
}

/**
 * A body as a feed or an export carries it: relative addresses are resolved against `base` (an address, or empty),
 * tracking pixels go, players become embeds, boxes without a meaning of their own divide paragraphs; then it is
 * sanitised. Text without any markup becomes paragraphs at its blank lines.
 */
export function bodyFromSource(html: string, base: string): SourceBody {
  const clean = withoutControls(html);
  const notes = new Set<string>();
  if (clean !== html) notes.add('control characters dropped');
  const hasMarkup = /<[a-z!/]|&(?:#?\w{1,30});/i.test(clean);
  const body = hasMarkup ? sanitizeBody(rewrite(clean, base, notes)) : bodyFromText(clean);
  return { body: body.replace(blankEdges, '$1'), notes: [...notes] };
}

/** Breaks and spaces at the edges of a paragraph; counted, so that a long run of spaces elsewhere is not tried in full. */
const blankEdges = /(<p>)(?:\s|<br \/>)+|(?:\s|<br \/>){1,40}(?=<\/p>)/g;

/** Boxes that are no blocks of ours; their text must not run together. */
const boxes = new Set(
  'div section article header footer main nav center address dl dt dd details summary fieldset hgroup'.split(
    ' ',
  ),
);
const players = new Set(['iframe', 'embed', 'object', 'video', 'audio']);
/** What is in them is no copy; a player's inner text is for browsers that lack players. */
const hidden = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'form', ...players]);
const voids = new Set([
  'br',
  'hr',
  'img',
  'wbr',
  'col',
  'source',
  'input',
  'link',
  'meta',
  'embed',
  'area',
  'param',
  'track',
]);

function rewrite(html: string, base: string, notes: Set<string>): string {
  const out: string[] = [];
  let hiddenDepth = 0;
  let preDepth = 0;
  /** The player in hand and whether its address is still to come in a <source> or <param>. */
  let waiting: { readonly title: string } | undefined;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (players.has(name) && hiddenDepth === 0) waiting = { title: attributes.title ?? '' };
    if (waiting !== undefined) {
      const figure = playerFigure(name, attributes, waiting.title, base);
      if (figure !== '') waiting = undefined;
      out.push(figure);
    }
    if (hidden.has(name) && !voids.has(name)) hiddenDepth += 1;
    if (name === 'noscript' || hiddenDepth > 0 || name === 'embed') return;
    if (name === 'pre') preDepth += 1;
    out.push(boxes.has(name) ? '\n\n' : openTag(name, attributes, base, notes));
  };
  const parser = new Parser({
    onopentag: open,
    ontext: (text) => {
      if (hiddenDepth === 0) out.push(escapeHtml(preDepth > 0 ? text : text.replace(/\s+/g, ' ')));
    },
    onclosetag: (name) => {
      if (hidden.has(name) && !voids.has(name)) {
        hiddenDepth -= 1;
        if (players.has(name)) waiting = undefined;
      } else if (hiddenDepth === 0 && !voids.has(name)) {
        if (name === 'pre') preDepth -= 1;
        out.push(boxes.has(name) ? '\n\n' : `</${name}>`);
      }
    },
  });
  parser.end(html);
  return out.join('');
}

function playerFigure(
  name: string,
  attributes: Readonly<Record<string, string>>,
  title: string,
  base: string,
): string {
  const written =
    name === 'param'
      ? /^(?:movie|src)$/i.test(attributes.name ?? '')
        ? attributes.value
        : undefined
      : (attributes.src ?? attributes['data-src'] ?? attributes.data);
  const address = absolute(written, base);
  return address === undefined ? '' : embedFigure(address, title);
}

function openTag(
  name: string,
  attributes: Readonly<Record<string, string>>,
  base: string,
  notes: Set<string>,
): string {
  if (name === 'img') return imageTag(attributes, base, notes);
  const kept: Record<string, string> = { ...attributes };
  if (name === 'a' && kept.href !== undefined) kept.href = absolute(kept.href, base) ?? '';
  if (name === 'blockquote' && /pull-?quote/i.test(kept.class ?? '')) kept.class = 'pull-quote';
  if (kept.href === '') delete kept.href;
  return tag(name, kept);
}

/** Pictures that load late carry their address elsewhere and a placeholder in `src`. */
const lateSources = ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file', 'data-full-url'];

function imageTag(image: Readonly<Record<string, string>>, base: string, notes: Set<string>): string {
  if (isTrackingPixel(image)) {
    notes.add('tracking pixel dropped');
    return '';
  }
  const isPlaceholder = image.src === undefined || image.src === '' || image.src.startsWith('data:');
  const late = lateSources
    .map((name) => image[name])
    .find((address) => address !== undefined && address !== '');
  const fromSet = image.srcset?.split(',').at(-1)?.trim().split(/\s+/)[0];
  const src = absolute(isPlaceholder ? (late ?? fromSet) : image.src, base);
  if (src === undefined) {
    notes.add('picture without a usable address dropped');
    return '';
  }
  const size = (value: string | undefined) =>
    value !== undefined && /^\d{1,5}$/.test(value) ? value : undefined;
  const width = size(image.width);
  const height = size(image.height);
  return tag('img', { src, alt: image.alt ?? '', ...(width && { width }), ...(height && { height }) });
}

function tag(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes)
    .filter(([key]) => /^[a-z][\w:-]*$/i.test(key))
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>`;
}

/** An address made absolute, or undefined if it is none that a page may carry. Marks inside the page ("#note") stay. */
export function absolute(written: string | undefined, base: string): string | undefined {
  const trimmed = written?.trim() ?? '';
  if (trimmed === '') return undefined;
  if (trimmed.startsWith('#')) return trimmed;
  const url = URL.parse(trimmed, /^https?:/i.test(base) ? base : undefined);
  return url !== null && /^(?:https?|mailto|tel):$/.test(url.protocol) ? url.href : undefined;
}
