import { decodeHTML } from 'entities';
import { fold, type PageDocument, plainText } from './dom.js';
import type { StoryFacts } from './facts.js';

type Node = Readonly<Record<string, unknown>>;

/** schema.org types that are a story. */
const storyType = /(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|^Report|Review|Claim)$/;

/** The story among the page's JSON-LD nodes, or undefined. `heading` is the visible headline, which tells it from teasers. */
export function factsFromJsonLd(document: PageDocument, heading: string): StoryFacts | undefined {
  const nodes = readNodes(document);
  const stories = nodes.filter((node) => types(node).some((type) => storyType.test(type)));
  const story = mainStory(stories, heading);
  if (story === undefined) return undefined;
  const byId = new Map(nodes.map((node) => [text(node['@id']), node]));
  const publisher = linked(story.publisher, byId)[0];
  return {
    headlines: [story.headline, story.name, story.alternativeHeadline]
      .map(text)
      .filter((line) => line !== ''),
    description: text(story.description) || undefined,
    articleBody: bodyText(story),
    published: [story.datePublished, story.dateCreated, story.uploadDate]
      .map(text)
      .filter((date) => date !== ''),
    modified: [story.dateModified].map(text).filter((date) => date !== ''),
    authors: [...linked(story.author, byId), ...linked(story.creator, byId)]
      .map(nameOf)
      .filter((name) => name !== ''),
    section: breadcrumb(nodes) ?? list(story.articleSection).map(text)[0],
    topics: list(story.keywords).flatMap((word) => splitWords(nameOf(word))),
    language: text(isNode(story.inLanguage) ? story.inLanguage.alternateName : story.inLanguage) || undefined,
    picture: pictureOf(story, byId),
    publisher: publisher === undefined ? undefined : nameOf(publisher) || undefined,
    url: urlOf(story),
    isStory: true,
  };
}

function readNodes(document: PageDocument): Node[] {
  const nodes: Node[] = [];
  for (const script of document.querySelectorAll('script[type]')) {
    if (!/^application\/ld\+json/i.test(script.getAttribute('type') ?? '')) continue;
    collect(parseLoosely(script.textContent ?? ''), nodes, 0);
  }
  return nodes;
}

/** Sites wrap it in comments, leave raw line breaks in strings or a comma at the end, or escape it as HTML. */
function parseLoosely(source: string): unknown {
  const bare = source.replace(
    /^\s*(?:<!--|\/\*.*?\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>|\]\]>)\s*$/g,
    '',
  );
  const oneLine = bare.replace(/\p{Cc}+/gu, ' ');
  const repairs = [
    () => bare,
    () => oneLine,
    () => oneLine.replace(/,\s*([}\]])/g, '$1').replace(/;\s*$/, ''),
    () => decodeHTML(oneLine),
    () => `[${oneLine.replace(/\}\s*\{/g, '},{')}]`,
  ];
  for (const repair of repairs) {
    try {
      return JSON.parse(repair());
    } catch {}
  }
  return undefined;
}

function collect(value: unknown, nodes: Node[], depth: number): void {
  if (depth > 12) return;
  if (Array.isArray(value)) for (const entry of value) collect(entry, nodes, depth + 1);
  if (!isNode(value)) return;
  if (value['@type'] !== undefined) nodes.push(value);
  for (const child of Object.values(value)) if (typeof child === 'object') collect(child, nodes, depth + 1);
}

/** By the visible headline, else the one with most to say; the first of equals. */
function mainStory(stories: readonly Node[], heading: string): Node | undefined {
  const visible = fold(heading);
  const weight = (node: Node) => {
    const headline = fold(text(node.headline) || text(node.name));
    const isVisible =
      visible !== '' && headline !== '' && (visible.includes(headline) || headline.includes(visible));
    const told = ['headline', 'datePublished', 'author', 'articleBody'].filter(
      (key) => node[key] !== undefined,
    );
    return (isVisible ? 10 : 0) + told.length;
  };
  let best: Node | undefined;
  for (const story of stories) if (best === undefined || weight(story) > weight(best)) best = story;
  return best !== undefined && weight(best) > 0 ? best : undefined;
}

function bodyText(story: Node): string | undefined {
  const written = [story.articleBody, story.text, story.reviewBody].find(
    (value) => typeof value === 'string',
  );
  // A live blog's copy is in its updates.
  const updates = list(story.liveBlogUpdate).filter(isNode);
  if (typeof written === 'string' && written.trim() !== '') return written;
  const joined = updates
    .map((update) => `${text(update.headline)}\n\n${String(update.articleBody ?? '')}`)
    .join('\n\n');
  return joined.trim() === '' ? undefined : joined;
}

/** The last step of the breadcrumb that is neither the start nor the story itself. */
function breadcrumb(nodes: readonly Node[]): string | undefined {
  const crumbs = nodes.find((node) => types(node).includes('BreadcrumbList'));
  if (crumbs === undefined) return undefined;
  const steps = list(crumbs.itemListElement)
    .filter(isNode)
    .map((step) => text(step.name) || nameOf(step.item))
    .filter((name) => name !== '');
  const sections = steps.slice(1).filter((name) => name.length <= 40);
  return (sections.length > 1 ? sections.slice(0, -1) : sections).at(-1);
}

function pictureOf(story: Node, byId: ReadonlyMap<string, Node>): StoryFacts['picture'] {
  for (const image of [...list(story.image), ...list(story.thumbnailUrl)]) {
    if (typeof image === 'string' && image !== '') return { url: image, caption: '', credit: '' };
    const node = linked(image, byId).find(isNode);
    const url = node === undefined ? '' : text(list(node.url)[0] ?? node.contentUrl);
    if (node === undefined || url === '') continue;
    const credit =
      text(node.creditText) ||
      text(node.copyrightHolder) ||
      linked(node.creator, byId).map(nameOf).join(', ');
    return { url, caption: text(node.caption) || text(node.description), credit };
  }
  return undefined;
}

function urlOf(story: Node): string | undefined {
  const page = story.mainEntityOfPage;
  const written = text(story.url) || text(isNode(page) ? (page['@id'] ?? page.url) : page);
  return /^https?:/i.test(written) ? written : undefined;
}

/** Nodes and names under a key, with `@id` references followed. */
function linked(value: unknown, byId: ReadonlyMap<string, Node>): unknown[] {
  return list(value).map((entry) => {
    const isReference = isNode(entry) && entry.name === undefined && entry['@id'] !== undefined;
    return isReference ? (byId.get(text(entry['@id'])) ?? entry) : entry;
  });
}

const nameOf = (value: unknown): string =>
  isNode(value)
    ? text(list(value.name)[0]) || collapseNames(text(value.givenName), text(value.familyName))
    : text(value);

const collapseNames = (given: string, family: string): string => `${given} ${family}`.trim();

/** Keywords come as a list or as one string with commas. */
const splitWords = (words: string): string[] =>
  words
    .split(words.includes(';') && !words.includes(',') ? ';' : ',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flat() : value === undefined || value === null ? [] : [value];

const types = (node: Node): string[] =>
  list(node['@type']).map((type) => String(type).replace(/^.*[/#:]/, ''));

const text = (value: unknown): string => {
  if (isNode(value)) return text(value['@value']);
  if (Array.isArray(value)) return text(value[0]);
  return typeof value === 'string' || typeof value === 'number' ? plainText(String(value)) : '';
};
