import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { FeedFormat } from '../addresses.js';
import type { Feed, FeedItem } from './feed.js';
import { jsonCounts, withCounts } from './feed-counts.js';

export interface FeedWriter {
  readonly contentType: string;
  readonly write: (feed: Feed) => string;
}

export const feedWriters: Readonly<Record<FeedFormat, FeedWriter>> = {
  rss: { contentType: 'application/rss+xml; charset=utf-8', write: rssOf },
  atom: { contentType: 'application/atom+xml; charset=utf-8', write: atomOf },
  json: { contentType: 'application/feed+json; charset=utf-8', write: jsonFeedOf },
};

const date = (instant: number): Date => new Date(instant);
const named = (name: string) => ({ name });

/** RSS 2.0 with content:encoded for the text, dc:creator for names without addresses, atom:link for itself. */
function rssOf(feed: Feed): string {
  const xml = generateRssFeed({
    title: feed.title,
    link: feed.homeAddress,
    description: feed.description,
    language: feed.language,
    lastBuildDate: date(feed.updated),
    atom: { links: [{ href: feed.selfAddress, rel: 'self', type: 'application/rss+xml' }] },
    items: feed.items.map((item) => ({
      title: item.title,
      link: item.address,
      description: item.summary,
      guid: { value: item.guid, isPermaLink: false },
      pubDate: date(item.published),
      categories: item.categories.map(named),
      content: { encoded: item.contentHtml },
      dc: { creators: [...item.authors], language: item.language },
      ...(item.modified > item.published && { atom: { updated: date(item.modified) } }),
    })),
  });
  return withCounts(xml, feed.items);
}

/** Atom (RFC 4287). */
function atomOf(feed: Feed): string {
  const xml = generateAtomFeed({
    id: feed.selfAddress,
    title: { value: feed.title },
    subtitle: { value: feed.description },
    updated: date(feed.updated),
    xml: { lang: feed.language },
    links: [
      { href: feed.selfAddress, rel: 'self', type: 'application/atom+xml' },
      { href: feed.homeAddress, rel: 'alternate', type: 'text/html' },
    ],
    entries: feed.items.map((item) => atomEntry(item, feed)),
  });
  return withCounts(xml, feed.items);
}

const atomEntry = (item: FeedItem, feed: Feed) => ({
  id: item.guid,
  title: { value: item.title },
  summary: { value: item.summary },
  content: { type: 'html', value: item.contentHtml },
  links: [{ href: item.address, rel: 'alternate', type: 'text/html' }],
  published: date(item.published),
  updated: date(item.modified),
  // RFC 4287, section 4.1.2: an entry needs an author; the paper signs what nobody else does.
  authors: item.authors.length > 0 ? item.authors.map(named) : [named(feed.title)],
  categories: item.categories.map((term) => ({ term })),
  xml: { lang: item.language },
});

/** JSON Feed 1.1; counts stand under a name of our own, as its section on extensions has it. */
function jsonFeedOf(feed: Feed): string {
  const written = generateJsonFeed({
    title: feed.title,
    description: feed.description,
    home_page_url: feed.homeAddress,
    feed_url: feed.selfAddress,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.guid,
      url: item.address,
      title: item.title,
      summary: item.summary,
      content_html: item.contentHtml,
      date_published: date(item.published),
      date_modified: date(item.modified),
      authors: item.authors.map(named),
      tags: [...item.categories],
      language: item.language,
    })),
  }) as { readonly items?: readonly object[] };
  const items = feed.items.map(({ counts }, index) => ({
    ...written.items?.[index],
    ...(counts && { _broadsheet: jsonCounts(counts) }),
  }));
  return JSON.stringify({ ...written, items });
}
