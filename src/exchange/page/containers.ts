import { isClutter, namesOf } from './clutter.js';
import type { PageElement } from './dom.js';
import type { Measured } from './paragraphs.js';

const bodyNames =
  /article[-_]{0,2}(?:body|content|text|copy|page|main)|(?:story|post|entry|news|text)[-_]{0,2}(?:body|content|text|copy)|body[-_]{0,2}(?:text|copy|content)|rich[-_]?text|articletext|paragraphs/i;

/** Text outside of paragraphs weighs against a container, so that the smallest one that holds the copy wins. */
const costOfOther = 0.6;

/** Up to this many levels above a paragraph it counts whole; then each level counts less, so that far text does not join. */
const wholeLevels = 3;
const fadePerLevel = 0.85;

/**
 * The containers of the story's copy, in order: the best one, and those of the same make in the same article, since
 * a page may break its copy around an ask or a picture. Empty when there is none.
 */
export function bodyContainers(root: PageElement, measured: Measured): PageElement[] {
  const best = bestContainer(root, measured);
  if (best === undefined) return [];
  const make = makeOf(best);
  if (make === '') return [best];
  const frame = best.closest('article') ?? root;
  const alike = [...measured.holdings.keys()].filter(
    (element) =>
      element !== best &&
      makeOf(element) === make &&
      frame.contains(element) &&
      (element.closest('article') ?? root) === frame &&
      measured.holdings.get(element)!.running > 0 &&
      !element.contains(best) &&
      !best.contains(element),
  );
  return inOrder(root, [best, ...alike]);
}

/** Element name and its first class: pieces of one story differ in modifiers. */
function makeOf(element: PageElement): string {
  const names = (element.getAttribute('class') ?? '')
    .trim()
    .split(/\s+/)
    .filter((name) => /^[a-z]/i.test(name));
  const telling = names.find((name) => bodyNames.test(name) && name.length > 4);
  return telling === undefined ? '' : `${element.localName}.${telling}`;
}

function inOrder(root: PageElement, elements: readonly PageElement[]): PageElement[] {
  if (elements.length < 2) return [...elements];
  return [...root.querySelectorAll(elements[0]!.localName)].filter((element) => elements.includes(element));
}

/** Texts of teasers, galleries and comments count for less, where they are more than the story. */
const besideShare = 0.5;

function isBeside(paragraph: PageElement, root: PageElement): boolean {
  for (let element: PageElement | null = paragraph; element !== null; element = element.parentElement) {
    const isItem = element.localName === 'li' && element.querySelector('h2, h3, h4, img') !== null;
    if (isItem || isClutter(element, 0)) return true;
    if (element === root) break;
  }
  return false;
}

/** Most near running text for least of anything else. */
function bestContainer(root: PageElement, { holdings }: Measured): PageElement | undefined {
  const near = new Map<PageElement, number>();
  for (const [paragraph, { ownParagraph }] of holdings) {
    if (ownParagraph === 0) continue;
    let share = isBeside(paragraph, root) ? besideShare : 1;
    let level = 0;
    for (let element: PageElement | null = paragraph; element !== null; element = element.parentElement) {
      near.set(element, (near.get(element) ?? 0) + ownParagraph * share);
      if (element === root) break;
      level += 1;
      if (level > wholeLevels) share *= fadePerLevel;
    }
  }
  let best: { element: PageElement; score: number } | undefined;
  for (const [element, running] of near) {
    const { text, links, running: all } = holdings.get(element)!;
    const score = (running - costOfOther * (text - all + links)) * hint(element);
    if (best === undefined || score > best.score) best = { element, score };
  }
  return best?.element;
}

function hint(element: PageElement): number {
  const property = element.getAttribute('itemprop') ?? '';
  if (/articleBody/i.test(property)) return 1.3;
  if (bodyNames.test(namesOf(element))) return 1.15;
  if (element.localName === 'article') return 1.1;
  // The whole page holds sign-in dialogs and consent texts beside the story.
  return element.localName === 'body' || element.localName === 'html' ? 0.6 : 1;
}
