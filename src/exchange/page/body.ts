import { Readability } from '@mozilla/readability';
import { bodyFromText, sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import { resolveAddress, withoutTracking } from './addresses.js';
import { blocksOf, sizeOf } from './blocks.js';
import { neverCopy } from './clutter.js';
import { bodyContainers } from './containers.js';
import { type Copy, copyBlocks, noCopy } from './copy-blocks.js';
import { coverage, declaredParagraphs, isWithheld } from './declared-copy.js';
import { type PageDocument, type PageElement, parsePage } from './dom.js';
import type { CopyContext } from './not-copy.js';
import { measure, measureElements } from './paragraphs.js';
import { settlePictures } from './pictures.js';
import { copyInScripts } from './script-copy.js';

export interface PageBody {
  /** Sanitised; empty when the page holds no copy. */
  readonly html: string;
  readonly notes: readonly string[];
}

/** What the copy is read with. */
export interface BodyContext extends CopyContext {
  /** The copy as the page's JSON-LD declares it. */
  readonly declared: string | undefined;
  /** The address that relative links are resolved against. */
  readonly base: string | undefined;
}

/** Less copy than this is a teaser, an error page or a frame. */
export const leastCopy = 150;

/** Less than this may be the teaser of a story that is elsewhere in the page. */
const doubtfulCopy = 400;
const doubtfulCoverage = 0.7;

/**
 * The story's copy. Our own container is heard first; where it has little or not what the page declares, Readability
 * too, and the better one wins. Where no markup shows it, the declared text or the data of the scripts is taken.
 * `document` is used up; `source` is the page it was made from.
 */
export function readBody(document: PageDocument, source: string, context: BodyContext): PageBody {
  const told = context.declared === undefined ? [] : declaredParagraphs(context.declared);
  // Before our own reading takes the scripts out of the document.
  const scripted = measure(told.join('')) < doubtfulCopy ? copyInScripts(document) : undefined;
  const own = ownCopy(document, context);
  const isDoubtful = sizeOf(own.blocks) < doubtfulCopy || coverage(own.blocks, told) < doubtfulCoverage;
  const shown = isDoubtful ? better(readabilityCopy(source, context), own, told) : own;
  if (isWithheld(shown.blocks, told)) {
    return { html: bodyFromText(told.join('\n\n')), notes: ['the copy was taken from the page’s JSON-LD'] };
  }
  if (scripted !== undefined && sizeOf(shown.blocks) < leastCopy) {
    const { blocks, notes } = htmlCopy(scripted, context);
    return bodyOf({ blocks, notes: ['the copy was taken from the data of the page’s scripts', ...notes] });
  }
  return bodyOf(shown);
}

const bodyOf = ({ blocks, notes }: Copy): PageBody => ({
  html: sanitizeBody(blocks.map(({ html }) => html).join('')),
  notes,
});

/** Our own reading is kept unless the other one is clearly better. */
function better(other: Copy, own: Copy, told: readonly string[]): Copy {
  const isBetter =
    told.length > 0
      ? coverage(other.blocks, told) > coverage(own.blocks, told) + 0.1
      : sizeOf(other.blocks) > 1.5 * sizeOf(own.blocks);
  return isBetter ? other : own;
}

function ownCopy(document: PageDocument, context: BodyContext): Copy {
  const root = document.documentElement;
  settlePictures(root, context.base);
  for (const element of root.querySelectorAll(neverCopy)) element.remove();
  const measured = measureElements(root);
  const containers = bodyContainers(root, measured);
  for (const element of measured.clutter) {
    if (containers.some((container) => container.contains(element))) element.remove();
  }
  return copyIn(containers, context);
}

function readabilityCopy(source: string, context: BodyContext): Copy {
  const document = parsePage(source);
  if (document === undefined) return noCopy;
  try {
    const article = new Readability(document as never, { charThreshold: 200 }).parse();
    return htmlCopy(article?.content ?? '', context);
  } catch {
    // Readability expects a browser's document and throws on some that are not whole.
    return noCopy;
  }
}

function htmlCopy(html: string, context: BodyContext): Copy {
  const document = parsePage(html);
  if (document === undefined) return noCopy;
  settlePictures(document.documentElement, context.base);
  return copyIn([document.documentElement], context);
}

function copyIn(containers: readonly PageElement[], context: BodyContext): Copy {
  for (const container of containers) settleLinks(container, context.base);
  return copyBlocks(containers.flatMap(blocksOf), context);
}

/** Links get absolute addresses without trackers; those to a place in the page, or to nowhere, become their text. */
function settleLinks(container: PageElement, base: string | undefined): void {
  for (const link of container.querySelectorAll('a')) {
    const address = linkAddress(link.getAttribute('href') ?? '', base);
    if (address === undefined) link.removeAttribute('href');
    else link.setAttribute('href', address);
  }
}

function linkAddress(written: string, base: string | undefined): string | undefined {
  if (/^(?:mailto|tel):/i.test(written)) return written;
  if (written === '' || written.startsWith('#')) return undefined;
  const address = resolveAddress(written, base);
  return address === undefined ? undefined : withoutTracking(address);
}
