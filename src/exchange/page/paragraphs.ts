import { isClutter } from './clutter.js';
import { collapse, isElement, isText, type PageElement } from './dom.js';

/** What an element holds, in weighted characters. */
export interface Holding {
  /** All text outside of clutter. */
  readonly text: number;
  readonly links: number;
  /** Running text: paragraphs long enough to be sentences and not made of links. */
  readonly running: number;
  readonly paragraphs: number;
  /** The element's own text, if it is itself a paragraph. */
  readonly ownParagraph: number;
}

const nothing: Holding = { text: 0, links: 0, running: 0, paragraphs: 0, ownParagraph: 0 };

/** A Chinese or Japanese character says about as much as three Latin letters. */
const denseScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
export const measure = (text: string): number => text.length + 2 * (text.match(denseScript)?.length ?? 0);

const inline = new Set(
  (
    'a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd mark q rb rp rt ruby s samp small span strike ' +
    'strong sub sup time tt u var wbr label'
  ).split(' '),
);
/** Custom elements (with a hyphen in their name) are taken for what they hold. */
export const isInline = (element: PageElement): boolean =>
  inline.has(element.localName) || (element.localName.includes('-') && [...element.children].every(isInline));

/** Shorter lines are labels, captions, headlines of teasers. */
const shortestParagraph = 60;
const mostLinked = 0.4;
const sentenceEnd = /[.!?…。！？．:;”"»“」』)।؟۔]/u;

/** What the elements of a page hold, and which of them are clutter. */
export interface Measured {
  readonly holdings: ReadonlyMap<PageElement, Holding>;
  readonly clutter: ReadonlySet<PageElement>;
}

/**
 * Measures every element under `root` from the leaves up; clutter counts as nothing. An element that holds most of
 * the page's running text is a frame, whatever it is called.
 */
export function measureElements(root: PageElement): Measured {
  const raw = new Map<PageElement, Holding>();
  const total = measureInto(root, false, raw, () => false).running;
  const holdings = new Map<PageElement, Holding>();
  const clutter = new Set<PageElement>();
  measureInto(root, false, holdings, (element) => {
    const running = raw.get(element)?.running ?? 0;
    const isDropped = running < frameShare * total && isClutter(element, running);
    if (isDropped) clutter.add(element);
    return isDropped;
  });
  return { holdings, clutter };
}

const frameShare = 0.5;

const skipped = new Set(
  'script style noscript template svg iframe form button select nav figure figcaption textarea video audio'.split(
    ' ',
  ),
);

function measureInto(
  element: PageElement,
  inLink: boolean,
  holdings: Map<PageElement, Holding>,
  isDropped: (element: PageElement) => boolean,
): Holding {
  if (skipped.has(element.localName) || isDropped(element)) return nothing;
  const inner = { text: 0, links: 0, running: 0, paragraphs: 0 };
  const own = { text: 0, links: 0, line: '' };
  for (const node of element.childNodes) {
    if (isText(node)) {
      const line = collapse(node.textContent ?? '');
      own.text += measure(line);
      own.line += line;
      if (inLink) own.links += measure(line);
    } else if (isElement(node)) {
      const held = measureInto(node, inLink || node.localName === 'a', holdings, isDropped);
      const isOwnLine = isInline(node) && held.paragraphs === 0;
      const target = isOwnLine ? own : inner;
      target.text += held.text;
      target.links += held.links;
      if (isOwnLine) own.line += node.textContent ?? '';
      inner.running += held.running;
      inner.paragraphs += held.paragraphs;
    }
  }
  const ownParagraph = isParagraph(element, own) ? own.text : 0;
  const holding: Holding = {
    text: inner.text + own.text,
    links: inner.links + own.links,
    running: inner.running + ownParagraph,
    paragraphs: inner.paragraphs + (ownParagraph > 0 ? 1 : 0),
    ownParagraph,
  };
  holdings.set(element, holding);
  return holding;
}

const isParagraph = (
  element: PageElement,
  own: { readonly text: number; readonly links: number; readonly line: string },
): boolean =>
  !isInline(element) &&
  !/^h[1-6]$/.test(element.localName) &&
  own.text >= shortestParagraph &&
  own.links <= mostLinked * own.text &&
  sentenceEnd.test(own.line);
