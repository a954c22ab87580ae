import { cleanAuthors } from './authors.js';
import { collapse, fold, type PageDocument, type PageElement, plainText, textOf } from './dom.js';
import type { StoryFacts } from './facts.js';

/** How many elements from the headline its date and byline stand; what is before it is less likely its own. */
const furthest = 200;
const closeBy = 40;
const beforeCosts = 3;

const dateWord =
  /(?:^|[-_\s])(?:date|dated|datetime|time|timestamp|publish|published|pubdate|posted|datum|dato|fecha|data|tarih|meta)/i;
const bylineWord =
  /author|autor(?!i[sz]|[ei]z)|byline|redakteur|journalist|verfasser|reporter|auteur|forfatter|skribent/i;
/** Where sites keep the pages of their writers. */
const writerPage =
  /\/(?:authors?|autor(?:en|es|i|in|a)?|by|writers?|journalists?|contributors?|profil|person|redaktion|auteurs?|firmas?|autore)\/[^/?#]+/i;
const bySaying = /^(?:by|von|par|por|door|af|av|di|autor(?:in)?:|text:)\s+\p{Lu}/iu;

/** The longest line that is still a date with its label, or a list of authors. */
const longestLine = 100;

/** What the page shows a reader (headline, date, byline), and its microdata, which sits on the same elements. */
export function factsFromVisible(document: PageDocument, heading: PageElement | undefined): StoryFacts {
  const around = elementsAround(document, heading);
  return {
    headlines: heading === undefined ? [] : [headingText(heading)],
    published: [
      ...microdata(document, 'datePublished'),
      ...microdata(document, 'dateCreated'),
      ...datesIn(around),
    ],
    modified: microdata(document, 'dateModified'),
    authors: authorsIn(document, around),
    section: microdata(document, 'articleSection')[0],
    topics: microdata(document, 'keywords')
      .flatMap((words) => words.split(','))
      .map(collapse)
      .filter((word) => word !== ''),
    language: declaredLanguage(document),
    url: undefined,
    isStory: document.querySelector('[itemtype*="Article"], [itemprop~="articleBody"]') !== null,
  };
}

/** The heading that the page's title or description of itself agrees with, else the first h1 in the copy. */
export function visibleHeadline(document: PageDocument): PageElement | undefined {
  const told = ['title', 'meta[property="og:title"]', 'meta[name="twitter:title"]']
    .map((selector) => document.querySelector(selector))
    .map((element) => fold(element?.getAttribute('content') ?? element?.textContent ?? ''));
  const headings = [...document.querySelectorAll('h1, h2, h3, [itemprop~="headline"]')]
    .filter((element) => element.localName !== 'meta')
    .map((element) => ({ element, text: fold(headingText(element)) }))
    .filter(({ text }) => text !== '');
  const agreeing = headings.filter(
    ({ element, text }) =>
      text.length > (element.localName === 'h1' ? 8 : 15) && told.some((line) => line.includes(text)),
  );
  const inCopy = headings.filter(
    ({ element }) => element.localName === 'h1' && element.closest('nav, aside, footer') === null,
  );
  const isLong = ({ text }: { text: string }) => text.length > 12;
  return (longest(agreeing) ?? inCopy.find(isLong) ?? longest(inCopy))?.element;
}

function longest<Heading extends { readonly text: string }>(
  headings: readonly Heading[],
): Heading | undefined {
  return headings.reduce<Heading | undefined>(
    (best, next) => (best === undefined || next.text.length > best.text.length ? next : best),
    undefined,
  );
}

/** Parts of a headline stand in elements of their own without a space between them. */
export function headingText(heading: PageElement): string {
  const parts: string[] = [];
  const walk = (element: PageElement) => {
    for (const node of element.childNodes) {
      if (node.nodeType === 3) parts.push(node.textContent ?? '');
      else if (node.nodeType === 1) {
        const child = node as PageElement;
        const isHidden = child.matches('[hidden], script, style, svg, template');
        if (isHidden) continue;
        parts.push(
          child.localName === 'br' || child.localName === 'span' || child.localName === 'div' ? ' ' : '',
        );
        walk(child);
        if (child.localName === 'div') parts.push(' ');
      }
    }
  };
  walk(heading);
  return plainText(parts.join(''));
}

/** The elements near the headline, nearest first. */
function elementsAround(document: PageDocument, heading: PageElement | undefined): PageElement[] {
  const all = [...document.querySelectorAll('body *')];
  const middle = heading === undefined ? 0 : all.indexOf(heading);
  const distance = (index: number) => (index < middle ? (middle - index) * beforeCosts : index - middle);
  return all
    .map((element, index) => ({ element, distance: distance(index) }))
    .filter((entry) => entry.distance <= furthest)
    .sort((one, other) => one.distance - other.distance)
    .map(({ element }) => element);
}

/** Machine-readable times first, then lines that are called a date, then any short line with figures close by. */
function datesIn(elements: readonly PageElement[]): string[] {
  const machine = elements
    .filter((element) => element.localName === 'time')
    .map((element) => element.getAttribute('datetime') ?? '')
    .filter((value) => value !== '');
  const named = elements.filter((element) => element.localName === 'time' || dateWord.test(namesOf(element)));
  // A date inside a link or beside the copy belongs to a teaser; one at the end of a line, to what the line tells.
  const isOwn = (element: PageElement) => element.closest('a, aside, nav, footer, figure') === null;
  const lines = (among: readonly PageElement[]) =>
    among
      .filter(isOwn)
      .map(textOf)
      .filter((line) => line.length <= longestLine && /\d/.test(line));
  const plain = lines(elements.slice(0, 2 * closeBy)).filter((line) => /^\D{0,24}\d/.test(line));
  return [...machine, ...plain, ...lines(named)];
}

/** Microdata, then a link marked as the author's, an element called so, a link to a writer's page, a line "By …". */
function authorsIn(document: PageDocument, around: readonly PageElement[]): string[] {
  const isShort = (element: PageElement) => {
    const length = (element.textContent ?? '').length < 5 * longestLine ? textOf(element).length : 0;
    return length > 2 && length <= longestLine;
  };
  const links = around.filter((element) => element.localName === 'a');
  const close = around.slice(0, 3 * closeBy).filter(isShort);
  const lists = [
    () => microdata(document, 'author'),
    () => links.filter((link) => (link.getAttribute('rel') ?? '').split(' ').includes('author')).map(textOf),
    () => [...close.filter((element) => bylineWord.test(namesOf(element)))].slice(0, 1).map(textOf),
    () =>
      links.filter((link) => isShort(link) && writerPage.test(link.getAttribute('href') ?? '')).map(textOf),
    () =>
      close
        .map(textOf)
        .filter((line) => bySaying.test(line))
        .slice(0, 1),
  ];
  for (const read of lists) {
    const names = read();
    if (cleanAuthors(names).length > 0) return names;
  }
  return [];
}

function microdata(document: PageDocument, property: string): string[] {
  return [...document.querySelectorAll(`[itemprop~="${property}"]`)]
    .filter((element) => element.closest('[itemprop~="comment"], [itemtype$="/Comment"]') === null)
    .map((element) => {
      const name = element.querySelector('[itemprop~="name"]');
      const value =
        element.getAttribute('content') ??
        element.getAttribute('datetime') ??
        name?.getAttribute('content') ??
        textOf(name ?? element);
      return plainText(value);
    })
    .filter((value) => value !== '' && value.length <= longestLine);
}

function declaredLanguage(document: PageDocument): string | undefined {
  const root = document.documentElement;
  return (
    root.getAttribute('lang') ??
    root.getAttribute('xml:lang') ??
    document.querySelector('body[lang]')?.getAttribute('lang') ??
    undefined
  );
}

const namesOf = (element: PageElement): string =>
  `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''} ${element.getAttribute('data-testid') ?? ''}`;
