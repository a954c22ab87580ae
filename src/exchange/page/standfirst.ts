import { namesOf } from './clutter.js';
import { fold, type PageDocument, type PageElement, textOf } from './dom.js';
import { isAsk } from './not-copy.js';

const named =
  /(?:^|[-_\s])(?:standfirst|dek|deck|subtitle|subheadline|subhead|sub-?heading|subtitulo|sottotitolo|intro|introduction|lead|lede|leadtext|teaser-?text|summary|abstract|excerpt|vorspann|chapo|chapeau|ingress|perex|sapo|bajada|entradilla|description|kicker-text|article-?lead|article-?intro|article-?summary)(?:$|[-_\s])/i;

const shortest = 30;
const longest = 700;

/**
 * The standfirst that the page shows between headline and copy: the element that says what the description says, or
 * is named as one. A description that no reader sees is for search engines, and is none.
 */
export function visibleStandfirst(
  document: PageDocument,
  heading: PageElement | undefined,
  description: string | undefined,
): PageElement | undefined {
  const all = [...document.querySelectorAll('body *')];
  const start = heading === undefined ? 0 : all.indexOf(heading);
  const after = all
    .slice(start + 1, start + 250)
    .filter((element) => element.closest('nav, aside, footer, figure, form') === null);
  const short = after
    .map((element) => ({ element, text: textOf(element) }))
    .filter(({ text }) => text.length >= shortest && text.length <= longest && !isAsk(text));
  const key = fold(description ?? '').slice(0, 60);
  const told =
    key.length < 20 ? undefined : short.findLast(({ text }) => fold(text).startsWith(key))?.element;
  if (told !== undefined) return isInFlow(told) && !isNamed(told) ? undefined : told;
  return short.find(({ element }) => isNamed(element))?.element;
}

/** One paragraph among others: many descriptions are cut from the first one, which then is copy and no standfirst. */
const isInFlow = (element: PageElement): boolean =>
  element.localName === 'p' &&
  [...(element.parentElement?.children ?? [])].filter(
    (sibling) => sibling.localName === 'p' && textOf(sibling).length >= shortest,
  ).length > 2;

const isNamed = (element: PageElement): boolean =>
  /^(?:p|div|h2|h3|section|span|strong)$/.test(element.localName) &&
  (named.test(namesOf(element)) ||
    /description|alternativeHeadline/i.test(element.getAttribute('itemprop') ?? ''));
