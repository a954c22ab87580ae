import { type PageDocument, plainText } from './dom.js';
import type { StoryFacts } from './facts.js';

/** The names under which sites write each thing, best first; compared in lower case. */
// biome-ignore format: a table is read by rows.
const names = {
  headline: [
    'og:title', 'twitter:title', 'parsely-title', 'sailthru.title', 'dc.title', 'dcterms.title', 'headline',
  ],
  description: ['og:description', 'description', 'twitter:description', 'dc.description'],
  published: [
    'article:published_time', 'og:article:published_time', 'og:published_time', 'datepublished',
    'article:published', 'parsely-pub-date', 'cxenseparse:recs:publishtime', 'cxenseparse:publishtime',
    'sailthru.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'dc.date.created', 'dc.date',
    'dcterms.date', 'citation_publication_date', 'date', 'pubdate', 'publishdate', 'publish-date',
    'publish_date', 'publication_date', 'article.published', 'originalpublicationdate',
    'article_date_original', 'release_date', 'created', 'rnews:datepublished',
  ],
  modified: [
    'article:modified_time', 'og:article:modified_time', 'og:updated_time', 'article:updated_time',
    'datemodified', 'dcterms.modified', 'dc.date.modified', 'last-modified', 'lastmod', 'article.updated',
    'revised',
  ],
  author: [
    'author', 'article:author', 'article:author_name', 'parsely-author', 'sailthru.author', 'dc.creator',
    'dcterms.creator', 'cxenseparse:author', 'byl', 'authors', 'article.author', 'og:article:author',
  ],
  section: [
    'article:section', 'og:article:section', 'parsely-section', 'cxenseparse:section', 'section',
    'category',
  ],
  topics: [
    'article:tag', 'og:article:tag', 'news_keywords', 'parsely-tags', 'sailthru.tags', 'keywords',
    'dc.subject',
  ],
  language: ['og:locale', 'content-language', 'language', 'dc.language', 'dcterms.language'],
  picture: [
    'og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src',
    'parsely-image-url',
  ],
  publisher: ['og:site_name', 'application-name', 'dc.publisher', 'publisher', 'twitter:site'],
  url: ['og:url', 'parsely-link', 'twitter:url'],
} as const;

/** What the head's meta tags say: Open Graph, article:*, Dublin Core, Parse.ly, Sailthru, Cxense and plain names. */
export function factsFromMeta(document: PageDocument): StoryFacts {
  const tags = readTags(document);
  const all = (kind: keyof typeof names) => names[kind].flatMap((name) => tags.get(keyOf(name)) ?? []);
  const firstName = (kind: keyof typeof names) =>
    names[kind].map((name) => tags.get(keyOf(name))).find((found) => found) ?? [];
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href');
  const url = [canonical ?? '', ...all('url')].find((address) => /^https?:/i.test(address));
  const picture = all('picture')[0];
  return {
    headlines: all('headline'),
    description: all('description')[0],
    published: all('published'),
    modified: all('modified'),
    // The first name that yields a person: several of them repeat the same people in other words.
    authors:
      names.author
        .map((name) => (tags.get(keyOf(name)) ?? []).filter((value) => !isAddress(value)))
        .find((found) => found.length > 0) ?? [],
    section: all('section').find((value) => !isAddress(value)),
    topics: firstName('topics')
      .flatMap((value) => value.split(','))
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    language: all('language')[0],
    picture: picture === undefined ? undefined : { url: picture, caption: '', credit: '' },
    publisher: all('publisher')[0]?.replace(/^@/, ''),
    url,
    isStory:
      (tags.get('ogtype') ?? []).some((type) => /article/i.test(type)) || tags.has('articlepublishedtime'),
  };
}

/** Sites write "article:published_time", "article:published:time" and "article.published_time" alike. */
const keyOf = (name: string): string => name.toLowerCase().replace(/[\s:._-]/g, '');

const isAddress = (value: string): boolean => /^(?:https?:)?\/\/|^@/.test(value);

function readTags(document: PageDocument): ReadonlyMap<string, string[]> {
  const tags = new Map<string, string[]>();
  for (const meta of document.querySelectorAll('meta')) {
    const name =
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      meta.getAttribute('http-equiv');
    const content = plainText(meta.getAttribute('content') ?? meta.getAttribute('value') ?? '');
    if (name === null || content === '') continue;
    // RDFa allows several names in one property.
    for (const key of name.trim().split(/\s+/).map(keyOf)) tags.set(key, [...(tags.get(key) ?? []), content]);
  }
  return tags;
}
