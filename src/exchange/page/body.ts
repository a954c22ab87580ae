import { Readability } from '@mozilla/readability';
import { bodyFromText, sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import { resolveAddress, withoutTracking } from './addresses.js';
import { type Block, blocksOf, sizeOf } from './blocks.js';
import { neverCopy } from './clutter.js';
import { bodyContainers } from './containers.js';
import { fold, type PageDocument, type PageElement, parsePage, plainText } from './dom.js';
import { type CopyContext, endsTheStory, whyNotCopy } from './not-copy.js';
import { measure, measureElements } from './paragraphs.js';
import { settlePictures } from './pictures.js';
import { copyInScripts } from './script-copy.js';

export interface PageBody {
  /** Sanitised; empty when the page holds no copy. */
  readonly html: string;
  readonly notes: readonly string[];
}

/** Less copy than this is a teaser, an error page or a frame. */
export const leastCopy = 150;

/** Less than this may be the teaser of a story that is elsewhere in the page. */
const doubtfulCopy = 400;

interface Candidate {
  readonly blocks: readonly Block[];
  readonly notes: readonly string[];
}

/**
 * The story's copy: our own container, Readability's and the JSON-LD text are heard. Where the page declares its text
 * the markup closest to it wins; where no markup has it, the declared text itself is taken.
 */
export function readBody(
  document: PageDocument,
  source: string,
  declared: string | undefined,
  context: CopyContext,
  base: string | undefined,
): PageBody {
  const told = declared === undefined ? [] : declaredParagraphs(declared);
  // Before our own reading takes the scripts out of the document.
  const inScripts = measure(told.join('')) < doubtfulCopy ? copyInScripts(document) : undefined;
  const own = ownCandidate(document, context, base);
  const isDoubtful =
    sizeOf(own.blocks) < doubtfulCopy || (told.length > 0 && overlap(own.blocks, told) < 0.7);
  const candidates = isDoubtful ? [own, readabilityCandidate(source, context, base)] : [own];
  const best = candidates.reduce((kept, next) => (isBetter(next, kept, told) ? next : kept));
  if (told.length > 0 && isWithheld(best, told)) {
    return { html: bodyFromText(told.join('\n\n')), notes: ['the copy was taken from the page’s JSON-LD'] };
  }
  if (inScripts !== undefined && sizeOf(best.blocks) < leastCopy) {
    return {
      html: sanitizeBody(inScripts),
      notes: ['the copy was taken from the data of the page’s scripts'],
    };
  }
  return { html: sanitizeBody(best.blocks.map((block) => block.html).join('')), notes: best.notes };
}

function ownCandidate(document: PageDocument, context: CopyContext, base: string | undefined): Candidate {
  const root = document.documentElement;
  settlePictures(root, base);
  for (const element of root.querySelectorAll(neverCopy)) element.remove();
  const measured = measureElements(root);
  const containers = bodyContainers(root, measured);
  for (const element of measured.clutter)
    if (containers.some((container) => container.contains(element))) element.remove();
  return candidateFrom(containers, context, base);
}

function readabilityCandidate(source: string, context: CopyContext, base: string | undefined): Candidate {
  const document = parsePage(source);
  if (document === undefined) return { blocks: [], notes: [] };
  try {
    const content = new Readability(document as never, { charThreshold: 200 }).parse()?.content ?? '';
    const article = parsePage(content);
    if (article === undefined) return { blocks: [], notes: [] };
    settlePictures(article.documentElement, base);
    return candidateFrom([article.documentElement], context, base);
  } catch {
    // Readability expects a browser's document and throws on some that are not whole.
    return { blocks: [], notes: [] };
  }
}

function candidateFrom(
  containers: readonly PageElement[],
  context: CopyContext,
  base: string | undefined,
): Candidate {
  for (const container of containers) settleLinks(container, base);
  const kept: Block[] = [];
  const reasons = new Map<string, number>();
  const seen = new Set<string>();
  const all = afterPreface(containers.flatMap(blocksOf), context);
  const total = sizeOf(all);
  const long = all.map(({ text }) => text).filter((text) => text.length > 60);
  // Where most of the text is said again and again, repetition is the page's own.
  const isRepetitive = new Set(long).size * 2 <= long.length;
  for (const block of all) {
    if (endsTheStory(block) && sizeOf(kept) > total / 2) {
      reasons.set('what follows the story', 1);
      break;
    }
    const isRepeated = !isRepetitive && block.text.length > 60 && seen.has(block.text);
    const reason = isRepeated ? 'text that stands there twice' : whyNotCopy(block, context);
    seen.add(block.text);
    if (reason === undefined) kept.push(block);
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const notes = [...reasons]
    .filter(([reason]) => reason !== 'empty')
    .map(([reason, count]) => `left out: ${reason}${count > 1 ? ` (${count} times)` : ''}`);
  return { blocks: withoutEmptyEnds(kept), notes };
}

/** Sentences, as against a label, a date or a name. */
const isSentence = (block: Block): boolean =>
  measure(block.text) >= 80 && /\p{L}[.!?…。！？]/u.test(block.text);

/**
 * Before the first sentence a container may hold the headline with its kicker, the date, the byline, buttons: all up
 * to the headline goes, and lines behind it that are no sentence. Pictures and subheadings stay.
 */
function afterPreface(blocks: readonly Block[], context: CopyContext): Block[] {
  const first = blocks.findIndex(isSentence);
  if (first < 0) return [...blocks];
  const headline = fold(context.headline);
  const preface = blocks.slice(0, first);
  const title = preface.findLastIndex(
    (block) => block.tag === 'h1' || (headline !== '' && fold(block.text).includes(headline)),
  );
  const kept = preface
    .slice(title + 1)
    .filter(
      (block) =>
        block.tag === 'figure' || /^h[2-6]$/.test(block.tag) || /[.!?…。！？]["”»’]?$/u.test(block.text),
    );
  return [
    ...preface.slice(0, title + 1).filter((block) => block.tag === 'figure'),
    ...kept,
    ...blocks.slice(first),
  ];
}

/** A heading at the end has lost what stood under it. */
function withoutEmptyEnds(blocks: readonly Block[]): Block[] {
  const kept = [...blocks];
  while (kept.length > 0 && /^h[1-6r]$/.test(kept.at(-1)!.tag)) kept.pop();
  return kept;
}

function settleLinks(container: PageElement, base: string | undefined): void {
  for (const link of container.querySelectorAll('a')) {
    const written = link.getAttribute('href') ?? '';
    const address = /^(?:mailto|tel):/i.test(written)
      ? written
      : written.startsWith('#')
        ? undefined
        : resolveAddress(written, base);
    if (address === undefined) link.removeAttribute('href');
    else link.setAttribute('href', withoutTracking(address));
  }
}

/** JSON-LD text is plain with line breaks, or HTML, or HTML escaped. */
function declaredParagraphs(declared: string): string[] {
  const unescaped = /&lt;\/?(?:p|br|div)\b/i.test(declared) ? plainEntities(declared) : declared;
  const broken = unescaped.replace(/<\/(?:p|div|h[1-6]|li|blockquote)>|<br\s*\/?>/gi, '\n');
  return broken
    .split(/\r?\n/)
    .map(plainText)
    .filter((line) => line !== '');
}

const plainEntities = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

const words = (text: string): string[] =>
  text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];

/** Share of the words of the declared text that the blocks have, each as often as it is said. */
function overlap(blocks: readonly Block[], told: readonly string[]): number {
  const have = new Map<string, number>();
  for (const word of words(blocks.map((block) => block.text).join(' ')))
    have.set(word, (have.get(word) ?? 0) + 1);
  const want = words(told.join(' '));
  let found = 0;
  for (const word of want) {
    const left = have.get(word) ?? 0;
    if (left > 0) found += 1;
    have.set(word, left - 1);
  }
  return want.length === 0 ? 1 : found / want.length;
}

function isBetter(next: Candidate, kept: Candidate, told: readonly string[]): boolean {
  if (told.length > 0) return overlap(next.blocks, told) > overlap(kept.blocks, told) + 0.1;
  return sizeOf(next.blocks) > 1.5 * sizeOf(kept.blocks);
}

/** The page shows less than it declares: the copy is loaded by a script or hidden behind an ask. */
function isWithheld(best: Candidate, told: readonly string[]): boolean {
  const size = told.reduce((sum, line) => sum + measure(line), 0);
  const shown = sizeOf(best.blocks);
  // A live page declares every update since its start, and shows the last ones.
  const isLive = shown > 1500 && size > 4 * shown;
  return size > doubtfulCopy && overlap(best.blocks, told) < 0.75 && size > 1.2 * shown && !isLive;
}
